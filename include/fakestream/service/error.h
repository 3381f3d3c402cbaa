// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a failed call says. ErrorCode is closed: the exceptions that AppStream's model knows, the
// errors common to all AWS actions, and the ways in which a reply never arrives. Names, HTTP
// statuses and retry classes stand in service/error_catalog.h.

#include <cstdint>
#include <string>
#include <string_view>

#include "fakestream/base/language.h"

namespace fakestream {

enum class ErrorCode : std::uint8_t {
  // Exceptions in AppStream's service model.
  kConcurrentModification,
  kDryRunOperation,
  kEntitlementAlreadyExists,
  kEntitlementNotFound,
  kIncompatibleImage,
  kInvalidAccountStatus,
  kInvalidParameterCombination,
  kInvalidRole,
  kLimitExceeded,
  kOperationNotPermitted,
  kRequestLimitExceeded,
  kResourceAlreadyExists,
  kResourceInUse,
  kResourceNotAvailable,
  kResourceNotFound,
  // Errors common to all AWS actions: any operation may answer them.
  kAccessDenied,
  kExpiredToken,
  kIncompleteSignature,
  kInternalFailure,
  kInvalidParameterValue,
  kInvalidSignature,
  kMalformedHttpRequest,
  kMissingAuthenticationToken,
  kNotAuthorized,
  kOptInRequired,
  kRequestAborted,
  kRequestEntityTooLarge,
  kRequestExpired,
  kRequestTimeout,
  kSerialization,
  kServiceUnavailable,
  kThrottling,
  kUnknownOperation,
  kUnrecognizedClient,
  kValidation,
  // No usable reply: the call may or may not have taken effect. These have no HTTP status.
  kConnectionRefused,
  kConnectionReset,
  kReplyTimeout,
  kTruncatedReply,
  kGarbledReply,
  // A name outside this list; ServiceError::unrecognized_name keeps it.
  kUnrecognized,
};

// An error reply, or the lack of a reply. `http_status` is 0 when none arrived.
struct ServiceError {
  ErrorCode code = ErrorCode::kUnrecognized;
  std::string message{};
  int http_status = 0;
  std::string unrecognized_name{};  // only with kUnrecognized

  // The name on the wire, such as "LimitExceededException".
  std::string_view name() const;

  friend bool operator==(const ServiceError&, const ServiceError&) = default;
};

// Returns the error with the status and, where no message is given, the description that the
// catalogue has for it.
ServiceError MakeError(ErrorCode code);
ServiceError MakeError(ErrorCode code, std::string message);

// Returns an error with a name that the catalogue lacks, to test how a client takes the unknown. A
// name that the catalogue has gives that error.
ServiceError MakeNamedError(std::string_view name, std::string message, int http_status = 400);

// Returns `LimitExceededException (400): message`.
std::string ToText(const ServiceError& error);

}  // namespace fakestream
