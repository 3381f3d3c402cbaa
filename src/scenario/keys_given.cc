// SPDX-License-Identifier: Apache-2.0
#include "scenario/keys_given.h"

#include <algorithm>

#include "fakestream/base/text.h"

namespace fakestream::internal {
namespace {

using Shares = Fitting<std::vector<SharedImagePermissions>>;

void ReadSharedWith(ReadContext& context, const Node& node, GivenImage& image) {
  Assign(image.shared_with, Shares::Read(context, node));
  if (node.kind != Node::Kind::kList) return;
  for (const Node& share : node.children()) {
    const Node* const account = share.Find("sharedAccountId");
    if (share.kind == Node::Kind::kNull) Expected(context, share, "object");
    if (share.kind != Node::Kind::kObject) continue;
    if (account == nullptr || account->kind == Node::Kind::kNull) {
      context.problems.Add(share, "missing member \"sharedAccountId\"");
    }
  }
}

Written WriteSharedWith(const GivenImage& image) {
  return image.shared_with.empty() ? std::nullopt : Written(Shares::Write(image.shared_with));
}

Value SharedWithSchema() {
  Value share = FormOf<SharedImagePermissions>::Schema();
  const Value account = schema::Requires("sharedAccountId", schema::Text());
  std::get_if<ValueMembers>(&share.data)->push_back({"allOf", {ValueList{account}}});
  return schema::ListOf(std::move(share));
}

constexpr std::array kImageKeys = std::to_array<Key<GivenImage>>({
    Field<&GivenImage::region, RegionName>("region",
                                           "Where the image is; default: the home region."),
    Field<&GivenImage::owner>(
        "owner", "The account that owns it; default: this one, or AWS when the image is PUBLIC."),
    Field<&GivenImage::is_compatible>("compatible",
                                      "Whether copies and updates of it are possible."),
    Field<&GivenImage::is_used_by_fleet>("used_by_fleet",
                                         "Whether a fleet uses it, so that it cannot be deleted."),
    Field<&GivenImage::tags, Fitting<Tags>>("tags", "Its tags."),
    {"shared_with", "The accounts that it is shared with, and what they may do.", SharedWithSchema,
     ReadSharedWith, WriteSharedWith},
    Note<GivenImage>(),
});

bool IsImageKey(std::string_view name) {
  return std::any_of(kImageKeys.begin(), kImageKeys.end(),
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

std::optional<Value> WriteNow(const WorldOptions& given) {
  return given.now == WorldOptions{}.now ? std::nullopt : std::optional<Value>(given.now);
}

std::optional<Value> WriteImages(const WorldOptions& given) {
  if (given.images.empty()) return std::nullopt;
  ValueList images;
  for (const GivenImage& image : given.images) images.push_back(WriteImage(image));
  return Value(std::move(images));
}

Value NowSchema() {
  return schema::OfType(TypeOf<Instant>(), schema::Strictness::kTypes);
}

Value ImagesSchema() {
  // Our own keys and the service's members stand beside each other.
  Value image = SchemaOf(kImageKeys);
  const Value members = schema::StructOfType(TypeOf<Image>(), schema::Strictness::kTypes);
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
