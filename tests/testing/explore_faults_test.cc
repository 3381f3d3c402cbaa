// SPDX-License-Identifier: Apache-2.0
#include "fakestream/testing/explore_faults.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest-spi.h>
#include <gtest/gtest.h>
#include "support/temp_folder.h"

namespace fakestream {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

namespace fs = std::filesystem;

// Gives up at the first error, and says that there is no copy.
Claim CopyAndHope(World& world) {
  const auto copied = world.Client("us-east-1")
                          .CopyImage({.source_image_name = "golden",
                                      .destination_image_name = "golden-eu",
                                      .destination_region = "eu-west-1"});
  if (!copied) return Claim::kNotCopied;
  world.clock().Sleep(std::chrono::minutes{20});
  return Claim::kCopied;
}

FaultSearch SearchIn(const std::string& folder) {
  return {.given = {.images = {{.region = "us-east-1", .name = "golden"}}},
          .goal = Goal{.region = "eu-west-1", .image = "golden-eu"},
          .oracles = {.disabled = {"succeeds_in_the_end", "success_is_available"}},
          .found_folder = folder};
}

// The failures of the test while `body` runs.
template <class TestBody>
std::string FailuresIn(TestBody&& body) {
  ::testing::TestPartResultArray results;
  {
    const ::testing::ScopedFakeTestPartResultReporter reporter(
        ::testing::ScopedFakeTestPartResultReporter::INTERCEPT_ALL_THREADS, &results);
    body();
  }
  std::ostringstream text;
  for (int i = 0; i < results.size(); ++i) {
    text << results.GetTestPartResult(i).message() << "\n--\n";
  }
  return text.str();
}

// A variable of the environment, as long as this lives.
class ScopedVariable {
 public:
  ScopedVariable(const char* name, const std::string& value) : name_(name) {
    setenv(name, value.c_str(), 1);  // NOLINT(concurrency-mt-unsafe): there is one thread
  }

  ScopedVariable(const ScopedVariable&) = delete;
  ScopedVariable& operator=(const ScopedVariable&) = delete;

  ~ScopedVariable() { unsetenv(name_); }  // NOLINT(concurrency-mt-unsafe): as above

 private:
  const char* name_;
};

class ExploreFaultsTest : public ::testing::Test {
 protected:
  internal::TempFolder temp_{};
  std::string folder_ = (temp_.path() / "found").string();
};

TEST_F(ExploreFaultsTest, FailsWithTheLeastScheduleAndHowToRunItAgain) {
  const std::string failures = FailuresIn([&] { ExploreFaults(SearchIn(folder_), CopyAndHope); });

  ASSERT_TRUE(fs::exists(folder_)) << failures;
  const std::string file = fs::directory_iterator(folder_)->path();
  EXPECT_THAT(file, HasSubstr("/ExploreFaultsTest.FailsWithTheLeastScheduleAndHowToRunItAgain."
                              "no_false_failure."));
  EXPECT_THAT(failures,
              AllOf(HasSubstr("no_false_failure: it says not copied, but image golden-eu is "
                              "COPYING in eu-west-1"),
                    HasSubstr("1. CopyImage call 1 in us-east-1: timeout after the effect"),
                    HasSubstr("\"faults\": ["), HasSubstr("written to " + file),
                    HasSubstr("FAKESTREAM_REPLAY=" + file),
                    HasSubstr("--gtest_filter=ExploreFaultsTest.FailsWith")));
  EXPECT_TRUE(LoadScenarioFile(file).ok());
}

TEST_F(ExploreFaultsTest, ExpectationsOfTheBodyAreHeardOnceForTheLeastSchedule) {
  FaultSearch search = SearchIn(folder_);
  search.goal.reset();
  int runs = 0;

  const std::string failures = FailuresIn([&] {
    ExploreFaults(search, [&](World& world) {
      ++runs;
      const auto copied = world.Client("us-east-1")
                              .CopyImage({.source_image_name = "golden",
                                          .destination_image_name = "golden-eu",
                                          .destination_region = "eu-west-1"});
      EXPECT_TRUE(copied) << "this is the body's own";
    });
  });

  EXPECT_GT(runs, 4);
  const std::size_t first = failures.find("--\n");
  EXPECT_THAT(failures.substr(0, first), HasSubstr("this is the body's own"));
  EXPECT_THAT(failures.substr(first),
              AllOf(HasSubstr("expectations: " __FILE__ ":"),
                    HasSubstr("1. CopyImage call 1 in us-east-1: ThrottlingException")));
}

TEST_F(ExploreFaultsTest, TakesTheGoalOfTheOraclesToo) {
  FaultSearch search = SearchIn(folder_);
  search.oracles.goal = search.goal;
  search.goal.reset();

  EXPECT_THAT(FailuresIn([&] { ExploreFaults(search, CopyAndHope); }),
              HasSubstr("no_false_failure"));
}

TEST_F(ExploreFaultsTest, EndsWhenItsBudgetOfTimeIsUsedUp) {
  FaultSearch search = SearchIn(folder_);
  int asked = 0;
  search.should_stop = [&] { return ++asked > 3; };

  const Exploration found = ExploreFaults(
      search, [](World& world) { static_cast<void>(world.Client().DescribeImages({})); });

  EXPECT_EQ(found.runs(), 4U);
}

TEST_F(ExploreFaultsTest, PlaysOnlyFaultsThatThereAre) {
  FaultSearch search = SearchIn(folder_);
  search.fault_kinds = {"ThrotlingException"};

  EXPECT_THAT(
      FailuresIn([&] { ExploreFaults(search, CopyAndHope); }),
      HasSubstr("FaultSearch::fault_kinds: unknown fault \"ThrotlingException\"; did you mean "
                "ThrottlingException?"));
  search.fault_kinds = {"ThrottlingException"};
  EXPECT_EQ(FailuresIn([&] { ExploreFaults(search, CopyAndHope); }), "");
}

TEST_F(ExploreFaultsTest, FailsWhereNothingAnsweredACall) {
  const std::string failures = FailuresIn([&] {
    ExploreFaults(SearchIn(folder_), [](World& world) {
      (void)world.ServeOther("", *EnumOf<OtherOperation>("StopFleet"));
      return CopyAndHope(world);
    });
  });

  EXPECT_THAT(failures, HasSubstr("the code asks for what is not simulated:\n"
                                  "nothing answered StopFleet (1 call)"));
}

TEST_F(ExploreFaultsTest, PassesWhereNothingBreaks) {
  FaultSearch search = SearchIn(folder_);
  search.goal.reset();

  const Exploration found = ExploreFaults(
      search, [](World& world) { static_cast<void>(world.Client().DescribeImages({})); });

  EXPECT_TRUE(found.passed());
  EXPECT_GT(found.runs(), 1U);
  EXPECT_FALSE(fs::exists(folder_));
}

TEST_F(ExploreFaultsTest, FailsWhereNothingIsShown) {
  FaultSearch search = SearchIn(folder_);
  search.goal.reset();
  const auto describe = [](World& world) { static_cast<void>(world.Client().DescribeImages({})); };

  EXPECT_THAT(FailuresIn([&] { ExploreFaults(search, [](World&) {}); }),
              HasSubstr("it made no call that could meet a fault"));
  search.fault_kinds = {"ends FAILED"};
  EXPECT_THAT(FailuresIn([&] { ExploreFaults(search, describe); }),
              HasSubstr("none of the faults could act on any of its calls"));
  search.max_faults = 0;
  EXPECT_EQ(FailuresIn([&] { ExploreFaults(search, describe); }), "");
}

TEST_F(ExploreFaultsTest, StoredScenariosTellFailedFixedAndDrifted) {
  FailuresIn([&] { ExploreFaults(SearchIn(folder_), CopyAndHope); });
  const OracleOptions oracles{.goal = Goal{.region = "eu-west-1", .image = "golden-eu"},
                              .disabled = {"succeeds_in_the_end", "success_is_available"}};

  const auto replay = [&](auto body) {
    return FailuresIn([&] { ReplayFound(folder_, oracles, body); });
  };

  EXPECT_THAT(replay(CopyAndHope), AllOf(HasSubstr("still fails"), HasSubstr("no_false_failure")));
  EXPECT_THAT(replay([](World&) { return Claim::kUnknown; }),
              AllOf(HasSubstr("drifted"), HasSubstr("never fired")));
  EXPECT_EQ(replay([](World& world) {
              return CopyAndHope(world) == Claim::kCopied ? Claim::kCopied : Claim::kUnknown;
            }),
            "");
}

TEST_F(ExploreFaultsTest, AStoredScenarioThatFailsShowsItsScheduleAndCalls) {
  FailuresIn([&] { ExploreFaults(SearchIn(folder_), CopyAndHope); });
  const OracleOptions oracles{.goal = Goal{.region = "eu-west-1", .image = "golden-eu"},
                              .disabled = {"succeeds_in_the_end", "success_is_available"}};

  EXPECT_THAT(FailuresIn([&] { ReplayFound(folder_, oracles, CopyAndHope); }),
              AllOf(HasSubstr("still fails\n  no_false_failure: "),
                    HasSubstr("\n  fault 0: on CopyImage "), HasSubstr("\nits calls:\n  "),
                    HasSubstr("#1 +0s us-east-1 CopyImage "), HasSubstr("[fault 0]\n")));
}

TEST_F(ExploreFaultsTest, AFolderWithoutStoredScenariosIsNoFailure) {
  fs::create_directories(fs::path(folder_) / "later");
  std::ofstream(fs::path(folder_) / ".gitkeep") << "";
  ::testing::internal::CaptureStdout();

  const std::string failures =
      FailuresIn([&] { ReplayFound(folder_, {}, [](World&) { FAIL() << "not to be run"; }); });

  EXPECT_EQ(::testing::internal::GetCapturedStdout(),
            folder_ + ": nothing was found yet, so there is nothing to replay\n");
  EXPECT_EQ(failures, "");
}

TEST_F(ExploreFaultsTest, GoesOnWhereAsked) {
  FaultSearch search = SearchIn(folder_);
  search.oracles.disabled.clear();
  search.keeps_going = true;

  const std::string failures = FailuresIn([&] { ExploreFaults(search, CopyAndHope); });

  EXPECT_THAT(failures,
              AllOf(HasSubstr("\nsucceeds_in_the_end: "), HasSubstr("\nno_false_failure: "),
                    HasSubstr("\nsuccess_is_available: ")));
}

TEST_F(ExploreFaultsTest, ANamelessFolderOfStoredScenariosIsAFailure) {
  EXPECT_THAT(FailuresIn([] { ReplayFound("/nonexistent", {}, [](World&) {}); }),
              HasSubstr("/nonexistent"));
}

TEST_F(ExploreFaultsTest, ReplaysTheFileThatTheEnvironmentNames) {
  FailuresIn([&] { ExploreFaults(SearchIn(folder_), CopyAndHope); });
  const std::string file = fs::directory_iterator(folder_)->path();
  int runs = 0;

  const ScopedVariable replay("FAKESTREAM_REPLAY", file);
  const std::string failures = FailuresIn([&] {
    ExploreFaults(SearchIn(folder_), [&](World& world) {
      ++runs;
      return CopyAndHope(world);
    });
  });

  EXPECT_EQ(runs, 2);  // once silent, once aloud
  EXPECT_THAT(failures, HasSubstr("still fails"));
}

TEST_F(ExploreFaultsTest, RunsOneShareOfTheSearch) {
  const auto runs_of = [&](const char* share) {
    const ScopedVariable shard("FAKESTREAM_SHARD", share);
    Exploration found;
    const std::string failures = FailuresIn([&] {
      found = ExploreFaults(SearchIn(folder_), [](World& world) {
        static_cast<void>(world.Client().DescribeImages({}));
        return Claim::kNone;
      });
    });
    EXPECT_EQ(failures.empty(), share != std::string("3/2")) << failures;
    return found.runs();
  };

  const std::uint64_t all = runs_of("1/1");
  EXPECT_EQ(runs_of("1/2") + runs_of("2/2"), all + 1);  // the run without faults is in both
  EXPECT_EQ(runs_of("3/2"), 0U);
}

TEST_F(ExploreFaultsTest, ABodyThatSkipsShowsNothing) {
  FaultSearch search = SearchIn(folder_);
  search.goal.reset();

  EXPECT_THAT(FailuresIn([&] {
                ExploreFaults(search, [](World& world) {
                  if (!world.Client().DescribeImages({})) GTEST_SKIP() << "not today";
                });
              }),
              HasSubstr("GTEST_SKIP belongs before ExploreFaults. not today"));
}

TEST_F(ExploreFaultsTest, SaysOfAStoredScenarioThatItsOracleIsNotAsked) {
  FailuresIn([&] { ExploreFaults(SearchIn(folder_), CopyAndHope); });

  EXPECT_THAT(FailuresIn([&] { ReplayFound(folder_, {}, CopyAndHope); }),
              HasSubstr("no_false_failure was broken, and is not asked: give the goal"));
}

TEST(QuietExpectationsTest, NeitherStopADebuggerNorThrow) {
  GTEST_FLAG_SET(throw_on_failure, true);
  {
    const internal::QuietExpectations quiet;
    EXPECT_FALSE(GTEST_FLAG_GET(throw_on_failure));
    EXPECT_FALSE(GTEST_FLAG_GET(break_on_failure));
  }
  EXPECT_TRUE(GTEST_FLAG_GET(throw_on_failure));
  GTEST_FLAG_SET(throw_on_failure, false);
}

}  // namespace
}  // namespace fakestream
