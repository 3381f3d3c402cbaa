// SPDX-License-Identifier: Apache-2.0
#include <cstdlib>

#include "fakestream/base/text.h"

#include "tools/child.h"
#include "tools/commands.h"
#include "tools/output.h"
#include "tools/reports.h"
#include "tools/served.h"

namespace fakestream::tool {
namespace {

// What `exec` exits with when it never came to run the program.
constexpr int kCannotStart = 125;

std::string Variable(const char* name) {
  const char* const value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): nobody sets any
  return value == nullptr ? "" : value;
}

// A proxy is for the world outside.
std::string WithoutProxy(const char* name) {
  const std::string others = Variable(name);
  return others.empty() ? "127.0.0.1,localhost" : others + ",127.0.0.1,localhost";
}

// What makes an AWS SDK speak to us and to nobody else.
Environment EnvironmentFor(const Served& served) {
  const std::string url = served.endpoint().url();
  const Credentials& credentials = served.credentials();
  Environment environment{
      .set = {{"AWS_ENDPOINT_URL", url},
              {"AWS_ENDPOINT_URL_APPSTREAM", url},
              {"AWS_ACCESS_KEY_ID", credentials.access_key_id},
              {"AWS_SECRET_ACCESS_KEY", credentials.secret_access_key},
              {"AWS_REGION", served.region()},
              {"AWS_DEFAULT_REGION", served.region()},
              {"AWS_EC2_METADATA_DISABLED", "true"},
              {"FAKESTREAM_URL", url},
              {"NO_PROXY", WithoutProxy("NO_PROXY")},
              {"no_proxy", WithoutProxy("no_proxy")}},
      .removed = {"AWS_PROFILE", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"}};
  if (credentials.session_token.empty()) {
    environment.removed.emplace_back("AWS_SESSION_TOKEN");
  } else {
    environment.set["AWS_SESSION_TOKEN"] = credentials.session_token;
  }
  return environment;
}

int Judge(const ExecCommand& command, Served& served, int code) {
  Report report = served.MakeReport();
  for (ScenarioReport& scenario : report.scenarios) {
    scenario.reproduce = "fakestream exec " + scenario.file + " -- " + Join(command.command, " ");
  }
  const bool is_written =
      WriteReports(command.options.reports, report, DefaultText::kStandardError);
  if (code != 0) return code;
  if (!is_written) return kCannotStart;
  return static_cast<int>(report.passed() ? ExitCode::kHeld : ExitCode::kFailed);
}

}  // namespace

int Run(const ExecCommand& command) {
  Checked<Scenario> scenario = ScenarioToServe(command.options);
  if (!scenario) {
    Complain(scenario.diagnostics());
    return kCannotStart;
  }
  HoldSignals();
  try {
    Served served(std::move(scenario).value(), command.options);
    const int code = RunChild(command.command, EnvironmentFor(served));
    // A program that never ran used nothing, and there is nothing to judge.
    if (code == kCannotRun || code == kNotFound) return code;
    return Judge(command, served, code);
  } catch (const CannotListen& problem) {
    Complain(std::string("fakestream: ") + problem.what() + "\n");
    return kCannotStart;
  }
}

}  // namespace fakestream::tool
