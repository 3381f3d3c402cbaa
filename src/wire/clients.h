// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "fakestream/wire/client.h"

namespace fakestream::internal {

// The clients of one transport, by region, each made when it is first asked for.
class ClientsByRegion {
 public:
  // `home_region` is that of who names none.
  ClientsByRegion(Transport transport, WireProtocol protocol, std::string home_region)
      : transport_(std::move(transport)),
        protocol_(protocol),
        home_region_(std::move(home_region)) {}

  AppStream& In(std::string_view region) {
    const auto found = clients_.find(region);
    if (found != clients_.end()) return *found->second;
    auto client = MakeWireClient(
        transport_,
        {.protocol = protocol_, .region = region.empty() ? home_region_ : std::string(region)});
    return *clients_.emplace(region, std::move(client)).first->second;
  }

 private:
  Transport transport_;
  WireProtocol protocol_;
  std::string home_region_;
  std::map<std::string, std::unique_ptr<AppStream>, std::less<>> clients_{};
};

}  // namespace fakestream::internal
