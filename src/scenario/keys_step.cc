// SPDX-License-Identifier: Apache-2.0
#include "scenario/keys_step.h"

#include <fmt/format.h>

#include "fakestream/base/text.h"

#include "json/fields.h"
#include "json/schema_parts.h"
#include "scenario/keys_typed.h"

namespace fakestream::internal {

template <>
inline constexpr std::string_view kNounOf<AccountStatus> = "status";

namespace {

constexpr std::int64_t kMaxAttempts = 1000;
constexpr std::int64_t kMaxRepeats = 1'000'000;
constexpr std::string_view kNextToken = "NextToken";

bool HasPages(Operation operation) {
  return RequestType(operation).Find(kNextToken) != nullptr;
}

constexpr std::array kRetryKeys = std::to_array<Key<RetryPolicy>>({
    RequiredField<&RetryPolicy::attempts, Whole<1, kMaxAttempts>>(
        "attempts", "How often the call is made at most."),
    Field<&RetryPolicy::backoff>("backoff",
                                 "The pause before the second attempt; it doubles each time."),
});

constexpr std::array kSetAccountKeys = std::to_array<Key<SetStep>>({
    RequiredField<&SetStep::account_status>("status", "The account's status from now on."),
});

SetStep* SetOf(StepDraft& draft) {
  return std::get_if<SetStep>(&draft.step.action);
}

void ReadSetAccount(ReadContext& context, const Node& node, StepDraft& draft) {
  ReadObject(context, node, kSetAccountKeys, *SetOf(draft));
}

void ReadSetQuotas(ReadContext& context, const Node& node, StepDraft& draft) {
  const Type& type = TypeOf<Quotas>();
  if (CheckTyped(context, node, type, schema::Strictness::kConstraints)) {
    draft.quotas = ToValue(node, &type);
  }
}

Written WriteSetAccount(const StepDraft& draft) {
  const auto& set = *std::get_if<SetStep>(&draft.step.action);
  return set.account_status ? Written(WriteObject(set, kSetAccountKeys)) : std::nullopt;
}

Written WriteSetQuotas(const StepDraft& draft) {
  return draft.quotas;
}

Value SetAccountSchema() {
  return SchemaOf(kSetAccountKeys);
}

constexpr std::array kSetKeys = std::to_array<Key<StepDraft>>({
    {"account", "What changes about the account.", SetAccountSchema, ReadSetAccount,
     WriteSetAccount},
    {"quotas", "The quotas that change.", FormOf<Quotas>::Schema, ReadSetQuotas, WriteSetQuotas},
});

void ReadCall(ReadContext& context, const Node& node, StepDraft& draft) {
  CallStep& call = draft.step.action.emplace<CallStep>();
  const auto name = ReadName(context, node, "operation", schema::OperationNames());
  if (!name) return;
  context.operation = OperationNamed(node.text);
  WithOperation(*context.operation,
                [&](auto op) { call.request = typename decltype(op)::Request{}; });
}

void ReadAdvance(ReadContext& context, const Node& node, StepDraft& draft) {
  AdvanceStep& advance = draft.step.action.emplace<AdvanceStep>();
  Assign(advance.length, ReadDuration(context, node));
}

void ReadSet(ReadContext& context, const Node& node, StepDraft& draft) {
  draft.step.action.emplace<SetStep>();
  ReadObject(context, node, kSetKeys, draft);
  if (node.kind == Node::Kind::kObject && !node.has_children()) {
    context.problems.Add(node, "nothing is set", R"(name "account" or "quotas")");
  }
}

// What the keys that belong to a call say more of.
CallStep& CallOf(StepDraft& draft) {
  return std::get<CallStep>(draft.step.action);
}

void ReadRegion(ReadContext& context, const Node& node, StepDraft& draft) {
  Assign(CallOf(draft).region, ReadRegionName(context, node));
}

void ReadWith(ReadContext& context, const Node& node, StepDraft& draft) {
  if (!context.operation) return;
  const Type& type = RequestType(*context.operation);
  // Values that the service refuses are welcome: its refusal is worth testing.
  if (CheckTyped(context, node, type, schema::Strictness::kTypes)) {
    CallOf(draft).request = DecodeRequestUnchecked(*context.operation, ToValue(node, &type));
  }
}

void ReadNextPage(ReadContext& context, const Node& node, StepDraft& draft) {
  if (!context.operation) return;
  CallStep& call = CallOf(draft);
  Assign(call.next_page, ReadBoolean(context, node));
  if (call.next_page && !HasPages(*context.operation)) {
    context.problems.AddAtKey(node, fmt::format("{} has no pages", NameOf(*context.operation)));
  } else if (call.next_page && ToValue(call.request).Find(kNextToken) != nullptr) {
    context.problems.AddAtKey(node, "\"with\" names a NextToken already", "keep one of them");
  }
}

void ReadRetry(ReadContext& context, const Node& node, StepDraft& draft) {
  ReadObject(context, node, kRetryKeys, CallOf(draft).retry.emplace());
}

void ReadExpect(ReadContext& context, const Node& node, StepDraft& draft) {
  CallStep& call = CallOf(draft);
  ReadExpectation(context, node, call.expect.emplace());
  const std::int64_t allowed = call.retry ? call.retry->attempts : 1;
  if (call.expect->attempts.value_or(1) > allowed) {
    context.problems.Add(*node.Find("attempts"),
                         fmt::format("the call is made at most {}",
                                     allowed == 1 ? "once" : fmt::format("{} times", allowed)),
                         R"("retry" says how often, as in {"attempts": 5, "backoff": "1s"})");
  }
}

void ReadRepeat(ReadContext& context, const Node& node, StepDraft& draft) {
  Assign(draft.step.repeat, ReadWhole(context, node, {1, kMaxRepeats}));
}

const CallStep* CallOf(const StepDraft& draft) {
  return std::get_if<CallStep>(&draft.step.action);
}

Written WriteCall(const StepDraft& draft) {
  const CallStep* const call = CallOf(draft);
  return call != nullptr ? Written(NameOf(OperationOf(call->request))) : std::nullopt;
}

Written WriteAdvance(const StepDraft& draft) {
  const auto* const advance = std::get_if<AdvanceStep>(&draft.step.action);
  return advance != nullptr ? Written(ToText(advance->length)) : std::nullopt;
}

Written WriteSet(const StepDraft& draft) {
  const auto* const set = std::get_if<SetStep>(&draft.step.action);
  return set != nullptr ? Written(WriteObject(draft, kSetKeys)) : std::nullopt;
}

Written WriteRegion(const StepDraft& draft) {
  const CallStep* const call = CallOf(draft);
  return call != nullptr && !call->region.empty() ? Written(call->region) : std::nullopt;
}

Written WriteWith(const StepDraft& draft) {
  const CallStep* const call = CallOf(draft);
  if (call == nullptr) return std::nullopt;
  Value members = ToValue(call->request);
  return members.As<ValueMembers>()->empty() ? std::nullopt : Written(std::move(members));
}

Written WriteNextPage(const StepDraft& draft) {
  const CallStep* const call = CallOf(draft);
  return call != nullptr && call->next_page ? Written(true) : std::nullopt;
}

Written WriteRetry(const StepDraft& draft) {
  const CallStep* const call = CallOf(draft);
  return call != nullptr && call->retry ? Written(WriteObject(*call->retry, kRetryKeys))
                                        : std::nullopt;
}

Written WriteExpect(const StepDraft& draft) {
  const CallStep* const call = CallOf(draft);
  return call != nullptr && call->expect ? Written(WriteExpectation(*call->expect)) : std::nullopt;
}

Written WriteRepeat(const StepDraft& draft) {
  return draft.step.repeat == 1 ? std::nullopt : Written(draft.step.repeat);
}

Value CallSchema() {
  return schema::OneOf(schema::OperationNames());
}

Value SetSchema() {
  Value schema = SchemaOf(kSetKeys);
  std::get_if<ValueMembers>(&schema.data)->push_back({"minProperties", {1}});
  return schema;
}

Value RetrySchema() {
  return SchemaOf(kRetryKeys);
}

Value ExpectSchema() {
  return schema::Reference("expect");
}

Value RepeatSchema() {
  return schema::Whole(1, kMaxRepeats);
}

constexpr Key<StepDraft> OfCall(const Key<StepDraft>& key) {
  return key.BelongingTo("call");
}

constexpr std::array kStepKeys = std::to_array<Key<StepDraft>>({
    {"call", "Calls this operation.", CallSchema, ReadCall, WriteCall},
    {"advance", "Lets that much virtual time pass.", schema::Duration, ReadAdvance, WriteAdvance},
    {"set", "Changes the account, as its administrator would.", SetSchema, ReadSet, WriteSet},
    OfCall({"region", "The region of the client; default: the home region.", schema::NonemptyText,
            ReadRegion, WriteRegion}),
    OfCall({"with", "The members of the request.", schema::AnyObject, ReadWith, WriteWith}),
    OfCall({"next_page",
            "Asks for the page behind the last one, by the NextToken of the last reply.",
            schema::Boolean, ReadNextPage, WriteNextPage}),
    OfCall({"retry", "Calls again after broken connections, 5xx, throttling and LimitExceeded.",
            RetrySchema, ReadRetry, WriteRetry}),
    OfCall({"expect", "What must hold after the last attempt; without it, anything may.",
            ExpectSchema, ReadExpect, WriteExpect}),
    {"repeat", "Does the step so many times; default: once.", RepeatSchema, ReadRepeat,
     WriteRepeat},
    Note<StepDraft>(),
});
constexpr std::size_t kActions = 3;

// The next page is asked for by the token of the last one alone, and not where there are no pages.
Value NextPageOf(Operation operation) {
  if (!HasPages(operation)) return schema::Only("next_page", schema::Const({false}));
  const Value both = schema::Requires("with", schema::Requires(kNextToken, schema::Text()));
  return schema::IfThen(both, schema::Only("next_page", schema::Const({false})));
}

// What a step may say about a call of that operation.
Value StepOfOperation(Operation operation) {
  const std::string name(NameOf(operation));
  const Value result = schema::Reference(name + "Expected");
  const Value expect(
      ValueMembers{{"properties", {ValueMembers{{"result", result}, {"exactly", result}}}}});
  const Value properties(
      ValueMembers{{"with", schema::Reference(name + "Request")}, {"expect", expect}});
  return {ValueMembers{{"properties", properties}, {"allOf", {ValueList{NextPageOf(operation)}}}}};
}

}  // namespace

void ReadStep(ReadContext& context, const Node& node, StepDraft& draft) {
  context.operation.reset();
  const auto is_action = [](const Key<StepDraft>& key) {
    return &key - kStepKeys.data() < static_cast<std::ptrdiff_t>(kActions);
  };
  const Node* action = nullptr;
  for (const Key<StepDraft>& key : kStepKeys) {
    const Node* const found = is_action(key) ? node.Find(key.name) : nullptr;
    if (found == nullptr) continue;
    if (action != nullptr) {
      context.problems.AddAtKey(
          *found,
          fmt::format("a step does one thing, and this one has \"{}\" already", action->key),
          "write a step for each");
      return;
    }
    action = found;
  }
  if (action == nullptr && node.kind == Node::Kind::kObject) {
    context.problems.Add(node, "the step does nothing", R"(give it "call", "advance" or "set")");
    FindKeys(context, node, kStepKeys);
    return;
  }
  ReadObject(context, node, kStepKeys, draft);
}

Value WriteStep(const StepDraft& draft) {
  return WriteObject(draft, kStepKeys);
}

Value StepSchema() {
  Value step = SchemaOf(kStepKeys);
  ValueList all;
  ForEachOperation([&](auto op) {
    using Op = decltype(op);
    all.push_back(schema::IfThen(schema::Requires("call", schema::Const({Op::kName})),
                                 StepOfOperation(kOperation<Op>)));
  });
  ValueList actions;
  for (const char* const key : {"call", "advance", "set"}) actions.push_back(schema::Has(key));
  auto* const members = std::get_if<ValueMembers>(&step.data);
  members->push_back({"oneOf", {std::move(actions)}});
  members->push_back({"allOf", {std::move(all)}});
  return step;
}

}  // namespace fakestream::internal
