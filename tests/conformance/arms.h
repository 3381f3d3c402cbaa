// SPDX-License-Identifier: Apache-2.0
#pragma once

// The ways in which a client may reach a World. Each must answer the same; the conformance suite
// says what.

#include <map>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "fakestream/world/world.h"

namespace fakestream {

// The clients of one arm. They live no longer than their World.
class ArmClients {
 public:
  ArmClients() = default;
  ArmClients(const ArmClients&) = delete;
  ArmClients& operator=(const ArmClients&) = delete;
  virtual ~ArmClients() = default;

  virtual AppStream& In(const std::string& region) = 0;
};

struct Arm {
  std::string name;
  std::unique_ptr<ArmClients> (*make)(World& world);
  std::map<std::string, std::string> excuses{};  // tests that it cannot pass, and why

  friend std::ostream& operator<<(std::ostream& out, const Arm& arm) { return out << arm.name; }
};

// The arms of this program: conformance_test has every one that needs nothing from elsewhere (a new
// one is a line in arms.cc), aws_sdk_test the one over the real SDK.
std::vector<Arm> AllArms();

}  // namespace fakestream
