// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a test says about a World: which images it has, and which calls were made. See
// testing/matchers.h for how they are used.

#include <cstddef>
#include <optional>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock-matchers.h>

#include "fakestream/testing/printers.h"

namespace fakestream {

namespace internal {

class HasImageMatcher {
 public:
  HasImageMatcher(std::string region, std::string name, std::optional<ImageState> state)
      : region_(std::move(region)), name_(std::move(name)), state_(state) {}

  bool MatchAndExplain(const World& world, ::testing::MatchResultListener* listener) const {
    const std::optional<Image> image = world.FindImage(region_, name_);
    if (!image) {
      *listener << "which has no such image there" << Elsewhere(world);
      return false;
    }
    if (!state_ || image->state == state_) return true;
    *listener << "which has it as " << (image->state ? NameOf(*image->state) : "nothing");
    return false;
  }

  void DescribeTo(std::ostream* os) const { Describe("has image ", os); }

  void DescribeNegationTo(std::ostream* os) const { Describe("has not image ", os); }

 private:
  void Describe(const char* verb, std::ostream* os) const {
    *os << verb << name_ << " in " << (region_.empty() ? "the home region" : region_);
    if (state_) *os << " as " << NameOf(*state_);
  }

  std::string Elsewhere(const World& world) const {
    std::string text;
    for (const std::string_view region : AppStreamRegions()) {
      if (!world.FindImage(region, name_)) continue;
      text += (text.empty() ? ", but one in " : " and ") + std::string(region);
    }
    return text;
  }

  std::string region_;
  std::string name_;
  std::optional<ImageState> state_;
};

inline const Trace& TraceOf(const World& world) {
  return world.trace();
}

inline const Trace& TraceOf(const Trace& trace) {
  return trace;
}

// Returns "CopyImage, DescribeImages ×5", runs of one operation as one.
std::string inline Summary(const std::vector<Operation>& operations) {
  if (operations.empty()) return "nothing";
  std::string text;
  for (std::size_t i = 0; i < operations.size();) {
    std::size_t end = i;
    while (end < operations.size() && operations[end] == operations[i]) ++end;
    if (i > 0) text += ", ";
    text += NameOf(operations[i]);
    if (end - i > 1) text += " \u00d7" + std::to_string(end - i);
    i = end;
  }
  return text;
}

inline std::vector<Operation> OperationsIn(const Trace& trace) {
  std::vector<Operation> operations;
  for (const TraceEvent& event : trace.events()) {
    const auto* const call = std::get_if<CallEvent>(&event);
    if (call != nullptr) operations.push_back(OperationOf(call->request));
  }
  return operations;
}

// Of a World or a Trace: how many calls of Op have a request like that.
template <class Op>
class CalledMatcher {
 public:
  using Request = typename Op::Request;
  using RequestMatcher = ::testing::Matcher<const Request&>;

  explicit CalledMatcher(RequestMatcher request) : request_(std::move(request)) {}

  // Exactly so often, or as often as a matcher of the number says; without it, at least once.
  CalledMatcher Times(const ::testing::Matcher<std::size_t>& times) const {
    CalledMatcher counted = *this;
    counted.times_ = times;
    return counted;
  }

  template <class Subject>
  operator ::testing::Matcher<Subject>() const {  // NOLINT(google-explicit-constructor)
    return ::testing::Matcher<Subject>(::testing::MakePolymorphicMatcher(Plain(*this)));
  }

 private:
  class Plain {
   public:
    explicit Plain(const CalledMatcher& matcher)
        : request_(matcher.request_), times_(matcher.times_) {}

    template <class Subject>
    bool MatchAndExplain(const Subject& subject, ::testing::MatchResultListener* listener) const {
      return Evaluate(TraceOf(subject), listener);
    }

    void DescribeTo(std::ostream* os) const {
      *os << "called " << Op::kName << " with a request that ";
      request_.DescribeTo(os);
      *os << "; calls like that: a number that ";
      times_.DescribeTo(os);
    }

    void DescribeNegationTo(std::ostream* os) const {
      *os << "called " << Op::kName << " with a request that ";
      request_.DescribeTo(os);
      *os << "; calls like that: a number that ";
      times_.DescribeNegationTo(os);
    }

   private:
    bool Evaluate(const Trace& trace, ::testing::MatchResultListener* listener) const {
      std::size_t found = 0;
      std::string others;
      for (const TraceEvent& event : trace.events()) {
        const auto* const call = std::get_if<CallEvent>(&event);
        const auto* const request = call ? std::get_if<Request>(&call->request) : nullptr;
        if (request == nullptr) continue;
        ::testing::StringMatchResultListener reason;
        if (request_.MatchAndExplain(*request, &reason)) {
          ++found;
        } else {
          others += "\n  not like that: #" + std::to_string(call->number) + " " +
                    ::testing::PrintToString(*request) + " " + reason.str();
        }
      }
      *listener << "which has " << found << " such " << (found == 1 ? "call" : "calls") << others;
      if (found == 0 && others.empty()) {
        *listener << "; what it called is " << Summary(OperationsIn(trace));
      }
      return times_.Matches(found);
    }

    RequestMatcher request_;
    ::testing::Matcher<std::size_t> times_;
  };

  RequestMatcher request_;
  ::testing::Matcher<std::size_t> times_ = ::testing::Ge(std::size_t{1});
};

class OperationsAreMatcher {
 public:
  explicit OperationsAreMatcher(std::vector<Operation> wanted) : wanted_(std::move(wanted)) {}

  template <class Subject>
  bool MatchAndExplain(const Subject& subject, ::testing::MatchResultListener* listener) const {
    const std::vector<Operation> actual = OperationsIn(TraceOf(subject));
    *listener << "which called " << Summary(actual);
    return actual == wanted_;
  }

  void DescribeTo(std::ostream* os) const { *os << "called " << Summary(wanted_) << ", in order"; }

  void DescribeNegationTo(std::ostream* os) const {
    *os << "called anything but " << Summary(wanted_);
  }

 private:
  std::vector<Operation> wanted_;
};

}  // namespace internal

// A World with that image in that region (empty: its home region), in any state or in that one.
inline auto HasImage(std::string region, std::string name,
                     std::optional<ImageState> state = std::nullopt) {
  return ::testing::MakePolymorphicMatcher(
      internal::HasImageMatcher(std::move(region), std::move(name), state));
}

// A World or Trace with at least one call of Op; one whose request is like that.
template <class Op>
auto Called() {
  return internal::CalledMatcher<Op>(::testing::A<const typename Op::Request&>());
}

template <class Op, class RequestMatcher>
auto Called(const RequestMatcher& request) {
  return internal::CalledMatcher<Op>(
      ::testing::SafeMatcherCast<const typename Op::Request&>(request));
}

// A World or Trace in which exactly these operations were called, in that order.
template <class... Op>
auto OperationsAre() {
  return ::testing::MakePolymorphicMatcher(internal::OperationsAreMatcher({kOperation<Op>...}));
}

}  // namespace fakestream
