// SPDX-License-Identifier: Apache-2.0
#include "bench/planted/client.h"

#include <algorithm>
#include <chrono>

#include "bench/planted/lists.h"

namespace fakestream::planted {

const std::vector<Client>& Clients() {
  static const std::vector<Client> kClients = [] {
    std::vector<Client> all;
    for (const auto part : {References, LooksPlanted, SendsPlanted, PausesPlanted, CleanupsPlanted,
                            PairsPlanted, TriplesPlanted}) {
      const std::vector<Client> clients = part();
      all.insert(all.end(), clients.begin(), clients.end());
    }
    std::stable_sort(all.begin(), all.end(), [](const Client& left, const Client& right) {
      return left.faults < right.faults;
    });
    return all;
  }();
  return kClients;
}

WorldOptions Given() {
  return {.region = "us-east-1",
          .timing = {.copy = {.time = std::chrono::minutes{20}}},
          .images = {{.region = "us-east-1", .name = "golden"}}};
}

Goal GoalOfAll() {
  return {.region = "eu-west-1", .image = "golden-eu"};
}

}  // namespace fakestream::planted
