// SPDX-License-Identifier: Apache-2.0
#include "fakestream/fault/rule.h"

#include <fmt/format.h>

#include "fakestream/base/text.h"

namespace fakestream {
namespace {

struct EffectPrinter {
  std::string operator()(std::monostate) const { return "delay"; }

  std::string operator()(const Fail& fail) const {
    std::string text = "fail with " + fail.error;
    if (fail.status) text += fmt::format(" ({})", *fail.status);
    if (fail.message) text += ": " + Quoted(*fail.message);
    return text;
  }

  std::string operator()(const Reply& reply) const { return "reply " + ToText(reply.result); }

  std::string operator()(const Drop& drop) const {
    return fmt::format("drop the connection ({})", NameOf(drop.fault));
  }

  std::string operator()(const Becomes& becomes) const {
    return fmt::format("let it become {}", NameOf(becomes.ending));
  }

  std::string operator()(const Stale& stale) const {
    return fmt::format("see the state of {} ago", ToText(stale.age));
  }
};

}  // namespace

std::optional<CallWindow> ParseCallWindow(std::string_view text) {
  constexpr std::string_view kEvery = "every ";
  if (text.starts_with(kEvery)) {
    const auto every = ParseNumber(text.substr(kEvery.size()));
    if (!every || *every == 0) return std::nullopt;
    return CallWindow{.every = *every};
  }
  const std::size_t dash = text.find('-');
  const auto first = ParseNumber(text.substr(0, dash));
  if (!first || *first == 0) return std::nullopt;
  if (dash == std::string_view::npos) return CallWindow{.first = *first, .last = *first};
  if (dash + 1 == text.size()) return CallWindow{.first = *first};
  const auto last = ParseNumber(text.substr(dash + 1));
  if (!last || *last < *first) return std::nullopt;
  return CallWindow{.first = *first, .last = *last};
}

std::string ToText(const CallWindow& window) {
  if (window.every > 0) return fmt::format("every {}", window.every);
  if (!window.last) return fmt::format("{}-", window.first);
  if (*window.last == window.first) return fmt::format("{}", window.first);
  return fmt::format("{}-{}", window.first, *window.last);
}

std::string_view OperationNameOf(const Rule& rule) {
  if (rule.other) return NameOf(*rule.other);
  return rule.on ? NameOf(*rule.on) : std::string_view("*");
}

std::string ToText(const Rule& rule) {
  const bool is_on_one = rule.on || rule.other;
  std::string text = is_on_one ? fmt::format("on {}", OperationNameOf(rule)) : "on every operation";
  if (!rule.region.empty()) text += " in " + rule.region;
  for (const NamedMatcher& member : rule.with) {
    text += &member == &rule.with.front() ? " with " : " and ";
    text += member.name + " " + ToText(member.matcher);
  }
  if (rule.where.size() == 1) text += " where a predicate holds";
  if (rule.where.size() > 1) text += fmt::format(" where {} predicates hold", rule.where.size());
  if (!(rule.calls == CallWindow{})) text += ", calls " + ToText(rule.calls);
  if (rule.between) {
    text +=
        fmt::format(", between {} and {}", ToText(rule.between->from), ToText(rule.between->to));
  }
  if (rule.chance) text += fmt::format(", with chance {}", ToText(*rule.chance));
  const bool is_delay_alone = std::holds_alternative<std::monostate>(rule.effect);
  if (is_delay_alone && rule.delay) return text + ": take " + ToText(*rule.delay);
  text += ": ";
  if (rule.delay) text += fmt::format("take {}, then ", ToText(*rule.delay));
  text += std::visit(EffectPrinter{}, rule.effect);
  if (rule.at == Moment::kAfter) text += " after the effect";
  return text;
}

ServiceError TransportError(ConnectionFault fault) {
  switch (fault) {
    case ConnectionFault::kRefused: return MakeError(ErrorCode::kConnectionRefused);
    case ConnectionFault::kTimeout: return MakeError(ErrorCode::kReplyTimeout);
    case ConnectionFault::kReset: return MakeError(ErrorCode::kConnectionReset);
    case ConnectionFault::kTruncated: return MakeError(ErrorCode::kTruncatedReply);
    case ConnectionFault::kGarbage: return MakeError(ErrorCode::kGarbledReply);
  }
  return MakeError(ErrorCode::kConnectionReset);
}

}  // namespace fakestream
