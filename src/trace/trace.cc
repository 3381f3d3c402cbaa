// SPDX-License-Identifier: Apache-2.0
#include "fakestream/trace/trace.h"

#include <fmt/format.h>
#include "base/clean_text.h"

#include "fakestream/service/codec.h"

namespace fakestream {
namespace {

std::string_view NameOrNothing(const std::optional<ImageState>& state) {
  return state ? NameOf(*state) : std::string_view("gone");
}

// The service fills every list of an image, mostly with nothing; a line is read more easily
// without.
Value WithoutEmptyLists(const Value& value) {
  if (const auto* const items = value.As<ValueList>()) {
    ValueList kept;
    for (const Value& item : *items) kept.push_back(WithoutEmptyLists(item));
    return {std::move(kept)};
  }
  const auto* const members = value.As<ValueMembers>();
  if (members == nullptr) return value;
  ValueMembers kept;
  for (const NamedValue& member : *members) {
    const auto* const list = member.value.As<ValueList>();
    if (list != nullptr && list->empty()) continue;
    kept.push_back({member.name, WithoutEmptyLists(member.value)});
  }
  return {std::move(kept)};
}

struct Printer {
  std::optional<Instant> start;

  std::string TimeOf(Instant at) const { return start ? "+" + ToText(at - *start) : ToText(at); }

  std::string operator()(const CallEvent& event) const {
    std::string text =
        fmt::format("#{} {} {} {} {}", event.number, TimeOf(event.start), event.region,
                    NameOf(OperationOf(event.request)), ToText(ToValue(event.request)));
    if (event.end != event.start) text += " took " + ToText(event.end - event.start);
    text += " -> ";
    if (event.succeeded()) {
      text += ToText(WithoutEmptyLists(ToValue(*event.result)));
    } else if (event.error) {
      text += ToText(*event.error);
    }
    if (event.is_hidden_success) text += " (the service had done it)";
    if (event.rule) text += fmt::format(" [fault {}]", *event.rule);
    return text;
  }

  std::string operator()(const StateEvent& event) const {
    const std::string_view from = event.from ? NameOf(*event.from) : std::string_view("new");
    return fmt::format("   {} {} image {}: {} -> {}", TimeOf(event.at), event.region, event.image,
                       from, NameOrNothing(event.to));
  }

  std::string operator()(const SettingEvent& event) const {
    std::string text = fmt::format("   {} account:", TimeOf(event.at));
    if (event.account_status) text += fmt::format(" status {}", NameOf(*event.account_status));
    if (event.quotas) text += fmt::format(" quotas {}", ToText(ToValue(*event.quotas)));
    return text;
  }

  std::string operator()(const OtherCallEvent& event) const {
    std::string text = fmt::format("#{} {} {} {}", event.number, TimeOf(event.start), event.region,
                                   NameOf(event.operation));
    if (event.end != event.start) text += " took " + ToText(event.end - event.start);
    text += " -> " + ToText(event.error);
    if (event.rule) text += fmt::format(" [fault {}]", *event.rule);
    return text;
  }
};

// Canonical content of an event. What stands here decides which runs count as the same.
struct Hasher {
  StableHash* hash;

  void operator()(const CallEvent& event) const {
    hash->Add(std::uint64_t{1});
    hash->Add(event.number);
    hash->Add(std::string_view(event.region));
    internal::AddToHash(*hash, event.start);
    internal::AddToHash(*hash, event.end);
    AddRequest(event);
    hash->Add(std::uint64_t{event.succeeded()});
    if (event.result) {
      std::visit([this](const auto& result) { HashInto(*hash, result); }, *event.result);
    }
    if (event.error) AddError(*event.error);
    hash->Add(event.rule ? std::uint64_t{*event.rule + 1} : std::uint64_t{0});
    hash->Add(std::uint64_t{event.is_hidden_success});
  }

  void AddArrival(const CallEvent& event) const {
    hash->Add(event.number);
    hash->Add(std::string_view(event.region));
    internal::AddToHash(*hash, event.start);
    AddRequest(event);
  }

  void AddRequest(const CallEvent& event) const {
    hash->Add(std::uint64_t{event.request.index()});
    std::visit([this](const auto& request) { HashInto(*hash, request); }, event.request);
  }

  void operator()(const StateEvent& event) const {
    hash->Add(std::uint64_t{2});
    internal::AddToHash(*hash, event.at);
    hash->Add(std::string_view(event.region));
    hash->Add(std::string_view(event.image));
    hash->Add(NameOrNothing(event.from));
    hash->Add(NameOrNothing(event.to));
  }

  void operator()(const SettingEvent& event) const {
    hash->Add(std::uint64_t{3});
    internal::AddToHash(*hash, event.at);
    hash->Add(event.account_status ? NameOf(*event.account_status) : std::string_view());
    hash->Add(std::uint64_t{event.quotas.has_value()});
    if (event.quotas) HashInto(*hash, *event.quotas);
  }

  void operator()(const OtherCallEvent& event) const {
    hash->Add(std::uint64_t{4});
    hash->Add(event.number);
    hash->Add(std::string_view(event.region));
    internal::AddToHash(*hash, event.start);
    internal::AddToHash(*hash, event.end);
    hash->Add(NameOf(event.operation));
    AddError(event.error);
    hash->Add(event.rule ? std::uint64_t{*event.rule + 1} : std::uint64_t{0});
  }

  void AddError(const ServiceError& error) const {
    hash->Add(error.name());
    hash->Add(std::string_view(error.message));
    hash->Add(static_cast<std::uint64_t>(error.http_status));
  }
};

}  // namespace

bool IsAnswered(const TraceEvent& event) {
  const auto* const other = std::get_if<OtherCallEvent>(&event);
  return other == nullptr || other->is_answered;
}

std::string ToText(const TraceEvent& event, std::optional<Instant> start) {
  return OneLine(std::visit(Printer{start}, event));
}

Trace::Trace(Instant start, std::size_t limit) : start_(start), limit_(limit) {}

CallEvent& Trace::AddCall() {
  MakeRoom();
  return std::get<CallEvent>(events_.emplace_back(std::in_place_type<CallEvent>));
}

void Trace::Add(StateEvent event) {
  MakeRoom();
  events_.emplace_back(std::move(event));
}

void Trace::Add(SettingEvent event) {
  MakeRoom();
  events_.emplace_back(event);
}

void Trace::Add(OtherCallEvent event) {
  MakeRoom();
  const std::string_view name = NameOf(event.operation);
  const TraceEvent& added = events_.emplace_back(std::move(event));
  if (!IsAnswered(added)) ++unanswered_[std::string(name)];
}

void Trace::MakeRoom() {
  if (events_.size() < limit_ || events_.empty()) return;
  std::visit(Hasher{&dropped_digest_}, events_.front());
  events_.pop_front();
  ++dropped_;
}

std::string Trace::Digest() const {
  StableHash digest = dropped_digest_;
  for (const TraceEvent& event : events_) std::visit(Hasher{&digest}, event);
  return fmt::format("{:016x}", digest.value());
}

std::vector<std::uint64_t> Trace::ArrivalDigests(std::uint64_t last) const {
  std::vector<std::uint64_t> digests;
  StableHash hash;
  const Hasher hasher{&hash};
  for (const TraceEvent& event : events_) {
    if (const auto* const other = std::get_if<OtherCallEvent>(&event)) {
      if (other->number > last) break;
      hasher(*other);
      digests.push_back(hash.value());
      continue;
    }
    const auto* const call = std::get_if<CallEvent>(&event);
    if (call == nullptr) continue;
    if (call->number > last) break;
    hasher.AddArrival(*call);
    digests.push_back(hash.value());
    // Results follow from what was asked, and are most of what there would be to hash.
    internal::AddToHash(hash, call->end);
    if (call->error) hash.Add(call->error->name());
  }
  return digests;
}

std::string Trace::ToText() const {
  std::string text;
  if (dropped_ > 0) text += fmt::format("({} earlier events were dropped)\n", dropped_);
  for (const TraceEvent& event : events_) text += fakestream::ToText(event, start_) + "\n";
  return text;
}

}  // namespace fakestream
