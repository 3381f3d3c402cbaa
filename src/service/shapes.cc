// SPDX-License-Identifier: Apache-2.0
#include "fakestream/service/shapes.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "base/regex.h"

namespace fakestream {
namespace {

// One bit per set that a byte belongs to: a table decides a name in a few nanoseconds.
enum ByteClass : std::uint8_t {
  kAlphanumeric = 1,
  kInName = 2,     // [a-zA-Z0-9_.-]
  kInArnPart = 4,  // [A-Za-z0-9_/.-]
  kInArnTail = 8,  // [A-Za-z0-9:_/+=,@.\\-]
  kInTag = 16,     // [\p{L}\p{Z}\p{N}_.:/=+\-@], of ASCII
};

constexpr bool Contains(std::string_view set, int byte) {
  return set.find(static_cast<char>(byte)) != std::string_view::npos;
}

constexpr std::array<std::uint8_t, 256> MakeTable() {
  std::array<std::uint8_t, 256> table{};
  for (int byte = 0; byte < 256; ++byte) {
    const bool is_alphanumeric = (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
                                 (byte >= 'a' && byte <= 'z');
    unsigned classes =
        is_alphanumeric ? kAlphanumeric | kInName | kInArnPart | kInArnTail | kInTag : 0U;
    if (Contains("_.-", byte)) classes |= kInName;
    if (Contains("_/.-", byte)) classes |= kInArnPart;
    if (Contains(":_/+=,@.\\-", byte)) classes |= kInArnTail;
    if (Contains(" _.:/=+-@", byte)) classes |= kInTag;
    table[static_cast<std::size_t>(byte)] = static_cast<std::uint8_t>(classes);
  }
  return table;
}

constexpr std::array<std::uint8_t, 256> kTable = MakeTable();

bool Is(ByteClass wanted, char byte) {
  return (kTable[static_cast<unsigned char>(byte)] & wanted) != 0;
}

bool AllAre(ByteClass wanted, std::string_view text) {
  // Four bytes at a time, each into a result of its own, so that none waits for another.
  std::array<unsigned, 4> common = {wanted, wanted, wanted, wanted};
  const auto classes = [&](std::size_t i) {
    return unsigned{kTable[static_cast<unsigned char>(text[i])]};
  };
  std::size_t i = 0;
  for (; i + 4 <= text.size(); i += 4) {
    common[0] &= classes(i);
    common[1] &= classes(i + 1);
    common[2] &= classes(i + 2);
    common[3] &= classes(i + 3);
  }
  for (; i < text.size(); ++i) common[0] &= classes(i);
  return (common[0] & common[1] & common[2] & common[3]) != 0;
}

// Takes everything before the next colon off the text, and the colon.
std::string_view TakePart(std::string_view& text) {
  const std::size_t colon = text.find(':');
  const std::string_view part = text.substr(0, colon);
  text.remove_prefix(colon == std::string_view::npos ? text.size() : colon + 1);
  return part;
}

}  // namespace

bool IsImageName(std::string_view text) {
  return !text.empty() && text.size() <= 101 && Is(kAlphanumeric, text.front()) &&
         AllAre(kInName, text);
}

bool IsArn(std::string_view text) {
  if (std::count(text.begin(), text.end(), ':') < 5) return false;
  if (TakePart(text) != "arn") return false;
  const std::string_view partition = TakePart(text);
  constexpr std::array kPartitions =
      std::to_array<std::string_view>({"aws", "aws-cn", "aws-iso", "aws-iso-b", "aws-us-gov"});
  if (std::find(kPartitions.begin(), kPartitions.end(), partition) == kPartitions.end()) {
    return false;
  }
  const std::string_view service = TakePart(text);
  const std::string_view region = TakePart(text);
  const std::string_view account = TakePart(text);
  const auto is_part = [](std::string_view part) {
    return part.size() <= 63 && AllAre(kInArnPart, part);
  };
  return !service.empty() && Is(kAlphanumeric, service.front()) && is_part(service) &&
         is_part(region) && is_part(account) && !text.empty() && text.size() <= 1024 &&
         Is(kAlphanumeric, text.front()) && AllAre(kInArnTail, text);
}

bool IsAccountId(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool IsTagKey(std::string_view text) {
  if (text.empty() || text.starts_with("aws:")) return false;
  if (AllAre(kInTag, text)) return true;
  static const CompiledRegex kKey(R"([^\n\r\x{85}\x{2028}\x{2029}][\p{L}\p{Z}\p{N}_.:/=+\-@]*)");
  return kKey.MatchWhole(text);
}

bool IsTagValue(std::string_view text) {
  if (AllAre(kInTag, text)) return true;
  static const CompiledRegex kValue(R"([\p{L}\p{Z}\p{N}_.:/=+\-@]*)");
  return kValue.MatchWhole(text);
}

}  // namespace fakestream
