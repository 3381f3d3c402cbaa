// SPDX-License-Identifier: Apache-2.0
// The search against the planted clients: every bug at its true number of faults, and nothing where
// there is none.
#include <string>

#include <gtest/gtest.h>
#include "bench/planted/client.h"

#include "fakestream/explore/certificate.h"
#include "fakestream/explore/explorer.h"
#include "fakestream/explore/stored.h"
#include "fakestream/scenario/loader.h"
#include "fakestream/scenario/writer.h"

namespace fakestream::planted {
namespace {

Experiment ExperimentOf(const Client& client) {
  return {.given = Given(),
          .body = [run = client.run](World& world) { return RunOutcome{.claim = run(world)}; },
          .oracles = {.goal = GoalOfAll(), .transient_faults = 3}};
}

class SearchTest : public ::testing::TestWithParam<std::size_t> {
 protected:
  const Client& client_ = Clients().at(GetParam());
  Experiment experiment_ = ExperimentOf(client_);

  Exploration ExploreUpTo(std::size_t faults) {
    // Faults at every poll, and all kinds of three faults, are for tools/planted: under sanitizers
    // they take minutes.
    ExploreOptions options{.max_faults = faults, .collapses_polls = faults > 1};
    if (faults > 2) {
      options.fault_kinds = {"ThrottlingException", "InternalFailure", "timeout",
                             "timeout after the effect", "ends FAILED"};
    }
    return Explore(options,
                   [&](const RunRequest& request) { return RunInWorld(experiment_, request); });
  }
};

TEST_P(SearchTest, FindsTheBugAtItsTrueNumberOfFaults) {
  if (client_.faults == kCorrect) {
    const Exploration found = ExploreUpTo(2);

    EXPECT_TRUE(found.passed()) << (found.violation ? ToText(*found.violation) : "");
    EXPECT_EQ(found.complete, 2U);
    return;
  }

  const Exploration found = ExploreUpTo(static_cast<std::size_t>(client_.faults));

  ASSERT_TRUE(found.violation.has_value()) << CertificateText(found);
  EXPECT_EQ(found.violation->schedule.size(), static_cast<std::size_t>(client_.faults))
      << ToText(*found.violation);
  EXPECT_FALSE(found.violation->is_random);

  // What is written about it fails again, whenever it is read.
  const Checked<Scenario> stored = LoadScenario(
      ToJson(FoundScenario(*found.violation, std::string(client_.name), Given())), "found.json");
  ASSERT_TRUE(stored.ok());
  for (int i = 0; i < 100; ++i) {
    const StoredRun run = ReplayStored(*stored, experiment_.body, experiment_.oracles);
    ASSERT_EQ(run.verdict, StoredVerdict::kFails);
    ASSERT_EQ(run.why, stored->note);
  }
}

INSTANTIATE_TEST_SUITE_P(Planted, SearchTest, ::testing::Range(std::size_t{0}, Clients().size()),
                         [](const ::testing::TestParamInfo<std::size_t>& index) {
                           return std::string(Clients().at(index.param).name);
                         });

}  // namespace
}  // namespace fakestream::planted
