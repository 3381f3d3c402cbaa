// SPDX-License-Identifier: Apache-2.0
#pragma once

// The ways in which a client may reach a World. Each must answer the same; the conformance suite
// says what.

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

  friend std::ostream& operator<<(std::ostream& out, const Arm& arm) { return out << arm.name; }
};

// Every arm there is; a new one is a line here.
std::vector<Arm> AllArms();

}  // namespace fakestream
