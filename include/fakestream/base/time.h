// SPDX-License-Identifier: Apache-2.0
#pragma once

// Time as fakestream knows it: virtual, in whole microseconds, never read from the machine.
//
//   Duration pause = 90s;
//   ToText(pause);                                // "1m30s"
//   ParseDuration("20m").value();                 // 1,200 seconds
//   ToText(ParseInstant("2026-01-01T00:00:00Z").value() + pause);   // "2026-01-01T00:01:30Z"

#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "fakestream/base/language.h"

namespace fakestream {

// A length of virtual time. Every std::chrono literal from hours to microseconds converts to it.
using Duration = std::chrono::duration<std::int64_t, std::micro>;

// A point in virtual time, counted from 1970-01-01T00:00:00Z. A type of its own, so that an instant
// of the machine's clock cannot be passed where virtual time is meant.
struct Instant {
  Duration since_epoch{};

  friend constexpr bool operator==(const Instant&, const Instant&) = default;

  // Spelt out, since libc++ 14 does not order lengths of time in this way.
  friend constexpr std::strong_ordering operator<=>(const Instant& a, const Instant& b) {
    return a.since_epoch.count() <=> b.since_epoch.count();
  }

  friend constexpr Instant operator+(Instant at, Duration length) {
    return {at.since_epoch + length};
  }

  friend constexpr Instant operator-(Instant at, Duration length) {
    return {at.since_epoch - length};
  }

  friend constexpr Duration operator-(Instant end, Instant start) {
    return end.since_epoch - start.since_epoch;
  }
};

// The latest instant and the longest duration that text may name: the last microsecond of the year
// 9999 and 1,000 years of 365.25 days.
// Sums of two of them cannot overflow.
inline constexpr Instant kLatestInstant{Duration{253'402'300'799'999'999}};
inline constexpr Duration kMaxDuration = std::chrono::hours{24 * 365'250};

// Returns the text in the largest units that fit: "0s", "250ms", "25.55s", "1h30m", "2d". For every
// length from 0 to kMaxDuration, ParseDuration reads it back.
std::string ToText(Duration length);

// Reads numbers with the units d h m s ms us, largest first: "90s", "1h30m", "25.55s", "250ms".
// Returns nothing when the text is anything else, is negative or exceeds kMaxDuration.
std::optional<Duration> ParseDuration(std::string_view text);

// Returns ISO 8601 in UTC, with as many decimals as needed: "2026-01-01T00:00:00Z".
std::string ToText(Instant at);

// Reads what ToText writes; also an offset ("+05:45") instead of Z, as the AWS CLI prints it.
// Returns nothing when the text is anything else or lies outside 1970 to 9999.
std::optional<Instant> ParseInstant(std::string_view text);

}  // namespace fakestream
