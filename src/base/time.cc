// SPDX-License-Identifier: Apache-2.0
#include "fakestream/base/time.h"

#include <array>
#include <cstddef>

#include <fmt/format.h>
#include "base/letters.h"

namespace fakestream {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

struct Unit {
  std::string_view name;
  std::int64_t microseconds;
};

constexpr std::array kUnits = {
    Unit{"d", 86'400'000'000}, Unit{"h", 3'600'000'000}, Unit{"m", 60'000'000},
    Unit{"s", 1'000'000},      Unit{"ms", 1'000},        Unit{"us", 1},
};

// Returns ".55" for 550,000 millionths and "" for none.
std::string Decimals(std::uint64_t millionths) {
  if (millionths == 0) return "";
  std::string digits = fmt::format(".{:06}", millionths);
  digits.erase(digits.find_last_not_of('0') + 1);
  return digits;
}

// Takes leading digits off the text. Nothing when there is none or more than `most`.
std::optional<std::int64_t> TakeDigits(std::string_view& text, std::size_t most) {
  std::int64_t number = 0;
  std::size_t length = 0;
  while (length < text.size() && internal::IsDigit(text[length])) {
    if (++length > most) return std::nullopt;
    number = number * 10 + (text[length - 1] - '0');
  }
  if (length == 0) return std::nullopt;
  text.remove_prefix(length);
  return number;
}

// Takes an optional decimal fraction of at most six digits off the text, as millionths.
std::optional<std::int64_t> TakeMillionths(std::string_view& text) {
  if (text.empty() || text.front() != '.') return 0;
  text.remove_prefix(1);
  const std::size_t before = text.size();
  std::optional<std::int64_t> number = TakeDigits(text, 6);
  if (!number) return std::nullopt;
  for (std::size_t digits = before - text.size(); digits < 6; ++digits) *number *= 10;
  return number;
}

std::size_t UnitLength(std::string_view text) {
  std::size_t length = 0;
  while (length < text.size() && text[length] >= 'a' && text[length] <= 'z') ++length;
  return length;
}

bool Take(std::string_view& text, char expected) {
  if (text.empty() || text.front() != expected) return false;
  text.remove_prefix(1);
  return true;
}

// Takes exactly two digits off the text.
std::optional<int> TakeTwo(std::string_view& text) {
  if (text.size() < 2 || !internal::IsDigit(text[0]) || !internal::IsDigit(text[1]))
    return std::nullopt;
  const int number = (text[0] - '0') * 10 + (text[1] - '0');
  text.remove_prefix(2);
  return number;
}

// Takes "Z" or "+05:45" off the text: what must be subtracted to reach UTC.
std::optional<minutes> TakeOffset(std::string_view& text) {
  if (Take(text, 'Z')) return minutes{0};
  const bool is_west = !text.empty() && text.front() == '-';
  if (!is_west && !Take(text, '+')) return std::nullopt;
  if (is_west) text.remove_prefix(1);
  const std::optional<int> hour = TakeTwo(text);
  if (!hour || *hour > 23 || !Take(text, ':')) return std::nullopt;
  const std::optional<int> minute = TakeTwo(text);
  if (!minute || *minute > 59) return std::nullopt;
  const minutes offset = hours{*hour} + minutes{*minute};
  return is_west ? -offset : offset;
}

std::optional<days> TakeDate(std::string_view& text) {
  const std::optional<int> century = TakeTwo(text);
  const std::optional<int> year = century ? TakeTwo(text) : std::nullopt;
  if (!year || !Take(text, '-')) return std::nullopt;
  const std::optional<int> month = TakeTwo(text);
  if (!month || !Take(text, '-')) return std::nullopt;
  const std::optional<int> day = TakeTwo(text);
  if (!day) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{*century * 100 + *year},
                                         std::chrono::month{static_cast<unsigned>(*month)},
                                         std::chrono::day{static_cast<unsigned>(*day)}};
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days{date}.time_since_epoch();
}

std::optional<Duration> TakeTimeOfDay(std::string_view& text) {
  const std::optional<int> hour = TakeTwo(text);
  if (!hour || *hour > 23 || !Take(text, ':')) return std::nullopt;
  const std::optional<int> minute = TakeTwo(text);
  if (!minute || *minute > 59 || !Take(text, ':')) return std::nullopt;
  const std::optional<int> second = TakeTwo(text);
  if (!second || *second > 59) return std::nullopt;
  const std::optional<std::int64_t> fraction = TakeMillionths(text);
  if (!fraction) return std::nullopt;
  return hours{*hour} + minutes{*minute} + seconds{*second} + Duration{*fraction};
}

}  // namespace

std::string ToText(Duration length) {
  if (length == Duration{}) return "0s";
  std::string text = length < Duration{} ? "-" : "";
  // Unsigned, because the least int64 has no positive counterpart.
  auto rest = static_cast<std::uint64_t>(length.count());
  if (length < Duration{}) rest = 0 - rest;
  if (rest < 1'000) return text + fmt::format("{}us", rest);
  if (rest < 1'000'000 && rest % 1'000 == 0) return text + fmt::format("{}ms", rest / 1'000);
  for (const Unit& unit : kUnits) {
    if (unit.microseconds < 1'000'000) break;
    const auto size = static_cast<std::uint64_t>(unit.microseconds);
    const std::uint64_t count = rest / size;
    rest %= size;
    const bool is_last = unit.name == "s";
    if (count == 0 && !(is_last && rest > 0)) continue;
    text += fmt::format("{}{}{}", count, is_last ? Decimals(rest) : "", unit.name);
  }
  return text;
}

std::optional<Duration> ParseDuration(std::string_view text) {
  if (text.empty()) return std::nullopt;
  std::int64_t total = 0;
  std::size_t next_unit = 0;
  while (!text.empty()) {
    const std::optional<std::int64_t> whole = TakeDigits(text, 17);  // kMaxDuration has 17
    const std::optional<std::int64_t> millionths = whole ? TakeMillionths(text) : std::nullopt;
    if (!millionths) return std::nullopt;
    const std::string_view name = text.substr(0, UnitLength(text));
    while (next_unit < kUnits.size() && kUnits.at(next_unit).name != name) ++next_unit;
    if (next_unit == kUnits.size()) return std::nullopt;
    text.remove_prefix(name.size());
    const std::int64_t size = kUnits.at(next_unit++).microseconds;
    if (*whole > kMaxDuration.count() / size) return std::nullopt;
    // A fraction finer than a microsecond has no meaning here and is refused, not rounded.
    if (*millionths * size % 1'000'000 != 0) return std::nullopt;
    total += *whole * size + *millionths * (size / 1'000'000) +
             *millionths * (size % 1'000'000) / 1'000'000;
    if (total > kMaxDuration.count()) return std::nullopt;
  }
  return Duration{total};
}

std::string ToText(Instant at) {
  const auto day = std::chrono::floor<days>(at.since_epoch);
  const std::chrono::year_month_day date{std::chrono::sys_days{day}};
  const Duration rest = at.since_epoch - day;
  const auto whole = std::chrono::floor<seconds>(rest);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                     whole.count() / 3600, whole.count() / 60 % 60, whole.count() % 60,
                     Decimals(static_cast<std::uint64_t>((rest - whole).count())));
}

std::optional<Instant> ParseInstant(std::string_view text) {
  const std::optional<days> date = TakeDate(text);
  if (!date || !Take(text, 'T')) return std::nullopt;
  const std::optional<Duration> time = TakeTimeOfDay(text);
  const std::optional<minutes> offset = time ? TakeOffset(text) : std::nullopt;
  if (!offset || !text.empty()) return std::nullopt;
  const Instant at{Duration{*date} + *time - *offset};
  if (at < Instant{} || at > kLatestInstant) return std::nullopt;
  return at;
}

}  // namespace fakestream
