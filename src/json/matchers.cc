// SPDX-License-Identifier: Apache-2.0
#include "json/matchers.h"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "fakestream/json/rules.h"

#include "json/schema_parts.h"

namespace fakestream::internal {
namespace {

struct Operator {
  std::string_view name;
  std::string_view meaning;
  Value (*schema)();
  // Nothing, and a problem, when the operand is wrong.
  std::optional<ValueMatcher> (*read)(ReadContext& context, const Node& operand, const Type* type);
};

std::optional<ValueMatcher> ReadRegex(ReadContext& context, const Node& operand, const Type*) {
  const auto text = ReadText(context, operand);
  if (!text) return std::nullopt;
  const std::string regex(*text);
  if (const auto problem = RegexProblem(regex)) {
    context.problems.Add(operand, *problem);
    return std::nullopt;
  }
  return ValueMatcher::Matching(regex);
}

std::optional<ValueMatcher> ReadGlob(ReadContext& context, const Node& operand, const Type*) {
  const auto text = ReadText(context, operand);
  return text ? std::optional(ValueMatcher::Glob(std::string(*text))) : std::nullopt;
}

// {"absent": false} would read as its opposite to some and as nothing to others.
bool ReadTrue(ReadContext& context, const Node& operand, std::string_view opposite) {
  const auto is_true = ReadBoolean(context, operand);
  if (!is_true || *is_true) return is_true.has_value();
  context.problems.Add(operand, "only true can stand here",
                       fmt::format("write {{\"{}\": true}} for the opposite", opposite));
  return false;
}

std::optional<ValueMatcher> ReadAbsent(ReadContext& context, const Node& operand, const Type*) {
  return ReadTrue(context, operand, "any") ? std::optional(ValueMatcher::Absent()) : std::nullopt;
}

std::optional<ValueMatcher> ReadAny(ReadContext& context, const Node& operand, const Type*) {
  return ReadTrue(context, operand, "absent") ? std::optional(ValueMatcher::Any()) : std::nullopt;
}

std::optional<ValueMatcher> ReadSize(ReadContext& context, const Node& operand, const Type*) {
  const auto size = ReadWhole(context, operand, {0, std::numeric_limits<std::int32_t>::max()});
  return size ? std::optional(ValueMatcher::Size(*size)) : std::nullopt;
}

std::optional<ValueMatcher> ReadContains(ReadContext& context, const Node& operand,
                                         const Type* type) {
  const Type* const item = type != nullptr ? type->item : nullptr;
  return ValueMatcher::Contains(ReadMatcher(context, operand, {.type = item}));
}

std::optional<ValueMatcher> ReadExactly(ReadContext&, const Node& operand, const Type* type) {
  return ValueMatcher::Equals(ToValue(operand, type));
}

std::optional<ValueMatcher> ReadMembers(ReadContext& context, const Node& operand,
                                        const Type* type) {
  if (operand.kind != Node::Kind::kObject) {
    Expected(context, operand, "object");
    return std::nullopt;
  }
  return ValueMatcher::Members(ReadMemberMatchers(context, operand, type));
}

std::optional<ValueMatcher> ReadItems(ReadContext& context, const Node& operand, const Type* type) {
  if (operand.kind != Node::Kind::kList) {
    Expected(context, operand, "list");
    return std::nullopt;
  }
  const Type* const item = type != nullptr ? type->item : nullptr;
  std::vector<ValueMatcher> items;
  for (const Node& child : operand.children()) {
    items.push_back(ReadMatcher(context, child, {.type = item}));
  }
  return ValueMatcher::List(std::move(items));
}

Value TrueSchema() {
  return {ValueMembers{{"const", {true}}}};
}

Value SizeSchema() {
  return schema::Whole(0, std::numeric_limits<std::int32_t>::max());
}

Value ItemsSchema() {
  return schema::ListOf(schema::Anything());
}

Value MembersSchema() {
  return {ValueMembers{{"type", {"object"}}}};
}

constexpr std::array kOperators = std::to_array<Operator>({
    {"matches", "Text in which this regular expression (RE2) is found.", schema::Text, ReadRegex},
    {"glob", "Text like this: * is any run of characters, ? is one.", schema::Text, ReadGlob},
    {"absent", "The member is not there, or null.", TrueSchema, ReadAbsent},
    {"any", "The member is there, whatever it is.", TrueSchema, ReadAny},
    {"size", "A list or map of so many.", SizeSchema, ReadSize},
    {"contains", "A list with at least one item like this.", schema::Anything, ReadContains},
    {"exactly", "This value and nothing more.", schema::Anything, ReadExactly},
    {"members", "An object with these members; spares a member with an operator's name.",
     MembersSchema, ReadMembers},
    {"items", "A list of these items, in this order.", ItemsSchema, ReadItems},
});

const Operator* OperatorOf(const Node& node) {
  if (node.kind != Node::Kind::kObject || !node.has_children()) return nullptr;
  const Node& only = *node.children().begin();
  if (only.size + 1 != node.size) return nullptr;
  const auto* const found = std::find_if(kOperators.begin(), kOperators.end(),
                                         [&](const Operator& op) { return op.name == only.key; });
  return found == kOperators.end() ? nullptr : found;
}

// Whether the value has an object in it: then plain JSON would mean "these members among others".
bool HasObject(const Value& value) {
  if (value.As<ValueMembers>() != nullptr) return true;
  const auto* const items = value.As<ValueList>();
  return items != nullptr && std::any_of(items->begin(), items->end(), HasObject);
}

bool HasObject(const Node& node) {
  if (node.kind == Node::Kind::kObject) return true;
  if (node.kind != Node::Kind::kList) return false;
  for (const Node& item : node.children()) {  // NOLINT(readability-use-anyofallof): no std range
    if (HasObject(item)) return true;
  }
  return false;
}

Value OperatorWith(std::string_view name, Value operand) {
  return {ValueMembers{{std::string(name), std::move(operand)}}};
}

struct MatcherWriter {
  Value operator()(const Value& value) const {
    return HasObject(value) ? OperatorWith("exactly", value) : value;
  }

  Value operator()(const ValueMatcher::Regex& regex) const {
    return OperatorWith("matches", {regex.text});
  }

  Value operator()(const ValueMatcher::GlobText& glob) const {
    return OperatorWith("glob", {glob.text});
  }

  Value operator()(const ValueMatcher::AbsentOrNull&) const {
    return OperatorWith("absent", {true});
  }

  Value operator()(const ValueMatcher::AnythingThere&) const { return OperatorWith("any", {true}); }

  Value operator()(const ValueMatcher::SizeIs& size) const {
    return OperatorWith("size", {size.size});
  }

  Value operator()(const ValueMatcher::ContainsItem& contains) const {
    return OperatorWith("contains", ToValue(contains.item.front()));
  }

  Value operator()(const ValueMatcher::Items& matchers) const {
    ValueList items;
    for (const ValueMatcher& matcher : matchers) items.push_back(ToValue(matcher));
    // A list without objects reads as a value.
    const bool is_plain =
        std::none_of(items.begin(), items.end(), [](const Value& item) { return HasObject(item); });
    return is_plain ? OperatorWith("items", {std::move(items)}) : Value(std::move(items));
  }

  Value operator()(const ValueMatcher::MembersLike& members) const {
    Value written = WriteMemberMatchers(members);
    const bool is_mistakable =
        members.size() == 1 &&
        std::any_of(kOperators.begin(), kOperators.end(),
                    [&](const Operator& op) { return op.name == members.front().name; });
    return is_mistakable ? OperatorWith("members", std::move(written)) : written;
  }
};

}  // namespace

ValueMatcher ReadMatcher(ReadContext& context, const Node& node, MatcherStyle style) {
  if (const Operator* const op = OperatorOf(node)) {
    // What is wrong is reported; any matcher will do in its place.
    return op->read(context, *node.children().begin(), style.type).value_or(ValueMatcher::Any());
  }
  if (!HasObject(node) || (style.is_whole && !HasOperator(node))) {
    return ValueMatcher::Equals(ToValue(node, style.type));
  }
  if (node.kind == Node::Kind::kObject) {
    return ValueMatcher::Members(ReadMemberMatchers(context, node, style.type));
  }
  return ReadItems(context, node, style.type).value();
}

bool HasOperator(const Node& node) {
  if (OperatorOf(node) != nullptr) return true;
  if (node.kind != Node::Kind::kObject && node.kind != Node::Kind::kList) return false;
  for (const Node& child : node.children()) {  // NOLINT(readability-use-anyofallof): no std range
    if (HasOperator(child)) return true;
  }
  return false;
}

std::vector<NamedMatcher> ReadMemberMatchers(ReadContext& context, const Node& node,
                                             const Type* type) {
  std::vector<NamedMatcher> members;
  if (node.kind != Node::Kind::kObject) {
    Expected(context, node, "object");
    return members;
  }
  std::size_t count = 0;
  for (auto child = node.children().begin(); child != node.children().end(); ++child) ++count;
  members.reserve(count);
  // Duplicate keys are reported; one of them is enough to go on with.
  const bool is_doubtful = context.problems.has_duplicates() && node.size <= 64;
  for (const Node& child : node.children()) {
    if (is_doubtful && node.Find(child.key) != &child) continue;
    const TypeMember* const member = type != nullptr ? type->Find(child.key) : nullptr;
    members.push_back(
        {std::string(child.key),
         ReadMatcher(context, child, {.type = member != nullptr ? member->type : nullptr})});
  }
  return members;
}

Value WriteMemberMatchers(const std::vector<NamedMatcher>& members) {
  ValueMembers written;
  for (const NamedMatcher& member : members) {
    written.push_back({member.name, ToValue(member.matcher)});
  }
  return {std::move(written)};
}

Value OperatorSchema() {
  ValueList choices;
  for (const Operator& op : kOperators) {
    choices.push_back(schema::Object(
        {{std::string(op.name), schema::Described(op.meaning, op.schema())}}, {Value(op.name)}));
  }
  return schema::AnyOf(std::move(choices));
}

}  // namespace fakestream::internal

namespace fakestream {

Value ToValue(const ValueMatcher& matcher) {
  return std::visit(internal::MatcherWriter{}, matcher.kind());
}

}  // namespace fakestream
