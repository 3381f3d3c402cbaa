// SPDX-License-Identifier: Apache-2.0
// As production is built: the interface with what goes through it, and no World.
#include <cstdio>

#include "fakestream/aws_sdk/real_clock.h"
#include "fakestream/service/decorator.h"

namespace {

using namespace fakestream;

// Where AppStreamOverSdk would stand.
class Refusing : public OperationDispatcher<Refusing> {
 public:
  template <class Op>
  Outcome<typename Op::Result> Around(const typename Op::Request&) {
    return MakeError(ErrorCode::kLimitExceeded);
  }
};

// The code that tests give a World's client and clock.
Outcome<CopyImageResult> CopyTwice(AppStream& images, Clock& clock) {
  const CopyImageRequest request = {.source_image_name = "golden",
                                    .destination_image_name = "golden",
                                    .destination_region = "eu-west-1"};
  if (auto copied = images.CopyImage(request)) return copied;
  clock.Sleep(std::chrono::milliseconds{1});
  return images.CopyImage(request);
}

}  // namespace

int main() {
  Refusing images;
  RealClock clock;
  std::puts(ToText(CopyTwice(images, clock).GetError()).c_str());
}
