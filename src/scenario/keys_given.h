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
void ReadCredentials(ReadContext& context, const Node& node, WorldOptions& given);
void ReadUnanswered(ReadContext& context, const Node& node, WorldOptions& given);
std::optional<Value> WriteNow(const WorldOptions& given);
std::optional<Value> WriteCredentials(const WorldOptions& given);
std::optional<Value> WriteUnanswered(const WorldOptions& given);
std::optional<Value> WriteImages(const WorldOptions& given);
Value NowSchema();
Value CredentialsSchema();
Value UnansweredSchema();
Value ImagesSchema();

inline constexpr std::array kGivenKeys = std::to_array<Key<WorldOptions>>({
    {"now", "The time at which the scenario begins.", NowSchema, ReadNow, WriteNow},
    Field<&WorldOptions::region, RegionName>(
        "region", "The home region: of clients and images that name none."),
    Field<&WorldOptions::account>("account", "The account whose images these are."),
    {"credentials", "Who may sign requests, where an endpoint checks signatures.",
     CredentialsSchema, ReadCredentials, WriteCredentials},
    Field<&WorldOptions::quotas>("quotas", "How many of each the account may have."),
    Field<&WorldOptions::timing>("timing", R"(How long things take: "20m", or {"describes": 3}.)"),
    Field<&WorldOptions::behavior>("behavior",
                                   "Answers to questions that AWS's documentation leaves open."),
    Field<&WorldOptions::is_strict>("strict", "Whether a call that no fault acts on is a failure."),
    {"unanswered", R"(What may stay without an answer: {"DescribeSessions": "allowed"}.)",
     UnansweredSchema, ReadUnanswered, WriteUnanswered},
    {kImagesKey, "The images that are there from the start.", ImagesSchema, nullptr, WriteImages},
});

void ReadGivenImage(ReadContext& context, const Node& node, GivenImage& image);

}  // namespace fakestream::internal
