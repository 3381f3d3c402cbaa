// SPDX-License-Identifier: Apache-2.0
#include "service/validation.h"

#include <fmt/format.h>

#include "fakestream/base/text.h"

namespace fakestream {
namespace internal {
namespace {

// AWS prints a path with its first letter in lower case.
std::string PathOf(std::string_view name) {
  std::string path(name);
  if (path.front() >= 'A' && path.front() <= 'Z')
    path.front() = static_cast<char>(path.front() + 32);
  return path;
}

void Report(const std::string& value, std::string_view name, const std::string& constraint,
            Violations& violations) {
  violations.push_back(fmt::format("Value {} at '{}' failed to satisfy constraint: {}", value,
                                   PathOf(name), constraint));
}

std::string PatternText(const Pattern& pattern) {
  return fmt::format("Member must satisfy regular expression pattern: {}", pattern.regex);
}

std::string MaxLengthText(const Shape& shape) {
  return fmt::format("Member must have length less than or equal to {}", shape.max);
}

std::string MinLengthText(const Shape& shape) {
  return fmt::format("Member must have length greater than or equal to {}", shape.min);
}

// Counts code points only where bytes leave the question open: one has 1 to 4 of them.
bool IsOver(const Shape& shape, const std::string& text) {
  const auto bytes = static_cast<std::int64_t>(text.size());
  return shape.max != Shape::kNoLimit && bytes > shape.max &&
         static_cast<std::int64_t>(CodePoints(text)) > shape.max;
}

bool IsUnder(const Shape& shape, const std::string& text) {
  const auto bytes = static_cast<std::int64_t>(text.size());
  return shape.min != Shape::kNoLimit && bytes < 4 * shape.min &&
         static_cast<std::int64_t>(CodePoints(text)) < shape.min;
}

bool IsOver(const Shape& shape, std::int64_t size) {
  return shape.max != Shape::kNoLimit && size > shape.max;
}

bool IsUnder(const Shape& shape, std::int64_t size) {
  return shape.min != Shape::kNoLimit && size < shape.min;
}

bool Satisfies(const Shape& shape, const std::string& text) {
  return (shape.pattern == nullptr || shape.pattern->matches(text)) && !IsOver(shape, text) &&
         !IsUnder(shape, text);
}

// Of an element AWS names all that its shape demands, whichever of it is broken.
std::string DemandsOf(const Shape& shape) {
  std::vector<std::string> demands;
  if (shape.max != Shape::kNoLimit) demands.push_back(MaxLengthText(shape));
  if (shape.min != Shape::kNoLimit) demands.push_back(MinLengthText(shape));
  if (shape.pattern != nullptr) demands.push_back(PatternText(*shape.pattern));
  return "[" + Join(demands, ", ") + "]";
}

// `text_of_value()` is asked only for what is wrong: most requests are right.
template <class Function>
void CheckSize(std::size_t size, const Shape& shape, const Function& text_of_value,
               std::string_view name, Violations& violations) {
  const auto length = static_cast<std::int64_t>(size);
  if (IsOver(shape, length)) Report(text_of_value(), name, MaxLengthText(shape), violations);
  if (IsUnder(shape, length)) Report(text_of_value(), name, MinLengthText(shape), violations);
}

}  // namespace

void ReportNull(std::string_view name, Violations& violations) {
  Report("null", name, "Member must not be null", violations);
}

void CheckText(const std::string& text, const Shape& shape, std::string_view name,
               Violations& violations) {
  if (shape.pattern != nullptr && !shape.pattern->matches(text)) {
    Report("'" + text + "'", name, PatternText(*shape.pattern), violations);
  }
  if (IsOver(shape, text)) Report("'" + text + "'", name, MaxLengthText(shape), violations);
  if (IsUnder(shape, text)) Report("'" + text + "'", name, MinLengthText(shape), violations);
}

void CheckNumber(std::int64_t number, const Shape& shape, std::string_view name,
                 Violations& violations) {
  if (IsOver(shape, number)) {
    Report(fmt::format("'{}'", number), name,
           fmt::format("Member must have value less than or equal to {}", shape.max), violations);
  }
  if (IsUnder(shape, number)) {
    Report(fmt::format("'{}'", number), name,
           fmt::format("Member must have value greater than or equal to {}", shape.min),
           violations);
  }
}

void CheckList(const std::vector<std::string>& items, const Constraint& constraint,
               std::string_view name, Violations& violations) {
  const auto text_of_value = [&] { return "'[" + Join(items, ", ") + "]'"; };
  for (const std::string& item : items) {
    if (Satisfies(constraint.items, item)) continue;
    Report(text_of_value(), name, "Member must satisfy constraint: " + DemandsOf(constraint.items),
           violations);
    break;
  }
  CheckSize(items.size(), constraint.shape, text_of_value, name, violations);
}

void CheckTags(const Tags& tags, const Constraint& constraint, std::string_view name,
               Violations& violations) {
  const auto text_of_value = [&] {
    std::vector<std::string> entries;
    for (const auto& [key, content] : tags) entries.push_back(fmt::format("{}={}", key, content));
    return "'{" + Join(entries, ", ") + "}'";
  };
  bool has_bad_key = false;
  bool has_bad_value = false;
  for (const auto& [key, content] : tags) {
    has_bad_key = has_bad_key || !Satisfies(constraint.keys, key);
    has_bad_value = has_bad_value || !Satisfies(constraint.items, content);
  }
  if (has_bad_key) {
    Report(text_of_value(), name, "Map keys must satisfy constraint: " + DemandsOf(constraint.keys),
           violations);
  }
  if (has_bad_value) {
    Report(text_of_value(), name,
           "Map value must satisfy constraint: " + DemandsOf(constraint.items), violations);
  }
  CheckSize(tags.size(), constraint.shape, text_of_value, name, violations);
}

void CheckName(std::string_view text, const std::vector<std::string_view>& enumerators,
               std::string_view name, Violations& violations) {
  const std::vector<std::string> names(enumerators.begin(), enumerators.end());
  Report("'" + std::string(text) + "'", name,
         "Member must satisfy enum value set: [" + Join(names, ", ") + "]", violations);
}

}  // namespace internal

ServiceError ValidationError(const Violations& violations) {
  return MakeError(ErrorCode::kValidation,
                   fmt::format("{} validation error{} detected: {}", violations.size(),
                               violations.size() == 1 ? "" : "s", Join(violations, "; ")));
}

}  // namespace fakestream
