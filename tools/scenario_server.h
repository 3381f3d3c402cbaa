// SPDX-License-Identifier: Apache-2.0
#pragma once

// A scenario on a socket, for `serve` and `exec`.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "endpoint/world_host.h"

#include "fakestream/base/diagnostic.h"
#include "fakestream/endpoint/endpoint.h"
#include "fakestream/report/report.h"

#include "tools/commands.h"

namespace fakestream::tool {

// Returns the scenario of the options; an account without images or faults when they name none.
Checked<Scenario> ScenarioToServe(const ServeOptions& options);

// Serves until it goes away.
class ScenarioServer {
 public:
  // Throws CannotListen. `trace_limit` is WorldHostOptions'.
  ScenarioServer(Scenario scenario, const ServeOptions& options,
                 std::size_t trace_limit = WorldHostOptions{}.trace_limit);

  const Endpoint& endpoint() const { return endpoint_; }

  Endpoint& endpoint() { return endpoint_; }

  const std::string& region() const { return region_; }

  // The first of those who may sign requests.
  const Credentials& credentials() const { return credentials_; }

  // What has become of it so far: of each World that it serves. Nothing when the endpoint is busy
  // with a request for longer than `timeout`.
  std::optional<Report> TryReport(Duration timeout);

  // As WorldHost's, when the last report was made.
  std::uint64_t calls() const { return calls_; }

  // What can be said while the endpoint is busy: which scenario it is, and that nobody knows.
  Report ReportOfNothing() const;
  // Runs the function between two requests.
  void With(const std::function<void(WorldHost&)>& function);

 private:
  WorldHost session_;
  ScenarioReport unknown_{};
  std::uint64_t calls_ = 0;
  std::string region_;
  Credentials credentials_;
  Endpoint endpoint_;
};

}  // namespace fakestream::tool
