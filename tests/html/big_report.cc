// SPDX-License-Identifier: Apache-2.0
#include "html/big_report.h"

#include <array>
#include <memory>
#include <string>

#include <fmt/format.h>

#include "fakestream/service/operations.h"

namespace fakestream::internal {
namespace {

using namespace std::chrono_literals;  // NOLINT(google-build-using-namespace): literals only

constexpr std::array kRegions = {"us-east-1", "eu-west-1", "ap-southeast-2"};

CallEvent CopyCall(std::size_t number) {
  return {.request = CopyImageRequest{.source_image_name = fmt::format("golden-{}", number),
                                      .destination_image_name = "golden-copy",
                                      .destination_region = kRegions[(number + 1) % 3]},
          .result = std::make_shared<const AnyResult>(
              CopyImageResult{.destination_image_name = "golden-copy"})};
}

CallEvent PollCall(std::size_t number) {
  const std::string name = fmt::format("golden-{}", number / 2);  // two in a row are equal
  return {.request = DescribeImagesRequest{.names = std::vector<std::string>{name}},
          .result = std::make_shared<const AnyResult>(
              DescribeImagesResult{.images = {{.name = name, .state = ImageState::kCopying}}})};
}

CallEvent FailingCall() {
  return {.request = DeleteImageRequest{.name = "golden"},
          .error = MakeError(ErrorCode::kResourceInUse, "The image golden is shared."),
          .rule = 0};
}

}  // namespace

Report BigReport(std::size_t calls) {
  ScenarioReport report{.file = "big.json",
                        .name = "many calls",
                        .verdict = Verdict::kFailed,
                        .steps = calls,
                        .calls = calls,
                        .elapsed = calls * 1s,
                        .digest = "0123456789abcdef",
                        .reproduce = "fakestream replay big.json --seed 0"};
  report.rules = {
      {.text = "on DeleteImage: fail with ResourceInUseException", .line = 4, .fired = calls / 10}};
  for (std::size_t number = 1; number <= calls; ++number) {
    CallEvent call = number % 10 == 0  ? FailingCall()
                     : number % 5 == 0 ? CopyCall(number)
                                       : PollCall(number);
    call.number = number;
    call.region = kRegions[number / 20 % 3];
    call.start = call.end = report.start + number * 1s;
    if (number % 5 == 0) {
      report.events.emplace_back(StateEvent{.at = call.start,
                                            .region = call.region,
                                            .image = "golden",
                                            .from = ImageState::kCopying,
                                            .to = ImageState::kAvailable});
    }
    report.events.emplace_back(std::move(call));
    if (number % 1000 != 0) continue;
    report.failures.push_back({.step = number - 1,
                               .what = "DeleteImage golden",
                               .mismatches = {{"/error", "none", "ResourceInUseException"}},
                               .call = number,
                               .at = number * 1s,
                               .rule = 0});
  }
  return {.scenarios = {std::move(report)}};
}

}  // namespace fakestream::internal
