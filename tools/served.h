// SPDX-License-Identifier: Apache-2.0
#pragma once

// A scenario on a socket, for `serve` and `exec`.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "fakestream/base/diagnostic.h"
#include "fakestream/endpoint/endpoint.h"
#include "fakestream/endpoint/session.h"
#include "fakestream/report/report.h"

#include "tools/commands.h"

namespace fakestream::tool {

// Returns the scenario of the options; an account without images or faults when they name none.
Checked<Scenario> ScenarioToServe(const ServeOptions& options);

// Serves until it goes away.
class Served {
 public:
  // Throws CannotListen. `trace_limit` is SessionOptions'.
  Served(Scenario scenario, const ServeOptions& options,
         std::size_t trace_limit = SessionOptions{}.trace_limit);

  const Endpoint& endpoint() const { return endpoint_; }

  Endpoint& endpoint() { return endpoint_; }

  const std::string& region() const { return region_; }

  // The first of those who may sign requests.
  const Credentials& credentials() const { return credentials_; }

  // What has become of it so far: of each World that it serves. Nothing when the endpoint is busy
  // with a request for longer than `patience`.
  std::optional<Report> TryReport(Duration patience);

  // As Session's, when the last report was made.
  std::uint64_t calls() const { return calls_; }

  // What can be said while the endpoint is busy: which scenario it is, and that nobody knows.
  Report ReportOfNothing() const;
  // Runs the function between two requests.
  void With(const std::function<void(Session&)>& function);

 private:
  Session session_;
  ScenarioReport unknown_{};
  std::uint64_t calls_ = 0;
  std::string region_;
  Credentials credentials_;
  Endpoint endpoint_;
};

}  // namespace fakestream::tool
