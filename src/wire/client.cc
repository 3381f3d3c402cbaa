// SPDX-License-Identifier: Apache-2.0
#include "fakestream/wire/client.h"

#include <memory>
#include <utility>

#include "fakestream/service/codec.h"
#include "fakestream/service/decorator.h"
#include "fakestream/wire/service.h"

#include "wire/clients.h"
#include "wire/framing.h"

namespace fakestream {
namespace {

ServiceError Garbled() {
  return TransportError(ConnectionFault::kGarbage);
}

std::string_view TextMember(const Value& value, std::string_view name) {
  const Value* const member = value.Find(name);
  const auto* const text = member == nullptr ? nullptr : member->As<std::string>();
  return text == nullptr ? std::string_view{} : std::string_view(*text);
}

// "com.amazonaws.appstream#LimitExceededException:http://…" is LimitExceededException.
std::string_view BareName(std::string_view type) {
  type = type.substr(0, type.find(':'));
  const std::size_t hash = type.find('#');
  return hash == std::string_view::npos ? type : type.substr(hash + 1);
}

ServiceError ErrorIn(const Value& body, int status) {
  const std::string_view name = BareName(TextMember(body, "__type"));
  if (name.empty()) return Garbled();
  std::string_view message = TextMember(body, "Message");
  if (message.empty()) message = TextMember(body, "message");
  return MakeNamedError(name, std::string(message), status);
}

Outcome<AnyResult> Read(const HttpReply& reply, Operation operation, WireProtocol protocol) {
  const std::optional<Value> body = internal::ReadBody(reply.body, protocol);
  if (!body || body->As<ValueMembers>() == nullptr) return Garbled();
  if (reply.status != 200) return ErrorIn(*body, reply.status);
  for (const TypeMismatch& misfit : FindTypeMismatches(*body, ResultType(operation))) {
    if (misfit.kind != TypeMismatch::Kind::kUnknownMember) return Garbled();
  }
  return DecodeResultUnchecked(operation, *body);
}

class WireClient final : public OperationDispatcher<WireClient> {
 public:
  WireClient(Transport transport, WireClientOptions options)
      : transport_(std::move(transport)), options_(std::move(options)) {}

  template <class Op>
  Outcome<typename Op::Result> Around(const typename Op::Request& request) {
    const Exchange exchange = transport_(Write(Op::kName, ToValue(request)));
    if (const auto* const fault = std::get_if<TransportFault>(&exchange)) {
      return TransportError(fault->fault);
    }
    Outcome<AnyResult> outcome =
        Read(std::get<HttpReply>(exchange), kOperation<Op>, options_.protocol);
    if (!outcome) return outcome.GetError();
    return std::get<typename Op::Result>(std::move(outcome).GetResult());
  }

 private:
  HttpRequest Write(std::string_view operation, const Value& value) const {
    using internal::kServiceShape;
    HttpRequest request{.body = internal::WriteBody(value, options_.protocol)};
    request.headers = {
        {"Content-Type", std::string(internal::ContentTypeOf(options_.protocol))},
        {"Authorization", "AWS4-HMAC-SHA256 Credential=" + options_.access_key_id + "/20260101/" +
                              options_.region +
                              "/appstream/aws4_request, SignedHeaders=host, Signature=none"}};
    if (options_.protocol == WireProtocol::kJson) {
      request.headers.push_back({std::string(internal::kTargetHeader),
                                 std::string(kServiceShape) + "." + std::string(operation)});
    } else {
      request.target =
          "/service/" + std::string(kServiceShape) + "/operation/" + std::string(operation);
      request.headers.push_back(
          {std::string(internal::kProtocolHeader), std::string(internal::kProtocolName)});
    }
    return request;
  }

  Transport transport_;
  WireClientOptions options_;
};

// A World behind the wire, and the clients that reach it there.
struct WorldOverWire {
  WorldOverWire(World& world, WireProtocol protocol)
      : service(world),
        clients(
            [this, &world](const HttpRequest& request) {
              return service.Handle(request, world.clock().Now());
            },
            protocol, world.options().region) {}

  WireService service;
  internal::ClientsByRegion clients;
};

}  // namespace

std::unique_ptr<AppStream> MakeWireClient(Transport transport, WireClientOptions options) {
  return std::make_unique<WireClient>(std::move(transport), std::move(options));
}

ClientFactory ClientsOverWire(WireProtocol protocol) {
  return [protocol](World& world) -> ClientOf {
    // A std::function must be copyable, so its copies share the clients.
    auto over_wire = std::make_shared<WorldOverWire>(world, protocol);
    return [over_wire](std::string_view region) -> AppStream& {
      return over_wire->clients.In(region);
    };
  };
}

}  // namespace fakestream
