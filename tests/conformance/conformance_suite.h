// SPDX-License-Identifier: Apache-2.0
#pragma once

// The fixture of the conformance suite: one World, reached through the arm under test.

#include <memory>
#include <string>
#include <utility>

#include <gtest/gtest.h>
#include "conformance/arms.h"

namespace fakestream {

class AppStreamConformanceTest : public testing::TestWithParam<Arm> {
 protected:
  void SetUp() override {
    const std::string name = testing::UnitTest::GetInstance()->current_test_info()->name();
    const auto excuse = GetParam().excuses.find(name.substr(0, name.find('/')));
    if (excuse != GetParam().excuses.end()) GTEST_SKIP() << excuse->second;
  }

  // Each test calls this first.
  void Given(WorldOptions options) {
    clients_.reset();
    world_ = std::make_unique<World>(std::move(options));
    clients_ = GetParam().make(*world_);
  }

  World& world() { return *world_; }

  AppStream& In(const std::string& region) { return clients_->In(region); }

  AppStream& client() { return In("us-east-1"); }

 private:
  std::unique_ptr<World> world_{};
  std::unique_ptr<ArmClients> clients_{};
};

// Returns `LimitExceededException 400`, or `success`.
template <class Result>
std::string Answer(const Outcome<Result>& outcome) {
  if (outcome) return "success";
  const ServiceError& error = outcome.GetError();
  return std::string(error.name()) + " " + std::to_string(error.http_status);
}

}  // namespace fakestream
