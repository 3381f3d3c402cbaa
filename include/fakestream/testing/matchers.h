// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a test says about outcomes and Worlds, in the words of the service.
//
//   EXPECT_THAT(mirror.Copy("golden"), Succeeds());
//   EXPECT_THAT(outcome, SucceedsWith(Field(&CopyImageResult::destination_image_name, "copy")));
//   EXPECT_THAT(outcome, FailsWith(ErrorCode::kLimitExceeded));
//   EXPECT_THAT(outcome, FailsWith(ErrorCode::kThrottling, HasSubstr("Rate")));
//   EXPECT_THAT(outcome, HasHttpStatus(400));
//   EXPECT_THAT(outcome, Not(IsRetryableBy(Sdk::kCpp)));
//   EXPECT_THAT(world, HasImage("eu-west-1", "golden", ImageState::kAvailable));
//   EXPECT_THAT(world, Called<ops::CopyImage>().Times(2));
//   EXPECT_THAT(world, (OperationsAre<ops::CopyImage, ops::DescribeImages>()));

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

// Of an Outcome, whatever its result.
class SucceedsMatcher {
 public:
  template <class T>
  bool MatchAndExplain(const Outcome<T>& outcome, ::testing::MatchResultListener* listener) const {
    if (!outcome.IsSuccess()) *listener << "which is a failure";
    return outcome.IsSuccess();
  }

  static void DescribeTo(std::ostream* os) { *os << "succeeds"; }

  static void DescribeNegationTo(std::ostream* os) { *os << "fails"; }
};

template <class ResultMatcher>
class SucceedsWithMatcher {
 public:
  explicit SucceedsWithMatcher(ResultMatcher matcher) : matcher_(std::move(matcher)) {}

  template <class Subject>
  operator ::testing::Matcher<Subject>() const {  // NOLINT(google-explicit-constructor)
    using Result = typename std::remove_cvref_t<Subject>::Result;
    return ::testing::Matcher<Subject>(
        new Typed<Subject>(::testing::SafeMatcherCast<const Result&>(matcher_)));
  }

 private:
  template <class Subject>
  class Typed : public ::testing::MatcherInterface<Subject> {
   public:
    using Result = typename std::remove_cvref_t<Subject>::Result;

    explicit Typed(::testing::Matcher<const Result&> matcher) : matcher_(std::move(matcher)) {}

    bool MatchAndExplain(Subject outcome, ::testing::MatchResultListener* listener) const override {
      if (outcome.IsSuccess()) return matcher_.MatchAndExplain(outcome.GetResult(), listener);
      *listener << "which is a failure";
      return false;
    }

    void DescribeTo(std::ostream* os) const override {
      *os << "succeeds with a result that ";
      matcher_.DescribeTo(os);
    }

    void DescribeNegationTo(std::ostream* os) const override {
      *os << "fails, or succeeds with a result that ";
      matcher_.DescribeNegationTo(os);
    }

   private:
    ::testing::Matcher<const Result&> matcher_;
  };

  ResultMatcher matcher_;
};

class FailsWithMatcher {
 public:
  FailsWithMatcher(std::string name, std::optional<::testing::Matcher<const std::string&>> message)
      : name_(std::move(name)), message_(std::move(message)) {}

  template <class T>
  bool MatchAndExplain(const Outcome<T>& outcome, ::testing::MatchResultListener* listener) const {
    if (outcome.IsSuccess()) {
      *listener << "which is a success";
      return false;
    }
    const ServiceError& error = outcome.GetError();
    if (error.name() != name_) {
      *listener << "which is " << error.name();
      return false;
    }
    if (!message_) return true;
    *listener << "whose message is " << ::testing::PrintToString(error.message) << " ";
    return message_->MatchAndExplain(error.message, listener);
  }

  void DescribeTo(std::ostream* os) const { Describe("fails with ", os); }

  void DescribeNegationTo(std::ostream* os) const { Describe("does not fail with ", os); }

 private:
  void Describe(const char* verb, std::ostream* os) const {
    *os << verb << name_;
    if (!message_) return;
    *os << " and a message that ";
    message_->DescribeTo(os);
  }

  std::string name_;
  std::optional<::testing::Matcher<const std::string&>> message_;
};

// What an outcome, an error or an error code says about itself; null when it is a success.
template <class T>
const ServiceError* ErrorIn(const Outcome<T>& outcome) {
  return outcome.IsSuccess() ? nullptr : &outcome.GetError();
}

inline const ServiceError* ErrorIn(const ServiceError& error) {
  return &error;
}

class HasHttpStatusMatcher {
 public:
  explicit HasHttpStatusMatcher(int status) : status_(status) {}

  template <class Subject>
  bool MatchAndExplain(const Subject& subject, ::testing::MatchResultListener* listener) const {
    const ServiceError* const error = ErrorIn(subject);
    const int actual = error == nullptr ? kStatusOfSuccess : error->http_status;
    if (actual == 0) {
      *listener << "of which no reply arrived";
    } else {
      *listener << "whose status is " << actual;
    }
    return actual == status_;
  }

  void DescribeTo(std::ostream* os) const { *os << "has HTTP status " << status_; }

  void DescribeNegationTo(std::ostream* os) const { *os << "has not HTTP status " << status_; }

 private:
  static constexpr int kStatusOfSuccess = 200;

  int status_;
};

class IsRetryableByMatcher {
 public:
  explicit IsRetryableByMatcher(Sdk sdk) : sdk_(sdk) {}

  bool MatchAndExplain(const ErrorCode& code, ::testing::MatchResultListener* listener) const {
    *listener << "which " << NameOf(sdk_) << " sends " << AttemptsOf(code, sdk_)
              << (AttemptsOf(code, sdk_) == 1 ? " time" : " times") << " at most";
    return RetriedBy(code, sdk_);
  }

  template <class Subject>
  bool MatchAndExplain(const Subject& subject, ::testing::MatchResultListener* listener) const {
    const ServiceError* const error = ErrorIn(subject);
    if (error != nullptr) return MatchAndExplain(error->code, listener);
    *listener << "which is a success";
    return false;
  }

  void DescribeTo(std::ostream* os) const {
    *os << "is sent again by " << NameOf(sdk_) << " as it comes";
  }

  void DescribeNegationTo(std::ostream* os) const {
    *os << "is not sent again by " << NameOf(sdk_) << " as it comes";
  }

 private:
  Sdk sdk_;
};

}  // namespace internal

// An Outcome of any operation that is a success.
inline auto Succeeds() {
  return ::testing::MakePolymorphicMatcher(internal::SucceedsMatcher());
}

// A success whose result is like that: a value, or a matcher of the result.
template <class ResultMatcher>
auto SucceedsWith(ResultMatcher matcher) {
  return internal::SucceedsWithMatcher<ResultMatcher>(std::move(matcher));
}

// A failure with that error; also with a message like that.
inline auto FailsWith(ErrorCode code) {
  return ::testing::MakePolymorphicMatcher(
      internal::FailsWithMatcher(std::string(RowOf(code).name), std::nullopt));
}

template <class MessageMatcher>
auto FailsWith(ErrorCode code, const MessageMatcher& message) {
  return ::testing::MakePolymorphicMatcher(internal::FailsWithMatcher(
      std::string(RowOf(code).name), ::testing::SafeMatcherCast<const std::string&>(message)));
}

// The same for an error that the catalogue lacks, by its name.
inline auto FailsWith(std::string name) {
  return ::testing::MakePolymorphicMatcher(
      internal::FailsWithMatcher(std::move(name), std::nullopt));
}

// An Outcome or a ServiceError with that HTTP status; a success has 200, a lost reply 0.
inline auto HasHttpStatus(int status) {
  return ::testing::MakePolymorphicMatcher(internal::HasHttpStatusMatcher(status));
}

// An Outcome, ServiceError or ErrorCode that the SDK, left as it is, sends again.
inline auto IsRetryableBy(Sdk sdk) {
  return ::testing::MakePolymorphicMatcher(internal::IsRetryableByMatcher(sdk));
}

}  // namespace fakestream
