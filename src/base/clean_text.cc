// SPDX-License-Identifier: Apache-2.0
#include "base/clean_text.h"

#include <algorithm>

#include <fmt/format.h>
#include "base/letters.h"

#include "fakestream/base/text.h"

namespace fakestream {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD
constexpr std::size_t kReadable = 600;                     // code points

// What GitHub's runner takes for a command: the first anywhere in a line, the second where a line
// begins, behind blanks (actions/runner, ActionCommand.cs).
constexpr std::string_view kAnywhere = "##[";
constexpr std::string_view kAtStart = "::";

// Returns the bytes of the code point that well-formed text starts with.
std::size_t LengthOfFirst(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text.front());
  if (lead < 0x80) return 1;
  if (lead < 0xE0) return 2;
  return lead < 0xF0 ? 3 : 4;
}

// Is it one that a terminal takes for an escape sequence, too?
bool IsC1(std::string_view code_point) {
  return code_point.size() == 2 && code_point.front() == '\xC2' &&
         static_cast<unsigned char>(code_point[1]) < 0xA0;
}

// Control characters, and the two code points that XML has no place for.
bool IsUnprintable(std::string_view code_point) {
  const auto lead = static_cast<unsigned char>(code_point.front());
  if (code_point.size() == 1) return lead < 0x20 || lead == 0x7F;
  return IsC1(code_point) || code_point == "\xEF\xBF\xBE" || code_point == "\xEF\xBF\xBF";
}

// Most texts are: there is nothing to clean.
bool IsPrintableAscii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char letter) { return letter >= ' ' && letter < '\x7F'; });
}

// `blank` gives what stands for a line end or a tab.
template <class Blank>
std::string Clean(std::string_view text, const Blank& blank) {
  if (IsPrintableAscii(text)) return std::string(text);
  const std::string valid = ValidUtf8(text);
  std::string clean;
  clean.reserve(valid.size());
  for (std::string_view rest = valid; !rest.empty();) {
    const std::string_view code_point = rest.substr(0, LengthOfFirst(rest));
    rest.remove_prefix(code_point.size());
    if (code_point == "\n" || code_point == "\r" || code_point == "\t") {
      clean += blank(code_point);
    } else {
      clean += IsUnprintable(code_point) ? kReplacement : code_point;
    }
  }
  return clean;
}

// The runner trims by .NET's idea of blanks, which have more than ASCII's.
std::size_t StartOfText(std::string_view line) {
  std::size_t start = 0;
  while (start < line.size()) {
    const std::string_view rest = line.substr(start);
    const std::string_view code_point = rest.substr(0, LengthOfFirst(rest));
    const bool is_blank =
        code_point == " " || code_point == "\t" || code_point == "\u00A0" ||
        code_point == "\u1680" || (code_point >= "\u2000" && code_point <= "\u200A") ||
        code_point == "\u2028" || code_point == "\u2029" || code_point == "\u202F" ||
        code_point == "\u205F" || code_point == "\u3000";
    if (!is_blank) break;
    start += code_point.size();
  }
  return start;
}

// Does one of those begin like this that PrintableJson replaces?
bool MayNeedEscape(char letter) {
  return letter == '#' || letter == '\x7F' || letter == '\xC2';
}

void ReplaceAll(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos;
       at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

}  // namespace

std::string OneLine(std::string_view text) {
  std::string line = Clean(text, [](std::string_view blank) -> std::string_view {
    if (blank == "\n") return "\\n";
    return blank == "\r" ? "\\r" : "\\t";
  });
  ReplaceAll(line, kAnywhere, "##\\u005b");
  const std::size_t start = StartOfText(line);
  if (std::string_view(line).substr(start).starts_with(kAtStart)) {
    line.replace(start, 1, "\\u003a");
  }
  return line;
}

std::string PrintableLines(std::string_view text) {
  std::string lines;
  lines.reserve(text.size());
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    lines += OneLine(text.substr(0, end));
    if (end == std::string_view::npos) break;
    lines += '\n';
    text.remove_prefix(end + 1);
  }
  return lines;
}

std::string XmlText(std::string_view text) {
  return Clean(text, [](std::string_view blank) { return blank; });
}

std::string PrintableMarkup(std::string_view markup) {
  std::string printable;
  printable.reserve(markup.size());
  while (!markup.empty()) {
    const std::size_t end = std::min(markup.find('\n'), markup.size() - 1) + 1;
    std::string_view line = markup.substr(0, end);
    markup.remove_prefix(end);
    const std::size_t start = StartOfText(line);
    printable += line.substr(0, start);
    line.remove_prefix(start);
    if (line.starts_with(kAtStart)) {
      printable += "&#58;";
      line.remove_prefix(1);
    }
    printable += line;
  }
  ReplaceAll(printable, kAnywhere, "##&#91;");
  return printable;
}

std::string PrintableJson(std::string_view json) {
  std::string printable;
  printable.reserve(json.size());
  while (!json.empty()) {
    // Most of it has nothing of the kind.
    std::size_t plain = 0;
    while (plain < json.size() && !MayNeedEscape(json[plain])) ++plain;
    printable += json.substr(0, plain);
    json.remove_prefix(plain);
    if (json.empty()) break;
    std::size_t length = 1;
    if (json.starts_with(kAnywhere)) {
      printable += "##\\u005b";
      length = kAnywhere.size();
    } else if (json.front() == '\x7F') {
      printable += "\\u007f";
    } else if (IsC1(json.substr(0, 2))) {
      printable += fmt::format("\\u{:04x}", static_cast<unsigned char>(json[1]));
      length = 2;
    } else {
      printable += json.front();
    }
    json.remove_prefix(length);
  }
  return printable;
}

std::string MemberName(std::string_view name) {
  const bool is_word = !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return internal::IsLetter(c) || internal::IsDigit(c) || c == '_';
  });
  return is_word ? std::string(name) : Quoted(name);
}

std::string Shortened(std::string text, std::size_t length) {
  if (text.size() <= length) return text;
  std::size_t kept = 0;
  for (std::size_t count = 0; count < length && kept < text.size(); ++count) {
    kept += LengthOfFirst(std::string_view(text).substr(kept));
  }
  if (kept >= text.size()) return text;
  const std::size_t left_out = CodePoints(std::string_view(text).substr(kept));
  text.resize(kept);
  return text + "… (" + std::to_string(left_out) + " more characters)";
}

std::string Readable(std::string_view text) {
  return Shortened(OneLine(text), kReadable);
}

}  // namespace fakestream
