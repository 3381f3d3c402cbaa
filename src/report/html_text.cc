// SPDX-License-Identifier: Apache-2.0
#include "report/html_text.h"

#include "base/clean_text.h"

namespace fakestream::internal {
namespace {

constexpr std::size_t kMaxBlock = 50'000;  // code points

std::string MarkupEscaped(std::string_view text) {
  std::string escaped;
  escaped.reserve(text.size() + text.size() / 8);
  for (const char letter : text) {
    switch (letter) {
      case '&': escaped += "&amp;"; break;
      case '<': escaped += "&lt;"; break;
      case '>': escaped += "&gt;"; break;
      case '"': escaped += "&quot;"; break;
      case '\'': escaped += "&#39;"; break;
      case '\t': escaped += "&#9;"; break;
      case '\r': escaped += "&#13;"; break;
      default: escaped += letter;  // Of a char, not of an enum.
    }
  }
  return escaped;
}

}  // namespace

std::string HtmlLine(std::string_view text, std::size_t length) {
  return MarkupEscaped(Shortened(OneLine(text), length));
}

std::string HtmlBlock(std::string_view text) {
  return PrintableMarkup(MarkupEscaped(Shortened(XmlText(text), kMaxBlock)));
}

}  // namespace fakestream::internal
