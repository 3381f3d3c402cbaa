// SPDX-License-Identifier: Apache-2.0
#include "json/keys.h"

#include <algorithm>

#include <fmt/format.h>

#include "fakestream/backend/settings.h"
#include "fakestream/base/time.h"
#include "fakestream/service/error_catalog.h"

namespace fakestream::internal {

bool Expected(ReadContext& context, const Node& node, std::string_view what, std::string hint) {
  context.problems.Add(node, fmt::format("expected {} but found {}", what, KindOf(node)),
                       std::move(hint));
  return false;
}

void ReportAlone(ReadContext& context, const Node& member, std::string_view belongs_to) {
  context.problems.AddAtKey(member,
                            fmt::format(R"("{}" belongs to a "{}")", member.key, belongs_to));
}

std::optional<std::string_view> ReadText(ReadContext& context, const Node& node) {
  if (node.kind == Node::Kind::kText) return node.text;
  Expected(context, node, "text",
           node.kind == Node::Kind::kNumber ? fmt::format("write \"{}\"", node.text) : "");
  return std::nullopt;
}

std::optional<std::string_view> ReadNonemptyText(ReadContext& context, const Node& node) {
  const std::optional<std::string_view> text = ReadText(context, node);
  if (!text || !text->empty()) return text;
  context.problems.Add(node, "the text is empty", "leave the key out, or fill it");
  return std::nullopt;
}

std::optional<std::string_view> ReadRegionName(ReadContext& context, const Node& node) {
  const std::optional<std::string_view> region = ReadNonemptyText(context, node);
  if (region && !region->empty()) NoteRegion(context, node, *region);
  return region;
}

void NoteRegion(ReadContext& context, const Node& node, std::string_view region) {
  if (context.doubtful_regions == nullptr || IsAppStreamRegion(region)) return;
  context.doubtful_regions->push_back({.place = node.place,
                                       .where = context.problems.PointerTo(node),
                                       .region = std::string(region)});
}

std::optional<bool> ReadBoolean(ReadContext& context, const Node& node) {
  if (node.kind == Node::Kind::kBoolean) return node.text == "true";
  const bool is_quoted =
      node.kind == Node::Kind::kText && (node.text == "true" || node.text == "false");
  Expected(context, node, "boolean", is_quoted ? "leave out the quotes" : "");
  return std::nullopt;
}

std::optional<Duration> ReadDuration(ReadContext& context, const Node& node) {
  constexpr std::string_view kHint = R"(write a length with its unit, as in "90s" or "1h30m")";
  if (node.kind != Node::Kind::kText) {
    Expected(context, node, "duration", std::string(kHint));
    return std::nullopt;
  }
  const std::optional<Duration> length = ParseDuration(node.text);
  if (!length) {
    context.problems.Add(node, "invalid duration " + Quoted(node.text), std::string(kHint));
  }
  return length;
}

std::optional<std::int64_t> ReadWhole(ReadContext& context, const Node& node, Range range) {
  if (node.kind != Node::Kind::kNumber) {
    Expected(context, node, "whole number");
    return std::nullopt;
  }
  const Value number = NumberOf(node.text);
  const auto* const whole = number.As<std::int64_t>();
  if (whole != nullptr && *whole >= range.min && *whole <= range.max) return *whole;
  context.problems.Add(
      node, fmt::format("{} is not a whole number from {} to {}", node.text, range.min, range.max));
  return std::nullopt;
}

std::optional<std::size_t> ReadName(ReadContext& context, const Node& node, std::string_view what,
                                    const std::vector<std::string_view>& names) {
  const std::optional<std::string_view> text = ReadText(context, node);
  if (!text) return std::nullopt;
  const auto found = std::find(names.begin(), names.end(), *text);
  if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
  context.problems.Add(node, fmt::format("unknown {} {}", what, Quoted(*text)),
                       context.problems.HintOfNames(*text, names));
  return std::nullopt;
}

std::string HintOfFullError(std::string_view name) {
  if (FindError(name) != nullptr) return "";
  const ErrorRow* const row = FindError(std::string(name) + "Exception");
  return row != nullptr ? fmt::format("did you mean {}?", Quoted(row->name)) : "";
}

void AddResolved(ReadContext& context, const Node& node, const Diagnostic& problem) {
  const Node& place = Resolve(node, problem.where);
  if (problem.what.starts_with("unknown member") && !place.key.empty()) {
    context.problems.AddAtKey(place, problem.what, problem.hint);
  } else {
    context.problems.Add(place, problem.what, problem.hint);
  }
}

bool AddTypeMismatches(ReadContext& context, const Node& node,
                       const std::vector<TypeMismatch>& misfits) {
  for (std::size_t i = 0; i < misfits.size(); ++i) {
    if (!context.problems.has_room()) {
      context.problems.CountMore(misfits.size() - i);
      break;
    }
    const TypeMismatch& misfit = misfits[i];
    AddResolved(context, node,
                {.where = misfit.path,
                 .what = ToText(misfit),
                 .hint = misfit.kind == TypeMismatch::Kind::kUnknownMember
                             ? HintOfNames(misfit.actual, misfit.candidates)
                             : HintOfNearest(misfit.actual, misfit.candidates)});
  }
  return misfits.empty();
}

}  // namespace fakestream::internal
