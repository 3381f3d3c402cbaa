// SPDX-License-Identifier: Apache-2.0
#include "fakestream/service/members.h"

#include <set>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakestream/service/type.h"

// Each table is written out here a second time, from AppStream's service model of 2026-07-23. A row
// reads "Name! pattern 1..101": "!" is required; then pattern and limits of the value itself, of
// [items], of {keys: values}; "-" is no limit.

namespace fakestream {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::string_view PatternName(const Pattern* pattern) {
  if (pattern == &kNamePattern) return " name";
  if (pattern == &kArnPattern) return " arn";
  if (pattern == &kAccountIdPattern) return " account";
  if (pattern == &kTagKeyPattern) return " tagkey";
  if (pattern == &kTagValuePattern) return " tagvalue";
  return pattern == nullptr ? "" : " other";
}

std::string LimitText(std::int64_t limit) {
  return limit == Shape::kNoLimit ? "-" : std::to_string(limit);
}

std::string ShapeText(const Shape& shape) {
  const bool is_limited = shape.min != Shape::kNoLimit || shape.max != Shape::kNoLimit;
  return fmt::format(
      "{}{}", PatternName(shape.pattern),
      is_limited ? fmt::format(" {}..{}", LimitText(shape.min), LimitText(shape.max)) : "");
}

std::string TypeText(const Type& type) {
  switch (type.kind) {
    case TypeKind::kText: return "text";
    case TypeKind::kEnum: return type.is_open ? "open enum" : "enum";
    case TypeKind::kNumber: return "number";
    case TypeKind::kBoolean: return "boolean";
    case TypeKind::kInstant: return "time";
    case TypeKind::kDuration: return "duration";
    case TypeKind::kWait: return "wait";
    case TypeKind::kList: return fmt::format("list of {}", TypeText(*type.item));
    case TypeKind::kMap: return "map";
    case TypeKind::kStruct: return "struct";
  }
  return "?";
}

// The rows of a struct's table.
template <class Struct>
std::vector<std::string> Rows() {
  std::vector<std::string> rows;
  for (const TypeMember& member : TypeOf<Struct>().members) {
    const Constraint& demands = member.constraint;
    std::string row = fmt::format("{}{} {}{}", member.name, demands.is_required ? "!" : "",
                                  TypeText(*member.type), ShapeText(demands.shape));
    if (member.type->kind == TypeKind::kList) row += fmt::format(" [{}]", ShapeText(demands.items));
    if (member.type->kind == TypeKind::kMap) {
      row += fmt::format(" {{{}:{}}}", ShapeText(demands.keys), ShapeText(demands.items));
    }
    rows.push_back(row);
  }
  return rows;
}

TEST(MembersTest, OfCopyImageAreThoseOfTheModel) {
  EXPECT_THAT(
      Rows<CopyImageRequest>(),
      ElementsAre("SourceImageName! text name", "DestinationImageName! text name",
                  "DestinationRegion! text 1..32", "DestinationImageDescription text -..256"));
  EXPECT_THAT(Rows<CopyImageResult>(), ElementsAre("DestinationImageName text"));
}

TEST(MembersTest, OfDescribeImagesAreThoseOfTheModel) {
  EXPECT_THAT(Rows<DescribeImagesRequest>(),
              ElementsAre("Names list of text [ 1..-]", "Arns list of text [ arn]",
                          "Type open enum", "NextToken text 1..-", "MaxResults number 0..25"));
  EXPECT_THAT(Rows<DescribeImagesResult>(),
              ElementsAre("Images list of struct []", "NextToken text"));
}

TEST(MembersTest, OfDeleteImageAreThoseOfTheModel) {
  EXPECT_THAT(Rows<DeleteImageRequest>(), ElementsAre("Name! text name"));
  EXPECT_THAT(Rows<DeleteImageResult>(), ElementsAre("Image struct"));
}

TEST(MembersTest, OfCreateUpdatedImageAreThoseOfTheModelInLowerCamelCase) {
  EXPECT_THAT(
      Rows<CreateUpdatedImageRequest>(),
      ElementsAre("existingImageName! text name", "newImageName! text name",
                  "newImageDescription text -..256", "newImageDisplayName text -..100",
                  "newImageTags map 1..50 { tagkey 1..128: tagvalue 0..256}", "dryRun boolean"));
  EXPECT_THAT(Rows<CreateUpdatedImageResult>(),
              ElementsAre("image struct", "canUpdateImage boolean"));
}

TEST(MembersTest, OfTheImagePermissionOperationsAreThoseOfTheModel) {
  EXPECT_THAT(
      Rows<DescribeImagePermissionsRequest>(),
      ElementsAre("Name! text name", "MaxResults number 0..500",
                  "SharedAwsAccountIds list of text 1..5 [ account]", "NextToken text 1..-"));
  EXPECT_THAT(
      Rows<DescribeImagePermissionsResult>(),
      ElementsAre("Name text", "SharedImagePermissionsList list of struct []", "NextToken text"));
  EXPECT_THAT(
      Rows<UpdateImagePermissionsRequest>(),
      ElementsAre("Name! text name", "SharedAccountId! text account", "ImagePermissions! struct"));
  EXPECT_THAT(Rows<UpdateImagePermissionsResult>(), IsEmpty());
  EXPECT_THAT(Rows<DeleteImagePermissionsRequest>(),
              ElementsAre("Name! text name", "SharedAccountId! text account"));
  EXPECT_THAT(Rows<DeleteImagePermissionsResult>(), IsEmpty());
}

TEST(MembersTest, OfTheTagOperationsAreThoseOfTheModel) {
  EXPECT_THAT(
      Rows<TagResourceRequest>(),
      ElementsAre("ResourceArn! text arn", "Tags! map 1..50 { tagkey 1..128: tagvalue 0..256}"));
  EXPECT_THAT(Rows<TagResourceResult>(), IsEmpty());
  EXPECT_THAT(Rows<UntagResourceRequest>(),
              ElementsAre("ResourceArn! text arn", "TagKeys! list of text 1..50 [ tagkey 1..128]"));
  EXPECT_THAT(Rows<UntagResourceResult>(), IsEmpty());
  EXPECT_THAT(Rows<ListTagsForResourceRequest>(), ElementsAre("ResourceArn! text arn"));
  EXPECT_THAT(Rows<ListTagsForResourceResult>(), ElementsAre("Tags map {:}"));
}

TEST(MembersTest, OfImageAreThoseOfTheModel) {
  EXPECT_THAT(
      Rows<Image>(),
      ElementsAre("Name text", "Arn text", "BaseImageArn text", "DisplayName text", "State enum",
                  "Visibility enum", "ImageBuilderSupported boolean", "ImageBuilderName text",
                  "Platform text", "Description text", "StateChangeReason struct",
                  "Applications list of struct []", "CreatedTime time",
                  "PublicBaseImageReleasedDate time", "AppstreamAgentVersion text",
                  "ImagePermissions struct", "ImageErrors list of struct []",
                  "LatestAppstreamAgentVersion text", "SupportedInstanceFamilies list of text []",
                  "DynamicAppProvidersEnabled text", "ImageSharedWithOthers text",
                  "ManagedSoftwareIncluded boolean", "ImageType text"));
}

TEST(MembersTest, OfTheStructsWithinAnImageAreThoseOfTheModel) {
  EXPECT_THAT(Rows<StateChangeReason>(), ElementsAre("Code enum", "Message text"));
  EXPECT_THAT(Rows<ImagePermissions>(),
              ElementsAre("allowFleet boolean", "allowImageBuilder boolean"));
  EXPECT_THAT(Rows<SharedImagePermissions>(),
              ElementsAre("sharedAccountId text", "imagePermissions struct"));
  EXPECT_THAT(Rows<ResourceError>(),
              ElementsAre("ErrorCode text", "ErrorMessage text", "ErrorTimestamp time"));
  EXPECT_THAT(Rows<S3Location>(), ElementsAre("S3Bucket text", "S3Key text"));
  EXPECT_THAT(Rows<Application>(),
              ElementsAre("Name text", "DisplayName text", "IconURL text", "LaunchPath text",
                          "LaunchParameters text", "Enabled boolean", "Metadata map {:}",
                          "WorkingDirectory text", "Description text", "Arn text",
                          "AppBlockArn text", "IconS3Location struct", "Platforms list of text []",
                          "InstanceFamilies list of text []", "CreatedTime time"));
}

TEST(MembersTest, PointEachAtAPlaceOfItsOwn) {
  const auto expect_distinct = []<class Struct>(const Struct& structure) {
    std::set<const void*> places;
    std::size_t count = 0;
    ForEachMember<Struct>([&](const auto& member) {
      places.insert(&(structure.*member.pointer));
      ++count;
    });
    EXPECT_EQ(places.size(), count);
  };
  ForEachOperation([&](auto op) {
    expect_distinct(typename decltype(op)::Request{});
    expect_distinct(typename decltype(op)::Result{});
  });
  expect_distinct(Image{});
  expect_distinct(Application{});
  expect_distinct(StateChangeReason{});
  expect_distinct(ResourceError{});
  expect_distinct(S3Location{});
  expect_distinct(ImagePermissions{});
  expect_distinct(SharedImagePermissions{});
}

TEST(PatternTest, IsPrintedAsModeled) {
  EXPECT_EQ(kNamePattern.regex, "^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,100}$");
  EXPECT_EQ(kArnPattern.regex,
            "^arn:aws(?:\\-cn|\\-iso\\-b|\\-iso|\\-us\\-gov)?:[A-Za-z0-9][A-Za-z0-9_/.-]{0,62}:"
            "[A-Za-z0-9_/.-]{0,63}:[A-Za-z0-9_/.-]{0,63}:[A-Za-z0-9][A-Za-z0-9:_/"
            "+=,@.\\\\-]{0,1023}$");
  EXPECT_EQ(kAccountIdPattern.regex, "^\\d+$");
  EXPECT_EQ(kTagKeyPattern.regex, "^(^(?!aws:).[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)$");
  EXPECT_EQ(kTagValuePattern.regex, "^([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)$");
}

TEST(OperationTest, HasItsPlaceInTheListOfAll) {
  std::vector<std::string_view> names;
  ForEachOperation([&](auto op) {
    EXPECT_EQ(NameOf(kOperation<decltype(op)>), decltype(op)::kName);
    EXPECT_EQ(OperationNamed(decltype(op)::kName), kOperation<decltype(op)>);
    EXPECT_EQ(OperationOf(AnyRequest{typename decltype(op)::Request{}}), kOperation<decltype(op)>);
    names.push_back(decltype(op)::kName);
  });

  EXPECT_THAT(names, ElementsAre("CopyImage", "DescribeImages", "DeleteImage", "CreateUpdatedImage",
                                 "DescribeImagePermissions", "UpdateImagePermissions",
                                 "DeleteImagePermissions", "TagResource", "UntagResource",
                                 "ListTagsForResource"));
  EXPECT_EQ(OperationNamed("copyImage"), std::nullopt);
  EXPECT_EQ(OperationNamed(""), std::nullopt);
}

TEST(OperationTest, ModelsTheErrorsOfTheServiceModel) {
  const auto names = [](const auto& codes) {
    std::set<std::string_view> set;
    for (const ErrorCode code : codes) set.insert(ServiceError{.code = code}.name());
    return set;
  };
  using Names = std::set<std::string_view>;

  EXPECT_EQ(names(ops::CopyImage::kErrors),
            (Names{"ResourceAlreadyExistsException", "ResourceNotFoundException",
                   "ResourceNotAvailableException", "LimitExceededException",
                   "InvalidAccountStatusException", "IncompatibleImageException"}));
  EXPECT_EQ(names(ops::DescribeImages::kErrors),
            (Names{"InvalidParameterCombinationException", "ResourceNotFoundException"}));
  EXPECT_EQ(names(ops::DeleteImage::kErrors),
            (Names{"ResourceInUseException", "ResourceNotFoundException",
                   "OperationNotPermittedException", "ConcurrentModificationException"}));
  EXPECT_EQ(names(ops::CreateUpdatedImage::kErrors),
            (Names{"LimitExceededException", "InvalidAccountStatusException",
                   "OperationNotPermittedException", "ResourceAlreadyExistsException",
                   "ResourceNotFoundException", "ConcurrentModificationException",
                   "IncompatibleImageException"}));
  EXPECT_EQ(names(ops::DescribeImagePermissions::kErrors), Names{"ResourceNotFoundException"});
  EXPECT_EQ(names(ops::UpdateImagePermissions::kErrors),
            (Names{"ResourceNotFoundException", "ResourceNotAvailableException",
                   "LimitExceededException"}));
  EXPECT_EQ(names(ops::DeleteImagePermissions::kErrors),
            (Names{"ResourceNotAvailableException", "ResourceNotFoundException"}));
  EXPECT_EQ(names(ops::TagResource::kErrors),
            (Names{"LimitExceededException", "InvalidAccountStatusException",
                   "ResourceNotFoundException"}));
  EXPECT_EQ(names(ops::UntagResource::kErrors), Names{"ResourceNotFoundException"});
  EXPECT_EQ(names(ops::ListTagsForResource::kErrors), Names{"ResourceNotFoundException"});
}

}  // namespace
}  // namespace fakestream
