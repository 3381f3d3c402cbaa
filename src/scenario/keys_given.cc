// SPDX-License-Identifier: Apache-2.0
#include "scenario/keys_given.h"

#include <algorithm>

#include "fakestream/base/text.h"

namespace fakestream::internal {
namespace {

void ReadImageRegion(ReadContext& context, const Node& node, GivenImage& image) {
  Assign(image.region, ReadRegionName(context, node));
}

void ReadOwner(ReadContext& context, const Node& node, GivenImage& image) {
  Assign(image.owner, ReadNonemptyText(context, node));
}

template <bool GivenImage::*flag>
void ReadFlag(ReadContext& context, const Node& node, GivenImage& image) {
  Assign(image.*flag, ReadBoolean(context, node));
}

template <class T>
void ReadFitting(ReadContext& context, const Node& node, T& target) {
  const Type& type = TypeOf<T>();
  if (node.kind == Node::Kind::kNull) {
    Expected(context, node, NameOf(type));
  } else if (AddTypeMismatches(context, node, FindTypeMismatches(ToValue(node, nullptr), type))) {
    Decode(ToValue(node, &type), target);
  }
}

void ReadTags(ReadContext& context, const Node& node, GivenImage& image) {
  ReadFitting(context, node, image.tags);
}

void ReadSharedWith(ReadContext& context, const Node& node, GivenImage& image) {
  ReadFitting(context, node, image.shared_with);
  if (node.kind != Node::Kind::kList) return;
  for (const Node& share : node.children()) {
    const Node* const account = share.Find("sharedAccountId");
    if (share.kind == Node::Kind::kObject && account == nullptr) {
      context.problems.Add(share, "missing member \"sharedAccountId\"");
    }
  }
}

std::optional<Value> WriteImageRegion(const GivenImage& image) {
  return image.region.empty() ? std::nullopt : std::optional<Value>(image.region);
}

std::optional<Value> WriteOwner(const GivenImage& image) {
  return image.owner.empty() ? std::nullopt : std::optional<Value>(image.owner);
}

std::optional<Value> WriteCompatible(const GivenImage& image) {
  return image.is_compatible ? std::nullopt : std::optional<Value>(false);
}

std::optional<Value> WriteUsedByFleet(const GivenImage& image) {
  return image.is_used_by_fleet ? std::optional<Value>(true) : std::nullopt;
}

std::optional<Value> WriteTags(const GivenImage& image) {
  return image.tags.empty() ? std::nullopt : std::optional(Encode(image.tags));
}

std::optional<Value> WriteSharedWith(const GivenImage& image) {
  return image.shared_with.empty() ? std::nullopt : std::optional(Encode(image.shared_with));
}

Value SharedWithSchema() {
  Value share = TypedSchema<SharedImagePermissions>();
  std::get_if<ValueMembers>(&share.data)->push_back({"required", {ValueList{{"sharedAccountId"}}}});
  return schema::ListOf(std::move(share));
}

constexpr std::array kImageKeys = std::to_array<Key<GivenImage>>({
    {"region", "Where the image is; default: the home region.", schema::NonemptyText,
     ReadImageRegion, WriteImageRegion},
    {"owner", "The account that owns it; default: this one, or AWS when the image is PUBLIC.",
     schema::NonemptyText, ReadOwner, WriteOwner},
    {"compatible", "Whether copies and updates of it are possible.", schema::Boolean,
     ReadFlag<&GivenImage::is_compatible>, WriteCompatible},
    {"used_by_fleet", "Whether a fleet uses it, so that it cannot be deleted.", schema::Boolean,
     ReadFlag<&GivenImage::is_used_by_fleet>, WriteUsedByFleet},
    {"tags", "Its tags.", schema::TextMap, ReadTags, WriteTags},
    {"shared_with", "The accounts that it is shared with, and what they may do.", SharedWithSchema,
     ReadSharedWith, WriteSharedWith},
    {"note", "A comment for people.", schema::Text, ReadNote<GivenImage>},
});

bool IsImageKey(std::string_view name) {
  return std::ranges::any_of(kImageKeys,
                             [&](const Key<GivenImage>& key) { return key.name == name; });
}

std::vector<std::string_view> AllImageKeys() {
  std::vector<std::string_view> names = NamesOf(kImageKeys);
  for (const TypeMember& member : TypeOf<Image>().members) names.push_back(member.name);
  return names;
}

// Members of the service: all that are no keys of ours.
void ReadImageMembers(ReadContext& context, const Node& node, GivenImage& image) {
  const Type& type = TypeOf<Image>();
  ValueMembers members;
  for (const Node& member : node.children()) {
    if (IsImageKey(member.key)) continue;
    const TypeMember* const known = type.Find(member.key);
    if (known == nullptr) {
      context.problems.AddAtKey(member, "unknown key " + Quoted(member.key),
                                context.problems.HintOfNames(member.key, AllImageKeys()));
    } else if (AddTypeMismatches(context, member,
                                 FindTypeMismatches(ToValue(member, nullptr), *known->type))) {
      members.push_back({std::string(member.key), ToValue(member, known->type)});
    }
  }
  Decode(Value(std::move(members)), image.details);
  image.name = std::exchange(image.details.name, {});
  image.state = std::exchange(image.details.state, {}).value_or(ImageState::kAvailable);
}

Value WriteImage(const GivenImage& image) {
  ValueMembers members;
  Value own = WriteObject(image, kImageKeys);
  auto& keys = *std::get_if<ValueMembers>(&own.data);
  if (!keys.empty() && keys.front().name == "region") {
    members.push_back(std::move(keys.front()));
    keys.erase(keys.begin());
  }
  members.push_back({"Name", {image.name}});
  if (image.state != ImageState::kAvailable) members.push_back({"State", {NameOf(image.state)}});
  const Value details = Encode(image.details);
  for (const NamedValue& member : *details.As<ValueMembers>()) {
    const auto* const items = member.value.As<ValueList>();
    const bool is_empty_list = items != nullptr && items->empty();
    if (member.name == "Name" || member.name == "State" || is_empty_list) continue;
    members.push_back(member);
  }
  members.insert(members.end(), keys.begin(), keys.end());
  return {std::move(members)};
}

}  // namespace

void ReadNow(ReadContext& context, const Node& node, WorldOptions& given) {
  const std::optional<Instant> now = InstantFrom(ToValue(node, nullptr));
  if (now) {
    given.now = *now;
  } else {
    context.problems.Add(node, "expected a time from 1970 to 9999",
                         R"(write it as in "2026-01-01T00:00:00Z")");
  }
}

void ReadHomeRegion(ReadContext& context, const Node& node, WorldOptions& given) {
  Assign(given.region, ReadRegionName(context, node));
}

void ReadStrict(ReadContext& context, const Node& node, WorldOptions& given) {
  Assign(given.is_strict, ReadBoolean(context, node));
}

std::optional<Value> WriteStrict(const WorldOptions& given) {
  return given.is_strict ? std::optional<Value>(true) : std::nullopt;
}

std::optional<Value> WriteNow(const WorldOptions& given) {
  return given.now == WorldOptions{}.now ? std::nullopt : std::optional<Value>(given.now);
}

std::optional<Value> WriteHomeRegion(const WorldOptions& given) {
  return given.region == WorldOptions{}.region ? std::nullopt : std::optional<Value>(given.region);
}

std::optional<Value> WriteImages(const WorldOptions& given) {
  if (given.images.empty()) return std::nullopt;
  ValueList images;
  for (const GivenImage& image : given.images) images.push_back(WriteImage(image));
  return Value(std::move(images));
}

Value NowSchema() {
  return schema::AnyOf({schema::Texts(schema::kInstantPattern),
                        {ValueMembers{{"type", {"number"}}, {"minimum", {0}}}}});
}

Value ImagesSchema() {
  // Our own keys and the service's members stand beside each other.
  Value image = SchemaOf(kImageKeys);
  const Value members = schema::OfType(TypeOf<Image>(), schema::Strictness::kTypes);
  auto& parts = *std::get_if<ValueMembers>(&image.data);
  for (NamedValue& part : parts) {
    if (part.name != "properties") continue;
    auto& properties = *std::get_if<ValueMembers>(&part.value.data);
    for (const NamedValue& member : *members.Find("properties")->As<ValueMembers>()) {
      properties.push_back(member);
      if (member.name == "Name") properties.back().value = schema::Texts(kNamePattern.regex);
    }
  }
  parts.push_back({"required", {ValueList{{"Name"}}}});
  return schema::ListOf(std::move(image));
}

void ReadGivenImage(ReadContext& context, const Node& node, GivenImage& image) {
  if (node.kind != Node::Kind::kObject) {
    Expected(context, node, "object");
    return;
  }
  ReadImageMembers(context, node, image);
  for (const Key<GivenImage>& key : kImageKeys) {
    if (const Node* const member = node.Find(key.name)) key.read(context, *member, image);
  }
  const Node* const name = node.Find("Name");
  if (name == nullptr) {
    context.problems.Add(node, "missing key \"Name\"");
  } else if (name->kind == Node::Kind::kNull) {
    Expected(context, *name, "text");
  } else if (name->kind == Node::Kind::kText && !IsImageName(name->text)) {
    context.problems.Add(*name, "the service knows no image named " + Quoted(name->text),
                         "a name matches " + std::string(kNamePattern.regex));
  }
}

}  // namespace fakestream::internal
