// SPDX-License-Identifier: Apache-2.0
#pragma once

// The keys at the top of a scenario file.

#include <optional>

#include "fakestream/scenario/scenario.h"

#include "json/fields.h"
#include "json/keys.h"
#include "json/schema_parts.h"

namespace fakestream::internal {

// These are read piece by piece, by the loader.
inline constexpr std::string_view kGivenKey = "given";
inline constexpr std::string_view kFaultsKey = "faults";
inline constexpr std::string_view kStepsKey = "steps";
inline constexpr std::string_view kFinallyKey = "finally";

void ReadVersion(ReadContext& context, const Node& node, Scenario& scenario);
void ReadSeed(ReadContext& context, const Node& node, Scenario& scenario);
std::optional<Value> WriteVersion(const Scenario& scenario);
std::optional<Value> WriteSeed(const Scenario& scenario);
std::optional<Value> WriteGiven(const Scenario& scenario);
std::optional<Value> WriteFaults(const Scenario& scenario);
std::optional<Value> WriteSteps(const Scenario& scenario);
std::optional<Value> WriteFinally(const Scenario& scenario);
Value VersionSchema();
Value SeedSchema();
Value GivenSchema();
Value FaultsSchema();
Value StepsSchema();
Value FinallySchema();

inline constexpr std::array kFileKeys = std::to_array<Key<Scenario>>({
    Note<Scenario>("$schema", "Where the schema is; for editors."),
    {"version", "The version of this format: 1.", VersionSchema, ReadVersion, WriteVersion, true},
    Field<&Scenario::name, AnyText>("name", "What the scenario shows, in one line."),
    {"seed", "Where chance begins; default: 0.", SeedSchema, ReadSeed, WriteSeed},
    Field<&Scenario::note, AnyText>("note", "A comment for people."),
    {kGivenKey, "The account, its images and how the service treats it.", GivenSchema, nullptr,
     WriteGiven},
    {kFaultsKey, "What goes wrong: the first rule that matches a call and is not spent acts.",
     FaultsSchema, nullptr, WriteFaults},
    {kStepsKey, "What is done and expected. Without it the file is a script for another client.",
     StepsSchema, nullptr, WriteSteps},
    {kFinallyKey, "What must hold at the end, whoever's client it was.", FinallySchema, nullptr,
     WriteFinally},
});

}  // namespace fakestream::internal
