// SPDX-License-Identifier: Apache-2.0
// Which rules are refused: those that could never fire, and those that the service could not mean.
#include "fault/rule_check.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "fakestream/base/text.h"
#include "fakestream/fault/rule.h"
#include "fakestream/service/codec.h"

namespace fakestream {
namespace {

class RuleChecker {
 public:
  RuleChecker(const Rule& rule, bool has_hints) : rule_(&rule), has_hints_(has_hints) {}

  Diagnostics Check() {
    CheckOperation();
    CheckFilters();
    CheckPredicates();
    CheckWindows();
    std::visit([this](const auto& effect) { CheckEffect(effect); }, rule_->effect);
    CheckDelay();
    if (rule_->at == Moment::kAfter && !std::holds_alternative<Fail>(rule_->effect) &&
        !std::holds_alternative<Drop>(rule_->effect)) {
      Refuse("/at", "only `fail` and `drop` can come after the effect",
             "leave `at` out, or make the effect one of these");
    }
    return std::move(diagnostics_);
  }

 private:
  void Refuse(std::string where, std::string what, std::string hint = {}) {
    diagnostics_.push_back(
        {.where = std::move(where), .what = std::move(what), .hint = std::move(hint)});
  }

  std::string_view OperationName() const { return OperationNameOf(*rule_); }

  std::string HintOf(std::string_view word, const std::vector<std::string_view>& names) const {
    const auto nearest = has_hints_ ? NearestWord(word, names) : std::nullopt;
    return nearest ? fmt::format("did you mean {}?", Quoted(*nearest)) : "";
  }

  void CheckOperation() {
    if (rule_->on && rule_->other) Refuse("/on", "a rule is on one operation");
    if (!rule_->other || rule_->at == Moment::kBefore) return;
    Refuse("/at",
           fmt::format("{} is not simulated, so there is no effect to come after", OperationName()),
           "leave `at` out");
  }

  void CheckFilters() {
    if (rule_->with.empty()) return;
    if (rule_->other) {
      Refuse(
          "/with",
          fmt::format("{} is not simulated, so nobody reads its request members", OperationName()),
          "leave `with` out");
      return;
    }
    if (!rule_->on) {
      Refuse("/with", "a rule on every operation cannot filter by request members",
             "name the operation, since each has members of its own");
      return;
    }
    for (std::size_t i = 0; i < rule_->with.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        if (rule_->with[i].name == rule_->with[j].name) {
          Refuse("/with" + PointerStep(rule_->with[i].name), "the member is asked for twice");
        }
      }
    }
    for (const NamedMatcher& filter : rule_->with) CheckFilter(filter);
  }

  // What script.h does not let anybody write; a rule can be put together by hand.
  void CheckPredicates() {
    for (const RequestPredicate& predicate : rule_->where) {
      if (rule_->on == predicate.operation()) continue;
      Refuse("/where", fmt::format("the predicate asks about requests of {}, not of {}",
                                   NameOf(predicate.operation()), OperationName()));
    }
  }

  void CheckFilter(const NamedMatcher& filter) {
    const Type& type = RequestType(*rule_->on);
    const TypeMember* const known = type.Find(filter.name);
    const std::vector<TypeMismatch> misfits =
        known != nullptr ? FindTypeMismatches(filter.matcher, *known->type)
                         : FindTypeMismatches(ValueMatcher::Members({filter}), type);
    for (const TypeMismatch& misfit : misfits) {
      Refuse("/with" + (known != nullptr ? PointerStep(filter.name) : "") + misfit.path,
             ToText(misfit), HintOf(misfit.actual, misfit.candidates));
    }
  }

  void CheckWindows() {
    const CallWindow& calls = rule_->calls;
    if (calls.every == 0 && (calls.first == 0 || (calls.last && *calls.last < calls.first))) {
      Refuse("/calls", "the window holds no call, so the rule could never fire",
             "calls are counted from 1");
    }
    if (rule_->between && rule_->between->to <= std::max(rule_->between->from, Duration{})) {
      Refuse("/between", "the window of time is empty, so the rule could never fire",
             R"(it begins before it ends, as in ["10s", "2m"])");
    }
    const auto& chance = rule_->chance;
    if (chance && (chance->numerator == 0 || chance->numerator > chance->denominator)) {
      Refuse("/chance", "a chance is more than 0 and at most 1", "as in \"1/4\"");
    }
  }

  void CheckDelay() {
    if (rule_->delay && *rule_->delay <= Duration{}) {
      Refuse("/delay", "a delay is longer than 0s");
    }
    if (!rule_->delay && std::holds_alternative<std::monostate>(rule_->effect)) {
      Refuse("", "the rule has no effect",
             "give it one of fail, reply, drop, becomes, stale or delay");
    }
  }

  void CheckEffect(std::monostate) {}

  void CheckEffect(const Fail& fail) {
    if (fail.status && (*fail.status < 400 || *fail.status > 599)) {
      Refuse("/status", fmt::format("{} is no HTTP status of an error", *fail.status),
             "from 400 to 599");
    }
    const ErrorRow* const row = FindError(fail.error);
    if (row != nullptr && row->kind == ErrorKind::kTransport) {
      Refuse("/fail", fmt::format("{} is not an answer of the service", Quoted(fail.error)),
             R"(use `drop`, as in "drop": "timeout")");
      return;
    }
    if (rule_->is_unmodeled) {
      if (fail.error.empty()) Refuse("/fail", "an error needs a name");
      return;
    }
    if (row == nullptr) {
      RefuseUnknownError(fail.error);
    } else if (rule_->on && !MayAnswer(*rule_->on, row->code)) {
      Refuse("/fail", fmt::format("{} does not document {}", OperationName(), row->name),
             fmt::format("it documents {}; write \"unmodeled\": true to script it all the same",
                         DocumentedText()));
    } else if (!rule_->on && !rule_->other && row->kind == ErrorKind::kModeled) {
      Refuse("/fail", fmt::format("not every operation documents {}", row->name),
             "name the operation, use an error common to all, or write \"unmodeled\": true");
    }
  }

  void RefuseUnknownError(const std::string& name) {
    std::vector<std::string_view> names;
    for (const ErrorRow& row : ErrorCatalog()) {
      if (row.kind != ErrorKind::kTransport && !row.name.empty()) names.push_back(row.name);
    }
    std::string hint = HintOf(name, names);
    // Whoever leaves the suffix out is many letters away from the name.
    if (hint.empty()) hint = HintOf(name + "Exception", names);
    Refuse("/fail", "unknown error " + Quoted(name),
           !hint.empty() ? std::move(hint)
                         : "`fakestream errors` lists them; \"unmodeled\": true allows any name");
  }

  std::string DocumentedText() const {
    const std::vector<std::string_view> names = DocumentedErrors(*rule_->on);
    return Join({names.begin(), names.end()}, ", ");
  }

  void CheckEffect(const Reply& reply) {
    if (rule_->other) {
      Refuse("/reply",
             fmt::format("{} is not simulated, so nobody knows its replies", OperationName()),
             "it can `fail`, `drop` or `delay`");
      return;
    }
    if (!rule_->on) {
      Refuse("/reply", "a reply belongs to one operation", "name the operation");
      return;
    }
    for (const TypeMismatch& misfit : FindTypeMismatches(reply.result, ResultType(*rule_->on))) {
      Refuse("/reply" + misfit.path, ToText(misfit), HintOf(misfit.actual, misfit.candidates));
    }
  }

  void CheckEffect(const Drop&) {}

  void CheckEffect(const Becomes&) {
    if (rule_->on == kOperation<ops::CopyImage> ||
        rule_->on == kOperation<ops::CreateUpdatedImage>) {
      return;
    }
    Refuse("/becomes", fmt::format("{} starts no transition", OperationName()),
           "only CopyImage and CreateUpdatedImage do");
  }

  void CheckEffect(const Stale& stale) {
    if (stale.age <= Duration{}) Refuse("/stale", "a stale read looks back by more than 0s");
    if (rule_->on == kOperation<ops::DescribeImages>) return;
    Refuse("/stale", fmt::format("{} reads no list of images", OperationName()),
           "only DescribeImages can be stale");
  }

  const Rule* rule_;
  bool has_hints_;
  Diagnostics diagnostics_{};
};

}  // namespace

Diagnostics CheckRule(const Rule& rule) {
  return RuleChecker(rule, true).Check();
}

Diagnostics internal::CheckRuleWithoutHints(const Rule& rule) {
  return RuleChecker(rule, false).Check();
}

}  // namespace fakestream
