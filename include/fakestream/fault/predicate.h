// SPDX-License-Identifier: Apache-2.0
#pragma once

// A question about a whole request, asked in C++, where members and matchers do not say enough.

#include <functional>
#include <memory>
#include <utility>

#include "fakestream/service/operations.h"

namespace fakestream {

// A value without a text: copies are equal, two of the same source are not. It has no JSON form.
class RequestPredicate {
 public:
  // Of the requests of one operation. The function answers the same for the same request whenever
  // it is asked, for calls that are over too.
  template <class Op>
  static RequestPredicate Of(std::function<bool(const typename Op::Request&)> holds) {
    return RequestPredicate(kOperation<Op>, [holds = std::move(holds)](const void* request) {
      return holds(*static_cast<const typename Op::Request*>(request));
    });
  }

  Operation operation() const { return operation_; }

  // Whether it holds for a request of that operation.
  bool Holds(const void* request) const { return (*holds_)(request); }

  friend bool operator==(const RequestPredicate&, const RequestPredicate&) = default;

 private:
  using Function = std::function<bool(const void*)>;

  RequestPredicate(Operation operation, Function holds)
      : operation_(operation), holds_(std::make_shared<const Function>(std::move(holds))) {}

  Operation operation_;
  // Shared by the copies of one predicate, which is immutable: that makes them equal.
  std::shared_ptr<const Function> holds_;
};

}  // namespace fakestream
