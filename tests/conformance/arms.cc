// SPDX-License-Identifier: Apache-2.0
#include "conformance/arms.h"

#include <map>

#include "endpoint/transport.h"

#include "fakestream/service/decorator.h"
#include "fakestream/wire/client.h"

namespace fakestream {
namespace {

// The World's own clients.
class DirectClients final : public ArmClients {
 public:
  explicit DirectClients(World& world) : world_(&world) {}

  AppStream& In(const std::string& region) override { return world_->Client(region); }

 private:
  World* world_;
};

// Passes everything on, so that it must change nothing.
class PassThrough final : public Decorator<PassThrough> {
 public:
  using Decorator::Decorator;

  template <class Op>
  Outcome<typename Op::Result> Around(const typename Op::Request& request) {
    return Forward<Op>(request);
  }
};

// A wrapped client per region.
template <class Wrapper>
class WrappedClients final : public ArmClients {
 public:
  explicit WrappedClients(World& world) : world_(&world) {}

  AppStream& In(const std::string& region) override {
    std::unique_ptr<AppStream>& client = clients_[region];
    if (client == nullptr) client = std::make_unique<Wrapper>(world_->Client(region));
    return *client;
  }

 private:
  World* world_;
  std::map<std::string, std::unique_ptr<AppStream>> clients_{};
};

// Clients that a factory for replays makes.
template <ClientFactory (*factory)(WireProtocol), WireProtocol protocol>
class FactoryClients final : public ArmClients {
 public:
  explicit FactoryClients(World& world) : client_of_(factory(protocol)(world)) {}

  AppStream& In(const std::string& region) override { return client_of_(region); }

 private:
  ClientOf client_of_;
};

template <class Clients>
std::unique_ptr<ArmClients> Make(World& world) {
  return std::make_unique<Clients>(world);
}

}  // namespace

std::vector<Arm> AllArms() {
  return {
      {"Direct", Make<DirectClients>},
      {"Decorated", Make<WrappedClients<PassThrough>>},
      {"Json", Make<FactoryClients<ClientsOverWire, WireProtocol::kJson>>},
      {"Cbor", Make<FactoryClients<ClientsOverWire, WireProtocol::kCbor>>},
      {"EndpointJson", Make<FactoryClients<ClientsOverEndpoint, WireProtocol::kJson>>},
      {"EndpointCbor", Make<FactoryClients<ClientsOverEndpoint, WireProtocol::kCbor>>},
  };
}

}  // namespace fakestream
