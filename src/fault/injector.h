// SPDX-License-Identifier: Apache-2.0
#pragma once

// Decides which rule acts on a call, and makes it act. The FaultInjector is shared by all clients
// of a World; each client has an InjectingAppStream of its own around its fake.

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "backend/service_state.h"

#include "fakestream/fault/script.h"
#include "fakestream/service/codec.h"
#include "fakestream/service/decorator.h"

namespace fakestream {

// How often a rule met calls, and what became of it.
struct RuleCounts {
  std::uint64_t matched = 0;    // calls that passed its filters
  std::uint64_t in_window = 0;  // of these, inside its windows of calls and time
  std::uint64_t drawn = 0;      // of these, that its chance let through
  std::uint64_t fired = 0;      // of these, that no earlier rule had taken
};

// A request without its type: its members by their place in the member table.
struct RequestView {
  const void* request = nullptr;
  // The text of a text member; null when it is absent.
  const std::string* (*text)(const void* request, std::size_t member) = nullptr;
  // Any member; null when it is absent.
  Value (*value)(const void* request, std::size_t member) = nullptr;
};

namespace internal {

template <class Request>
const std::string* TextMember(const void* request, std::size_t wanted) {
  const std::string* text = nullptr;
  std::size_t place = 0;
  ForEachMember<Request>([&]<class Field>(const Member<Request, Field>& member) {
    if constexpr (std::is_same_v<Field, std::optional<std::string>>) {
      if (place == wanted) {
        const Field& field = static_cast<const Request*>(request)->*member.pointer;
        if (field) text = &*field;
      }
    }
    ++place;
  });
  return text;
}

template <class Request>
Value MemberValue(const void* request, std::size_t wanted) {
  Value value;
  std::size_t place = 0;
  ForEachMember<Request>([&](const auto& member) {
    if (place++ != wanted) return;
    const auto& field = static_cast<const Request*>(request)->*member.pointer;
    if (field) value = Encode(*field);
  });
  return value;
}

// The rules of one operation that demand one text of one member, found by that text.
class TextIndex {
 public:
  static constexpr std::uint32_t kNone = ~std::uint32_t{0};

  explicit TextIndex(std::size_t member) : member_(member) {}

  std::size_t member() const { return member_; }

  // Adds a rule that comes behind all others in the script. The text, which is the rule's own, must
  // outlive this.
  void Add(const std::string& text, std::uint32_t rule);

  // The first rule that demands this text, or kNone; `Next` gives the others in the script's order.
  std::uint32_t First(std::string_view text) const { return slots_[SlotOf(text)]; }

  std::uint32_t Next(std::uint32_t entry) const { return entries_[entry].next; }

  std::uint32_t RuleOf(std::uint32_t entry) const { return entries_[entry].rule; }

 private:
  struct RulesOfText {
    const std::string* text;
    std::uint32_t rule;
    std::uint32_t next;  // entry with the same text
    std::uint32_t last;  // of the first entry: the end of its chain
  };

  std::size_t SlotOf(std::string_view text) const;
  void Grow();

  std::size_t member_;
  std::vector<RulesOfText> entries_{};
  std::vector<std::uint32_t> slots_{};  // first entries, by hash; a power of two, at most half full
};

}  // namespace internal

class FaultInjector {
 public:
  struct Options {
    std::uint64_t seed = 0;
    int status_of_not_found = 400;  // that a rule without a status gives ResourceNotFoundException
  };

  explicit FaultInjector(Options options) : options_(options) {}

  // Adds rules behind those that are there. Throws Misuse, with every reason, when one could never
  // fire or makes no sense.
  void Add(Rule rule);
  void Add(Script rules);

  // The rule that acts on this call, by its place in the script. Counts for every rule.
  std::optional<std::size_t> Decide(Operation operation, std::string_view region,
                                    const RequestView& request, Duration elapsed);

  // The same for a call of an operation that is not simulated.
  std::optional<std::size_t> DecideOther(OtherOperation operation, std::string_view region,
                                         Duration elapsed);

  const Script& script() const { return script_; }

  const RuleCounts& CountsOf(std::size_t rule) const { return compiled_[rule].counts; }

  // From now on the rule neither acts nor counts. `calls` have been made so far. Ends once.
  void End(std::size_t rule, std::uint64_t calls);

  // How many calls had been made when the rule was ended; nothing for one that is at work.
  std::optional<std::uint64_t> CallsBeforeEnd(std::size_t rule) const {
    return compiled_[rule].calls_before_end;
  }

  // The error that a `fail` or `drop` rule answers.
  ServiceError ErrorOf(std::size_t rule) const;

  // While it is held no rule acts; all go on counting. Held twice, it must be let go twice.
  void Hold() { ++holds_; }

  void LetGo() { --holds_; }

  bool is_held() const { return holds_ > 0; }

  // What the last call met; the recorder takes it.
  struct Act {
    std::optional<std::size_t> rule{};
    bool is_hidden_success = false;
    bool is_counted = false;
  };

  Act& last_act() { return last_act_; }

  // The reply that the last fault of Moment::kAfter took away, once.
  void KeepLostReply(Outcome<AnyResult> reply) { lost_reply_ = std::move(reply); }

  std::optional<Outcome<AnyResult>> TakeLostReply() {
    return std::exchange(lost_reply_, std::nullopt);
  }

 private:
  static constexpr std::size_t kMaxMembers = 8;

  struct Compiled {
    RuleCounts counts{};
    ErrorCode code = ErrorCode::kUnrecognized;
    std::array<std::uint8_t, kMaxMembers> members{};  // places of the filters' members
    std::uint64_t stream = 0;                         // of its chance
    std::optional<std::uint64_t> calls_before_end{};
  };

  struct OperationRules {
    std::vector<internal::TextIndex> by_text{};
    std::vector<std::uint32_t> others{};
  };

  // The first rules of each list of an operation that a call may concern, while they are merged.
  struct Merge {
    const OperationRules* rules = nullptr;
    std::array<std::uint32_t, kMaxMembers> heads{};  // per text index: the next entry
    std::size_t other = 0;
  };

  struct Candidate {
    std::uint32_t rule = internal::TextIndex::kNone;  // kNone: there is no more
    std::size_t known = kMaxMembers;  // place of a member whose text the index has compared
  };

  void CheckAll(std::span<const Rule> rules) const;
  static Candidate TakeNext(Merge& merge);
  void Compile(std::uint32_t rule);
  void Index(std::uint32_t rule);
  bool Matches(const Candidate& candidate, std::string_view region,
               const RequestView& request) const;
  // Counts the call for a rule that may want it; returns whether it acts, if no earlier one did.
  bool Consider(std::uint32_t rule, Duration elapsed);

  Options options_;
  Script script_{};
  std::vector<Compiled> compiled_{};
  std::array<OperationRules, kOperationCount> by_operation_{};
  std::vector<std::uint32_t> for_others_{};  // rules that a call which is not simulated may concern
  std::map<std::string, std::uint64_t> streams_{};  // how many rules share a stream's name
  std::size_t holds_ = 0;
  Act last_act_{};
  std::optional<Outcome<AnyResult>> lost_reply_{};
};

// What an InjectingAppStream works with; all of it must outlive the client.
struct InjectorContext {
  FaultInjector* injector = nullptr;
  VirtualClock* clock = nullptr;
  CallDirectives* directives = nullptr;
  const Timing* timing = nullptr;
};

class InjectingAppStream final : public Decorator<InjectingAppStream> {
 public:
  InjectingAppStream(AppStream& target, InjectorContext context, std::string region)
      : Decorator(target), context_(context), region_(std::move(region)) {}

  template <class Op>
  Outcome<typename Op::Result> Around(const typename Op::Request& request) {
    using Request = typename Op::Request;
    FaultInjector& injector = *context_.injector;
    injector.last_act() = {.is_counted = true};
    if (injector.script().empty()) return Forward<Op>(request);
    const auto rule =
        injector.Decide(kOperation<Op>, region_,
                        {&request, internal::TextMember<Request>, internal::MemberValue<Request>},
                        context_.clock->Elapsed());
    if (!rule) return Forward<Op>(request);
    return Act<Op>(*rule, request);
  }

 private:
  // Sets what is special about the call while it lasts.
  class Directing {
   public:
    Directing(CallDirectives* directives, CallDirectives special) : directives_(directives) {
      *directives_ = special;
    }

    Directing(const Directing&) = delete;
    Directing& operator=(const Directing&) = delete;

    ~Directing() { *directives_ = {}; }

   private:
    CallDirectives* directives_;
  };

  template <class Op>
  Outcome<typename Op::Result> Act(std::size_t number, const typename Op::Request& request) {
    FaultInjector& injector = *context_.injector;
    const Rule& rule = injector.script()[number];
    injector.last_act().rule = number;
    if (rule.delay) context_.clock->Advance(*rule.delay);
    if (const auto* const reply = std::get_if<Reply>(&rule.effect)) {
      return DecodeUnchecked<typename Op::Result>(reply->result);
    }
    if (const auto* const becomes = std::get_if<Becomes>(&rule.effect)) {
      const Directing directing(context_.directives, {.ending = becomes->ending});
      return Forward<Op>(request);
    }
    if (const auto* const stale = std::get_if<Stale>(&rule.effect)) {
      const Directing directing(context_.directives, {.stale_by = stale->age});
      return Forward<Op>(request);
    }
    if (std::holds_alternative<std::monostate>(rule.effect)) return Forward<Op>(request);
    if (rule.at == Moment::kAfter) {
      const Outcome<typename Op::Result> lost = Forward<Op>(request);
      injector.last_act().is_hidden_success = lost.IsSuccess();
      injector.KeepLostReply(lost ? Outcome<AnyResult>(AnyResult{*lost}) : lost.GetError());
    }
    const auto* const drop = std::get_if<Drop>(&rule.effect);
    if (drop != nullptr && drop->fault == ConnectionFault::kTimeout) {
      context_.clock->Advance(context_.timing->client_timeout);
    }
    return injector.ErrorOf(number);
  }

  InjectorContext context_;
  std::string region_;
};

}  // namespace fakestream
