// SPDX-License-Identifier: Apache-2.0
#pragma once

// One row per ErrorCode: what it is called, which HTTP status it has, who is to blame and which AWS
// SDK tries again. Sources: AppStream's API reference (every CopyImage error is HTTP 400), its
// service model of 2026-07-23, replies recorded from AWS services that speak the same protocol, and
// attempts counted with the real clients.

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "fakestream/service/error.h"
#include "fakestream/service/operations.h"

namespace fakestream {

// Where an error code comes from.
enum class ErrorKind : std::uint8_t { kModeled, kCommon, kTransport, kUnrecognized };

// Who is to blame for it.
enum class ErrorSide : std::uint8_t { kClient, kServer, kNetwork };

// AWS SDKs by the retry behaviour that they have by default, or that their name says.
enum class Sdk : std::uint8_t {
  kCpp,               // aws-sdk-cpp, DefaultRetryStrategy: 11 attempts
  kCppStandard,       // aws-sdk-cpp, retry mode standard: 3
  kBotocoreLegacy,    // boto3 and AWS CLI 1 as they come: 5
  kBotocoreStandard,  // AWS CLI 2, boto3 with retry mode standard: 3
  kJavaScript,        // AWS SDK for JavaScript v3: 3
  kGo,                // AWS SDK for Go v2: 3
};

inline constexpr std::size_t kSdkCount = 6;

struct ErrorRow {
  ErrorCode code;
  std::string_view name;  // on the wire
  int http_status;        // 0: no reply
  ErrorKind kind;
  ErrorSide side;
  std::string_view retried;  // a letter per SDK that tries again: see RetriedBy
  std::string_view meaning;  // in AWS's words where it has any; also the default message
};

// All rows, in the order of ErrorCode.
std::span<const ErrorRow> ErrorCatalog();

const ErrorRow& RowOf(ErrorCode code);

// Returns the row with exactly that wire name, or null: with and without "Exception" are different
// errors to an SDK (RequestLimitExceeded is throttling, RequestLimitExceededException is not).
const ErrorRow* FindError(std::string_view name);

// Returns whether the SDK, left as it is, sends the request again after this error.
bool RetriedBy(ErrorCode code, Sdk sdk);

// Returns how many requests the SDK sends when every one of them is answered like this.
int AttemptsOf(ErrorCode code, Sdk sdk);

// Returns "C++", "botocore legacy" and so on.
std::string_view NameOf(Sdk sdk);
std::string_view NameOf(ErrorKind kind);
std::string_view NameOf(ErrorSide side);

// Returns whether the operation documents this error, or it is common to all operations.
bool MayAnswer(Operation operation, ErrorCode code);

// Returns the names of the errors that the model lists for the operation, in the catalogue's order.
std::vector<std::string_view> DocumentedErrors(Operation operation);

// Returns the operations whose model lists this error.
std::vector<Operation> OperationsThatModel(ErrorCode code);

}  // namespace fakestream
