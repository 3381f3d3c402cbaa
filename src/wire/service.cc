// SPDX-License-Identifier: Apache-2.0
#include "fakestream/wire/service.h"

#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "fakestream/json/values.h"
#include "fakestream/service/codec.h"
#include "fakestream/service/error_catalog.h"
#include "fakestream/service/other_operations.h"

#include "wire/authorization.h"
#include "wire/conversion.h"
#include "wire/framing.h"
#include "wire/replies.h"
#include "wire/route.h"

namespace fakestream {
namespace {

using internal::ErrorReply;
using internal::ReplyFrame;

// The media type of a Content-Type header, without its parameters.
std::string_view MediaTypeOf(const HttpRequest& request) {
  const std::string* const header = FindHeader(request.headers, "Content-Type");
  if (header == nullptr) return {};
  std::string_view type = *header;
  type = type.substr(0, type.find(';'));
  while (!type.empty() && (type.back() == ' ' || type.back() == '\t')) type.remove_suffix(1);
  return type;
}

// One request on its way through the front end.
class Handling {
 public:
  Handling(const HttpRequest& request, ReplyFrame frame)
      : request_(&request), frame_(std::move(frame)) {}

  Exchange Answer(const Admission& admission, Instant date) {
    if (request_->method != "POST") return RefuseMethod();
    frame_.protocol = internal::ProtocolOf(*request_);
    const auto name = internal::OperationNameIn(*request_, frame_.protocol);
    std::optional<Operation> operation;
    if (name) operation = OperationNamed(*name);
    if (const auto refusal = CheckFraming(operation.has_value())) return *refusal;

    std::optional<Value> value = internal::ReadBody(Body(), frame_.protocol);
    const bool is_struct = value && value->As<ValueMembers>() != nullptr;
    if (!is_struct && !(value && value->As<ValueList>() != nullptr)) return SerializationError("");
    const auto other = name && !operation ? EnumOf<OtherOperation>(*name) : std::nullopt;
    if (!operation && !other) return ErrorReply(MakeError(ErrorCode::kUnknownOperation), frame_);
    if (!is_struct) return SerializationError("Start of list found where not expected");
    const Outcome<World*> world = admission(*request_, date);
    if (!world) return ErrorReply(world.GetError(), frame_);
    answering_ = *world;
    if (other) {
      return ExchangeOf({.outcome = (*world)->ServeOther(ScopeOf(*request_).region, *other)});
    }
    if (const auto refusal = internal::ConvertTo(*value, RequestType(*operation))) {
      return SerializationError(*refusal);
    }
    return ExchangeOf(
        (*world)->Serve(ScopeOf(*request_).region, DecodeRequestUnchecked(*operation, *value)));
  }

 private:
  Exchange RefuseMethod() const {
    return internal::XmlReply(403,
                              "<AccessDeniedException>\n"
                              "  <Message>Unable to determine service/operation name to be "
                              "authorized</Message>\n"
                              "</AccessDeniedException>\n",
                              frame_);
  }

  Exchange SerializationError(const std::string& message) const {
    return ErrorReply(MakeError(ErrorCode::kSerialization, message), frame_);
  }

  // What is wrong around the body.
  std::optional<Exchange> CheckFraming(bool is_known) {
    if (frame_.protocol == WireProtocol::kCbor) return CheckCborFraming();
    if (request_->body.empty()) {
      const auto code = is_known ? ErrorCode::kSerialization : ErrorCode::kUnknownOperation;
      return ErrorReply(MakeError(code), frame_);
    }
    const std::string_view type = MediaTypeOf(*request_);
    frame_.is_enveloped = IsSameWord(type, "application/json");
    if (!frame_.is_enveloped && !IsSameWord(type, internal::ContentTypeOf(WireProtocol::kJson))) {
      return internal::XmlReply(404, "<UnknownOperationException/>\n", frame_);
    }
    return CheckEncoding();
  }

  // The specification has a server reject a request that speaks both protocols.
  std::optional<Exchange> CheckCborFraming() const {
    for (const std::string_view name : {internal::kTargetHeader, internal::kOtherTargetHeader}) {
      if (FindHeader(request_->headers, name) == nullptr) continue;
      return Malformed(std::string(name) + " is not for smithy-protocol rpc-v2-cbor");
    }
    if (!request_->body.empty() &&
        !IsSameWord(MediaTypeOf(*request_), internal::ContentTypeOf(WireProtocol::kCbor))) {
      return Malformed("smithy-protocol rpc-v2-cbor needs Content-Type application/cbor");
    }
    return CheckEncoding();
  }

  std::optional<Exchange> CheckEncoding() const {
    const std::string* const encoding = FindHeader(request_->headers, "Content-Encoding");
    if (encoding == nullptr || encoding->empty() || IsSameWord(*encoding, "identity")) {
      return std::nullopt;
    }
    return Malformed("Content-Encoding " + *encoding + " is not supported");
  }

  Exchange Malformed(std::string message) const {
    return ErrorReply(MakeError(ErrorCode::kMalformedHttpRequest, std::move(message)), frame_);
  }

  // RPC v2 sends nothing where there is nothing to say.
  std::string_view Body() const {
    const bool is_empty = frame_.protocol == WireProtocol::kCbor && request_->body.empty();
    return is_empty ? std::string_view("\xa0") : std::string_view(request_->body);
  }

  Exchange ExchangeOf(const ServedCall& served) const {
    if (served.outcome || RowOf(served.outcome.GetError().code).kind != ErrorKind::kTransport) {
      return ReplyOf(served.outcome);
    }
    switch (served.outcome.GetError().code) {
      case ErrorCode::kConnectionRefused: return TransportFault{ConnectionFault::kRefused};
      case ErrorCode::kConnectionReset: return TransportFault{ConnectionFault::kReset};
      case ErrorCode::kReplyTimeout: return TransportFault{ConnectionFault::kTimeout};
      case ErrorCode::kTruncatedReply:
        return TransportFault{ConnectionFault::kTruncated, served.lost_reply
                                                               ? ReplyOf(*served.lost_reply)
                                                               : internal::PlainReply(frame_)};
      default: return internal::GarbledReply(frame_);
    }
  }

  HttpReply ReplyOf(const Outcome<AnyResult>& outcome) const {
    return outcome ? internal::ResultReply(*outcome, frame_)
                   : ErrorReply(WithStatusOfProtocol(outcome.GetError()), frame_);
  }

  // The World knows nothing of protocols: it says 400, and that is in its trace.
  ServiceError WithStatusOfProtocol(ServiceError error) const {
    const bool is_by_protocol =
        answering_->options().behavior.status_of_not_found == NotFoundStatus::kPerProtocol;
    if (is_by_protocol && frame_.protocol == WireProtocol::kCbor &&
        error.code == ErrorCode::kResourceNotFound && error.http_status == 400) {
      error.http_status = 404;
    }
    return error;
  }

  const HttpRequest* request_;
  ReplyFrame frame_;
  const World* answering_ = nullptr;  // once it is known who asks
};

}  // namespace

WireService::WireService(World& world)
    : WireService([&world](const HttpRequest&, Instant) { return Outcome<World*>(&world); },
                  world.options().seed) {}

WireService::WireService(Admission admission, std::uint64_t seed)
    : admission_(std::move(admission)), request_ids_(seed, "request ids") {}

Exchange WireService::Handle(const HttpRequest& request, Instant date) {
  return Handling(request, {.request_id = request_ids_.Next(), .date = HttpDate(date)})
      .Answer(admission_, date);
}

CredentialScope ScopeOf(const HttpRequest& request) {
  const std::string* const header = FindHeader(request.headers, "Authorization");
  if (header == nullptr) return {};
  std::string_view rest = internal::ReadAuthorization(*header).credential;
  // KEY/20261122/us-east-1/appstream/aws4_request
  constexpr std::size_t kParts = 5;
  std::array<std::string_view, kParts> parts{};
  std::size_t count = 0;
  for (; count < kParts; ++count) {
    const std::size_t slash = rest.find('/');
    parts.at(count) = rest.substr(0, slash);
    if (slash == std::string_view::npos) break;
    rest.remove_prefix(slash + 1);
  }
  if (count != kParts - 1) return {.access_key_id = std::string(parts[0])};
  return {.access_key_id = std::string(parts[0]), .region = std::string(parts[2])};
}

}  // namespace fakestream
