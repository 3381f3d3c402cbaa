// SPDX-License-Identifier: Apache-2.0
#include "scenario/keys_typed.h"

#include <fmt/format.h>

#include "fakestream/base/text.h"

namespace fakestream::internal {
namespace {

std::string RangeText(const Shape& shape) {
  if (shape.max == Shape::kNoLimit) return fmt::format("at least {}", shape.min);
  if (shape.min == Shape::kNoLimit) return fmt::format("at most {}", shape.max);
  return fmt::format("from {} to {}", shape.min, shape.max);
}

bool IsInRange(std::int64_t number, const Shape& shape) {
  return (shape.min == Shape::kNoLimit || number >= shape.min) &&
         (shape.max == Shape::kNoLimit || number <= shape.max);
}

void CheckText(ReadContext& context, const Node& node, const Shape& shape) {
  if (shape.pattern != nullptr && !shape.pattern->matches(node.text)) {
    context.problems.Add(
        node, fmt::format("{} does not match {}", Quoted(node.text), shape.pattern->regex));
  } else if (!IsInRange(static_cast<std::int64_t>(CodePoints(node.text)), shape)) {
    context.problems.Add(node,
                         fmt::format("the text must be {} characters long", RangeText(shape)));
  }
}

void CheckNumber(ReadContext& context, const Node& node, const Shape& shape) {
  const Value number = NumberOf(node.text);
  const auto* const whole = number.As<std::int64_t>();
  if (whole == nullptr || IsInRange(*whole, shape)) return;
  context.problems.Add(node, fmt::format("{} is out of range", node.text), RangeText(shape));
}

}  // namespace

bool CheckTyped(ReadContext& context, const Node& node, const Type& type,
                schema::Strictness strictness) {
  if (node.kind != Node::Kind::kObject) return Expected(context, node, "object");
  const std::size_t before = context.problems.count();
  AddTypeMismatches(context, node, FindTypeMismatches(ToValue(node, nullptr), type));
  if (strictness == schema::Strictness::kTypes) return context.problems.count() == before;
  for (const TypeMember& member : type.members) {
    if (!member.constraint.is_required) continue;
    const Node* const found = node.Find(member.name);
    if (found == nullptr || found->kind == Node::Kind::kNull) {
      context.problems.Add(node, "missing key " + Quoted(member.name));
    }
  }
  for (const Node& member : node.children()) {
    const TypeMember* const known = type.Find(member.key);
    if (known == nullptr) continue;
    if (member.kind == Node::Kind::kText && known->type->kind == TypeKind::kText) {
      CheckText(context, member, known->constraint.shape);
    } else if (member.kind == Node::Kind::kNumber && known->type->kind == TypeKind::kNumber) {
      CheckNumber(context, member, known->constraint.shape);
    }
  }
  return context.problems.count() == before;
}

}  // namespace fakestream::internal
