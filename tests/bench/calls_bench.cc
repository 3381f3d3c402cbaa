// SPDX-License-Identifier: Apache-2.0
// What a call costs: ours against a gmock double, and against the least that any double could do.
#include <deque>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <gmock/gmock.h>

#include "fakestream/fakestream.h"

namespace fakestream {
namespace {

const CopyImageRequest& Request() {
  static const CopyImageRequest request{.source_image_name = "golden",
                                        .destination_image_name = "golden-eu",
                                        .destination_region = "eu-west-1",
                                        .destination_image_description = "nightly copy"};
  return request;
}

// A double as people write it by hand with gmock: the same request, the same error.
class HandMadeService {
 public:
  virtual ~HandMadeService() = default;
  virtual Outcome<CopyImageResult> CopyImage(const CopyImageRequest& request) = 0;
};

class MockService : public HandMadeService {
 public:
  MOCK_METHOD(Outcome<CopyImageResult>, CopyImage, (const CopyImageRequest& request), (override));
};

auto ToRegion(const std::string& region) {
  return testing::Field(&CopyImageRequest::destination_region, testing::Optional(region));
}

// A virtual call, a look-up by name, a lock and a journal: what any thread-safe double has to do.
class BareService : public HandMadeService {
 public:
  void Fail(const std::string& name, ServiceError error) { errors_[name] = std::move(error); }

  Outcome<CopyImageResult> CopyImage(const CopyImageRequest& request) override {
    const std::lock_guard lock(mutex_);
    journal_.push_back(request);
    if (journal_.size() > 1000) journal_.pop_front();
    const auto found = errors_.find(*request.source_image_name);
    if (found != errors_.end()) return found->second;
    return CopyImageResult{.destination_image_name = *request.destination_image_name};
  }

 private:
  std::mutex mutex_{};
  std::map<std::string, ServiceError> errors_{};
  std::deque<CopyImageRequest> journal_{};
};

Rule Throttle(const std::string& region) {
  return On<ops::CopyImage>()
      .With(&CopyImageRequest::destination_region, region)
      .Fails(ErrorCode::kLimitExceeded);
}

// A script in which only the last rule matches.
Script OnlyTheLastOf(std::size_t rules) {
  Script script;
  for (std::size_t i = 1; i < rules; ++i) {
    Rule other = Throttle(fmt::format("eu-west-{}", i + 1));
    other.is_optional = true;
    script.push_back(std::move(other));
  }
  script.push_back(Throttle("eu-west-1"));
  return script;
}

void OursWithRules(benchmark::State& state, std::size_t rules) {
  // There are fewer regions than rules.
  World world({.behavior = {.unsupported_region = UnsupportedRegion::kAccepted},
               .images = {{.name = "golden"}}});
  world.Inject(OnlyTheLastOf(rules));
  AppStream& client = world.Client();
  for (auto _ : state) {
    auto outcome = client.CopyImage(Request());
    benchmark::DoNotOptimize(outcome);
  }
}

void CallErrorOurs(benchmark::State& state) {
  OursWithRules(state, 1);
}

void CallErrorOf20Ours(benchmark::State& state) {
  OursWithRules(state, 20);
}

void CallErrorOf10000Ours(benchmark::State& state) {
  OursWithRules(state, 10'000);
}

void CallErrorGmock(benchmark::State& state) {
  testing::NiceMock<MockService> mock;
  ON_CALL(mock, CopyImage(ToRegion("eu-west-1")))
      .WillByDefault(testing::Return(MakeError(ErrorCode::kLimitExceeded)));
  for (auto _ : state) {
    auto outcome = mock.CopyImage(Request());
    benchmark::DoNotOptimize(outcome);
  }
}

void CallErrorExpectedGmock(benchmark::State& state) {
  testing::StrictMock<MockService> mock;
  EXPECT_CALL(mock, CopyImage(ToRegion("eu-west-1")))
      .WillRepeatedly(testing::Return(MakeError(ErrorCode::kLimitExceeded)));
  for (auto _ : state) {
    auto outcome = mock.CopyImage(Request());
    benchmark::DoNotOptimize(outcome);
  }
}

void CallErrorBare(benchmark::State& state) {
  BareService bare;
  bare.Fail("golden", MakeError(ErrorCode::kLimitExceeded));
  HandMadeService& service = bare;
  benchmark::DoNotOptimize(&service);
  for (auto _ : state) {
    auto outcome = service.CopyImage(Request());
    benchmark::DoNotOptimize(outcome);
  }
}

void CallFixtureOurs(benchmark::State& state) {
  for (auto _ : state) {
    World world({.images = {{.name = "golden"}}});
    world.Inject(Throttle("eu-west-1"));
    auto outcome = world.Client().CopyImage(Request());
    benchmark::DoNotOptimize(outcome);
    auto unfired = world.Verify();
    benchmark::DoNotOptimize(unfired);
  }
}

void CallFixtureGmock(benchmark::State& state) {
  for (auto _ : state) {
    testing::StrictMock<MockService> mock;
    EXPECT_CALL(mock, CopyImage(ToRegion("eu-west-1")))
        .WillOnce(testing::Return(MakeError(ErrorCode::kLimitExceeded)));
    auto outcome = mock.CopyImage(Request());
    benchmark::DoNotOptimize(outcome);
  }
}

BENCHMARK(CallErrorOurs)->Name("call/error/ours");
BENCHMARK(CallErrorExpectedGmock)->Name("call/error/gmock");
BENCHMARK(CallErrorGmock)->Name("call/error/gmock_on_call");
BENCHMARK(CallErrorBare)->Name("call/error/bare");
BENCHMARK(CallErrorOf20Ours)->Name("call/error_20_rules/ours");
BENCHMARK(CallErrorOf10000Ours)->Name("call/error_10000_rules/ours");
BENCHMARK(CallFixtureOurs)->Name("call/fixture/ours");
BENCHMARK(CallFixtureGmock)->Name("call/fixture/gmock");

}  // namespace
}  // namespace fakestream
