// SPDX-License-Identifier: Apache-2.0
#include "fault/injector.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <type_traits>
#include <utility>

#include <fmt/format.h>

#include "fakestream/base/check.h"
#include "fakestream/base/text.h"

namespace fakestream {
namespace {

// The text that a filter demands to be there exactly, or null.
const std::string* WantedText(const NamedMatcher& filter) {
  const auto* const value = std::get_if<Value>(&filter.matcher.kind());
  return value == nullptr ? nullptr : value->As<std::string>();
}

bool IsTextMatcher(const ValueMatcher& matcher) {
  return std::holds_alternative<ValueMatcher::Regex>(matcher.kind()) ||
         std::holds_alternative<ValueMatcher::GlobText>(matcher.kind());
}

// The filter that a rule is indexed by: its first exact text.
const NamedMatcher* IndexedFilter(const Rule& rule) {
  const auto found =
      std::find_if(rule.with.begin(), rule.with.end(),
                   [](const NamedMatcher& filter) { return WantedText(filter) != nullptr; });
  return found == rule.with.end() ? nullptr : &*found;
}

std::size_t PlaceOf(Operation operation, std::string_view member) {
  const std::vector<TypeMember>& members = RequestType(operation).members;
  const auto found = std::find_if(members.begin(), members.end(), [&](const TypeMember& candidate) {
    return candidate.name == member;
  });
  FAKESTREAM_CHECK(found != members.end());
  return static_cast<std::size_t>(found - members.begin());
}

bool IsTextMember(Operation operation, std::size_t place) {
  return RequestType(operation).members[place].type->kind == TypeKind::kText;
}

// Whether the member at that place is as the filter demands.
bool Passes(const NamedMatcher& filter, const RequestView& request, std::size_t place) {
  // Texts are most of what is asked for, and need no Value around them.
  if (const std::string* const text = request.text(request.request, place)) {
    if (const std::string* const wanted = WantedText(filter)) return *wanted == *text;
    if (IsTextMatcher(filter.matcher)) return filter.matcher.MatchesText(*text);
  }
  const Value value = request.value(request.request, place);
  return filter.matcher.Matches(&value);
}

// The index points into the filters of rules that the script may move.
static_assert(std::is_nothrow_move_constructible_v<Rule>);

}  // namespace

namespace internal {

std::size_t TextIndex::SlotOf(std::string_view text) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = HashOf(text) & mask;
  while (slots_[slot] != kNone && *entries_[slots_[slot]].text != text) slot = (slot + 1) & mask;
  return slot;
}

void TextIndex::Add(const std::string& text, std::uint32_t rule) {
  if (slots_.size() < 2 * (entries_.size() + 1)) Grow();
  const auto entry = static_cast<std::uint32_t>(entries_.size());
  entries_.push_back({.text = &text, .rule = rule, .next = kNone, .last = entry});
  const std::size_t slot = SlotOf(text);
  if (slots_[slot] == kNone) {
    slots_[slot] = entry;
    return;
  }
  RulesOfText& first = entries_[slots_[slot]];
  entries_[first.last].next = entry;
  first.last = entry;
}

void TextIndex::Grow() {
  std::vector<std::uint32_t> firsts;
  for (const std::uint32_t first : slots_) {
    if (first != kNone) firsts.push_back(first);
  }
  slots_.assign(std::max<std::size_t>(8, slots_.size() * 2), kNone);
  for (const std::uint32_t first : firsts) slots_[SlotOf(*entries_[first].text)] = first;
}

}  // namespace internal

void FaultInjector::Add(Rule rule) {
  CheckAll({&rule, 1});
  script_.push_back(std::move(rule));
  compiled_.emplace_back();
  Compile(static_cast<std::uint32_t>(script_.size() - 1));
}

void FaultInjector::Add(Script rules) {
  CheckAll(rules);
  const std::size_t first = script_.size();
  if (script_.empty()) {
    script_ = std::move(rules);
  } else {
    std::move(rules.begin(), rules.end(), std::back_inserter(script_));
  }
  compiled_.resize(script_.size());
  for (std::size_t i = first; i < script_.size(); ++i) Compile(static_cast<std::uint32_t>(i));
}

void FaultInjector::CheckAll(std::span<const Rule> rules) const {
  std::string problems;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    for (const Diagnostic& problem : CheckRule(rules[i])) {
      problems += fmt::format("\n  rule {} ({}): {}", script_.size() + i, ToText(rules[i]),
                              ToText(problem));
    }
  }
  std::set<std::string_view> ids;
  const bool has_ids =
      std::any_of(rules.begin(), rules.end(), [](const Rule& rule) { return !rule.id.empty(); });
  if (has_ids) {
    for (const Rule& rule : script_) ids.insert(rule.id);
  }
  for (std::size_t i = 0; i < rules.size(); ++i) {
    if (rules[i].id.empty() || ids.insert(rules[i].id).second) continue;
    problems += fmt::format("\n  rule {} ({}): duplicate id {}", script_.size() + i,
                            ToText(rules[i]), Quoted(rules[i].id));
  }
  if (!problems.empty()) throw Misuse("a rule cannot be injected:" + problems);
}

void FaultInjector::Compile(std::uint32_t rule) {
  const Rule& source = script_[rule];
  Compiled& compiled = compiled_[rule];
  if (const auto* const fail = std::get_if<Fail>(&source.effect)) {
    const ErrorRow* const row = FindError(fail->error);
    compiled.code = row != nullptr ? row->code : ErrorCode::kUnrecognized;
  }
  for (std::size_t i = 0; i < source.with.size(); ++i) {
    compiled.members.at(i) = static_cast<std::uint8_t>(PlaceOf(*source.on, source.with[i].name));
  }
  if (source.chance) {
    // The stream belongs to what the rule says, so that adding another rule changes no draw.
    const std::string name = source.id.empty() ? ToText(source) : source.id;
    const std::uint64_t twins = streams_[name]++;
    compiled.stream = HashOf(twins == 0 ? name : fmt::format("{}#{}", name, twins));
  }
  Index(rule);
}

void FaultInjector::Index(std::uint32_t rule) {
  const Rule& source = script_[rule];
  if (!source.on) for_others_.push_back(rule);
  if (source.other) return;
  if (!source.on) {
    for (OperationRules& rules : by_operation_) rules.others.push_back(rule);
    return;
  }
  OperationRules& rules = by_operation_.at(static_cast<std::size_t>(*source.on));
  const NamedMatcher* const filter = IndexedFilter(source);
  if (filter == nullptr || !IsTextMember(*source.on, PlaceOf(*source.on, filter->name))) {
    rules.others.push_back(rule);
    return;
  }
  const std::size_t place = PlaceOf(*source.on, filter->name);
  auto found = std::find_if(rules.by_text.begin(), rules.by_text.end(),
                            [&](const auto& index) { return index.member() == place; });
  if (found == rules.by_text.end()) found = rules.by_text.emplace(found, place);
  // A rule may move with the script; the filters that it points to stay where they are.
  found->Add(*WantedText(*filter), rule);
}

// Takes the rule that stands first in the script off the lists.
FaultInjector::Candidate FaultInjector::TakeNext(Merge& merge) {
  using internal::TextIndex;
  const OperationRules& rules = *merge.rules;
  Candidate next;
  if (merge.other < rules.others.size()) next.rule = rules.others[merge.other];
  std::size_t source = rules.by_text.size();
  for (std::size_t i = 0; i < rules.by_text.size(); ++i) {
    if (merge.heads[i] == TextIndex::kNone) continue;
    const std::uint32_t rule = rules.by_text[i].RuleOf(merge.heads[i]);
    if (rule >= next.rule) continue;
    next = {.rule = rule, .known = rules.by_text[i].member()};
    source = i;
  }
  if (source < rules.by_text.size()) {
    merge.heads[source] = rules.by_text[source].Next(merge.heads[source]);
  } else {
    ++merge.other;
  }
  return next;
}

std::optional<std::size_t> FaultInjector::Decide(Operation operation, std::string_view region,
                                                 const RequestView& request, Duration elapsed) {
  using internal::TextIndex;
  Merge merge{.rules = &by_operation_[static_cast<std::size_t>(operation)]};
  for (std::size_t i = 0; i < merge.rules->by_text.size(); ++i) {
    const TextIndex& index = merge.rules->by_text[i];
    const std::string* const text = request.text(request.request, index.member());
    merge.heads[i] = text == nullptr ? TextIndex::kNone : index.First(*text);
  }
  std::optional<std::size_t> acting;
  for (Candidate next = TakeNext(merge); next.rule != TextIndex::kNone; next = TakeNext(merge)) {
    if (!Matches(next, region, request) || !Consider(next.rule, elapsed)) continue;
    if (acting || is_held()) continue;
    ++compiled_[next.rule].counts.fired;
    acting = next.rule;
  }
  return acting;
}

std::optional<std::size_t> FaultInjector::DecideOther(OtherOperation operation,
                                                      std::string_view region, Duration elapsed) {
  std::optional<std::size_t> acting;
  for (const std::uint32_t rule : for_others_) {
    const Rule& source = script_[rule];
    if (compiled_[rule].calls_before_end) continue;
    if (source.other && source.other != operation) continue;
    if (!source.region.empty() && source.region != region) continue;
    if (!Consider(rule, elapsed) || acting || is_held()) continue;
    ++compiled_[rule].counts.fired;
    acting = rule;
  }
  return acting;
}

bool FaultInjector::Matches(const Candidate& candidate, std::string_view region,
                            const RequestView& request) const {
  const Rule& source = script_[candidate.rule];
  if (compiled_[candidate.rule].calls_before_end) return false;
  if (!source.region.empty() && source.region != region) return false;
  for (std::size_t i = 0; i < source.with.size(); ++i) {
    const std::size_t place = compiled_[candidate.rule].members[i];
    if (place != candidate.known && !Passes(source.with[i], request, place)) return false;
  }
  return std::all_of(source.where.begin(), source.where.end(),
                     [&](const RequestPredicate& one) { return one.Holds(request.request); });
}

bool FaultInjector::Consider(std::uint32_t rule, Duration elapsed) {
  const Rule& source = script_[rule];
  RuleCounts& counts = compiled_[rule].counts;
  const std::uint64_t call = ++counts.matched;
  if (!source.calls.Contains(call)) return false;
  if (source.between && (elapsed < source.between->from || elapsed >= source.between->to)) {
    return false;
  }
  ++counts.in_window;
  if (source.chance) {
    const RandomStream stream(options_.seed, compiled_[rule].stream);
    if (!stream.Happens(*source.chance, call)) return false;
  }
  ++counts.drawn;
  return true;
}

void FaultInjector::End(std::size_t rule, std::uint64_t calls) {
  std::optional<std::uint64_t>& end = compiled_[rule].calls_before_end;
  if (!end) end = calls;
}

ServiceError FaultInjector::ErrorOf(std::size_t rule) const {
  const Effect& effect = script_[rule].effect;
  if (const auto* const drop = std::get_if<Drop>(&effect)) return TransportError(drop->fault);
  const Fail& fail = std::get<Fail>(effect);
  const ErrorRow& row = RowOf(compiled_[rule].code);
  ServiceError error{.code = row.code,
                     .message = fail.message ? *fail.message : std::string(row.meaning),
                     .http_status = row.http_status};
  if (row.code == ErrorCode::kResourceNotFound) {
    error.http_status = options_.status_of_not_found;
  }
  if (fail.status) error.http_status = static_cast<int>(*fail.status);
  if (row.code == ErrorCode::kUnrecognized) error.unrecognized_name = fail.error;
  return error;
}

}  // namespace fakestream
