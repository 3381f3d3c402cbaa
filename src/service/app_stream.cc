// SPDX-License-Identifier: Apache-2.0
#include "fakestream/service/app_stream.h"

#include <utility>
#include <variant>

namespace fakestream {

Outcome<AnyResult> Call(AppStream& service, const AnyRequest& request) {
  Outcome<AnyResult> outcome = ServiceError{};
  WithOperation(OperationOf(request), [&](auto op) {
    using Op = decltype(op);
    auto typed = Call<Op>(service, *std::get_if<typename Op::Request>(&request));
    if (typed) {
      outcome = AnyResult{std::move(typed).GetResult()};
    } else {
      outcome = typed.GetError();
    }
  });
  return outcome;
}

}  // namespace fakestream
