// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a simulated account looks like at the start, and how the service treats it. Everything here
// is plain data, has AWS's published default where there is one, and can be written in a scenario's
// `given` under the same names.

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "fakestream/base/time.h"
#include "fakestream/service/members.h"
#include "fakestream/service/type.h"

namespace fakestream {

enum class AccountStatus : std::uint8_t { kActive, kSuspended };
template <>
inline constexpr std::array kEnumNames<AccountStatus> =
    std::to_array<std::string_view>({"ACTIVE", "SUSPENDED"});

struct Account {
  std::string id = "123456789012";
  AccountStatus status = AccountStatus::kActive;
  friend bool operator==(const Account&, const Account&) = default;
};

// Who may sign requests, where a served World checks signatures.
struct Credentials {
  std::string access_key_id{};
  std::string secret_access_key{};
  std::string session_token{};  // of temporary credentials; empty: none
  friend bool operator==(const Credentials&, const Credentials&) = default;
};

// Per account and region, except `tags` (per image) and `shared_accounts` (per image).
struct Quotas {
  std::int64_t images = 10;
  std::int64_t concurrent_copies = 2;  // into one destination region
  std::int64_t concurrent_updates = 5;
  std::int64_t shared_accounts = 100;
  std::int64_t tags = 50;
  friend bool operator==(const Quotas&, const Quotas&) = default;
};

// How long something takes: a length of virtual time, or until DescribeImages has shown it so many
// times (`describes` > 0; the length is then not looked at).
struct CompletionRule {
  Duration time{};
  std::int64_t describes = 0;
  friend bool operator==(const CompletionRule&, const CompletionRule&) = default;
};

// In a scenario: "20m", or {"describes": 3}.
// The codec finds these by their argument, wherever it is included.
Value Encode(const CompletionRule& wait);
void Decode(const Value& value, CompletionRule& target);

namespace internal {
template <>
struct TypeBuilder<CompletionRule> {
  static Type Build() { return {.kind = TypeKind::kWait}; }
};
}  // namespace internal

// AWS publishes none of these lengths; the defaults are our choice.
struct Timing {
  CompletionRule copy{.time = std::chrono::minutes{20}};  // COPYING to AVAILABLE
  CompletionRule visible{};  // until a copy shows in DescribeImages at all
  CompletionRule update{.time = std::chrono::hours{3}};  // CREATING to AVAILABLE
  Duration deletion = std::chrono::minutes{1};           // DELETING to gone
  Duration per_call{};                                   // that each call takes
  Duration client_timeout = std::chrono::seconds{60};    // that a client waits for a lost reply
  friend bool operator==(const Timing&, const Timing&) = default;
};

// Questions that AWS's documentation leaves open. The first name of each is the default.
enum class ForeignCopy : std::uint8_t { kNotFound, kNotPermitted };
template <>
inline constexpr std::array kEnumNames<ForeignCopy> =
    std::to_array<std::string_view>({"not_found", "not_permitted"});

enum class UnsupportedRegion : std::uint8_t {
  kInvalidParameterValue,
  kValidation,
  kNotFound,
  kAccepted,
};
template <>
inline constexpr std::array kEnumNames<UnsupportedRegion> = std::to_array<std::string_view>(
    {"invalid_parameter_value", "validation", "not_found", "accepted"});

enum class UnknownName : std::uint8_t { kNotFound, kEmpty };
template <>
inline constexpr std::array kEnumNames<UnknownName> = std::to_array<std::string_view>({"not_found",
                                                                                       "empty"});

enum class SourceWhileCopying : std::uint8_t { kAvailable, kCopying };
template <>
inline constexpr std::array kEnumNames<SourceWhileCopying> =
    std::to_array<std::string_view>({"available", "copying"});

enum class NameUse : std::uint8_t { kTaken, kFree };
template <>
inline constexpr std::array kEnumNames<NameUse> = std::to_array<std::string_view>({"taken",
                                                                                   "free"});

enum class Refusal : std::uint8_t { kNotPermitted, kInUse };
template <>
inline constexpr std::array kEnumNames<Refusal> = std::to_array<std::string_view>({"not_permitted",
                                                                                   "in_use"});

enum class SourceDeletion : std::uint8_t { kCopyGoesOn, kCopyFails };
template <>
inline constexpr std::array kEnumNames<SourceDeletion> =
    std::to_array<std::string_view>({"copy_goes_on", "copy_fails"});

enum class DeleteReply : std::uint8_t { kAvailable, kDeleting };
template <>
inline constexpr std::array kEnumNames<DeleteReply> = std::to_array<std::string_view>({"available",
                                                                                       "deleting"});

// The API reference says 400, the model of 2026-07-23 says 404; of the protocols only RPC v2 CBOR
// would send the model's. kPerProtocol: 404 there, 400 everywhere else.
enum class NotFoundStatus : std::uint8_t { k400, k404, kPerProtocol };
template <>
inline constexpr std::array kEnumNames<NotFoundStatus> =
    std::to_array<std::string_view>({"400", "404", "per_protocol"});

enum class OmittedDescription : std::uint8_t { kAbsent, kSource };
template <>
inline constexpr std::array kEnumNames<OmittedDescription> =
    std::to_array<std::string_view>({"absent", "source"});

struct Behavior {
  ForeignCopy copy_of_foreign_image{};     // a public or shared image as the source
  UnsupportedRegion unsupported_region{};  // DestinationRegion without AppStream
  UnknownName unknown_name_in_describe{};
  SourceWhileCopying source_while_copying{};
  NameUse name_of_failed_image{};
  NameUse name_of_deleting_image{};
  bool failed_images_count = true;  // towards the quota of images
  Refusal delete_of_copying_image{};
  SourceDeletion source_deleted_while_copying{};
  Refusal delete_of_shared_image = Refusal::kInUse;
  DeleteReply state_in_delete_reply{};
  NotFoundStatus status_of_not_found{};
  OmittedDescription omitted_description{};
  friend bool operator==(const Behavior&, const Behavior&) = default;
};

// An image that is there from the start.
struct GivenImage {
  std::string region{};  // empty: the World's home region
  std::string name{};
  ImageState state = ImageState::kAvailable;
  std::string owner{};  // account id; empty: this account, or AWS when the image is PUBLIC
  bool is_compatible = true;
  bool is_used_by_fleet = false;
  Tags tags{};
  std::vector<SharedImagePermissions> shared_with{};
  Image details{};  // the other members; its name and state are not looked at

  friend bool operator==(const GivenImage&, const GivenImage&) = default;
};

// Returns the HTTP status of ResourceNotFoundException: the one before a protocol has its say.
int StatusOfNotFound(const Behavior& behavior);

// Returns whether AppStream is offered in that region.
bool IsAppStreamRegion(std::string_view region);
// All regions where it is, sorted.
const std::vector<std::string_view>& AppStreamRegions();

template <>
struct MembersOf<Account> {
  static constexpr void Visit(auto& visit) {
    visit(Member{"id", &Account::id, Optional(shapes::kAwsAccountId)});
    visit(Member{"status", &Account::status});
  }
};

template <>
struct MembersOf<Credentials> {
  static constexpr void Visit(auto& visit) {
    visit(Member{"access_key_id", &Credentials::access_key_id, Required(shapes::kName)});
    visit(Member{"secret_access_key", &Credentials::secret_access_key, Required(shapes::kString)});
    visit(Member{"session_token", &Credentials::session_token, Optional(shapes::kString)});
  }
};

template <>
struct MembersOf<Quotas> {
  static constexpr void Visit(auto& visit) {
    visit(Member{"images", &Quotas::images, Optional({.min = 0})});
    visit(Member{"concurrent_copies", &Quotas::concurrent_copies, Optional({.min = 0})});
    visit(Member{"concurrent_updates", &Quotas::concurrent_updates, Optional({.min = 0})});
    visit(Member{"shared_accounts", &Quotas::shared_accounts, Optional({.min = 0})});
    visit(Member{"tags", &Quotas::tags, Optional({.min = 0})});
  }
};

template <>
struct MembersOf<Timing> {
  static constexpr void Visit(auto& visit) {
    visit(Member{"copy", &Timing::copy});
    visit(Member{"visible", &Timing::visible});
    visit(Member{"update", &Timing::update});
    visit(Member{"deletion", &Timing::deletion});
    visit(Member{"per_call", &Timing::per_call});
    visit(Member{"client_timeout", &Timing::client_timeout});
  }
};

template <>
struct MembersOf<Behavior> {
  static constexpr void Visit(auto& visit) {
    visit(Member{"copy_of_foreign_image", &Behavior::copy_of_foreign_image});
    visit(Member{"unsupported_region", &Behavior::unsupported_region});
    visit(Member{"unknown_name_in_describe", &Behavior::unknown_name_in_describe});
    visit(Member{"source_while_copying", &Behavior::source_while_copying});
    visit(Member{"name_of_failed_image", &Behavior::name_of_failed_image});
    visit(Member{"name_of_deleting_image", &Behavior::name_of_deleting_image});
    visit(Member{"failed_images_count", &Behavior::failed_images_count});
    visit(Member{"delete_of_copying_image", &Behavior::delete_of_copying_image});
    visit(Member{"source_deleted_while_copying", &Behavior::source_deleted_while_copying});
    visit(Member{"delete_of_shared_image", &Behavior::delete_of_shared_image});
    visit(Member{"state_in_delete_reply", &Behavior::state_in_delete_reply});
    visit(Member{"status_of_not_found", &Behavior::status_of_not_found});
    visit(Member{"omitted_description", &Behavior::omitted_description});
  }
};

}  // namespace fakestream
