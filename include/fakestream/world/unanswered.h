// SPDX-License-Identifier: Apache-2.0
#pragma once

// What code under test asked for and nothing answered: an operation that is not simulated and that
// no rule speaks for, a service that the endpoint is not, a host that it does not stand for. Each
// fails the run, unless WorldOptions::allowed_unanswered names it.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fakestream/service/enum_names.h"

namespace fakestream {

enum class UnansweredKind : std::uint8_t { kOperation, kService, kHost };
template <>
inline constexpr std::array kEnumNames<UnansweredKind> =
    std::to_array<std::string_view>({"operation", "service", "host"});

struct UnansweredCalls {
  // An operation ("DescribeSessions"), a service's signing name ("s3") or a host ("pypi.org").
  std::string name{};
  std::uint64_t calls = 0;
  bool is_allowed = false;

  friend bool operator==(const UnansweredCalls&, const UnansweredCalls&) = default;
};

// Returns what the name is of by its form: a host has a dot or is localhost, a service is in lower
// case, an operation begins with a capital letter. Nothing for any other text.
std::optional<UnansweredKind> UnansweredKindOf(std::string_view name);

// Returns what is wrong with a name that is to be allowed, empty when nothing is: it has the form
// of none, or AppStream has no such operation.
std::string ProblemOfUnanswered(std::string_view name);

// Returns `nothing answered DescribeSessions (3 calls)`.
std::string ToText(const UnansweredCalls& calls);

// How the one who reads a message wrote the script.
enum class ScriptStyle : std::uint8_t { kJson, kCpp };

// Returns what to write so that the calls no longer fail the run, a line each: a rule that answers
// them, where there can be one, and what allows them.
std::vector<std::string> RemediesFor(const UnansweredCalls& calls, ScriptStyle style);

}  // namespace fakestream
