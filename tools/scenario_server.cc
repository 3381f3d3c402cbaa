// SPDX-License-Identifier: Apache-2.0
#include "tools/scenario_server.h"

#include <utility>

#include "fakestream/scenario/loader.h"

#include "tools/output.h"

namespace fakestream::tool {
namespace {

bool IsLoopback(const std::string& address) {
  return address.compare(0, 4, "127.") == 0 || address == "::1";
}

}  // namespace

Checked<Scenario> ScenarioToServe(const ServeOptions& options) {
  if (options.scenario.empty()) return Scenario{.name = "an account without images"};
  return LoadScenarioFile(options.scenario);
}

ScenarioServer::ScenarioServer(Scenario scenario, const ServeOptions& options,
                               std::size_t trace_limit)
    : session_(std::move(scenario), {.clock = options.clock,
                                     .has_control = options.has_control,
                                     .trace_limit = trace_limit,
                                     .worlds = options.worlds,
                                     .verifies_signatures = options.verifies_signatures,
                                     .address = options.address}),
      unknown_{.file = session_.scenario().file,
               .name = session_.scenario().name,
               .seed = session_.scenario().given.seed},
      region_(session_.scenario().given.region),
      credentials_(CredentialsOf(session_.scenario()).front()),
      endpoint_([this](const HttpRequest& request) { return session_.Handle(request); },
                {.address = options.address,
                 .port = options.port,
                 .hang = options.hang,
                 .drip = options.drip,
                 .requests_per_connection = options.requests_per_connection}) {
  AddProblem(unknown_,
             "the endpoint was busy with one request when it was asked to end: what the run came "
             "to is not known");
  if (IsLoopback(options.address)) return;
  PrintError("warning: " + options.address +
             " is not loopback: whoever reaches it can use and control this");
}

void ScenarioServer::With(const std::function<void(WorldHost&)>& function) {
  endpoint_.With([&] { function(session_); });
}

std::optional<Report> ScenarioServer::TryReport(Duration timeout) {
  Report report;
  const bool is_made = endpoint_.TryWith(
      [&] {
        report.scenarios = session_.Reports();
        calls_ = session_.calls();
      },
      timeout);
  return is_made ? std::optional(std::move(report)) : std::nullopt;
}

Report ScenarioServer::ReportOfNothing() const {
  return {.scenarios = {unknown_}};
}

}  // namespace fakestream::tool
