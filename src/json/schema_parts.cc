// SPDX-License-Identifier: Apache-2.0
#include "json/schema_parts.h"

#include "fakestream/service/codec.h"
#include "fakestream/service/error_catalog.h"

#include "json/matchers.h"

namespace fakestream::internal::schema {
namespace {

Value OfKind(const char* kind) {
  return {ValueMembers{{"type", {kind}}}};
}

void Add(Value& schema, std::string_view key, Value value) {
  std::get_if<ValueMembers>(&schema.data)->push_back({std::string(key), std::move(value)});
}

// std::regex and editors know no Unicode classes; the tag key's pattern stays with the service.
bool IsPortable(std::string_view regex) {
  return regex.find("\\p{") == std::string_view::npos;
}

void AddLimits(Value& schema, const Shape& shape, std::string_view min, std::string_view max) {
  if (shape.min > 0 || (shape.min == 0 && min == "minimum")) Add(schema, min, {shape.min});
  if (shape.max != Shape::kNoLimit) Add(schema, max, {shape.max});
  if (shape.pattern != nullptr && IsPortable(shape.pattern->regex)) {
    Add(schema, "pattern", {shape.pattern->regex});
  }
}

constexpr std::string_view kDuration = "duration";
constexpr std::string_view kTime = "time";
constexpr std::string_view kImage = "image";
constexpr std::string_view kImageMatcher = "imageMatcher";
constexpr std::string_view kCommonError = "commonError";

bool IsImage(const Type& type) {
  return &type == &TypeOf<Image>();
}

Value DurationText() {
  std::string pattern = "^(?=.)";
  for (const std::string_view unit : {"d", "h", "m", "s", "ms", "us"}) {
    pattern += "([0-9]+(\\.[0-9]{1,6})?" + std::string(unit) + ")?";
  }
  return Texts(pattern + "$");
}

// ISO 8601 as ParseInstant reads it, or seconds.
Value TimeOrSeconds() {
  return AnyOf({Texts("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,6})?"
                      "(Z|[+-][0-9]{2}:[0-9]{2})$"),
                {ValueMembers{{"type", {"number"}}, {"minimum", {0}}}}});
}

Value CommonErrors() {
  std::vector<std::string_view> names;
  for (const ErrorRow& row : ErrorCatalog()) {
    if (row.kind == ErrorKind::kCommon) names.push_back(row.name);
  }
  return OneOf(names);
}

}  // namespace

Value Anything() {
  return {ValueMembers{}};
}

Value Text() {
  return OfKind("string");
}

Value NonemptyText() {
  return {ValueMembers{{"type", {"string"}}, {"minLength", {1}}}};
}

Value Boolean() {
  return OfKind("boolean");
}

Value AnyObject() {
  return OfKind("object");
}

Value Whole(std::int64_t min, std::int64_t max) {
  return {ValueMembers{{"type", {"integer"}}, {"minimum", {min}}, {"maximum", {max}}}};
}

Value Texts(std::string_view pattern) {
  return {ValueMembers{{"type", {"string"}}, {"pattern", {pattern}}}};
}

Value Duration() {
  return Reference(kDuration);
}

Value OneOf(const std::vector<std::string_view>& names) {
  ValueList list;
  for (const std::string_view name : names) list.push_back(internal::ValueOfName(name));
  return {ValueMembers{{"enum", {std::move(list)}}}};
}

Value Reference(std::string_view name) {
  return {ValueMembers{{"$ref", {"#/definitions/" + std::string(name)}}}};
}

Value ListOf(Value item) {
  return {ValueMembers{{"type", {"array"}}, {"items", std::move(item)}}};
}

Value AnyOf(ValueList choices) {
  return {ValueMembers{{"anyOf", {std::move(choices)}}}};
}

Value OrNull(Value schema) {
  for (NamedValue& part : *std::get_if<ValueMembers>(&schema.data)) {
    if (part.name == "type" && part.value.As<std::string>() != nullptr) {
      part.value = ValueList{part.value, {"null"}};
      return schema;
    }
    auto* const choices = std::get_if<ValueList>(&part.value.data);
    if (part.name == "enum") choices->emplace_back();
    if (part.name == "anyOf") choices->push_back(OfKind("null"));
    if (part.name == "enum" || part.name == "anyOf") return schema;
  }
  return AnyOf({std::move(schema), OfKind("null")});
}

Value TextMap() {
  return {ValueMembers{{"type", {"object"}}, {"additionalProperties", OrNull(Text())}}};
}

Value OfType(const Type& type, Strictness strictness) {
  switch (type.kind) {
    case TypeKind::kText: return Text();
    case TypeKind::kEnum: return type.is_open ? Text() : OneOf(type.enumerators);
    case TypeKind::kNumber: return OfKind("integer");
    case TypeKind::kBoolean: return Boolean();
    case TypeKind::kInstant: return Reference(kTime);
    case TypeKind::kDuration: return Duration();
    case TypeKind::kWait: {
      Value describes = Object({{"describes", Whole(1, 1'000'000'000)}}, {Value("describes")});
      return AnyOf({Duration(), std::move(describes)});
    }
    case TypeKind::kList: return ListOf(OrNull(OfType(*type.item, strictness)));
    case TypeKind::kMap: return TextMap();
    case TypeKind::kStruct:
      return IsImage(type) ? Reference(kImage) : StructOfType(type, strictness);
  }
  return Anything();
}

Value StructOfType(const Type& type, Strictness strictness) {
  ValueMembers properties;
  ValueList required;
  for (const TypeMember& member : type.members) {
    Value schema = OfType(*member.type, strictness);
    if (strictness == Strictness::kConstraints && member.type->kind == TypeKind::kText) {
      AddLimits(schema, member.constraint.shape, "minLength", "maxLength");
    } else if (strictness == Strictness::kConstraints && member.type->kind == TypeKind::kNumber) {
      AddLimits(schema, member.constraint.shape, "minimum", "maximum");
    }
    const bool is_required =
        strictness == Strictness::kConstraints && member.constraint.is_required;
    if (is_required) required.emplace_back(member.name);
    properties.push_back(
        {std::string(member.name), is_required ? std::move(schema) : OrNull(std::move(schema))});
  }
  return Object(std::move(properties), std::move(required));
}

Value MembersLike(const Type& type) {
  ValueMembers properties;
  for (const TypeMember& member : type.members) {
    properties.push_back({std::string(member.name), MatcherOfType(*member.type)});
  }
  return Object(std::move(properties));
}

// Anything that fits as a value, or an operator. Which operator fits which type is the loader's
// business.
Value MatcherOfType(const Type& type) {
  Value plain;
  if (IsImage(type)) {
    plain = Reference(kImageMatcher);
  } else if (type.kind == TypeKind::kStruct) {
    plain = MembersLike(type);
  } else if (type.kind == TypeKind::kList) {
    plain = ListOf(MatcherOfType(*type.item));
  } else if (type.kind == TypeKind::kMap) {
    plain = AnyObject();
  } else {
    plain = OfType(type, Strictness::kTypes);
  }
  return AnyOf({OrNull(std::move(plain)), Reference("operator")});
}

Value Only(std::string_view key, Value schema) {
  return {ValueMembers{{"properties", {ValueMembers{{std::string(key), std::move(schema)}}}}}};
}

Value Requires(std::string_view key, Value schema) {
  Value value = Only(key, std::move(schema));
  Add(value, "required", {ValueList{Value(key)}});
  return value;
}

Value Has(std::string_view key) {
  return {ValueMembers{{"required", {ValueList{Value(key)}}}}};
}

Value Const(Value value) {
  return {ValueMembers{{"const", std::move(value)}}};
}

Value IfThen(Value condition, Value consequence) {
  return {ValueMembers{{"if", std::move(condition)}, {"then", std::move(consequence)}}};
}

Value ErrorNames(std::optional<Operation> operation) {
  if (!operation) return Reference(kCommonError);
  return AnyOf({Reference(kCommonError), OneOf(DocumentedErrors(*operation))});
}

ValueMembers CommonDefinitions() {
  return {{std::string(kDuration), DurationText()},
          {std::string(kTime), TimeOrSeconds()},
          {std::string(kImage), StructOfType(TypeOf<Image>(), Strictness::kTypes)},
          {std::string(kImageMatcher), MembersLike(TypeOf<Image>())},
          {std::string(kCommonError), CommonErrors()}};
}

Value Described(std::string_view description, const Value& schema) {
  ValueMembers described = {{"description", {description}}};
  if (schema.Find("$ref") != nullptr) {
    // Draft 7 ignores what stands beside a reference.
    described.push_back({"allOf", {ValueList{schema}}});
  } else if (const auto* const members = schema.As<ValueMembers>()) {
    described.insert(described.end(), members->begin(), members->end());
  }
  return {std::move(described)};
}

Value Object(ValueMembers properties, ValueList required) {
  ValueMembers object = {{"type", {"object"}}, {"properties", {std::move(properties)}}};
  if (!required.empty()) object.push_back({"required", {std::move(required)}});
  object.push_back({"additionalProperties", {false}});
  return {std::move(object)};
}

std::vector<std::string_view> OperationNames() {
  std::vector<std::string_view> names;
  ForEachOperation([&](auto op) { names.push_back(decltype(op)::kName); });
  return names;
}

}  // namespace fakestream::internal::schema
