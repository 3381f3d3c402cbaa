// SPDX-License-Identifier: Apache-2.0
#include "fakestream/explore/call_list.h"

#include <algorithm>
#include <functional>
#include <string_view>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include "fakestream/base/hash.h"
#include "fakestream/service/codec.h"

namespace fakestream {
namespace {

// A copy that fails, and a look whether it is there, again and again, have a period of two.
constexpr std::size_t kMaxPeriod = 4;
// So many blocks of a kind are one and how many more.
constexpr std::size_t kLeastBlocks = 3;
// A list of at most so many lines is not cut.
constexpr std::size_t kShortList = 60;
constexpr std::size_t kFirst = 20;
constexpr std::size_t kLast = 5;

std::uint64_t LikenessOf(const CallEvent& call) {
  StableHash hash;
  hash.Add(std::string_view(call.region));
  hash.Add(std::uint64_t{call.request.index()});
  hash.Add(ExchangeOf(call));
  hash.Add(call.rule ? std::uint64_t{*call.rule + 1} : std::uint64_t{0});
  hash.Add(std::uint64_t{call.is_hidden_success});
  return hash.value() | 1U;
}

std::uint64_t LikenessOf(const OtherCallEvent& call) {
  StableHash hash;
  hash.Add(std::string_view(call.region));
  hash.Add(NameOf(call.operation));
  hash.Add(call.error.name());
  hash.Add(call.rule ? std::uint64_t{*call.rule + 1} : std::uint64_t{0});
  return hash.value() | 1U;
}

// The line of an event, still without its text.
CallLine MarkOf(const TraceEvent& event) {
  CallLine line{.is_turn = true};
  if (const auto* const call = std::get_if<CallEvent>(&event)) {
    line.likeness = LikenessOf(*call);
    line.is_turn = call->rule.has_value();
  } else if (const auto* const other = std::get_if<OtherCallEvent>(&event)) {
    line.likeness = LikenessOf(*other);
    line.is_turn = other->rule.has_value();
  }
  return line;
}

// What a call asked, as a line; whatever came of it.
std::string Question(CallEvent call, Instant start) {
  call.end = call.start;
  call.result = {};
  call.error.reset();
  call.rule.reset();
  call.is_hidden_success = false;
  return ToText(TraceEvent(std::move(call)), start);
}

// Returns how many blocks of so many lines, the first included, are alike from there on.
std::size_t CountBlocks(const std::vector<CallLine>& lines, std::size_t begin, std::size_t period) {
  std::size_t end = begin + period;
  while (end < lines.size() && lines[end].likeness != 0 &&
         lines[end].likeness == lines[end - period].likeness) {
    ++end;
  }
  return lines[begin].likeness == 0 ? 1 : (end - begin) / period;
}

// "#12 +3m30s", with which the line of a call begins.
std::string_view NumberAndTime(std::string_view line) {
  return line.substr(0, line.find(' ', line.find(' ') + 1));
}

// What stands in a folded list: a line, or what is said in place of others.
struct Entry {
  std::size_t line = 0;
  std::string instead{};
  bool is_turn = false;
};

using TextOfLine = std::function<std::string(std::size_t line)>;

Entry SayHowManyMore(const std::vector<CallLine>& lines, const TextOfLine& text_of,
                     std::size_t begin, std::size_t period, std::size_t blocks) {
  const auto first = lines.begin() + static_cast<std::ptrdiff_t>(begin);
  const bool has_fault = std::any_of(first, first + static_cast<std::ptrdiff_t>(period),
                                     [](const CallLine& line) { return line.is_turn; });
  const std::string_view fault = has_fault ? ", faults included" : "";
  const std::string last = text_of(begin + period * blocks - 1);
  const std::string_view until = NumberAndTime(last);
  std::string text =
      period == 1 ? fmt::format("… {} more of the same{}, until {} …", blocks - 1, fault, until)
                  : fmt::format("… these {} calls {} more times{}, until {} …", period, blocks - 1,
                                fault, until);
  return {.instead = std::move(text), .is_turn = true};
}

// The last call, and what came behind it, stays.
std::vector<Entry> Folded(const std::vector<CallLine>& lines, const TextOfLine& text_of) {
  const auto last_call = std::find_if(lines.rbegin(), lines.rend(),
                                      [](const CallLine& line) { return line.likeness != 0; });
  const std::vector<CallLine> body(lines.begin(),
                                   last_call == lines.rend() ? lines.end() : last_call.base() - 1);
  std::vector<Entry> folded;
  for (std::size_t i = 0; i < body.size();) {
    std::size_t period = 1;
    std::size_t blocks = CountBlocks(body, i, 1);
    while (blocks < kLeastBlocks && period < kMaxPeriod && i + period < body.size()) {
      blocks = CountBlocks(body, i, ++period);
    }
    const bool is_fold = blocks >= kLeastBlocks;
    const std::size_t shown = is_fold ? period : 1;
    for (std::size_t line = i; line < i + shown; ++line) {
      folded.push_back({.line = line, .is_turn = body[line].is_turn});
    }
    if (is_fold) folded.push_back(SayHowManyMore(body, text_of, i, period, blocks));
    i += is_fold ? period * blocks : 1;
  }
  for (std::size_t i = body.size(); i < lines.size(); ++i) {
    folded.push_back({.line = i, .is_turn = true});
  }
  return folded;
}

// Whether a list that is too long keeps the entry.
bool IsKept(const std::vector<Entry>& entries, std::size_t at) {
  return entries[at].is_turn || at < kFirst || at + kLast >= entries.size();
}

std::string FoldedText(const std::vector<CallLine>& lines, const TextOfLine& text_of) {
  const std::vector<Entry> folded = Folded(lines, text_of);
  const bool is_short = folded.size() <= kShortList;
  std::string text;
  for (std::size_t i = 0; i < folded.size(); ++i) {
    std::size_t next = i;
    while (!is_short && next < folded.size() && !IsKept(folded, next)) ++next;
    if (next > i + 1) {
      text += fmt::format("  … {} more calls …\n", next - i);
      i = next;
    }
    const Entry& entry = folded[i];
    text += "  " + (entry.instead.empty() ? text_of(entry.line) : entry.instead) + "\n";
  }
  return text;
}

}  // namespace

std::uint64_t ExchangeOf(const CallEvent& call) {
  StableHash hash;
  std::visit([&](const auto& request) { HashInto(hash, request); }, call.request);
  if (call.result) std::visit([&](const auto& result) { HashInto(hash, result); }, *call.result);
  if (call.error) hash.Add(call.error->name());
  return hash.value();
}

std::vector<CallLine> CallLinesOf(const Trace& trace, std::uint64_t branch) {
  std::vector<CallLine> lines;
  for (const TraceEvent& event : trace.events()) {
    const auto* const call = std::get_if<CallEvent>(&event);
    if (branch > 0 && call != nullptr && call->number == branch) {
      lines.push_back({.text = Question(*call, trace.start())});
      break;
    }
    lines.push_back(MarkOf(event));
    lines.back().text = ToText(event, trace.start());
  }
  return lines;
}

std::string FoldedText(const std::vector<CallLine>& lines) {
  return FoldedText(lines, [&](std::size_t line) { return lines[line].text; });
}

std::string FoldedText(const Trace& trace) {
  const auto& events = trace.events();
  std::vector<CallLine> lines;
  lines.reserve(events.size());
  for (const TraceEvent& event : events) lines.push_back(MarkOf(event));
  return FoldedText(lines, [&](std::size_t line) { return ToText(events[line], trace.start()); });
}

}  // namespace fakestream
