// SPDX-License-Identifier: Apache-2.0
#include "fakestream/explore/stored.h"

#include <filesystem>
#include <fstream>
#include <system_error>

#include "fakestream/scenario/writer.h"

namespace fakestream {

StoredRun JudgeStored(const World& world, const Testimony& testimony,
                      const OracleOptions& oracles) {
  if (const std::optional<Finding> finding = Judge(world, testimony, oracles)) {
    return {StoredVerdict::kFails, finding->oracle + ": " + finding->what};
  }
  const std::vector<Unfired> unfired = world.Verify();
  if (!unfired.empty()) return {StoredVerdict::kDrifted, ToText(unfired.front())};
  return {StoredVerdict::kFixed, ""};
}

StoredRun ReplayStored(const Scenario& scenario, const Body& body, const OracleOptions& oracles) {
  World world(scenario.given);
  world.SetLimits(oracles.limits);
  world.Inject(scenario.faults);
  return JudgeStored(world, RunBody(body, world), oracles);
}

Diagnostics SaveFound(const Scenario& scenario, const std::string& path) {
  namespace fs = std::filesystem;
  std::error_code problem;
  const fs::path folder = fs::path(path).parent_path();
  if (!folder.empty()) fs::create_directories(folder, problem);
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << ToJson(scenario);
  file.close();
  if (file) return {};
  return {Diagnostic{.file = path, .what = "cannot be written"}};
}

}  // namespace fakestream
