// SPDX-License-Identifier: Apache-2.0
#include "docs/image_distributor.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace example {
namespace {

using fakestream::AppStream;
using fakestream::Clock;
using fakestream::Duration;
using fakestream::ErrorCode;
using fakestream::Image;
using fakestream::ImageState;
using fakestream::Instant;
using fakestream::ServiceError;
using fakestream::Visibility;

constexpr int kCopiesAtOnce = 2;

// A status of 0: the connection broke.
bool MayGetBetter(const ServiceError& error) {
  if (error.http_status == 0 || error.http_status == 429 || error.http_status >= 500) return true;
  return error.code == ErrorCode::kThrottling || error.code == ErrorCode::kLimitExceeded ||
         error.code == ErrorCode::kRequestLimitExceeded ||
         error.code == ErrorCode::kConcurrentModification ||
         error.code == ErrorCode::kRequestTimeout || error.code == ErrorCode::kRequestAborted;
}

bool MayHaveActed(const ServiceError& error) {
  if (error.http_status == 0) return error.code != ErrorCode::kConnectionRefused;
  return error.http_status >= 500 || error.code == ErrorCode::kRequestAborted;
}

// AWS's public images are found by name, too, and are none of our business.
const Image* FindPrivate(const std::vector<Image>& images, const std::string& name) {
  const auto image = std::find_if(images.begin(), images.end(), [&](const Image& candidate) {
    return candidate.name == name &&
           candidate.visibility.value_or(Visibility::kPrivate) == Visibility::kPrivate;
  });
  return image == images.end() ? nullptr : &*image;
}

// What we know of the image in the target region, beside what the last look showed.
enum class Stage : std::uint8_t {
  kNotSent,     // no copy of ours
  kReplyLost,   // perhaps one
  kAccepted,    // ours
  kNotOurs,     // somebody else's
  kCleaningUp,  // ours ended FAILED, and goes
};

// The copy into one region. Each step looks first and then does what the look calls for, so that no
// lost reply, late image or deletion needs a path of its own.
class RegionCopy {
 public:
  struct Place {
    AppStream* source = nullptr;
    AppStream* target = nullptr;
    Clock* clock = nullptr;
  };

  RegionCopy(const Place& place, const DistributorOptions& options, std::string image,
             std::string region)
      : place_(place),
        options_(options),
        image_(std::move(image)),
        delivery_{.region = std::move(region)},
        pause_(options.first_pause) {}

  bool is_over() const { return is_over_; }

  Instant next() const { return next_; }

  const Delivery& delivery() const { return delivery_; }

  void Step() {
    if (!deadline_) deadline_ = place_.clock->Now() + options_.deadline;
    const auto seen = place_.target->DescribeImages({.names = std::vector{image_}});
    if (!seen && seen.GetError().code != ErrorCode::kResourceNotFound) {
      last_error_ = seen.GetError();
      return MayGetBetter(seen.GetError()) ? Wait(options_.poll_interval) : GiveUp();
    }
    const Image* const image = seen ? FindPrivate(seen->images, image_) : nullptr;
    if (image == nullptr) return ActOnNothing();
    ActOn(image->state.value_or(ImageState::kPending));
  }

 private:
  void ActOnNothing() {
    switch (stage_) {
      case Stage::kAccepted:
      case Stage::kNotOurs: return Wait(options_.poll_interval);  // it does not show yet
      case Stage::kNotSent:
      case Stage::kReplyLost: return SendCopy();
      case Stage::kCleaningUp:
        if (failed_copies_ == options_.copies) {
          return End(Arrival::kFailed, std::to_string(failed_copies_) + " copies ended FAILED");
        }
        stage_ = Stage::kNotSent;
        return SendCopy();
    }
  }

  void ActOn(ImageState state) {
    const bool is_ours = stage_ == Stage::kAccepted || stage_ == Stage::kReplyLost;
    switch (state) {
      case ImageState::kAvailable: return End(is_ours ? Arrival::kDone : Arrival::kAlreadyThere);
      case ImageState::kDeprecated: return End(Arrival::kUnknown, "the image is DEPRECATED");
      case ImageState::kFailed:
        if (is_ours || stage_ == Stage::kCleaningUp) return CleanUp();
        return End(Arrival::kFailed, "a FAILED image has the name, and is not ours to delete");
      case ImageState::kDeleting:
        if (stage_ == Stage::kNotOurs) stage_ = Stage::kNotSent;
        return Wait(options_.poll_interval);
      case ImageState::kPending:
      case ImageState::kCopying:
      case ImageState::kCreating:
      case ImageState::kImporting:
      case ImageState::kValidating:
        if (stage_ == Stage::kNotSent) stage_ = Stage::kNotOurs;
        if (stage_ == Stage::kReplyLost) stage_ = Stage::kAccepted;
        return Wait(options_.poll_interval);
    }
  }

  void SendCopy() {
    if (failures_ >= options_.attempts || place_.clock->Now() >= *deadline_) return GiveUp();
    const auto copied = place_.source->CopyImage({.source_image_name = image_,
                                                  .destination_image_name = image_,
                                                  .destination_region = delivery_.region});
    if (copied) {
      stage_ = Stage::kAccepted;
      ForgetFailures();
      return Wait(options_.poll_interval);
    }
    const ServiceError& error = copied.GetError();
    if (error.code == ErrorCode::kResourceAlreadyExists) {
      stage_ = stage_ == Stage::kReplyLost ? Stage::kAccepted : Stage::kNotOurs;
      return Wait({});
    }
    if (MayHaveActed(error)) stage_ = Stage::kReplyLost;
    TryAgain(error);
  }

  void CleanUp() {
    if (stage_ != Stage::kCleaningUp) {
      stage_ = Stage::kCleaningUp;
      ++failed_copies_;
      ForgetFailures();
    }
    const auto deleted = place_.target->DeleteImage({.name = image_});
    if (!deleted && deleted.GetError().code != ErrorCode::kResourceNotFound) {
      return TryAgain(deleted.GetError());
    }
    ForgetFailures();
    Wait(options_.poll_interval);
  }

  // After the last attempt a lost copy is looked for once more.
  void TryAgain(const ServiceError& error) {
    last_error_ = error;
    const bool is_last = ++failures_ >= options_.attempts && stage_ != Stage::kReplyLost;
    if (is_last || !MayGetBetter(error)) return GiveUp();
    Wait(std::exchange(pause_, std::min(pause_ * 2, options_.deadline)));
  }

  void ForgetFailures() {
    failures_ = 0;
    pause_ = options_.first_pause;
    last_error_.reset();
  }

  // The last look is at the deadline, not before.
  void Wait(Duration length) {
    const Instant now = place_.clock->Now();
    if (now >= *deadline_) return GiveUp();
    next_ = std::min(now + length, *deadline_);
  }

  void GiveUp() {
    std::string reason = place_.clock->Now() >= *deadline_ ? "the deadline passed" : "gave up";
    if (stage_ == Stage::kCleaningUp) reason += " while a FAILED copy was being deleted";
    if (last_error_) reason += " after " + ToText(*last_error_);
    delivery_.error = last_error_;
    const bool has_no_copy = stage_ == Stage::kNotSent || stage_ == Stage::kCleaningUp;
    End(has_no_copy ? Arrival::kFailed : Arrival::kUnknown, std::move(reason));
  }

  void End(Arrival arrival, std::string reason = "") {
    is_over_ = true;
    delivery_.arrival = arrival;
    delivery_.reason = std::move(reason);
  }

  Place place_;
  DistributorOptions options_;
  std::string image_;
  Delivery delivery_;
  Duration pause_;
  Stage stage_ = Stage::kNotSent;
  int failures_ = 0;  // of the present call, in a row
  std::optional<ServiceError> last_error_{};
  int failed_copies_ = 0;
  Instant next_{};
  std::optional<Instant> deadline_{};
  bool is_over_ = false;
};

}  // namespace

std::string_view NameOf(Arrival arrival) {
  switch (arrival) {
    case Arrival::kDone: return "done";
    case Arrival::kAlreadyThere: return "already there";
    case Arrival::kFailed: return "failed";
    case Arrival::kUnknown: return "unknown";
  }
  return "";
}

std::vector<Delivery> ImageDistributor::Copy(const std::string& image,
                                             const std::vector<std::string>& regions) {
  std::vector<RegionCopy> copies;
  copies.reserve(regions.size());
  for (const std::string& region : regions) {
    const RegionCopy::Place place{source_, &client_of_(region), clock_};
    copies.emplace_back(place, options_, image, region);
  }
  while (true) {
    // Of those under way, the first that are not over, the next one due has its turn.
    RegionCopy* due = nullptr;
    int under_way = 0;
    for (RegionCopy& copy : copies) {
      if (copy.is_over()) continue;
      if (due == nullptr || copy.next() < due->next()) due = &copy;
      if (++under_way == kCopiesAtOnce) break;
    }
    if (due == nullptr) break;
    clock_->Sleep(due->next() - clock_->Now());
    due->Step();
  }
  std::vector<Delivery> deliveries;
  std::ranges::transform(copies, std::back_inserter(deliveries), &RegionCopy::delivery);
  return deliveries;
}

}  // namespace example
