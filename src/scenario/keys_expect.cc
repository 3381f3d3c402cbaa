// SPDX-License-Identifier: Apache-2.0
#include "scenario/keys_expect.h"

#include <fmt/format.h>

#include "fakestream/base/text.h"
#include "fakestream/json/rules.h"

#include "json/fields.h"
#include "json/matchers.h"
#include "json/schema_parts.h"

namespace fakestream::internal {
namespace {

const std::string* NameIn(const std::optional<ValueMatcher>& matcher) {
  const auto* const value = matcher ? std::get_if<Value>(&matcher->kind()) : nullptr;
  return value != nullptr ? value->As<std::string>() : nullptr;
}

std::vector<std::string_view> AllErrors() {
  std::vector<std::string_view> names;
  for (const ErrorRow& row : ErrorCatalog()) {
    if (row.kind != ErrorKind::kUnrecognized) names.push_back(row.name);
  }
  return names;
}

// No reply arrives with these.
std::vector<std::string_view> TransportErrors() {
  std::vector<std::string_view> names;
  for (const ErrorRow& row : ErrorCatalog()) {
    if (row.kind == ErrorKind::kTransport) names.push_back(row.name);
  }
  return names;
}

void DoubtError(ReadContext& context, const Node& node) {
  const ErrorRow* const row = FindError(node.text);
  const bool is_known = row != nullptr;
  if (!context.operation || context.doubtful_errors == nullptr) return;
  if (is_known &&
      (row->kind == ErrorKind::kTransport || MayAnswer(*context.operation, row->code))) {
    return;
  }
  DoubtfulError doubt{.name = std::string(node.text),
                      .operation = context.operation,
                      .place = node.place,
                      .where = context.problems.PointerTo(node)};
  const std::vector<std::string_view> documented = DocumentedErrors(*context.operation);
  if (is_known) {
    doubt.what = fmt::format("{} does not answer {}", NameOf(*context.operation), node.text);
    doubt.hint = "it documents " + Join({documented.begin(), documented.end()}, ", ");
  } else {
    doubt.what = "unknown error " + Quoted(node.text);
    doubt.hint = HintOfFullError(node.text);
    constexpr std::size_t kMaxHints = 100;  // More than that are only counted in the end.
    if (doubt.hint.empty() && context.doubtful_errors->size() < kMaxHints) {
      doubt.hint = context.problems.HintOfNames(node.text, AllErrors());
    }
    if (doubt.hint.empty()) doubt.hint = "`fakestream errors` lists them";
  }
  context.doubtful_errors->push_back(std::move(doubt));
}

// A text, or a matcher of text.
struct TextMatcher {
  static Value Schema() { return schema::AnyOf({schema::Text(), schema::Reference("operator")}); }

  static std::optional<ValueMatcher> Read(ReadContext& context, const Node& node) {
    const std::size_t before = context.problems.count();
    ValueMatcher matcher = ReadMatcher(context, node, {.type = &TypeOf<std::string>()});
    if (context.problems.count() > before) return std::nullopt;
    if (node.kind == Node::Kind::kNull) {
      Expected(context, node, "text");
    } else {
      AddTypeMismatches(context, node, FindTypeMismatches(matcher, TypeOf<std::string>()));
    }
    return matcher;
  }

  static Value Write(const ValueMatcher& matcher) { return ToValue(matcher); }
};

void ReadError(ReadContext& context, const Node& node, Expectation& expectation) {
  expectation.error = TextMatcher::Read(context, node);
  if (node.kind == Node::Kind::kText) DoubtError(context, node);
}

void ReadResult(ReadContext& context, const Node& node, Expectation& expectation) {
  if (node.kind != Node::Kind::kObject) {
    Expected(context, node, "object");
    return;
  }
  const Type* const type = context.operation ? &ResultType(*context.operation) : nullptr;
  const bool is_whole = node.key == "exactly";
  ValueMatcher matcher = ReadMatcher(context, node, {.type = type, .is_whole = is_whole});
  if (type != nullptr) AddTypeMismatches(context, node, FindTypeMismatches(matcher, *type));
  expectation.result = std::move(matcher);
  expectation.is_exact = is_whole;
}

Written WriteMatcher(const std::optional<ValueMatcher>& matcher) {
  return matcher ? Written(ToValue(*matcher)) : std::nullopt;
}

Written WriteError(const Expectation& expectation) {
  return WriteMatcher(expectation.error);
}

Written WriteResult(const Expectation& expectation) {
  return expectation.is_exact ? std::nullopt : WriteMatcher(expectation.result);
}

Written WriteExactly(const Expectation& expectation) {
  if (!expectation.is_exact || !expectation.result) return std::nullopt;
  // Equality is what the key already says.
  const auto* const whole = std::get_if<Value>(&expectation.result->kind());
  return whole != nullptr && whole->As<ValueMembers>() != nullptr
             ? Written(*whole)
             : WriteMatcher(expectation.result);
}

constexpr std::array kExpectationKeys = std::to_array<Key<Expectation>>({
    {"error", "The call fails with this error: a name or a matcher.", TextMatcher::Schema,
     ReadError, WriteError},
    Field<&Expectation::message, TextMatcher>("message",
                                              "The error's message: a text or a matcher."),
    Field<&Expectation::status, Whole<100, 599>>("status", "The HTTP status."),
    {"result", "The call succeeds, and its result has these members; values or matchers.",
     schema::AnyObject, ReadResult, WriteResult},
    {"exactly", "The call succeeds with this result and nothing more; values or matchers.",
     schema::AnyObject, ReadResult, WriteExactly},
    Field<&Expectation::attempts, Whole<1, 1000>>("attempts",
                                                  "How often the call was made, retries included."),
    Field<&Expectation::elapsed>("elapsed", "How much virtual time the step took."),
});

// What no call can do at once.
void CheckContradictions(ReadContext& context, const Node& node, const Expectation& expected) {
  const auto contradict = [&](const Node* first, const Node* second) {
    if (first == nullptr || second == nullptr) return;
    context.problems.AddAtKey(*second,
                              fmt::format(R"("{}" contradicts "{}")", second->key, first->key));
  };
  const Node* const error = node.Find("error");
  const Node* const message = node.Find("message");
  const Node* const status = node.Find("status");
  const Node* const result = node.Find("result");
  const Node* const exactly = node.Find("exactly");
  contradict(result, exactly);
  const Node* const failure = error != nullptr ? error : message;
  contradict(failure, result != nullptr ? result : exactly);
  if (!expected.status) return;
  const bool is_success = *expected.status == Expectation::kStatusOfSuccess;
  contradict(is_success ? failure : result != nullptr ? result : exactly, status);
  const std::string* const name = NameIn(expected.error);
  const ErrorRow* const row = name != nullptr ? FindError(*name) : nullptr;
  if (row == nullptr || row->kind != ErrorKind::kTransport) return;
  context.problems.AddAtKey(*status, fmt::format("{} has no status", *name),
                            "no reply arrives, leave \"status\" out");
}

}  // namespace

void ReadExpectation(ReadContext& context, const Node& node, Expectation& expectation) {
  ReadObject(context, node, kExpectationKeys, expectation);
  CheckContradictions(context, node, expectation);
}

Value WriteExpectation(const Expectation& expectation) {
  return WriteObject(expectation, kExpectationKeys);
}

Value ExpectationSchema() {
  using schema::Requires;
  const Value success = schema::Const({Expectation::kStatusOfSuccess});
  const auto both = [](std::string_view a, const Value& b) {
    return Value(ValueMembers{{"allOf", {ValueList{schema::Has(a), b}}}});
  };
  ValueList never = {both("result", schema::Has("exactly"))};
  for (const std::string_view failure : {"error", "message"}) {
    never.push_back(both(failure, schema::Has("result")));
    never.push_back(both(failure, schema::Has("exactly")));
    never.push_back(both(failure, Requires("status", success)));
  }
  const Value failed = Requires("status", {ValueMembers{{"not", success}}});
  never.push_back(both("result", failed));
  never.push_back(both("exactly", failed));
  never.push_back(both("status", Requires("error", schema::OneOf(TransportErrors()))));
  Value schema = SchemaOf(kExpectationKeys);
  std::get_if<ValueMembers>(&schema.data)->push_back({"not", schema::AnyOf(std::move(never))});
  return schema;
}

}  // namespace fakestream::internal
