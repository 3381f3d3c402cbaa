// SPDX-License-Identifier: Apache-2.0
#include "wire/opaque.h"

#include <string>
#include <utility>

namespace fakestream::internal {
namespace {

constexpr char kMark = '\xff';  // a byte that UTF-8 never has

}  // namespace

Value Opaque(std::string_view kind) {
  std::string text(1, kMark);
  text += kind;
  return {std::move(text)};
}

std::optional<std::string_view> OpaqueKind(const Value& value) {
  const auto* const text = value.As<std::string>();
  if (text == nullptr || !text->starts_with(kMark)) return std::nullopt;
  return std::string_view(*text).substr(1);
}

}  // namespace fakestream::internal
