// SPDX-License-Identifier: Apache-2.0
#include "fakestream/wire/message.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace fakestream {
namespace {

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool IsSameName(std::string_view one, std::string_view other) {
  return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                    [](char a, char b) { return Lower(a) == Lower(b); });
}

}  // namespace

const std::string* FindHeader(const HttpHeaders& headers, std::string_view name) {
  const auto found = std::find_if(headers.begin(), headers.end(), [&](const HttpHeader& header) {
    return IsSameName(header.name, name);
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
  return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT",
                     kDays.at(std::chrono::weekday(day).c_encoding()),
                     static_cast<unsigned>(date.day()),
                     kMonths.at(static_cast<unsigned>(date.month()) - 1),
                     static_cast<int>(date.year()), time.hours().count(), time.minutes().count(),
                     time.seconds().count());
}

std::size_t CutLength(const HttpReply& reply) { return reply.body.size() / 2; }

}  // namespace fakestream
