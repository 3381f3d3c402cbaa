// SPDX-License-Identifier: Apache-2.0
#pragma once

// Errors of the SDK's clients as ServiceErrors. For app_stream_over_sdk.h.

#include <string>
#include <string_view>
#include <utility>

#include <aws/appstream/AppStreamErrors.h>
#include <aws/core/client/AWSError.h>
#include <aws/core/http/HttpResponse.h>

#include "fakestream/aws_sdk/sdk_text.h"
#include "fakestream/base/text.h"
#include "fakestream/service/error.h"

namespace fakestream::internal {

// Which way the connection broke, as far as the SDK's words tell: those of libcurl, or of its own
// comparison with Content-Length. Other HTTP clients' words read as a reset.
inline ErrorCode BrokenConnection(std::string_view message) {
  constexpr std::string_view kCurlCode = "curlCode: ";
  if (message.find("content-length") != std::string_view::npos) return ErrorCode::kTruncatedReply;
  if (!message.starts_with(kCurlCode)) return ErrorCode::kConnectionReset;
  const std::string_view rest = message.substr(kCurlCode.size());
  switch (ParseNumber(rest.substr(0, rest.find_first_not_of("0123456789"))).value_or(0)) {
    case 5:  // neither proxy nor host has an address, or nobody listens there
    case 6:
    case 7: return ErrorCode::kConnectionRefused;
    case 18: return ErrorCode::kTruncatedReply;
    case 28: return ErrorCode::kReplyTimeout;
    default: return ErrorCode::kConnectionReset;
  }
}

// Takes off what the SDK puts before the message of an error that it does not know.
inline std::string OwnMessage(std::string_view name, std::string message) {
  std::string prefix = "Unable to parse ExceptionName: ";
  prefix.append(name).append(" Message: ");
  return message.starts_with(prefix) ? message.substr(prefix.size()) : std::move(message);
}

// "com.amazonaws.appstream#LimitExceededException:http://…" is LimitExceededException.
inline std::string_view BareName(std::string_view name) {
  const std::size_t hash = name.find('#');
  if (hash != std::string_view::npos) name.remove_prefix(hash + 1);
  return name.substr(0, name.find(':'));
}

// An error reply without a name in it: only the status tells.
inline ServiceError NamelessError(int status, std::string message) {
  if (status < 500) return {.code = ErrorCode::kGarbledReply, .message = std::move(message)};
  const bool is_unavailable = status == 503;
  return {.code = is_unavailable ? ErrorCode::kServiceUnavailable : ErrorCode::kInternalFailure,
          .message = std::move(message),
          .http_status = status};
}

inline ServiceError FromSdk(const Aws::Client::AWSError<Aws::AppStream::AppStreamErrors>& error) {
  using Aws::AppStream::AppStreamErrors;
  const std::string full_name = FromSdk(error.GetExceptionName());
  std::string message = FromSdk(error.GetMessage());
  if (error.GetErrorType() == AppStreamErrors::NETWORK_CONNECTION) {
    const ErrorCode code = BrokenConnection(message);
    return {.code = code, .message = std::move(message)};
  }
  const int status = static_cast<int>(error.GetResponseCode());
  if (status >= 300) {
    const std::string_view name = BareName(full_name);
    if (name.empty()) return NamelessError(status, std::move(message));
    return MakeNamedError(name, OwnMessage(full_name, std::move(message)), status);
  }
  // No error reply, and yet an error: a success that the SDK cannot read, …
  if (error.GetErrorType() == AppStreamErrors::UNKNOWN) {
    return {.code = ErrorCode::kGarbledReply, .message = std::move(message)};
  }
  // … or it had no reply in time, or it never sent a request.
  if (error.GetErrorType() == AppStreamErrors::REQUEST_TIMEOUT) {
    return {.code = ErrorCode::kReplyTimeout, .message = std::move(message)};
  }
  return {.code = ErrorCode::kUnrecognized,
          .message = std::move(message),
          .unrecognized_name = full_name.empty() ? "RequestNotSent" : full_name};
}

}  // namespace fakestream::internal
