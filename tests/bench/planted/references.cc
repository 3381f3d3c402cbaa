// SPDX-License-Identifier: Apache-2.0
// Clients without a bug, each in a style of its own. "straight" is made of the steps that the
// clients with bugs share; the others share nothing with it but the words for requests and errors.
#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "bench/planted/lists.h"
#include "bench/planted/steps.h"

namespace fakestream::planted {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

// One step after the other.
Claim Straight(World& world) {
  const Site site = SiteOf(world);
  return Finish(site, Send(site));
}

// A state, and what to do in it.
class Machine {
 public:
  explicit Machine(World& world) : site_(SiteOf(world)), end_(site_.clock->Now() + hours{3}) {}

  Claim Run() {
    while (!claim_) {
      switch (state_) {
        case State::kSending: Ask(); break;
        case State::kWatching: Watch(); break;
      }
    }
    return *claim_;
  }

 private:
  enum class State : std::uint8_t { kSending, kWatching };

  void Ask() {
    const auto copied = site_.source->CopyImage(CopyTo());
    if (copied) return Enter(State::kWatching);
    const ServiceError& error = copied.GetError();
    if (error.code == ErrorCode::kResourceAlreadyExists) {
      // Whose it is can only be told after a reply of ours was lost.
      if (is_lost_) return Enter(State::kWatching);
      return End(Claim::kUnknown);
    }
    is_lost_ = is_lost_ || MayHaveActed(error);
    if (MayGetBetter(error) && ++failures_ < 6) return site_.clock->Sleep(seconds{20});
    if (!is_lost_) return End(Claim::kNotCopied);
    Enter(State::kWatching);  // one of those without an answer may have begun it
  }

  void Watch() {
    if (site_.clock->Now() > end_) return End(Claim::kUnknown);
    const auto seen =
        site_.target->DescribeImages({.names = std::vector<std::string>{"golden-eu"}});
    if (!seen || seen->images.empty()) {
      const bool may_show_later = seen || seen.GetError().code == ErrorCode::kResourceNotFound ||
                                  MayGetBetter(seen.GetError());
      if (!may_show_later || ++failures_ == 6) return End(Claim::kUnknown);
    } else {
      failures_ = 0;
      const std::optional<ImageState> state = seen->images.front().state;
      if (state == ImageState::kAvailable) return End(Claim::kCopied);
      if (state == ImageState::kFailed) return End(Claim::kNotCopied);
    }
    site_.clock->Sleep(minutes{2});
  }

  void Enter(State state) {
    state_ = state;
    failures_ = 0;
  }

  void End(Claim claim) { claim_ = claim; }

  Site site_;
  Instant end_;
  State state_ = State::kSending;
  int failures_ = 0;      // in a row, in this state
  bool is_lost_ = false;  // some request may have begun a copy
  std::optional<Claim> claim_{};
};

Claim StateMachine(World& world) {
  return Machine(world).Run();
}

// Looks before it leaps, every time: there is one way on from each thing seen.
class CheckingClient {
 public:
  explicit CheckingClient(World& world) : site_(SiteOf(world)) {}

  Claim Run() {
    const Instant end = site_.clock->Now() + hours{3};
    while (site_.clock->Now() < end) {
      const auto seen =
          site_.target->DescribeImages({.names = std::vector<std::string>{"golden-eu"}});
      std::optional<Claim> claim;
      if (seen && !seen->images.empty()) {
        claim = ActOn(seen->images.front());
      } else if (seen || seen.GetError().code == ErrorCode::kResourceNotFound) {
        claim = is_begun_ ? Wait(Claim::kUnknown) : Copy();
      } else {
        claim = MayGetBetter(seen.GetError()) ? Wait(Claim::kUnknown) : Claim::kUnknown;
      }
      if (claim) return *claim;
    }
    return Claim::kUnknown;
  }

 private:
  std::optional<Claim> ActOn(const Image& image) {
    if (image.state == ImageState::kAvailable) return Claim::kCopied;
    if (image.state == ImageState::kFailed) return Claim::kNotCopied;
    is_begun_ = true;
    failures_ = 0;
    site_.clock->Sleep(minutes{2});
    return std::nullopt;
  }

  std::optional<Claim> Copy() {
    const auto copied = site_.source->CopyImage(CopyTo());
    if (copied || copied.GetError().code == ErrorCode::kResourceAlreadyExists) {
      is_begun_ = true;
      return copied ? std::nullopt : Wait(Claim::kUnknown);
    }
    is_doubtful_ = is_doubtful_ || MayHaveActed(copied.GetError());
    const Claim claim = is_doubtful_ ? Claim::kUnknown : Claim::kNotCopied;
    return MayGetBetter(copied.GetError()) ? Wait(claim) : claim;
  }

  // Waits and goes on; the claim instead, once too much went wrong in a row.
  std::optional<Claim> Wait(Claim claim) {
    if (++failures_ == 7) return claim;
    site_.clock->Sleep(minutes{1});
    return std::nullopt;
  }

  Site site_;
  bool is_begun_ = false;     // a copy was accepted or seen
  bool is_doubtful_ = false;  // one may have been begun
  int failures_ = 0;
};

Claim CheckFirst(World& world) {
  return CheckingClient(world).Run();
}

// Tries any operation again. `is_doubtful` becomes true when a failure may have had its effect.
template <class Op>
Outcome<typename Op::Result> Insist(AppStream& images, Clock& clock,
                                    const typename Op::Request& request, bool& is_doubtful) {
  Duration pause = seconds{2};
  for (int attempt = 1;; ++attempt) {
    auto outcome = Call<Op>(images, request);
    if (outcome) return outcome;
    is_doubtful = is_doubtful || MayHaveActed(outcome.GetError());
    if (!MayGetBetter(outcome.GetError()) || attempt == 7) return outcome;
    clock.Sleep(pause);
    pause *= 2;
  }
}

// What became of an image.
struct Arrival {
  bool is_clear = false;              // false: it cannot be told
  std::optional<ImageState> state{};  // nothing: there is none
};

// Waits while the image is `passing`. So many failed looks in a row end it.
Arrival Await(const Site& site, ImageState passing, int patience) {
  int failures = 0;
  for (int looks = 0; looks < 90; ++looks) {
    const auto seen = site.target->DescribeImages({.names = std::vector<std::string>{"golden-eu"}});
    if (seen && !seen->images.empty()) {
      failures = 0;
      if (seen->images.front().state != passing) return {true, seen->images.front().state};
    } else {
      const bool is_absent = seen || seen.GetError().code == ErrorCode::kResourceNotFound;
      if (!is_absent && !MayGetBetter(seen.GetError())) return {};
      if (++failures >= patience) return {is_absent, std::nullopt};
    }
    site.clock->Sleep(minutes{2});
  }
  return {};
}

// Returns whether the remains of a FAILED copy are gone.
bool CleanUp(const Site& site) {
  bool is_doubtful = false;
  const auto deleted =
      Insist<ops::DeleteImage>(*site.target, *site.clock, {.name = "golden-eu"}, is_doubtful);
  const bool is_leaving =
      deleted || (is_doubtful && (deleted.GetError().code == ErrorCode::kResourceNotFound ||
                                  deleted.GetError().code == ErrorCode::kConcurrentModification));
  if (!is_leaving) return false;
  const Arrival rest = Await(site, ImageState::kDeleting, 3);
  return rest.is_clear && !rest.state;
}

// Copies once more when the copy ends FAILED, over what it cleaned up.
Claim CleansUp(World& world) {
  const Site site = SiteOf(world);
  for (int copies = 1;; ++copies) {
    bool is_doubtful = false;
    const auto copied = Insist<ops::CopyImage>(*site.source, *site.clock, CopyTo(), is_doubtful);
    if (!copied && !is_doubtful) {
      const bool is_taken = copied.GetError().code == ErrorCode::kResourceAlreadyExists;
      return is_taken ? Claim::kUnknown : Claim::kNotCopied;
    }
    const Arrival arrival = Await(site, ImageState::kCopying, 8);
    if (arrival.state == ImageState::kAvailable) return Claim::kCopied;
    if (arrival.state != ImageState::kFailed) return Claim::kUnknown;
    if (copies == 2 || !CleanUp(site)) return Claim::kNotCopied;
  }
}

}  // namespace

std::vector<Client> References() {
  return {{.name = "straight", .run = Straight},
          {.name = "state_machine", .run = StateMachine},
          {.name = "check_first", .run = CheckFirst},
          {.name = "cleans_up", .run = CleansUp}};
}

}  // namespace fakestream::planted
