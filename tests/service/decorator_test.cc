// SPDX-License-Identifier: Apache-2.0
#include "fakestream/service/decorator.h"

#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakestream/service/codec.h"

namespace fakestream {
namespace {

using testing::ElementsAre;

// Notes the name of each function that is called and answers from `answers`. The names are written
// out, not taken from the tags, so that a wrong function is seen.
class Recording : public AppStream {
 public:
  Outcome<CopyImageResult> CopyImage(const CopyImageRequest& r) override {
    return Note("CopyImage", r, CopyImageResult{.destination_image_name = "copied"});
  }

  Outcome<DescribeImagesResult> DescribeImages(const DescribeImagesRequest& r) override {
    return Note("DescribeImages", r, DescribeImagesResult{.next_token = "t"});
  }

  Outcome<DeleteImageResult> DeleteImage(const DeleteImageRequest& r) override {
    return Note("DeleteImage", r, DeleteImageResult{.image = Image{.name = "deleted"}});
  }

  Outcome<CreateUpdatedImageResult> CreateUpdatedImage(
      const CreateUpdatedImageRequest& r) override {
    return Note("CreateUpdatedImage", r, CreateUpdatedImageResult{.can_update_image = true});
  }

  Outcome<DescribeImagePermissionsResult> DescribeImagePermissions(
      const DescribeImagePermissionsRequest& r) override {
    return Note("DescribeImagePermissions", r, DescribeImagePermissionsResult{.name = "shared"});
  }

  Outcome<UpdateImagePermissionsResult> UpdateImagePermissions(
      const UpdateImagePermissionsRequest& r) override {
    return Note("UpdateImagePermissions", r, UpdateImagePermissionsResult{});
  }

  Outcome<DeleteImagePermissionsResult> DeleteImagePermissions(
      const DeleteImagePermissionsRequest& r) override {
    return Note("DeleteImagePermissions", r, DeleteImagePermissionsResult{});
  }

  Outcome<TagResourceResult> TagResource(const TagResourceRequest& r) override {
    return Note("TagResource", r, TagResourceResult{});
  }

  Outcome<UntagResourceResult> UntagResource(const UntagResourceRequest& r) override {
    return Note("UntagResource", r, UntagResourceResult{});
  }

  Outcome<ListTagsForResourceResult> ListTagsForResource(
      const ListTagsForResourceRequest& r) override {
    return Note("ListTagsForResource", r, ListTagsForResourceResult{.tags = {{"a", "b"}}});
  }

  std::vector<std::string> calls;
  bool fails = false;

 private:
  template <class Request, class Result>
  Outcome<Result> Note(std::string name, const Request& request, Result result) {
    calls.push_back(std::move(name) + " " + ToText(ToValue(request)));
    if (fails) return MakeError(ErrorCode::kThrottling);
    return result;
  }
};

class Hooked : public Decorator<Hooked> {
 public:
  using Decorator::Decorator;

  template <class Op>
  Outcome<typename Op::Result> Around(const typename Op::Request& request) {
    hooks.emplace_back(Op::kName);
    return Forward<Op>(request);
  }

  std::vector<std::string_view> hooks;
};

std::vector<AnyRequest> OneRequestOfEach() {
  return {CopyImageRequest{.source_image_name = "1"},
          DescribeImagesRequest{.next_token = "2"},
          DeleteImageRequest{.name = "3"},
          CreateUpdatedImageRequest{.new_image_name = "4"},
          DescribeImagePermissionsRequest{.name = "5"},
          UpdateImagePermissionsRequest{.name = "6"},
          DeleteImagePermissionsRequest{.name = "7"},
          TagResourceRequest{.resource_arn = "8"},
          UntagResourceRequest{.resource_arn = "9"},
          ListTagsForResourceRequest{.resource_arn = "10"}};
}

const std::vector<std::string> kCalls = {R"(CopyImage {SourceImageName: "1"})",
                                         R"(DescribeImages {NextToken: "2"})",
                                         R"(DeleteImage {Name: "3"})",
                                         R"(CreateUpdatedImage {newImageName: "4"})",
                                         R"(DescribeImagePermissions {Name: "5"})",
                                         R"(UpdateImagePermissions {Name: "6"})",
                                         R"(DeleteImagePermissions {Name: "7"})",
                                         R"(TagResource {ResourceArn: "8"})",
                                         R"(UntagResource {ResourceArn: "9"})",
                                         R"(ListTagsForResource {ResourceArn: "10"})"};

TEST(CallTest, SendsEachRequestToTheFunctionOfItsOperation) {
  Recording service;

  for (const AnyRequest& request : OneRequestOfEach()) {
    const Outcome<AnyResult> outcome = Call(service, request);
    EXPECT_EQ(outcome.GetResult().index(), request.index());
  }

  EXPECT_EQ(service.calls, kCalls);
}

TEST(CallTest, GivesTheResultBack) {
  Recording service;

  EXPECT_EQ(Call(service, AnyRequest{CopyImageRequest{}}).GetResult(),
            AnyResult{CopyImageResult{.destination_image_name = "copied"}});
  EXPECT_EQ(Call(service, AnyRequest{ListTagsForResourceRequest{}}).GetResult(),
            (AnyResult{ListTagsForResourceResult{.tags = {{"a", "b"}}}}));
  EXPECT_EQ(Call<ops::DeleteImage>(service, {.name = "a"})->image, Image{.name = "deleted"});
}

TEST(CallTest, GivesTheErrorBack) {
  Recording service;
  service.fails = true;

  for (const AnyRequest& request : OneRequestOfEach()) {
    EXPECT_EQ(Call(service, request).GetError(), MakeError(ErrorCode::kThrottling));
  }
}

TEST(DecoratorTest, SendsEveryOperationThroughTheHookOnceAndOnToItsOwnFunction) {
  Recording service;
  Hooked hooked(service);

  for (const AnyRequest& request : OneRequestOfEach()) {
    EXPECT_EQ(Call(hooked, request), Call(service, request));
    service.calls.pop_back();
  }

  EXPECT_EQ(service.calls, kCalls);
  EXPECT_THAT(hooked.hooks, ElementsAre("CopyImage", "DescribeImages", "DeleteImage",
                                        "CreateUpdatedImage", "DescribeImagePermissions",
                                        "UpdateImagePermissions", "DeleteImagePermissions",
                                        "TagResource", "UntagResource", "ListTagsForResource"));
}

TEST(DecoratorTest, GivesErrorsBackUnchanged) {
  Recording service;
  service.fails = true;
  Hooked hooked(service);

  EXPECT_EQ(hooked.CopyImage({}).GetError(), MakeError(ErrorCode::kThrottling));
}

TEST(DecoratorTest, StacksOutermostFirst) {
  Recording service;
  Hooked inner(service);
  Hooked outer(static_cast<AppStream&>(inner));

  const auto outcome = outer.CopyImage({.source_image_name = "golden"});

  EXPECT_EQ(outcome->destination_image_name, "copied");
  EXPECT_THAT(outer.hooks, ElementsAre("CopyImage"));
  EXPECT_THAT(inner.hooks, ElementsAre("CopyImage"));
  EXPECT_THAT(service.calls, ElementsAre(R"(CopyImage {SourceImageName: "golden"})"));
}

}  // namespace
}  // namespace fakestream
