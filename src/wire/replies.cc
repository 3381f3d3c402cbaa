// SPDX-License-Identifier: Apache-2.0
#include "wire/replies.h"

#include <utility>

#include "fakestream/service/codec.h"
#include "fakestream/service/error_catalog.h"

#include "wire/framing.h"

namespace fakestream::internal {
namespace {

HttpReply Framed(int status, std::string body, std::string_view content_type,
                 const ReplyFrame& frame) {
  HttpReply reply{.status = status};
  reply.headers.reserve(5);
  reply.headers.push_back({std::string(kRequestIdHeader), frame.request_id});
  reply.headers.push_back({"Content-Type", std::string(content_type)});
  reply.headers.push_back({"Content-Length", std::to_string(body.size())});
  reply.headers.push_back({"Date", frame.date});
  if (frame.protocol == WireProtocol::kCbor) {
    reply.headers.push_back({std::string(kProtocolHeader), std::string(kProtocolName)});
  }
  reply.body = std::move(body);
  return reply;
}

HttpReply ValueReply(int status, Value value, const ReplyFrame& frame) {
  if (frame.is_enveloped) {
    value = {ValueMembers{{"Output", std::move(value)}, {"Version", {"1.0"}}}};
  }
  const std::string_view content_type =
      frame.is_enveloped ? "application/json" : ContentTypeOf(frame.protocol);
  return Framed(status, WriteBody(value, frame.protocol), content_type, frame);
}

// JSON has the bare name; CBOR the whole id of the shape, whose namespace is that of the part of
// the framework that refuses.
std::string TypeName(const ServiceError& error, const ReplyFrame& frame) {
  std::string name(error.name());
  if (frame.protocol == WireProtocol::kJson) return name;
  switch (error.code) {
    case ErrorCode::kValidation: return "com.amazon.coral.validate#" + name;
    case ErrorCode::kThrottling: return "com.amazon.coral.availability#" + name;
    default: break;
  }
  const bool is_common = RowOf(error.code).kind == ErrorKind::kCommon;
  return (is_common ? "com.amazon.coral.service#" : std::string(kServiceNamespace)) + name;
}

// The member of a modelled error is `Message`. The framework writes `message`, and `Message` where
// it could not read the request. Go finds an error that it does not know only under `message`.
std::string_view MessageKey(const ServiceError& error) {
  const bool is_capital =
      RowOf(error.code).kind == ErrorKind::kModeled || error.code == ErrorCode::kSerialization;
  return is_capital ? "Message" : "message";
}

}  // namespace

HttpReply ResultReply(const AnyResult& result, const ReplyFrame& frame) {
  return ValueReply(200, ToValue(result), frame);
}

HttpReply ErrorReply(const ServiceError& error, const ReplyFrame& frame) {
  ValueMembers members;
  members.reserve(2);
  members.push_back({"__type", {TypeName(error, frame)}});
  if (!error.message.empty()) {
    members.push_back({std::string(MessageKey(error)), {error.message}});
  }
  return ValueReply(error.http_status, {std::move(members)}, frame);
}

HttpReply XmlReply(int status, std::string body, const ReplyFrame& frame) {
  return Framed(status, std::move(body), "application/xml", frame);
}

HttpReply GarbledReply(const ReplyFrame& frame) {
  // 0x1f starts no item of CBOR and no value of JSON.
  return Framed(200, "\x1f\x8b garbled \xff\xfe", ContentTypeOf(frame.protocol), frame);
}

HttpReply PlainReply(const ReplyFrame& frame) {
  return ValueReply(200, {ValueMembers{}}, frame);
}

}  // namespace fakestream::internal
