// SPDX-License-Identifier: Apache-2.0

// The indexed injector against a loop that looks at every rule: the same rule acts, and every rule
// counts the same. RC_PARAMS=seed=0 makes a run repeatable.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include "fault/injector.h"
#include "property/draw.h"

namespace fakestream {
namespace {

constexpr std::uint64_t kSeed = 11;

bool OneIn(int n) {
  return Below(n) == 0;
}

std::string Text() {
  return OneOf<std::string>({"a", "b", "ab", ""});
}

ValueMatcher TextMatcher() {
  switch (Below(7)) {
    case 0: return ValueMatcher::Glob("a*");
    case 1: return ValueMatcher::Matching("b");
    case 2: return ValueMatcher::Absent();
    case 3: return ValueMatcher::Any();
    default: return ValueMatcher::Equals(Text());
  }
}

CallWindow Window() {
  switch (Below(5)) {
    case 0: return {};
    case 1: return {.every = static_cast<std::uint64_t>(1 + Below(3))};
    case 2: return {.first = std::uint64_t{1} + static_cast<std::uint64_t>(Below(4))};
    default: break;
  }
  const auto first = std::uint64_t{1} + static_cast<std::uint64_t>(Below(4));
  return {.first = first, .last = first + static_cast<std::uint64_t>(Below(3))};
}

Rule AnyRule() {
  Rule rule{.calls = Window(), .effect = Drop{ConnectionFault::kReset}};
  if (OneIn(3)) rule.region = OneOf<std::string>({"us-east-1", "eu-west-1"});
  if (OneIn(5)) rule.between = TimeWindow{Duration{Below(5)}, Duration{6 + Below(5)}};
  if (OneIn(5)) rule.chance = Chance{1, 2};
  const int operation = Below(8);
  if (operation == 0) return rule;
  if (operation <= 2) {
    rule.on = kOperation<ops::DescribeImages>;
    if (OneIn(2)) rule.with.push_back({"NextToken", TextMatcher()});
    if (OneIn(3)) rule.with.push_back({"MaxResults", ValueMatcher::Equals(Below(2))});
    if (OneIn(3)) rule.with.push_back({"Type", ValueMatcher::Equals("SHARED")});
    return rule;
  }
  rule.on = kOperation<ops::CopyImage>;
  if (OneIn(2)) rule.with.push_back({"DestinationRegion", TextMatcher()});
  if (OneIn(2)) rule.with.push_back({"SourceImageName", TextMatcher()});
  if (OneIn(3)) rule.with.push_back({"DestinationImageDescription", TextMatcher()});
  return rule;
}

std::optional<std::string> MaybeText() {
  return OneIn(4) ? std::nullopt : std::optional(Text());
}

AnyRequest SomeRequest() {
  if (OneIn(3)) {
    DescribeImagesRequest request{.next_token = MaybeText()};
    if (OneIn(2)) request.max_results = Below(2);
    if (OneIn(2)) request.type = OneIn(2) ? Visibility::kShared : Visibility::kPublic;
    return request;
  }
  return CopyImageRequest{MaybeText(), "x", MaybeText(), MaybeText()};
}

// The definition of what an injector does, rule by rule.
class NaiveInjector {
 public:
  explicit NaiveInjector(Script script) : script_(std::move(script)), counts_(script_.size()) {
    std::map<std::string, int> twins;
    for (const Rule& rule : script_) {
      const std::string name = rule.id.empty() ? ToText(rule) : rule.id;
      const int twin = rule.chance ? twins[name]++ : 0;  // Only a chance has a stream.
      streams_.push_back(twin == 0 ? name : name + "#" + std::to_string(twin));
    }
  }

  std::optional<std::size_t> Decide(const AnyRequest& request, const std::string& region,
                                    Duration elapsed) {
    std::optional<std::size_t> acting;
    for (std::size_t i = 0; i < script_.size(); ++i) {
      if (!Wants(i, request, region) || !InWindow(i, elapsed) || acting) continue;
      ++counts_[i].fired;
      acting = i;
    }
    return acting;
  }

  const RuleCounts& CountsOf(std::size_t rule) const { return counts_[rule]; }

 private:
  bool Wants(std::size_t i, const AnyRequest& request, const std::string& region) const {
    const Rule& rule = script_[i];
    const Value value = ToValue(request);
    return (!rule.on || rule.on == OperationOf(request)) &&
           (rule.region.empty() || rule.region == region) &&
           ValueMatcher::Members(rule.with).Matches(&value);
  }

  bool InWindow(std::size_t i, Duration elapsed) {
    const Rule& rule = script_[i];
    const std::uint64_t call = ++counts_[i].matched;
    const bool is_in_time =
        !rule.between || (rule.between->from <= elapsed && elapsed < rule.between->to);
    if (!rule.calls.Contains(call) || !is_in_time) return false;
    ++counts_[i].in_window;
    if (rule.chance && !RandomStream(kSeed, streams_[i]).Happens(*rule.chance, call)) return false;
    ++counts_[i].drawn;
    return true;
  }

  Script script_;
  std::vector<RuleCounts> counts_;
  std::vector<std::string> streams_{};
};

std::optional<std::size_t> DecideOn(FaultInjector& injector, const AnyRequest& request,
                                    const std::string& region, Duration elapsed) {
  return std::visit(
      [&]<class Request>(const Request& typed) {
        return injector.Decide(
            OperationOf(request), region,
            {&typed, internal::TextMember<Request>, internal::MemberValue<Request>}, elapsed);
      },
      request);
}

void ComparedOnce() {
  Script script;
  const int rules = Below(31);
  for (int i = 0; i < rules; ++i) {
    script.push_back(AnyRule());
    if (OneIn(8)) script.back().id = "named " + std::to_string(i);  // An id is of one rule alone.
  }
  FaultInjector injector({.seed = kSeed});
  // Rules may come in two goes.
  const auto half = script.begin() + Below(rules + 1);
  injector.Add(Script(script.begin(), half));
  injector.Add(Script(half, script.end()));
  NaiveInjector naive(script);

  for (int call = 0; call < 20; ++call) {
    const AnyRequest request = SomeRequest();
    const auto region = OneOf<std::string>({"us-east-1", "eu-west-1"});
    const Duration elapsed{call / 2};
    RC_ASSERT(DecideOn(injector, request, region, elapsed) ==
              naive.Decide(request, region, elapsed));
  }

  for (std::size_t i = 0; i < script.size(); ++i) {
    RC_ASSERT(injector.CountsOf(i).matched == naive.CountsOf(i).matched);
    RC_ASSERT(injector.CountsOf(i).in_window == naive.CountsOf(i).in_window);
    RC_ASSERT(injector.CountsOf(i).drawn == naive.CountsOf(i).drawn);
    RC_ASSERT(injector.CountsOf(i).fired == naive.CountsOf(i).fired);
  }
}

TEST(InjectorPropertyTest, DecidesAndCountsAsALoopOverAllRulesDoes) {
  EXPECT_TRUE(rc::check("indexed and naive injector agree", ComparedOnce));
}

// The table of texts grows and its slots collide; every text must still be found.
TEST(InjectorPropertyTest, FindsEachOfThousandsOfTexts) {
  Script script;
  for (int i = 0; i < 5000; ++i) {
    script.push_back(On<ops::CopyImage>()
                         .With(&CopyImageRequest::source_image_name, "image-" + std::to_string(i))
                         .Drops(ConnectionFault::kReset));
  }
  FaultInjector injector({});
  injector.Add(script);

  for (std::size_t i = 0; i < 5000; ++i) {
    const CopyImageRequest request{"image-" + std::to_string(i), "x", "eu-west-1"};
    ASSERT_EQ(DecideOn(injector, request, "us-east-1", {}), i);
  }
  EXPECT_EQ(DecideOn(injector, CopyImageRequest{"image-5000", "x", "y"}, "us-east-1", {}),
            std::nullopt);
}

}  // namespace
}  // namespace fakestream
