// SPDX-License-Identifier: Apache-2.0
// How Reader reads texts: escapes and UTF-8.
#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "fakestream/base/text.h"

#include "json/reader.h"
#include "json/special_bytes.h"

namespace fakestream::internal {
namespace {

void AppendUtf8(std::uint32_t point, std::string& text) {
  const auto put = [&](std::uint32_t byte) { text += static_cast<char>(byte); };
  const auto tail = [](std::uint32_t bits) { return 0x80U | (bits & 0x3FU); };
  if (point < 0x80) {
    put(point);
  } else if (point < 0x800) {
    put(0xC0U | (point >> 6U));
    put(tail(point));
  } else if (point < 0x10000) {
    put(0xE0U | (point >> 12U));
    put(tail(point >> 6U));
    put(tail(point));
  } else {
    put(0xF0U | (point >> 18U));
    put(tail(point >> 12U));
    put(tail(point >> 6U));
    put(tail(point));
  }
}

}  // namespace

bool Reader::ReadText(std::list<std::string>& unescaped, std::string_view& text) {
  const char* const begin = ++at_;
  unsigned char all = 0;
  while (at_ != end_ && !kIsSpecial[static_cast<unsigned char>(*at_)]) {
    all |= static_cast<unsigned char>(*at_++);
  }
  if (all >= 0x80 && !CheckUtf8(begin, at_)) return false;
  if (at_ != end_ && *at_ == '"') {
    text = {begin, static_cast<std::size_t>(at_++ - begin)};
    return true;
  }
  std::string& kept = unescaped.emplace_back(begin, at_);
  if (!ReadEscapedText(begin - 1, kept)) return false;
  text = kept;
  return true;
}

// Reads on where the first escape is, or where the text is broken.
bool Reader::ReadEscapedText(const char* begin, std::string& text) {
  while (at_ != end_ && *at_ != '"') {
    if (*at_ == '\\') {
      if (!ReadEscape(text)) return false;
      continue;
    }
    if (static_cast<unsigned char>(*at_) < 0x20) {
      const bool is_line_end = *at_ == '\n' || *at_ == '\r';
      return Fail(at_, fmt::format("the text holds {}", Found()),
                  is_line_end ? R"(close the quotes, or write \n)" : "write it as an escape");
    }
    const char* const plain = at_;
    while (at_ != end_ && !kIsSpecial[static_cast<unsigned char>(*at_)]) ++at_;
    if (!CheckUtf8(plain, at_)) return false;
    text.append(plain, at_);
  }
  if (at_ == end_) {
    return Fail(begin, "the text that begins here has no closing quote",
                "the file may have been cut off");
  }
  ++at_;
  return true;
}

bool Reader::ReadEscape(std::string& text) {
  const char* const begin = at_++;
  constexpr std::string_view kLetters = "\"\\/bfnrt";
  constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
  const char letter = at_ != end_ ? *at_ : '\0';
  const std::size_t index = letter != '\0' ? kLetters.find(letter) : std::string_view::npos;
  if (index != std::string_view::npos) {
    ++at_;
    text += kMeanings[index];
    return true;
  }
  if (letter != 'u') return Fail(begin, "a backslash starts no escape here", R"(write \\)");
  std::uint32_t point = 0;
  if (!ReadHex(point)) return false;
  if (point >= 0xD800 && point < 0xE000) {
    std::uint32_t low = 0;
    const bool is_pair = point < 0xDC00 && end_ - at_ >= 2 && at_[0] == '\\' && at_[1] == 'u';
    if (is_pair && !(++at_, ReadHex(low))) return false;
    if (low < 0xDC00 || low >= 0xE000) {
      return Fail(begin, "half of a surrogate pair stands alone", "write the character itself");
    }
    point = 0x10000 + ((point - 0xD800) << 10U) + (low - 0xDC00);
  }
  AppendUtf8(point, text);
  return true;
}

// Reads "uXXXX".
bool Reader::ReadHex(std::uint32_t& unit) {
  const char* const begin = at_++;
  const char* const stop = end_ - at_ < 4 ? end_ : at_ + 4;
  const std::from_chars_result result = std::from_chars(at_, stop, unit, 16);
  if (result.ptr - at_ != 4) return Fail(begin - 1, R"(\u is not followed by four hex digits)");
  at_ = result.ptr;
  return true;
}

bool Reader::CheckUtf8(const char* begin, const char* end) {
  const std::string_view text(begin, static_cast<std::size_t>(end - begin));
  if (IsValidUtf8(text)) return true;
  const char* at = begin;
  while (at != end) {
    std::ptrdiff_t length = 1;
    const std::ptrdiff_t longest = std::min<std::ptrdiff_t>(4, end - at);
    while (length <= longest && !IsValidUtf8({at, static_cast<std::size_t>(length)})) ++length;
    if (length > longest) break;
    at += length;
  }
  return Fail(at, fmt::format("byte 0x{:02x} is not UTF-8", static_cast<unsigned char>(*at)),
              "save the file as UTF-8");
}

}  // namespace fakestream::internal
