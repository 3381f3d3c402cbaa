// SPDX-License-Identifier: Apache-2.0
#include "scenario/keys_finally.h"

#include <utility>
#include <variant>

#include <fmt/format.h>

#include "fakestream/base/text.h"
#include "fakestream/json/rules.h"

#include "json/fields.h"
#include "json/matchers.h"
#include "json/schema_parts.h"
#include "service/validation.h"

namespace fakestream::internal {
namespace {

constexpr std::string_view kAbsent = "absent";

void ReadConditionImage(ReadContext& context, const Node& node, Condition& condition) {
  Assign(condition.image, ReadText(context, node));
  if (node.kind == Node::Kind::kText && !IsImageName(node.text)) {
    context.problems.Add(node, "the service knows no image named " + Quoted(node.text),
                         "a name matches " + std::string(kNamePattern.regex));
  }
}

// The words that stand for more than they say are tried first.
std::string HintOfIs(const Node& node) {
  const bool is_state = node.kind == Node::Kind::kText && EnumOf<ImageState>(node.text);
  return is_state ? fmt::format(R"(write {{"State": "{}"}})", node.text)
                  : R"(as in {"State": "AVAILABLE"})";
}

void ReadIs(ReadContext& context, const Node& node, Condition& condition) {
  if (node.kind == Node::Kind::kText && node.text == kAbsent) {
    condition.is = ValueMatcher::Absent();
  } else if (node.kind != Node::Kind::kObject) {
    context.problems.Add(node, R"(expected "absent" or the image's members)", HintOfIs(node));
  } else {
    condition.is = ReadMatcher(context, node, {.type = &PlacedImageType()});
    AddTypeMismatches(context, node, FindTypeMismatches(condition.is, PlacedImageType()));
  }
}

Written WriteConditionImage(const Condition& condition) {
  return Value(condition.image);
}

Written WriteIs(const Condition& condition) {
  const bool is_absent = std::holds_alternative<ValueMatcher::AbsentOrNull>(condition.is.kind());
  return is_absent ? Value(kAbsent) : ToValue(condition.is);
}

Value ImageSchema() {
  return schema::Texts(kNamePattern.regex);
}

Value IsSchema() {
  return schema::AnyOf({schema::Const({kAbsent}), schema::MembersLike(PlacedImageType()),
                        schema::Reference("operator")});
}

constexpr std::array kConditionKeys = std::to_array<Key<Condition>>({
    {"image", "The name of the image.", ImageSchema, ReadConditionImage, WriteConditionImage, true},
    Field<&Condition::region, RegionName>("region", "Where it is; default: the home region."),
    {"is",
     R"(Its members, with Tags and SharedImagePermissionsList; values or matchers. Or "absent".)",
     IsSchema, ReadIs, WriteIs, true},
    Note<Condition>(),
});

}  // namespace

void ReadCondition(ReadContext& context, const Node& node, Condition& condition) {
  ReadObject(context, node, kConditionKeys, condition);
}

Value WriteCondition(const Condition& condition) {
  return WriteObject(condition, kConditionKeys);
}

Value ConditionSchema() {
  return SchemaOf(kConditionKeys);
}

}  // namespace fakestream::internal
