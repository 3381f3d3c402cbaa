// SPDX-License-Identifier: Apache-2.0
#include "json/syntax.h"

#include <algorithm>
#include <limits>
#include <utility>

#include <fmt/format.h>
#include "base/letters.h"

#include "fakestream/base/text.h"

namespace fakestream::internal {
namespace {

bool IsHexDigit(char c) {
  return IsDigit(c) || (Lower(c) >= 'a' && Lower(c) <= 'f');
}

// What people write who do not know JSON by heart.
std::string HintFor(std::string_view rest) {
  if (rest.empty()) return "the file may have been cut off";
  if (rest.starts_with("//") || rest.starts_with("/*") || rest.front() == '#') {
    return "JSON has no comments; use a \"note\" key";
  }
  if (rest.front() == '\'') return "use double quotes";
  for (const std::string_view word : {"True", "False", "None", "TRUE", "FALSE", "NULL"}) {
    if (rest.starts_with(word)) return "write true, false or null";
  }
  return IsLetter(rest.front()) ? "text stands in double quotes" : "";
}

// Walks from the end of the last good token to what is wrong.
class Explainer {
 public:
  Explainer(std::string_view text, std::size_t place) : text_(text), at_(place) {}

  SyntaxProblem Explain(ReadLast last, bool is_object) {
    const bool is_after_zero = at_ > 0 && text_[at_ - 1] == '0' && IsDigit(Here());
    if (last != ReadLast::kNothing && is_after_zero) {
      const bool is_negative = at_ > 1 && text_[at_ - 2] == '-';
      return Problem(at_ - (is_negative ? 2 : 1), "a number starts with 0");
    }
    SkipBlanks();
    switch (last) {
      case ReadLast::kNothing: return ExplainValue();
      case ReadLast::kOpening: return is_object ? ExplainKey() : ExplainValue();
      case ReadLast::kKey:
        if (Here() != ':') return Expecting("\":\" after the key");
        Step();
        return ExplainValue();
      case ReadLast::kValue: return ExplainNext(is_object);
      case ReadLast::kDocument: break;
    }
    return Expecting("the end of the file", "a file holds one object");
  }

 private:
  char Here() const { return at_ < text_.size() ? text_[at_] : '\0'; }

  bool IsEnd() const { return at_ >= text_.size(); }

  void SkipBlanks() {
    while (!IsEnd() && IsBlank(Here())) ++at_;
  }

  // Past a comma or colon.
  void Step() {
    ++at_;
    SkipBlanks();
  }

  static SyntaxProblem Problem(std::size_t place, std::string what, std::string hint = {}) {
    return {place, std::move(what), std::move(hint)};
  }

  SyntaxProblem Expecting(std::string_view expected, std::string_view hint = {}) const {
    return Problem(at_, fmt::format("expected {} but found {}", expected, FoundAt(text_, at_)),
                   hint.empty() ? HintFor(text_.substr(at_)) : std::string(hint));
  }

  SyntaxProblem ExplainNext(bool is_object) {
    const char closing = is_object ? '}' : ']';
    if (Here() != ',') {
      const bool is_text = Here() == '"';
      return Expecting(is_object ? R"("," or "}")" : R"("," or "]")",
                       is_text ? "a comma or a quote is missing before it" : "");
    }
    const std::size_t comma = at_;
    Step();
    if (Here() == closing) {
      return Problem(comma, fmt::format("nothing follows this comma but \"{}\"", closing),
                     "remove the comma");
    }
    return is_object ? ExplainKey() : ExplainValue();
  }

  SyntaxProblem ExplainKey() {
    return Here() == '"' ? ExplainText() : Expecting("a key in double quotes");
  }

  SyntaxProblem ExplainValue() {
    if (Here() == '"') return ExplainText();
    return Here() == '-' || IsDigit(Here()) ? ExplainNumber() : Expecting("a value");
  }

  bool SkipDigits() {
    const std::size_t begin = at_;
    while (IsDigit(Here())) ++at_;
    return at_ != begin;
  }

  bool SkipOneOf(std::string_view letters) {
    if (IsEnd() || letters.find(Here()) == std::string_view::npos) return false;
    ++at_;
    return true;
  }

  SyntaxProblem ExplainNumber() {
    constexpr std::string_view kDigit = "a digit";
    const std::size_t begin = at_;
    SkipOneOf("-");
    if (!SkipDigits()) return Expecting(kDigit);
    if (SkipOneOf(".") && !SkipDigits()) return Expecting(kDigit);
    if (SkipOneOf("eE")) {
      SkipOneOf("+-");
      if (!SkipDigits()) return Expecting(kDigit);
    }
    return Problem(begin, "the number is out of range");
  }

  SyntaxProblem ExplainText() {
    const std::size_t begin = at_++;
    while (!IsEnd() && Here() != '"') {
      if (Here() == '\\') {
        if (auto problem = ExplainEscape()) return std::move(*problem);
        continue;
      }
      if (static_cast<unsigned char>(Here()) < 0x20) {
        const bool is_line_end = Here() == '\n' || Here() == '\r';
        return Problem(at_, fmt::format("the text holds {}", FoundAt(text_, at_)),
                       is_line_end ? R"(close the quotes, or write \n)" : "write it as an escape");
      }
      if (!SkipUtf8()) {
        const auto byte = static_cast<unsigned char>(Here());
        return Problem(at_, fmt::format("byte 0x{:02x} is not UTF-8", byte),
                       "save the file as UTF-8");
      }
    }
    return Problem(begin, "the text that begins here has no closing quote",
                   "the file may have been cut off");
  }

  // Past one code point.
  bool SkipUtf8() {
    const std::size_t longest = std::min<std::size_t>(4, text_.size() - at_);
    for (std::size_t length = 1; length <= longest; ++length) {
      if (!IsValidUtf8(text_.substr(at_, length))) continue;
      at_ += length;
      return true;
    }
    return false;
  }

  // Past one escape, or says what is wrong with it.
  std::optional<SyntaxProblem> ExplainEscape() {
    const std::size_t begin = at_++;
    if (SkipOneOf("\"\\/bfnrt")) return std::nullopt;
    if (Here() != 'u') return Problem(begin, "a backslash starts no escape here", R"(write \\)");
    const std::optional<unsigned> high = SkipUnit();
    if (!high) return NoUnit(begin);
    if (*high < 0xD800 || *high >= 0xE000) return std::nullopt;
    const std::size_t second = at_;
    if (*high < 0xDC00 && text_.substr(at_).starts_with("\\u")) {
      ++at_;
      const std::optional<unsigned> low = SkipUnit();
      if (!low) return NoUnit(second);
      if (*low >= 0xDC00 && *low < 0xE000) return std::nullopt;
    }
    return Problem(begin, "half of a surrogate pair stands alone", "write the character itself");
  }

  static SyntaxProblem NoUnit(std::size_t place) {
    return Problem(place, R"(\u is not followed by four hex digits)");
  }

  // Past "uXXXX".
  std::optional<unsigned> SkipUnit() {
    unsigned unit = 0;
    for (const char digit : text_.substr(at_ + 1, 4)) {
      if (!IsHexDigit(digit)) return std::nullopt;
      const int value = IsDigit(digit) ? digit - '0' : Lower(digit) - 'a' + 10;
      unit = unit * 16 + static_cast<unsigned>(value);
    }
    if (text_.size() - at_ < 5) return std::nullopt;
    at_ += 5;
    return unit;
  }

  std::string_view text_;
  std::size_t at_;
};

}  // namespace

SyntaxProblem ExplainSyntax(std::string_view text, std::size_t place, ReadLast last,
                            bool is_object) {
  return Explainer(text, place).Explain(last, is_object);
}

std::optional<SyntaxProblem> ExplainStart(std::string_view text) {
  const std::size_t start = text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
  if (text.size() > std::numeric_limits<std::uint32_t>::max()) {
    return SyntaxProblem{start, "the text is larger than 4 GiB"};
  }
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
    return SyntaxProblem{start, "the text is UTF-16", "save it as UTF-8"};
  }
  if (start == text.size()) return SyntaxProblem{start, "the file is empty"};
  if (std::all_of(text.begin() + static_cast<std::ptrdiff_t>(start), text.end(), IsBlank)) {
    return SyntaxProblem{start, "the file holds only white space"};
  }
  return std::nullopt;
}

std::string FoundAt(std::string_view text, std::size_t place) {
  if (place >= text.size()) return "the end of the file";
  const auto byte = static_cast<unsigned char>(text[place]);
  if (byte == 0) return "a NUL byte";
  if (byte == '\n' || byte == '\r') return "the end of the line";
  if (byte == '\t') return "a tab";
  if (byte < 0x20 || byte == 0x7F) return fmt::format("control character 0x{:02x}", byte);
  if (byte >= 0x80) return fmt::format("byte 0x{:02x}", byte);
  std::size_t length = 1;
  if (IsLetter(text[place])) {
    while (length < 20 && place + length < text.size() && IsLetter(text[place + length])) ++length;
  }
  return Quoted(text.substr(place, length));
}

}  // namespace fakestream::internal
