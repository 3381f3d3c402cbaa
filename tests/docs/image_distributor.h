// SPDX-License-Identifier: Apache-2.0
#pragma once

// A worked example: a client that copies one image to many regions and can be copied itself. It
// knows the seam (AppStream) and a clock, and no test; image_distributor_test.cc shows how a World
// tries its promises.
//
//   ImageDistributor distributor(client_of("us-east-1"), client_of, clock,
//                                {.attempts = 8, .deadline = 90min});
//   for (const Delivery& delivery : distributor.Copy("golden", {"eu-west-1", "eu-central-1"})) {
//     log << delivery.region << ": " << NameOf(delivery.arrival) << " " << delivery.reason << "\n";
//   }

#include <array>
#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "fakestream/service/app_stream.h"
#include "fakestream/sim/clock.h"

namespace example {

// How it ended in one region. Only kUnknown may change later: then look again.
enum class Arrival : std::uint8_t {
  kDone,          // our copy is AVAILABLE
  kAlreadyThere,  // an image of that name is AVAILABLE that is not our copy; it was left alone
  kFailed,        // no copy of ours is there, nor will be; or its clean-up failed, see the reason
  kUnknown,       // a copy, ours or not, may be there or still come
};

std::string_view NameOf(Arrival arrival);

struct Delivery {
  std::string region{};
  Arrival arrival = Arrival::kUnknown;
  std::string reason{};                             // why it is neither done nor already there
  std::optional<fakestream::ServiceError> error{};  // the last one before it gave up, if any

  friend bool operator==(const Delivery&, const Delivery&) = default;
};

struct DistributorOptions {
  int attempts = 8;  // of a call that fails, at least 1
  int copies = 2;    // that may end FAILED in a region before it is given up, at least 1
  fakestream::Duration first_pause = std::chrono::seconds{15};  // doubled after each failed attempt
  fakestream::Duration poll_interval = std::chrono::seconds{30};  // more than zero
  fakestream::Duration deadline = std::chrono::hours{2};  // for a region, from its first look on
};

// Promises, per region:
// - At most two copies are under way at once, over all regions. (AWS allows two into one region by
//   default and publishes no limit over all; two of ours are never too many. A copy counts no
//   longer once its region is given up as kUnknown.)
// - Throttling, 5xx, broken connections and LimitExceededException (others hold the slots) are
//   tried again, up to `attempts` times, with doubling pauses. A failed look is repeated after
//   `poll_interval` instead, until the deadline. What cannot get better ends the region at once.
// - A copy is watched in its own region until it is AVAILABLE, however late it shows.
// - A copy of ours that ends FAILED is deleted, and tried again while `copies` allows.
// - A lost reply never makes a failure out of a copy that happened: it looks before it copies again
//   and takes "already exists" for its own copy. Failing that, the answer is kUnknown.
// - It deletes nothing that its first look showed. CopyImage has no token to tell whose an image
//   is: once a reply was lost, an image that the first look missed, or that somebody else made
//   since, counts as ours.
class ImageDistributor {
 public:
  using ClientOf = std::function<fakestream::AppStream&(const std::string& region)>;

  // `source` is the client of the region that images are copied from. It, the clock and the clients
  // that `client_of` returns must outlive this.
  ImageDistributor(fakestream::AppStream& source, ClientOf client_of, fakestream::Clock& clock,
                   const DistributorOptions& options = {})
      : source_(&source), client_of_(std::move(client_of)), clock_(&clock), options_(options) {}

  // Copies the image under its own name. Returns when each region has an answer, one per region in
  // the order given.
  std::vector<Delivery> Copy(const std::string& image, const std::vector<std::string>& regions);

 private:
  fakestream::AppStream* source_;
  ClientOf client_of_;
  fakestream::Clock* clock_;
  DistributorOptions options_;
};

}  // namespace example
