// SPDX-License-Identifier: Apache-2.0
#include "report/clean_text.h"

#include "fakestream/base/text.h"

namespace fakestream::internal {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD
constexpr std::size_t kReadable = 600;                     // code points

// Returns the bytes of the code point that well-formed text starts with.
std::size_t LengthOfFirst(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text.front());
  if (lead < 0x80) return 1;
  if (lead < 0xE0) return 2;
  return lead < 0xF0 ? 3 : 4;
}

// C0, DEL and C1 (a terminal takes those as escape sequences, too), and the two code points that
// XML has no place for.
bool IsUnprintable(std::string_view code_point) {
  const auto lead = static_cast<unsigned char>(code_point.front());
  if (code_point.size() == 1) return lead < 0x20 || lead == 0x7F;
  if (code_point.size() == 2) {
    return lead == 0xC2 && static_cast<unsigned char>(code_point[1]) < 0xA0;
  }
  return code_point == "\xEF\xBF\xBE" || code_point == "\xEF\xBF\xBF";
}

// `blank` gives what stands for a line end or a tab.
template <class Blank>
std::string Clean(std::string_view text, const Blank& blank) {
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

}  // namespace

std::string OneLine(std::string_view text) {
  return Clean(text, [](std::string_view blank) -> std::string_view {
    if (blank == "\n") return "\\n";
    return blank == "\r" ? "\\r" : "\\t";
  });
}

std::string XmlText(std::string_view text) {
  return Clean(text, [](std::string_view blank) { return blank; });
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

}  // namespace fakestream::internal
