// SPDX-License-Identifier: Apache-2.0
#include "fakestream/service/error_catalog.h"

#include <algorithm>
#include <array>

namespace fakestream {
namespace {

// Letters of `retried`, one per Sdk: C aws-sdk-cpp by default, c the same in mode standard,
// L botocore legacy, b botocore standard, J JavaScript, G Go.
constexpr std::array<char, kSdkCount> kLetters = {'C', 'c', 'L', 'b', 'J', 'G'};
constexpr std::array<int, kSdkCount> kAttempts = {11, 3, 5, 3, 3, 3};
constexpr std::array<std::string_view, kSdkCount> kSdkNames = {
    "C++", "C++ standard", "botocore legacy", "botocore standard", "JavaScript v3", "Go v2"};

constexpr std::string_view kNobody;
constexpr std::string_view kAll = "CcLbJG";

constexpr auto kModeled = ErrorKind::kModeled;
constexpr auto kCommon = ErrorKind::kCommon;
constexpr auto kTransport = ErrorKind::kTransport;
constexpr auto kClient = ErrorSide::kClient;
constexpr auto kServer = ErrorSide::kServer;
constexpr auto kNetwork = ErrorSide::kNetwork;
using enum ErrorCode;

// Statuses of the common errors are those that services with this protocol were seen to send; the
// documentation names others for some of them (403 for AccessDeniedException, 404 for
// UnknownOperationException). A rule's `status` gives those.
constexpr std::array kRows = std::to_array<ErrorRow>({
    {kConcurrentModification, "ConcurrentModificationException", 400, kModeled, kClient, kNobody,
     "An API error occurred. Wait a few minutes and try again."},
    {kDryRunOperation, "DryRunOperationException", 412, kModeled, kClient, kNobody,
     "The exception that is thrown when a dry run succeeds."},
    {kEntitlementAlreadyExists, "EntitlementAlreadyExistsException", 400, kModeled, kClient,
     kNobody, "The entitlement already exists."},
    {kEntitlementNotFound, "EntitlementNotFoundException", 400, kModeled, kClient, kNobody,
     "The entitlement can't be found."},
    {kIncompatibleImage, "IncompatibleImageException", 400, kModeled, kClient, kNobody,
     "The image can't be updated because it's not compatible for updates."},
    {kInvalidAccountStatus, "InvalidAccountStatusException", 400, kModeled, kClient, kNobody,
     "The resource cannot be created because your AWS account is suspended. For assistance, "
     "contact AWS Support."},
    {kInvalidParameterCombination, "InvalidParameterCombinationException", 400, kModeled, kClient,
     kNobody, "Indicates an incorrect combination of parameters, or a missing parameter."},
    {kInvalidRole, "InvalidRoleException", 400, kModeled, kClient, kNobody,
     "The specified role is invalid."},
    {kLimitExceeded, "LimitExceededException", 400, kModeled, kClient, "CcbJG",
     "The requested limit exceeds the permitted limit for an account."},
    {kOperationNotPermitted, "OperationNotPermittedException", 400, kModeled, kClient, kNobody,
     "The attempted operation is not permitted."},
    {kRequestLimitExceeded, "RequestLimitExceededException", 400, kModeled, kClient, kNobody,
     "AppStream 2.0 can't process the request right now because the Describe calls from your AWS "
     "account are being throttled by Amazon EC2. Try again later."},
    {kResourceAlreadyExists, "ResourceAlreadyExistsException", 400, kModeled, kClient, kNobody,
     "The specified resource already exists."},
    {kResourceInUse, "ResourceInUseException", 400, kModeled, kClient, kNobody,
     "The specified resource is in use."},
    {kResourceNotAvailable, "ResourceNotAvailableException", 400, kModeled, kClient, kNobody,
     "The specified resource exists and is not in use, but isn't available."},
    {kResourceNotFound, "ResourceNotFoundException", 400, kModeled, kClient, kNobody,
     "The specified resource was not found."},

    {kAccessDenied, "AccessDeniedException", 400, kCommon, kClient, kNobody,
     "You do not have sufficient access to perform this action."},
    {kExpiredToken, "ExpiredTokenException", 400, kCommon, kClient, kNobody,
     "The security token included in the request is expired"},
    {kIncompleteSignature, "IncompleteSignatureException", 400, kCommon, kClient, kNobody,
     "The request signature does not conform to AWS standards."},
    {kInternalFailure, "InternalFailure", 500, kCommon, kServer, kAll, ""},
    {kInvalidParameterValue, "InvalidParameterValueException", 400, kCommon, kClient, kNobody,
     "The value of a parameter is not valid."},
    {kInvalidSignature, "InvalidSignatureException", 400, kCommon, kClient, kNobody,
     "The request signature we calculated does not match the signature you provided. Check your "
     "AWS Secret Access Key and signing method. Consult the service documentation for details."},
    {kMalformedHttpRequest, "MalformedHttpRequestException", 400, kCommon, kClient, kNobody,
     "The request cannot be read at the HTTP level."},
    {kMissingAuthenticationToken, "MissingAuthenticationTokenException", 400, kCommon, kClient,
     kNobody, "Missing Authentication Token"},
    {kNotAuthorized, "NotAuthorized", 400, kCommon, kClient, kNobody,
     "You do not have permission to perform this action."},
    {kOptInRequired, "OptInRequired", 403, kCommon, kClient, kNobody,
     "The AWS access key ID needs a subscription for the service."},
    {kRequestAborted, "RequestAbortedException", 400, kCommon, kClient, kNobody,
     "The request was aborted before a reply was sent back."},
    {kRequestEntityTooLarge, "RequestEntityTooLargeException", 413, kCommon, kClient, kNobody,
     "The request entity is too large."},
    {kRequestExpired, "RequestExpired", 400, kCommon, kClient, "Cc",
     "The request reached the service more than 15 minutes after the date stamp on the request."},
    {kRequestTimeout, "RequestTimeoutException", 408, kCommon, kClient, "CcbJG",
     "Reading the request timed out."},
    {kSerialization, "SerializationException", 400, kCommon, kClient, kNobody, ""},
    {kServiceUnavailable, "ServiceUnavailable", 503, kCommon, kServer, kAll,
     "The request has failed due to a temporary failure of the server."},
    {kThrottling, "ThrottlingException", 400, kCommon, kClient, kAll, "Rate exceeded"},
    {kUnknownOperation, "UnknownOperationException", 400, kCommon, kClient, kNobody, ""},
    {kUnrecognizedClient, "UnrecognizedClientException", 400, kCommon, kClient, kNobody,
     "The security token included in the request is invalid."},
    {kValidation, "ValidationException", 400, kCommon, kClient, kNobody,
     "The input fails to satisfy the constraints specified by an AWS service."},

    // How an SDK takes a garbled reply is its parser's business; none of these was seen to send
    // again.
    {kConnectionRefused, "ConnectionRefused", 0, kTransport, kNetwork, kAll,
     "the connection was refused"},
    {kConnectionReset, "ConnectionReset", 0, kTransport, kNetwork, kAll,
     "the connection was reset"},
    {kReplyTimeout, "ReplyTimeout", 0, kTransport, kNetwork, kAll,
     "no reply came before the client gave up"},
    // Go v2 takes what came for a reply that it cannot read.
    {kTruncatedReply, "TruncatedReply", 0, kTransport, kNetwork, "CcLbJ",
     "the connection closed in the middle of the reply"},
    {kGarbledReply, "GarbledReply", 0, kTransport, kNetwork, kNobody,
     "the reply could not be parsed"},

    {kUnrecognized, "", 400, ErrorKind::kUnrecognized, kClient, kNobody, ""},
});

constexpr bool RowsFollowTheEnum() {
  for (std::size_t i = 0; i < kRows.size(); ++i) {
    if (static_cast<std::size_t>(kRows[i].code) != i) return false;
  }
  return kRows.size() == static_cast<std::size_t>(kUnrecognized) + 1;
}

static_assert(RowsFollowTheEnum());

template <class Op>
constexpr bool Models(ErrorCode code) {
  return std::find(Op::kErrors.begin(), Op::kErrors.end(), code) != Op::kErrors.end();
}

}  // namespace

std::span<const ErrorRow> ErrorCatalog() {
  return kRows;
}

const ErrorRow& RowOf(ErrorCode code) {
  return kRows.at(static_cast<std::size_t>(code));
}

const ErrorRow* FindError(std::string_view name) {
  const auto* const row = std::find_if(kRows.begin(), kRows.end(), [&](const ErrorRow& candidate) {
    return !candidate.name.empty() && candidate.name == name;
  });
  return row == kRows.end() ? nullptr : row;
}

bool RetriedBy(ErrorCode code, Sdk sdk) {
  return RowOf(code).retried.find(kLetters.at(static_cast<std::size_t>(sdk))) !=
         std::string_view::npos;
}

int AttemptsOf(ErrorCode code, Sdk sdk) {
  return RetriedBy(code, sdk) ? kAttempts.at(static_cast<std::size_t>(sdk)) : 1;
}

std::string_view NameOf(Sdk sdk) {
  return kSdkNames.at(static_cast<std::size_t>(sdk));
}

std::string_view NameOf(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::kModeled: return "modeled";
    case ErrorKind::kCommon: return "common";
    case ErrorKind::kTransport: return "transport";
    case ErrorKind::kUnrecognized: return "unrecognized";
  }
  return "";
}

std::string_view NameOf(ErrorSide side) {
  switch (side) {
    case ErrorSide::kClient: return "client";
    case ErrorSide::kServer: return "server";
    case ErrorSide::kNetwork: return "network";
  }
  return "";
}

bool MayAnswer(Operation operation, ErrorCode code) {
  if (RowOf(code).kind == ErrorKind::kCommon) return true;
  bool may = false;
  WithOperation(operation, [&](auto op) { may = Models<decltype(op)>(code); });
  return may;
}

std::vector<std::string_view> DocumentedErrors(Operation operation) {
  std::vector<std::string_view> names;
  for (const ErrorRow& row : ErrorCatalog()) {
    if (row.kind == ErrorKind::kModeled && MayAnswer(operation, row.code)) {
      names.push_back(row.name);
    }
  }
  return names;
}

std::vector<Operation> OperationsThatModel(ErrorCode code) {
  std::vector<Operation> operations;
  ForEachOperation([&](auto op) {
    if (Models<decltype(op)>(code)) operations.push_back(kOperation<decltype(op)>);
  });
  return operations;
}

std::string_view ServiceError::name() const {
  return code == ErrorCode::kUnrecognized ? std::string_view(unrecognized_name) : RowOf(code).name;
}

ServiceError MakeError(ErrorCode code) {
  return MakeError(code, std::string(RowOf(code).meaning));
}

ServiceError MakeError(ErrorCode code, std::string message) {
  return {.code = code, .message = std::move(message), .http_status = RowOf(code).http_status};
}

ServiceError MakeNamedError(std::string_view name, std::string message, int http_status) {
  const ErrorRow* const row = FindError(name);
  return {.code = row != nullptr ? row->code : ErrorCode::kUnrecognized,
          .message = std::move(message),
          .http_status = http_status,
          .unrecognized_name = std::string(row != nullptr ? "" : name)};
}

std::string ToText(const ServiceError& error) {
  std::string text(error.name());
  if (error.http_status != 0) text += " (" + std::to_string(error.http_status) + ")";
  if (!error.message.empty()) text += ": " + error.message;
  return text;
}

}  // namespace fakestream
