// SPDX-License-Identifier: Apache-2.0
#pragma once

// Refuses what AWS would refuse before looking at any state. It stands in front of everything else,
// so that an invalid request spends no fault and is counted by no rule.

#include "fakestream/service/decorator.h"

#include "service/validation.h"

namespace fakestream {

class Validator final : public Decorator<Validator> {
 public:
  using Decorator::Decorator;

  template <class Op>
  Outcome<typename Op::Result> Around(const typename Op::Request& request) {
    if (const Violations violations = Validate(request); !violations.empty()) {
      return ValidationError(violations);
    }
    return Forward<Op>(request);
  }
};

}  // namespace fakestream
