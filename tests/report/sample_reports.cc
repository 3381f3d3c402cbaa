// SPDX-License-Identifier: Apache-2.0
#include "report/sample_reports.h"

#include <chrono>
#include <memory>

#include "fakestream/service/operations.h"

namespace fakestream::internal {
namespace {

using namespace std::chrono_literals;  // NOLINT(google-build-using-namespace): literals only

constexpr Instant kStart{std::chrono::sys_days{std::chrono::year{2026} / 1 / 1}.time_since_epoch()};

CopyImageRequest CopyToIreland() {
  return {.source_image_name = "golden",
          .destination_image_name = "golden-eu",
          .destination_region = "eu-west-1"};
}

CallEvent LostCopy() {
  return {.number = 1,
          .region = "us-east-1",
          .start = kStart,
          .end = kStart + 60s,
          .request = CopyToIreland(),
          .error = MakeError(ErrorCode::kReplyTimeout),
          .rule = 0,
          .is_hidden_success = true};
}

CallEvent RefusedCopy() {
  return {.number = 2,
          .region = "us-east-1",
          .start = kStart + 61s,
          .end = kStart + 61s,
          .request = CopyToIreland(),
          .error = MakeError(ErrorCode::kResourceAlreadyExists, "The image golden-eu exists.")};
}

CallEvent Describe() {
  return {.number = 3,
          .region = "eu-west-1",
          .start = kStart + 61s,
          .end = kStart + 61s,
          .request = DescribeImagesRequest{.names = std::vector<std::string>{"golden-eu"}},
          .result = std::make_shared<const AnyResult>(DescribeImagesResult{
              .images = {{.name = "golden-eu", .state = ImageState::kCopying}}})};
}

ScenarioReport Failed() {
  ScenarioReport report{.file = "scenarios/lost_reply.json",
                        .name = "a lost reply hides a copy that went through",
                        .verdict = Verdict::kFailed,
                        .seed = 7,
                        .steps = 2,
                        .calls = 3,
                        .elapsed = 61s,
                        .digest = "0123456789abcdef",
                        .reproduce = "fakestream replay scenarios/lost_reply.json --seed 7",
                        .start = kStart};
  report.failures = {
      {.step = 0,
       .line = 14,
       .what = R"(CopyImage in us-east-1 with SourceImageName "golden")",
       .mismatches = {{"/error", "success", "ResourceAlreadyExistsException (400): it exists"},
                      {"/attempts", "1", "2"}},
       .call = 2,
       .at = 61s},
      {.step = 1,
       .repetition = 3,
       .line = 19,
       .what = R"(DescribeImages in eu-west-1 with Names ["golden-eu"])",
       .mismatches = {{"/result/Images/0/State", R"("AVAILABLE")", R"("COPYING")"}},
       .call = 1,
       .at = 61s,
       .rule = 0,
       .rule_text = "on CopyImage, call 1: drop the reply (timeout)"}};
  report.rules = {{.text = "on CopyImage, call 1: drop the reply (timeout)", .line = 9, .fired = 1},
                  {.text = "on DeleteImage: fail with ResourceInUseException",
                   .line = 10,
                   .fired = 0,
                   .problem = "fault 1 never fired: no call matched it\n"
                              "  nearest: DeleteImage was never called"}};
  report.events = {
      StateEvent{
          .at = kStart, .region = "eu-west-1", .image = "golden-eu", .to = ImageState::kCopying},
      LostCopy(),
      RefusedCopy(),
      Describe(),
      SettingEvent{.at = kStart + 61s, .account_status = AccountStatus::kSuspended},
      SettingEvent{.at = kStart + 61s, .quotas = Quotas{.images = 11}}};
  return report;
}

ScenarioReport Idle(const char* file, const char* name, Verdict verdict) {
  return {.file = file,
          .name = name,
          .verdict = verdict,
          .reproduce = std::string("fakestream replay ") + file + " --seed 0",
          .start = kStart};
}

}  // namespace

Report OrdinaryReport() {
  ScenarioReport passed = Idle("scenarios/copy.json", "a copy takes 20 minutes", Verdict::kPassed);
  passed.steps = 3;
  passed.calls = 2;
  passed.elapsed = 20min + 250us;
  passed.digest = "fedcba9876543210";
  passed.rules = {{.text = "on *: take 250us", .line = 5, .fired = 1}};
  return {.scenarios = {
              passed, Failed(),
              Idle("scenarios/script.json", "faults for somebody else's client", Verdict::kScript),
              Idle("scenarios/zebra.json", "never reached", Verdict::kSkipped)}};
}

std::string HostileText() {
  return std::string("\x1b[31mred\x07 ]]> <&\"' a\nb\r\n::error::100% #1 \\ , \xff\xc0\x80 \0 ",
                     48) +
         "\xc2\x9b \xef\xbf\xbf é 漢 \x7f\t##[error]end";
}

Report HostileReport() {
  const std::string text = HostileText();
  ScenarioReport report{.file = "dir/" + text + ".json",
                        .name = text,
                        .verdict = Verdict::kFailed,
                        .seed = ~std::uint64_t{0},
                        .steps = 1,
                        .calls = 1,
                        .digest = "0000000000000000",
                        .reproduce = "fakestream replay '" + text + "' --seed 1",
                        .start = kStart};
  report.failures = {{.step = 0,
                      .line = 3,
                      .what = text,
                      .mismatches = {{"/message", text, text}, {"", text, text}},
                      .call = 1,
                      .rule = 0,
                      .rule_text = text}};
  report.rules = {{.text = text, .line = 2, .fired = 0, .problem = text}};
  CallEvent call{.number = 1, .region = text, .start = kStart, .end = kStart};
  call.request = DeleteImageRequest{.name = text};
  call.error = MakeNamedError(text, text, 418);
  report.events = {call, StateEvent{.at = kStart, .region = text, .image = text}};
  ScenarioReport script = Idle("x.json", "x", Verdict::kScript);
  script.name = text;
  return {.scenarios = {report, script}};
}

}  // namespace fakestream::internal
