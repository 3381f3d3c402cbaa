// SPDX-License-Identifier: Apache-2.0
#include "scenario/keys_expect.h"

#include <fmt/format.h>

#include "fakestream/base/text.h"
#include "fakestream/json/rules.h"

#include "json/matchers.h"
#include "json/schema_parts.h"

namespace fakestream::internal {
namespace {

const std::string* NameIn(const std::optional<ValueMatcher>& matcher) {
  const auto* const value = matcher ? std::get_if<Value>(&matcher->kind()) : nullptr;
  return value != nullptr ? value->As<std::string>() : nullptr;
}

std::vector<std::string_view> ErrorsOf(Operation operation) {
  std::vector<std::string_view> names;
  for (const ErrorRow& row : ErrorCatalog()) {
    if (row.kind == ErrorKind::kModeled && MayAnswer(operation, row.code)) {
      names.push_back(row.name);
    }
  }
  return names;
}

std::vector<std::string_view> AllErrors() {
  std::vector<std::string_view> names;
  for (const ErrorRow& row : ErrorCatalog()) {
    if (row.kind != ErrorKind::kUnrecognized) names.push_back(row.name);
  }
  return names;
}

void DoubtError(ReadContext& context, const Node& node, ExpectationDraft& draft) {
  const ErrorRow* const row = FindError(node.text);
  const bool is_known = row != nullptr;
  if (!context.operation) return;
  if (is_known &&
      (row->kind == ErrorKind::kTransport || MayAnswer(*context.operation, row->code))) {
    return;
  }
  DoubtfulError doubt{.name = std::string(node.text),
                      .operation = context.operation,
                      .place = node.place,
                      .where = context.problems.PointerTo(node)};
  const std::vector<std::string_view> documented = ErrorsOf(*context.operation);
  if (is_known) {
    doubt.what = fmt::format("{} does not answer {}", NameOf(*context.operation), node.text);
    doubt.hint = "it documents " + Join({documented.begin(), documented.end()}, ", ");
  } else {
    doubt.what = "unknown error " + Quoted(node.text);
    doubt.hint = HintOfFullError(node.text);
    constexpr std::size_t kMaxHints = 100;  // More than that are only counted in the end.
    if (doubt.hint.empty() && context.doubtful_errors++ < kMaxHints) {
      doubt.hint = context.problems.HintOfNames(node.text, AllErrors());
    }
    if (doubt.hint.empty()) doubt.hint = "`fakestream errors` lists them";
  }
  draft.doubt = std::move(doubt);
}

// A text, or a matcher of text.
std::optional<ValueMatcher> ReadTextMatcher(ReadContext& context, const Node& node) {
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

void ReadError(ReadContext& context, const Node& node, ExpectationDraft& draft) {
  draft.expectation.error = ReadTextMatcher(context, node);
  if (node.kind == Node::Kind::kText) DoubtError(context, node, draft);
}

void ReadMessage(ReadContext& context, const Node& node, ExpectationDraft& draft) {
  draft.expectation.message = ReadTextMatcher(context, node);
}

void ReadStatus(ReadContext& context, const Node& node, ExpectationDraft& draft) {
  draft.expectation.status = ReadWhole(context, node, {100, 599});
}

void ReadResult(ReadContext& context, const Node& node, ExpectationDraft& draft) {
  if (node.kind != Node::Kind::kObject) {
    Expected(context, node, "object");
    return;
  }
  const Type* const type = context.operation ? &ResultType(*context.operation) : nullptr;
  const bool is_whole = node.key == "exactly";
  ValueMatcher matcher = ReadMatcher(context, node, {.type = type, .is_whole = is_whole});
  if (type != nullptr) AddTypeMismatches(context, node, FindTypeMismatches(matcher, *type));
  draft.expectation.result = std::move(matcher);
  draft.expectation.is_exact = is_whole;
}

void ReadMadeAttempts(ReadContext& context, const Node& node, ExpectationDraft& draft) {
  draft.expectation.attempts = ReadWhole(context, node, {1, 1000});
}

void ReadElapsed(ReadContext& context, const Node& node, ExpectationDraft& draft) {
  draft.expectation.elapsed = ReadDuration(context, node);
}

Written WriteMatcher(const std::optional<ValueMatcher>& matcher) {
  return matcher ? Written(ToValue(*matcher)) : std::nullopt;
}

Written WriteError(const ExpectationDraft& draft) {
  return WriteMatcher(draft.expectation.error);
}

Written WriteMessage(const ExpectationDraft& draft) {
  return WriteMatcher(draft.expectation.message);
}

Written WriteStatus(const ExpectationDraft& draft) {
  const auto& status = draft.expectation.status;
  return status ? Written(*status) : std::nullopt;
}

Written WriteResult(const ExpectationDraft& draft) {
  return draft.expectation.is_exact ? std::nullopt : WriteMatcher(draft.expectation.result);
}

Written WriteExactly(const ExpectationDraft& draft) {
  const Expectation& expectation = draft.expectation;
  if (!expectation.is_exact || !expectation.result) return std::nullopt;
  // Equality is what the key already says.
  const auto* const whole = std::get_if<Value>(&expectation.result->kind());
  return whole != nullptr && whole->As<ValueMembers>() != nullptr
             ? Written(*whole)
             : WriteMatcher(expectation.result);
}

Written WriteMadeAttempts(const ExpectationDraft& draft) {
  const auto& attempts = draft.expectation.attempts;
  return attempts ? Written(*attempts) : std::nullopt;
}

Written WriteElapsed(const ExpectationDraft& draft) {
  const auto& elapsed = draft.expectation.elapsed;
  return elapsed ? Written(ToText(*elapsed)) : std::nullopt;
}

Value TextMatcherSchema() {
  return schema::AnyOf({schema::Text(), schema::Reference("operator")});
}

Value StatusSchema() {
  return schema::Whole(100, 599);
}

Value MadeAttemptsSchema() {
  return schema::Whole(1, 1000);
}

constexpr std::array kExpectationKeys = std::to_array<Key<ExpectationDraft>>({
    {"error", "The call fails with this error: a name or a matcher.", TextMatcherSchema, ReadError,
     WriteError},
    {"message", "The error's message: a text or a matcher.", TextMatcherSchema, ReadMessage,
     WriteMessage},
    {"status", "The HTTP status.", StatusSchema, ReadStatus, WriteStatus},
    {"result", "The call succeeds, and its result has these members; values or matchers.",
     schema::AnyObject, ReadResult, WriteResult},
    {"exactly", "The call succeeds with this result and nothing more; values or matchers.",
     schema::AnyObject, ReadResult, WriteExactly},
    {"attempts", "How often the call was made, retries included.", MadeAttemptsSchema,
     ReadMadeAttempts, WriteMadeAttempts},
    {"elapsed", "How much virtual time the step took.", schema::Duration, ReadElapsed,
     WriteElapsed},
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

void ReadExpectation(ReadContext& context, const Node& node, ExpectationDraft& draft) {
  ReadObject(context, node, kExpectationKeys, draft);
  CheckContradictions(context, node, draft.expectation);
}

Value WriteExpectation(const Expectation& expectation) {
  return WriteObject(ExpectationDraft{.expectation = expectation}, kExpectationKeys);
}

Value ExpectationSchema() {
  Value schema = SchemaOf(kExpectationKeys);
  const auto both = [](std::string_view a, std::string_view b) {
    return Value(ValueMembers{{"required", {ValueList{Value(a), Value(b)}}}});
  };
  Value never =
      schema::AnyOf({both("result", "exactly"), both("error", "result"), both("error", "exactly"),
                     both("message", "result"), both("message", "exactly")});
  std::get_if<ValueMembers>(&schema.data)->push_back({"not", std::move(never)});
  return schema;
}

}  // namespace fakestream::internal
