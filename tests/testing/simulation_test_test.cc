// SPDX-License-Identifier: Apache-2.0
// The fixture itself, judged from outside: each Probe is a test inside a test.
#include "fakestream/testing/simulation_test.h"

#include <filesystem>
#include <fstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest-spi.h>
#include <gtest/gtest.h>

#include "fakestream/testing.h"

namespace fakestream {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;
using ::testing::SizeIs;
using ::testing::ThrowsMessage;

class Probe : public SimulationTest {
 public:
  using SimulationTest::CheckWorld;
  using SimulationTest::RunSteps;

  explicit Probe(const WorldOptions& options) : SimulationTest(options) {}

  explicit Probe(const ScenarioFile& file) : SimulationTest(file) {}

  using SimulationTest::world;

  void TestBody() override {}
};

// What a test that does `body` in a Probe of these options would have failed with.
template <class Options, class Body>
std::vector<std::string> FailuresOf(const Options& options, const Body& body) {
  ::testing::TestPartResultArray results;
  {
    const ::testing::ScopedFakeTestPartResultReporter reporter(
        ::testing::ScopedFakeTestPartResultReporter::INTERCEPT_ONLY_CURRENT_THREAD, &results);
    Probe probe(options);
    body(probe);
  }
  std::vector<std::string> messages;
  messages.reserve(static_cast<std::size_t>(results.size()));
  for (int i = 0; i < results.size(); ++i)
    messages.emplace_back(results.GetTestPartResult(i).message());
  return messages;
}

std::string ScenarioNamed(const std::string& name, const std::string& text) {
  std::string path = ::testing::TempDir() + "simulation_test_" + name + ".json";
  std::ofstream(path) << text;
  return path;
}

TEST(SimulationTestTest, IsContentWithAnEmptyTest) {
  EXPECT_THAT(FailuresOf(WorldOptions{}, [](Probe&) {}), SizeIs(0));
}

TEST(SimulationTestTest, FailsWhenAFaultNeverFired) {
  const auto failures = FailuresOf(WorldOptions{}, [](Probe& probe) {
    probe.world().Inject(On<ops::CopyImage>().Fails(ErrorCode::kLimitExceeded));
  });

  ASSERT_THAT(failures, SizeIs(1));
  EXPECT_THAT(failures[0], HasSubstr("fault 0 never fired: no call matched it"));
  EXPECT_THAT(failures[0], HasSubstr("CopyImage was never called"));
}

TEST(SimulationTestTest, ChecksOnceEvenWhenTearDownIsForgotten) {
  const auto failures = FailuresOf(WorldOptions{}, [](Probe& probe) {
    probe.world().Inject(On<ops::CopyImage>().Fails(ErrorCode::kLimitExceeded));
    probe.CheckWorld();
    probe.CheckWorld();
  });

  EXPECT_THAT(failures, SizeIs(1));
}

TEST(SimulationTestTest, FailsWhenACallOfAStrictWorldMetNoFault) {
  const auto failures = FailuresOf(WorldOptions{.is_strict = true}, [](Probe& probe) {
    (void)probe.world().Client().DescribeImages({});
  });

  ASSERT_THAT(failures, SizeIs(1));
  EXPECT_THAT(failures[0], HasSubstr("the World is strict, and no fault acted on call #1"));
  EXPECT_THAT(failures[0], HasSubstr("DescribeImages"));
}

TEST(SimulationTestTest, FailsWhenNothingAnsweredACall) {
  const auto start_fleet = [](Probe& probe) {
    (void)probe.world().ServeOther("", *EnumOf<OtherOperation>("StartFleet"));
  };

  const auto failures = FailuresOf(WorldOptions{}, start_fleet);

  ASSERT_THAT(failures, SizeIs(1));
  EXPECT_THAT(failures[0], HasSubstr("nothing answered StartFleet (1 call)"));
  EXPECT_THAT(failures[0], HasSubstr(".allowed_unanswered = {\"StartFleet\"}"));
  EXPECT_THAT(FailuresOf(WorldOptions{.allowed_unanswered = {"StartFleet"}}, start_fleet),
              SizeIs(0));
}

TEST(SimulationTestTest, FailsAtAConditionThatDoesNotHoldInTheEnd) {
  const std::string path = ScenarioNamed("finally", R"({
    "version": 1, "given": { "images": [{ "Name": "golden" }], "timing": { "copy": "0s" } },
    "steps": [],
    "finally": [{ "image": "g2", "is": { "State": "AVAILABLE" } }]
  })");

  const auto unmet = FailuresOf(ScenarioFile{path}, [](Probe& probe) { probe.RunSteps(); });
  const auto met = FailuresOf(ScenarioFile{path}, [](Probe& probe) {
    probe.RunSteps();  // too early for what must hold in the end
    (void)probe.world().Client().CopyImage({.source_image_name = "golden",
                                            .destination_image_name = "g2",
                                            .destination_region = "us-east-1"});
  });

  ASSERT_THAT(unmet, SizeIs(1));
  EXPECT_THAT(unmet[0], HasSubstr("finally[0] ("));
  EXPECT_THAT(unmet[0], HasSubstr("actual:   absent"));
  EXPECT_THAT(met, SizeIs(0));
}

TEST(SimulationTestTest, TakesItsWorldFromAScenario) {
  const std::string path = ScenarioNamed("given", R"({
    "version": 1,
    "given": { "images": [ { "Name": "golden" } ] },
    "faults": [ { "on": "DeleteImage", "fail": "ResourceInUseException" } ]
  })");

  const auto failures = FailuresOf(ScenarioFile{path}, [](Probe& probe) {
    EXPECT_THAT(probe.world().Client().DeleteImage({.name = "golden"}),
                FailsWith(ErrorCode::kResourceInUse));
  });

  EXPECT_THAT(failures, SizeIs(0));
}

constexpr const char* kExpectsACopy = R"({
  "version": 1,
  "given": { "images": [ { "Name": "golden" } ] },
  "steps": [
    { "call": "DescribeImages", "with": { "Names": [ "copy" ] },
      "expect": { "result": { "Images": [ { "Name": "copy" } ] } } }
  ]
})";

TEST(SimulationTestTest, FailsAtTheStepWhoseExpectationIsNotMet) {
  const std::string path = ScenarioNamed("unmet", kExpectsACopy);

  const auto failures = FailuresOf(ScenarioFile{path}, [](Probe& probe) { probe.RunSteps(); });

  ASSERT_THAT(failures, SizeIs(1));
  EXPECT_THAT(failures[0], HasSubstr("steps[0] (" + path + ":5): DescribeImages"));
}

TEST(SimulationTestTest, HoldsWhenTheCodeUnderTestDidWhatTheStepsExpect) {
  const std::string path = ScenarioNamed("met", kExpectsACopy);

  const auto failures = FailuresOf(ScenarioFile{path}, [](Probe& probe) {
    (void)probe.world().Client().CopyImage({.source_image_name = "golden",
                                            .destination_image_name = "copy",
                                            .destination_region = "us-east-1"});
    probe.RunSteps();
  });

  EXPECT_THAT(failures, SizeIs(0));
}

TEST(SimulationTestTest, FailsWhenTheStepsWereNotRun) {
  const std::string path = ScenarioNamed("not_run", kExpectsACopy);

  const auto failures = FailuresOf(ScenarioFile{path}, [](Probe&) {});

  ASSERT_THAT(failures, SizeIs(1));
  EXPECT_THAT(failures[0], HasSubstr("1 step, which were not run: call RunSteps()"));
}

TEST(SimulationTestTest, RefusesToRunStepsThatAreNotThere) {
  const auto failures = FailuresOf(WorldOptions{}, [](Probe& probe) { probe.RunSteps(); });

  ASSERT_THAT(failures, SizeIs(1));
  EXPECT_THAT(failures[0], HasSubstr("no steps to run"));
}

TEST(SimulationTestTest, ThrowsWhatIsWrongWithAScenario) {
  const std::string path = ScenarioNamed("broken", R"({ "version": 1, "stpes": [] })");

  EXPECT_THAT([&] { const Probe probe(ScenarioFile{path}); },
              ThrowsMessage<Misuse>(HasSubstr("did you mean \"steps\"?")));
}

// As people write it.
class GoldenImageTest : public SimulationTest {
 protected:
  GoldenImageTest() : SimulationTest({.images = {{.name = "golden"}}}) {}
};

TEST_F(GoldenImageTest, HasAWorldOfItsOwn) {
  world().Inject(On<ops::DeleteImage>().Fails(ErrorCode::kResourceInUse));

  EXPECT_THAT(world().Client().DeleteImage({.name = "golden"}),
              FailsWith(ErrorCode::kResourceInUse));
  EXPECT_THAT(world(), HasImage("us-east-1", "golden"));
}

TEST_F(GoldenImageTest, SharesNothingWithOtherTests) {
  EXPECT_EQ(world().trace().calls(), 0U);
}

}  // namespace
}  // namespace fakestream
