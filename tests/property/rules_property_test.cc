// SPDX-License-Identifier: Apache-2.0
// A rule is one value with two spellings: what JSON says reads back as the rule that C++ wrote.
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "fakestream/fault/script.h"
#include "fakestream/json/rules.h"
#include "fakestream/json/values.h"

#include "support/schema_judge.h"

namespace fakestream {
namespace {

using std::chrono::milliseconds;

Duration SomeLength() {
  return milliseconds{*rc::gen::inRange(1, 100'000'000)};
}

std::string SomeText() {
  return *rc::gen::element<std::string>("eu-west-1", "golden", "", "a\"b\\c\n", "*", "ünïcödé");
}

ValueMatcher SomeTextMatcher() {
  switch (*rc::gen::inRange(0, 5)) {
    case 0: return ValueMatcher::Equals(SomeText());
    case 1: return ValueMatcher::Glob(SomeText());
    case 2: return ValueMatcher::Matching("^gold[a-z]+$");
    case 3: return ValueMatcher::Any();
    default: return ValueMatcher::Absent();
  }
}

// A clause hands on the builder it was called on; assigning that to itself would move it into
// itself.
template <class Op>
RuleBuilder<Op> Next(RuleBuilder<Op>&& rule) {
  return std::move(rule);
}

template <class Op>
RuleBuilder<Op> WithWindows(RuleBuilder<Op> rule) {
  switch (*rc::gen::inRange(0, 6)) {
    case 0: rule = Next(std::move(rule)).Times(*rc::gen::inRange<std::uint64_t>(1, 100)); break;
    case 1: rule = Next(std::move(rule)).OnCall(*rc::gen::inRange<std::uint64_t>(1, 100)); break;
    case 2:
      rule = Next(std::move(rule)).OnCalls(2, *rc::gen::inRange<std::uint64_t>(2, 100));
      break;
    case 3: rule = Next(std::move(rule)).FromCall(*rc::gen::inRange<std::uint64_t>(1, 100)); break;
    case 4: rule = Next(std::move(rule)).EveryNth(*rc::gen::inRange<std::uint64_t>(1, 100)); break;
    default: break;
  }
  if (*rc::gen::arbitrary<bool>()) {
    const Duration from = SomeLength();
    rule = Next(std::move(rule)).Between(from, from + SomeLength());
  }
  if (*rc::gen::arbitrary<bool>()) {
    const auto denominator = *rc::gen::inRange<std::uint32_t>(1, 1000);
    rule = Next(std::move(rule))
               .WithChance(*rc::gen::inRange<std::uint32_t>(1, denominator + 1), denominator);
  }
  if (*rc::gen::arbitrary<bool>()) rule = Next(std::move(rule)).In("ap-south-1");
  if (*rc::gen::arbitrary<bool>()) rule = Next(std::move(rule)).Optional();
  if (*rc::gen::arbitrary<bool>()) rule = Next(std::move(rule)).Named("label");
  if (*rc::gen::arbitrary<bool>()) rule = Next(std::move(rule)).Takes(SomeLength());
  return rule;
}

template <class Op>
RuleBuilder<Op> WithFault(RuleBuilder<Op> rule) {
  if (*rc::gen::arbitrary<bool>()) {
    rule = Next(std::move(rule))
               .Drops(*rc::gen::element(ConnectionFault::kRefused, ConnectionFault::kTimeout,
                                        ConnectionFault::kReset, ConnectionFault::kTruncated,
                                        ConnectionFault::kGarbage));
  } else if (*rc::gen::arbitrary<bool>()) {
    rule = Next(std::move(rule)).Fails(ErrorCode::kThrottling, SomeText());
  } else if (*rc::gen::arbitrary<bool>()) {
    rule = Next(std::move(rule)).Fails(MakeNamedError("OddException", SomeText(), 418)).Unmodeled();
  } else {
    rule = Next(std::move(rule)).Fails(ErrorCode::kServiceUnavailable);
  }
  return *rc::gen::arbitrary<bool>() ? std::move(rule).AfterTheEffect() : std::move(rule);
}

Rule SomeCopyRule() {
  auto rule = WithWindows(On<ops::CopyImage>());
  if (*rc::gen::arbitrary<bool>()) {
    rule = Next(std::move(rule)).With(&CopyImageRequest::destination_region, SomeTextMatcher());
  }
  if (*rc::gen::arbitrary<bool>()) {
    rule = Next(std::move(rule)).With(&CopyImageRequest::source_image_name, SomeText());
  }
  switch (*rc::gen::inRange(0, 4)) {
    case 0: return std::move(rule).Fails(ErrorCode::kLimitExceeded);
    case 1: return std::move(rule).Becomes(*rc::gen::element(Ending::kFailed, Ending::kStuck));
    case 2: return std::move(rule).Replies({.destination_image_name = SomeText()});
    default: return WithFault(std::move(rule));
  }
}

Rule SomeDescribeRule() {
  auto rule = WithWindows(On<ops::DescribeImages>());
  if (*rc::gen::arbitrary<bool>()) {
    rule =
        Next(std::move(rule)).With(&DescribeImagesRequest::max_results, *rc::gen::inRange(0, 25));
  }
  if (*rc::gen::arbitrary<bool>()) {
    rule = Next(std::move(rule)).With(&DescribeImagesRequest::type, Visibility::kShared);
  }
  if (*rc::gen::arbitrary<bool>()) {
    rule = Next(std::move(rule))
               .With(&DescribeImagesRequest::names,
                     ValueMatcher::Contains(ValueMatcher::Glob(SomeText())));
  }
  switch (*rc::gen::inRange(0, 3)) {
    case 0: return std::move(rule).SeesStateOf(SomeLength());
    case 1:
      return std::move(rule).Replies(
          {.images = {{.name = "golden", .state = ImageState::kFailed}}, .next_token = SomeText()});
    default: return WithFault(std::move(rule));
  }
}

Rule SomeRule() {
  switch (*rc::gen::inRange(0, 3)) {
    case 0: return SomeCopyRule();
    case 1: return SomeDescribeRule();
    default: return WithFault(WithWindows(OnEveryOperation()));
  }
}

RC_GTEST_PROP(RulesPropertyTest, AGoodRuleReadsBackFromItsJsonText, ()) {
  const Rule rule = SomeRule();
  RC_ASSERT(CheckRule(rule).empty());
  RC_LOG() << ToJson(ToValue(rule));

  const Checked<Rule> read = ParseRule(ToJson(ToValue(rule)));

  RC_ASSERT(read.ok());
  RC_ASSERT(*read == rule);
  RC_ASSERT(ToJson(ToValue(*read)) == ToJson(ToValue(rule)));
  RC_ASSERT(SchemaAllows(R"({"version": 1, "faults": [)" + ToJson(ToValue(rule)) + "]}"));
}

}  // namespace
}  // namespace fakestream
