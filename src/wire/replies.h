// SPDX-License-Identifier: Apache-2.0
#pragma once

// Replies in the forms that AWS gives them. Forms were recorded from services that speak the same
// protocols (Kinesis, Athena, CloudWatch, Secrets Manager); no reply of AppStream itself ever was.

#include <string>

#include "fakestream/service/error.h"
#include "fakestream/service/operations.h"
#include "fakestream/wire/message.h"
#include "fakestream/wire/protocol.h"

namespace fakestream::internal {

// What a reply has whatever it says.
struct ReplyFrame {
  WireProtocol protocol{};
  bool is_enveloped = false;  // asked for as application/json: {"Output": …, "Version": "1.0"}
  std::string request_id{};
  std::string date{};
};

// The bodies always hold an object, since some clients stumble over an empty one.
HttpReply ResultReply(const AnyResult& result, const ReplyFrame& frame);
HttpReply ErrorReply(const ServiceError& error, const ReplyFrame& frame);

// What AWS's front end says before it knows which protocol it speaks.
HttpReply XmlReply(int status, std::string body, const ReplyFrame& frame);

// A complete reply with a body of noise that is neither JSON nor CBOR.
HttpReply GarbledReply(const ReplyFrame& frame);

// A reply to a call that was never answered, to be cut.
HttpReply PlainReply(const ReplyFrame& frame);

}  // namespace fakestream::internal
