// SPDX-License-Identifier: Apache-2.0
#include "fakestream/wire/message.h"

#include <algorithm>
#include <array>

#include "base/letters.h"

namespace fakestream {

bool IsSameWord(std::string_view one, std::string_view other) {
  return one.size() == other.size() &&
         std::equal(one.begin(), one.end(), other.begin(),
                    [](char a, char b) { return internal::Lower(a) == internal::Lower(b); });
}

const std::string* FindHeader(const HttpHeaders& headers, std::string_view name) {
  const auto found = std::find_if(headers.begin(), headers.end(), [&](const HttpHeader& header) {
    return IsSameWord(header.name, name);
  });
  return found == headers.end() ? nullptr : &found->value;
}

std::string HttpDate(Instant at) {
  using std::chrono::days;
  constexpr std::array<std::string_view, 7> kDays = {"Sun", "Mon", "Tue", "Wed",
                                                     "Thu", "Fri", "Sat"};
  constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto seconds = std::chrono::floor<std::chrono::seconds>(at.since_epoch);
  const std::chrono::sys_days day(std::chrono::floor<days>(seconds));
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(seconds - day.time_since_epoch());
  // By hand: every reply has one.
  std::string text = "Sun, 00 Jan 0000 00:00:00 GMT";
  const auto write = [&](std::size_t place, std::size_t digits, long number) {
    for (; digits > 0; --digits, number /= 10) {
      text[place + digits - 1] = static_cast<char>('0' + number % 10);
    }
  };
  text.replace(0, 3, kDays.at(std::chrono::weekday(day).c_encoding()));
  write(5, 2, static_cast<unsigned>(date.day()));
  text.replace(8, 3, kMonths.at(static_cast<unsigned>(date.month()) - 1));
  write(12, 4, static_cast<int>(date.year()));
  write(17, 2, time.hours().count());
  write(20, 2, time.minutes().count());
  write(23, 2, time.seconds().count());
  return text;
}

std::size_t CutLength(const HttpReply& reply) {
  return reply.body.size() / 2;
}

}  // namespace fakestream
