// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a call gives back: the operation's result, or the error that the service answered. Spelled
// as in aws-sdk-cpp, but there is always exactly one of the two, and reading the other throws.
//
//   Outcome<CopyImageResult> copied = images.CopyImage({...});
//   if (!copied) return copied.GetError().code;
//   use(copied->destination_image_name);
//
// Of a temporary, GetResult(), `*` and GetError() return values, which a loop keeps alive. `->`
// returns a pointer into the temporary, which is gone before the first turn of a loop:
//
//   for (const Image& image : images.DescribeImages({}).GetResult().images) ...   // good
//   for (const Image& image : images.DescribeImages({})->images) ...              // dangles

#include <concepts>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>

#include "fakestream/base/check.h"
#include "fakestream/base/language.h"
#include "fakestream/service/error.h"

namespace fakestream {

template <class T>
class [[nodiscard]] Outcome {
 public:
  using Result = T;

  Outcome(T result) : value_(std::move(result)) {}  // NOLINT(google-explicit-constructor)

  Outcome(ServiceError error) : value_(std::move(error)) {}  // NOLINT(google-explicit-constructor)

  bool IsSuccess() const { return value_.index() == 0; }

  explicit operator bool() const { return IsSuccess(); }

  // An error code is no reply yet.
  template <std::same_as<ErrorCode> Code>
  // NOLINTNEXTLINE(google-explicit-constructor): reached by mistake alone
  Outcome(Code /*code*/) : value_(ServiceError{}) {
    static_assert(!std::is_same_v<Code, ErrorCode>,
                  "an Outcome takes a result or a ServiceError: write "
                  "MakeError(ErrorCode::kLimitExceeded) for the code alone");
  }

  // The result. Throws Misuse after a failure; the message holds the error.
  const T& GetResult() const& {
    RequireSuccess();
    return *std::get_if<T>(&value_);
  }

  T& GetResult() & {
    RequireSuccess();
    return *std::get_if<T>(&value_);
  }

  T GetResult() && {
    RequireSuccess();
    return std::move(*std::get_if<T>(&value_));
  }

  T GetResult() const&& { return static_cast<const Outcome&>(*this).GetResult(); }

  const T& operator*() const& { return GetResult(); }

  T& operator*() & { return GetResult(); }

  T operator*() && { return std::move(*this).GetResult(); }

  T operator*() const&& { return GetResult(); }

  // Of a temporary: for use within the expression that made it.
  const T* operator->() const FAKESTREAM_LIFETIME_BOUND { return &GetResult(); }

  // The error. Throws Misuse after a success.
  const ServiceError& GetError() const& {
    if (IsSuccess()) {
      throw Misuse(
          "the call succeeded, so it has no error; test IsSuccess() before reading GetError()");
    }
    return *std::get_if<ServiceError>(&value_);
  }

  ServiceError GetError() && { return static_cast<const Outcome&>(*this).GetError(); }

  ServiceError GetError() const&& { return static_cast<const Outcome&>(*this).GetError(); }

  friend bool operator==(const Outcome&, const Outcome&) = default;

 private:
  void RequireSuccess() const {
    if (!IsSuccess()) {
      throw Misuse("the call failed, so it has no result; test IsSuccess() before reading it: " +
                   ToText(*std::get_if<ServiceError>(&value_)));
    }
  }

  std::variant<T, ServiceError> value_;
};

}  // namespace fakestream
