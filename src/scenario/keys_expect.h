// SPDX-License-Identifier: Apache-2.0
#pragma once

// The keys of `expect`.

#include <cstddef>
#include <optional>
#include <string>

#include "fakestream/scenario/scenario.h"

#include "json/keys.h"

namespace fakestream::internal {

// An expected error that the operation does not document. It is right all the same if a fault of
// the file scripts it or a behavior answers it, and these may stand behind the steps.
struct DoubtfulError {
  std::string name{};
  std::optional<Operation> operation{};
  std::size_t place = 0;
  std::string where{};
  std::string what{};
  std::string hint{};
};

// An expectation as it is read.
struct ExpectationDraft {
  Expectation expectation{};
  std::optional<DoubtfulError> doubt{};
};

// `context.operation` is the call's; nothing when it could not be read.
void ReadExpectation(ReadContext& context, const Node& node, ExpectationDraft& draft);

Value WriteExpectation(const Expectation& expectation);

// The schema without what the operation decides: `result` and `exactly` may be any object.
Value ExpectationSchema();

}  // namespace fakestream::internal
