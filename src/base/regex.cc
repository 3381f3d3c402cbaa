// SPDX-License-Identifier: Apache-2.0
#include "base/regex.h"

#include <cstddef>

#include <fmt/format.h>

#include "fakestream/base/text.h"

namespace fakestream {
namespace {

using re2::RE2;

// Each search costs the product of both in the worst case, and the program of an expression a
// thousand times its text.
constexpr std::size_t kMaxRegex = 1000;

// What of an operator that RE2 refuses belongs to another dialect.
std::string_view MissingGroup(std::string_view regex, std::string_view group) {
  if (group == "(?=" || group == "(?!") return "RE2 has no lookahead";
  if (group == "(?>") return "RE2 has no atomic groups";
  if (group == "(?#") return "RE2 has no comments";
  if (group == "(?(") return "RE2 has no conditions";
  if (group != "(?<") return "";
  const bool is_lookbehind =
      regex.find("(?<=") != std::string_view::npos || regex.find("(?<!") != std::string_view::npos;
  return is_lookbehind ? "RE2 has no lookbehind" : "write a named group as (?P<name>...)";
}

std::string_view MissingEscape(std::string_view escape) {
  const char c = escape.size() > 1 ? escape[1] : '\0';
  if ((c >= '1' && c <= '9') || c == 'k') return "RE2 has no back-references";
  if (c == 'u') return R"(write \x{41} for \u0041)";
  return "";
}

std::string_view MissingRepeat(std::string_view repeat) {
  return repeat.size() > 1 && repeat.back() == '+' ? "RE2 has no possessive repeats" : "";
}

// The piece that is wrong, in words.
std::string Wrong(const RE2& regex) {
  const std::string piece = Quoted(regex.error_arg());
  switch (regex.error_code()) {
    case RE2::ErrorBadEscape: return "invalid escape " + piece;
    case RE2::ErrorBadCharClass:
    case RE2::ErrorBadCharRange: return "invalid class or range of characters " + piece;
    case RE2::ErrorMissingBracket: return "missing \"]\"";
    case RE2::ErrorMissingParen: return "missing \")\"";
    case RE2::ErrorUnexpectedParen: return "unexpected \")\"";
    case RE2::ErrorTrailingBackslash: return "nothing behind the last backslash";
    case RE2::ErrorRepeatArgument: return "nothing to repeat before " + piece;
    case RE2::ErrorRepeatSize: return "invalid number of repeats " + piece + ", at most 1000";
    case RE2::ErrorRepeatOp: return "invalid repeat " + piece;
    case RE2::ErrorBadPerlOp: return "invalid group " + piece;
    case RE2::ErrorBadUTF8: return "bytes that are not UTF-8";
    case RE2::ErrorBadNamedCapture: return "invalid name of a group " + piece;
    case RE2::ErrorPatternTooLarge: return "more states than RE2 allows";
    case RE2::NoError:
    case RE2::ErrorInternal: break;
  }
  return regex.error();
}

std::string_view MissingIn(const RE2& regex) {
  const RE2::ErrorCode code = regex.error_code();
  if (code == RE2::ErrorBadPerlOp) return MissingGroup(regex.pattern(), regex.error_arg());
  if (code == RE2::ErrorBadEscape) return MissingEscape(regex.error_arg());
  if (code == RE2::ErrorRepeatOp) return MissingRepeat(regex.error_arg());
  return "";
}

RE2::Options Silent() {
  RE2::Options options;
  options.set_log_errors(false);
  return options;
}

re2::StringPiece PieceOf(std::string_view text) {
  return {text.data(), text.size()};
}

}  // namespace

CompiledRegex::CompiledRegex(const std::string& text) {
  if (text.size() <= kMaxRegex) regex_.emplace(text, Silent());
}

std::optional<std::string> CompiledRegex::Problem() const {
  if (!regex_) {
    return fmt::format("invalid regular expression: longer than {} bytes", kMaxRegex);
  }
  if (regex_->ok()) return std::nullopt;
  std::string problem = fmt::format("invalid regular expression: {} in {}", Wrong(*regex_),
                                    Quoted(regex_->pattern()));
  const std::string_view missing = MissingIn(*regex_);
  if (!missing.empty()) problem.append("; ").append(missing);
  return problem;
}

bool CompiledRegex::Search(std::string_view text) const {
  return regex_ && regex_->ok() && RE2::PartialMatch(PieceOf(text), *regex_);
}

bool CompiledRegex::MatchWhole(std::string_view text) const {
  return regex_ && regex_->ok() && RE2::FullMatch(PieceOf(text), *regex_);
}

}  // namespace fakestream
