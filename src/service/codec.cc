// SPDX-License-Identifier: Apache-2.0
#include "fakestream/service/codec.h"

#include <cmath>

#include "fakestream/base/text.h"

namespace fakestream {
namespace internal {

Value Encode(const Tags& tags) {
  ValueMembers members;
  members.reserve(tags.size());
  for (const auto& [key, value] : tags) members.push_back({key, {value}});
  return {std::move(members)};
}

Value ValueOfName(std::string_view name) {
  if (const auto number = ParseNumber(name)) return {static_cast<std::int64_t>(*number)};
  return {name};
}

void Decode(const Value& value, bool& target) {
  target = *value.As<bool>();
}

void Decode(const Value& value, std::int64_t& target) {
  target = *value.As<std::int64_t>();
}

void Decode(const Value& value, std::string& target) {
  target = *value.As<std::string>();
}

void Decode(const Value& value, Instant& target) {
  target = InstantFrom(value).value();
}

void Decode(const Value& value, Duration& target) {
  target = ParseDuration(*value.As<std::string>()).value();
}

void Decode(const Value& value, Tags& target) {
  for (const NamedValue& member : *value.As<ValueMembers>()) {
    const auto [place, is_new] = target.try_emplace(member.name);
    if (is_new && !member.value.is_null()) Decode(member.value, place->second);
  }
}

void AddToHash(StableHash& hash, const Tags& tags) {
  hash.Add(std::uint64_t{tags.size()});
  for (const auto& [key, value] : tags) {
    hash.Add(std::string_view(key));
    hash.Add(std::string_view(value));
  }
}

}  // namespace internal

Value ToValue(const AnyRequest& request) {
  return std::visit([](const auto& typed) { return ToValue(typed); }, request);
}

Value ToValue(const AnyResult& result) {
  return std::visit([](const auto& typed) { return ToValue(typed); }, result);
}

std::string ToText(const AnyRequest& request) {
  return ToText(ToValue(request));
}

std::string ToText(const AnyResult& result) {
  return ToText(ToValue(result));
}

AnyRequest DecodeRequestUnchecked(Operation operation, const Value& value) {
  AnyRequest request;
  WithOperation(operation,
                [&](auto op) { request = DecodeUnchecked<typename decltype(op)::Request>(value); });
  return request;
}

AnyResult DecodeResultUnchecked(Operation operation, const Value& value) {
  AnyResult result;
  WithOperation(operation,
                [&](auto op) { result = DecodeUnchecked<typename decltype(op)::Result>(value); });
  return result;
}

std::optional<Instant> InstantFrom(const Value& value) {
  if (const auto* const at = value.As<Instant>()) return *at;
  if (const auto* const text = value.As<std::string>()) return ParseInstant(*text);
  const auto latest = std::chrono::floor<std::chrono::seconds>(kLatestInstant.since_epoch).count();
  if (const auto* const seconds = value.As<std::int64_t>()) {
    if (*seconds < 0 || *seconds > latest) return std::nullopt;
    return Instant{std::chrono::seconds{*seconds}};
  }
  if (const auto* const seconds = value.As<double>()) {
    if (!(*seconds >= 0 && *seconds <= static_cast<double>(latest))) return std::nullopt;
    // AWS sends milliseconds; rounding to them undoes the error of the binary fraction.
    return Instant{std::chrono::milliseconds{std::llround(*seconds * 1000)}};
  }
  return std::nullopt;
}

}  // namespace fakestream
