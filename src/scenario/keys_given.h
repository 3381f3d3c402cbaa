// SPDX-License-Identifier: Apache-2.0
#pragma once

// The keys of `given`, and of one image in it.

#include "fakestream/world/world.h"

#include "json/keys.h"
#include "scenario/keys_typed.h"

namespace fakestream::internal {

// `images` is read one by one, by ReadGivenImage.
inline constexpr std::string_view kImagesKey = "images";

void ReadNow(ReadContext& context, const Node& node, WorldOptions& given);
void ReadHomeRegion(ReadContext& context, const Node& node, WorldOptions& given);
void ReadCredentials(ReadContext& context, const Node& node, WorldOptions& given);
void ReadStrict(ReadContext& context, const Node& node, WorldOptions& given);
void ReadUnanswered(ReadContext& context, const Node& node, WorldOptions& given);
std::optional<Value> WriteNow(const WorldOptions& given);
std::optional<Value> WriteHomeRegion(const WorldOptions& given);
std::optional<Value> WriteCredentials(const WorldOptions& given);
std::optional<Value> WriteStrict(const WorldOptions& given);
std::optional<Value> WriteUnanswered(const WorldOptions& given);
std::optional<Value> WriteImages(const WorldOptions& given);
Value NowSchema();
Value CredentialsSchema();
Value UnansweredSchema();
Value ImagesSchema();

template <auto part>
void ReadPart(ReadContext& context, const Node& node, WorldOptions& given) {
  ReadTyped(context, node, given.*part);
}

template <auto part>
std::optional<Value> WritePart(const WorldOptions& given) {
  const WorldOptions defaults;
  return WriteTyped(given.*part, defaults.*part);
}

inline constexpr std::array kGivenKeys = std::to_array<Key<WorldOptions>>({
    {"now", "The time at which the scenario begins.", NowSchema, ReadNow, WriteNow},
    {"region", "The home region: of clients and images that name none.", schema::NonemptyText,
     ReadHomeRegion, WriteHomeRegion},
    {"account", "The account whose images these are.", TypedSchema<Account>,
     ReadPart<&WorldOptions::account>, WritePart<&WorldOptions::account>},
    {"credentials", "Who may sign requests, where an endpoint checks signatures.",
     CredentialsSchema, ReadCredentials, WriteCredentials},
    {"quotas", "How many of each the account may have.", TypedSchema<Quotas>,
     ReadPart<&WorldOptions::quotas>, WritePart<&WorldOptions::quotas>},
    {"timing", R"(How long things take: "20m", or {"describes": 3}.)", TypedSchema<Timing>,
     ReadPart<&WorldOptions::timing>, WritePart<&WorldOptions::timing>},
    {"behavior", "Answers to questions that AWS's documentation leaves open.",
     TypedSchema<Behavior>, ReadPart<&WorldOptions::behavior>, WritePart<&WorldOptions::behavior>},
    {"strict", "Whether a call that no fault acts on is a failure.", schema::Boolean, ReadStrict,
     WriteStrict},
    {"unanswered", R"(What may stay without an answer: {"DescribeSessions": "allowed"}.)",
     UnansweredSchema, ReadUnanswered, WriteUnanswered},
    {kImagesKey, "The images that are there from the start.", ImagesSchema, nullptr, WriteImages},
});

void ReadGivenImage(ReadContext& context, const Node& node, GivenImage& image);

}  // namespace fakestream::internal
