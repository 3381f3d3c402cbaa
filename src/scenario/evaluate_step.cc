// SPDX-License-Identifier: Apache-2.0
#include "scenario/evaluate_step.h"

#include <algorithm>
#include <string>

#include "fakestream/base/text.h"
#include "fakestream/service/codec.h"

namespace fakestream::internal {
namespace {

bool DemandsError(const Expectation& expected) {
  return expected.error || expected.message ||
         (expected.status && *expected.status != Expectation::kStatusOfSuccess);
}

void Add(std::vector<Mismatch>& all, const std::string& place, std::vector<Mismatch> found) {
  for (Mismatch& mismatch : found) {
    mismatch.path.insert(0, place);
    all.push_back(std::move(mismatch));
  }
}

void Compare(std::vector<Mismatch>& all, const std::string& place, const std::string& expected,
             const std::string& actual) {
  if (expected != actual) all.push_back({place, expected, actual});
}

void AddText(std::vector<Mismatch>& all, const std::string& place,
             const std::optional<ValueMatcher>& expected, std::string_view actual) {
  if (!expected) return;
  const Value value{actual};
  Add(all, place, Explain(*expected, &value));
}

// The service's lists and maps are empty when absent, so an empty one is nothing extra.
bool IsAsGoodAsAbsent(const Value& value) {
  const auto* const list = value.As<ValueList>();
  const auto* const members = value.As<ValueMembers>();
  return value.is_null() || (list != nullptr && list->empty()) ||
         (members != nullptr && members->empty());
}

// What "exactly" demands beyond Explain: members that the matcher does not name must not be there.
void FindExtras(const ValueMatcher& matcher, const Value& actual, const std::string& path,
                std::vector<Mismatch>& found) {
  if (const auto* const wanted = std::get_if<ValueMatcher::Items>(&matcher.kind())) {
    const auto* const items = actual.As<ValueList>();
    if (items == nullptr) return;
    for (std::size_t i = 0; i < std::min(wanted->size(), items->size()); ++i) {
      FindExtras((*wanted)[i], (*items)[i], path + "/" + std::to_string(i), found);
    }
  }
  const auto* const wanted = std::get_if<ValueMatcher::MembersLike>(&matcher.kind());
  const auto* const members = actual.As<ValueMembers>();
  if (wanted == nullptr || members == nullptr) return;
  for (const NamedValue& member : *members) {
    const auto named = std::find_if(wanted->begin(), wanted->end(), [&](const NamedMatcher& one) {
      return one.name == member.name;
    });
    const std::string place = path + PointerStep(member.name);
    if (named != wanted->end()) {
      FindExtras(named->matcher, member.value, place, found);
    } else if (!IsAsGoodAsAbsent(member.value)) {
      found.push_back({place, "nothing", ToText(member.value)});
    }
  }
}

void JudgeResult(const Expectation& expected, const AnyResult& result, std::vector<Mismatch>& all) {
  if (!expected.result) return;
  const Value value = ToValue(result);
  const std::string place = expected.is_exact ? "/exactly" : "/result";
  Add(all, place, Explain(*expected.result, &value));
  if (expected.is_exact) FindExtras(*expected.result, value, place, all);
}

void JudgeError(const Expectation& expected, const ServiceError& error,
                std::vector<Mismatch>& all) {
  AddText(all, "/error", expected.error, error.name());
  AddText(all, "/message", expected.message, error.message);
  if (expected.status) {
    Compare(all, "/status", std::to_string(*expected.status), std::to_string(error.http_status));
  }
}

}  // namespace

std::vector<Mismatch> EvaluateStep(const Expectation& expected, const Attempted& actual) {
  std::vector<Mismatch> all;
  const bool succeeded = actual.outcome.IsSuccess();
  if (DemandsError(expected)) {
    if (succeeded) {
      const std::string wanted = expected.error ? ToText(*expected.error) : "an error";
      all.push_back({"/error", wanted, "success: " + ToText(ToValue(actual.outcome.GetResult()))});
    } else {
      JudgeError(expected, actual.outcome.GetError(), all);
    }
  } else if (succeeded) {
    JudgeResult(expected, actual.outcome.GetResult(), all);
  } else {
    all.push_back({"/error", "success", ToText(actual.outcome.GetError())});
  }
  if (expected.attempts) {
    Compare(all, "/attempts", std::to_string(*expected.attempts), std::to_string(actual.attempts));
  }
  if (expected.elapsed) {
    Compare(all, "/elapsed", ToText(*expected.elapsed), ToText(actual.elapsed));
  }
  return all;
}

}  // namespace fakestream::internal
