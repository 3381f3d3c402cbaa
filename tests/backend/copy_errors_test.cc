// SPDX-License-Identifier: Apache-2.0
// CopyImage: its six errors from state, and the order of its checks.
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include "backend/bare_service.h"

namespace fakestream {
namespace {

using testing::AllOf;
using testing::Field;
using testing::Optional;

// What the error is, all of it.
auto IsError(ErrorCode code, const std::string& message) {
  return AllOf(Field("code", &ServiceError::code, code),
               Field("message", &ServiceError::message, message),
               Field("http_status", &ServiceError::http_status, 400));
}

TEST(CopyImageErrorTest, IsNotFoundWithoutSuchAnImageInTheSourceRegion) {
  BareService service({.images = {{.region = "us-west-2", .name = "golden"}}});

  const auto copied = service->CopyImage({.source_image_name = "golden",
                                          .destination_image_name = "golden-eu",
                                          .destination_region = "eu-west-1"});

  EXPECT_THAT(copied.GetError(),
              IsError(ErrorCode::kResourceNotFound,
                      "The image golden for account 123456789012 does not exist."));
}

TEST(CopyImageErrorTest, IsNotAvailableInEveryStateButAvailable) {
  const std::vector<ImageState> states = {ImageState::kPending,    ImageState::kFailed,
                                          ImageState::kCopying,    ImageState::kDeleting,
                                          ImageState::kCreating,   ImageState::kImporting,
                                          ImageState::kValidating, ImageState::kDeprecated};
  for (const ImageState state : states) {
    BareService service({.images = {{.name = "golden", .state = state}}});

    const auto copied = service->CopyImage({.source_image_name = "golden",
                                            .destination_image_name = "golden-eu",
                                            .destination_region = "eu-west-1"});

    EXPECT_THAT(copied.GetError(),
                IsError(ErrorCode::kResourceNotAvailable,
                        "The image golden is " + std::string(NameOf(state)) +
                            ". The image must be in an AVAILABLE state for this action to "
                            "succeed."));
  }
}

TEST(CopyImageErrorTest, IsIncompatibleForAnImageMarkedSo) {
  BareService service({.images = {{.name = "ancient", .is_compatible = false}}});

  const auto copied = service->CopyImage({.source_image_name = "ancient",
                                          .destination_image_name = "ancient-eu",
                                          .destination_region = "eu-west-1"});

  EXPECT_THAT(copied.GetError(),
              IsError(ErrorCode::kIncompatibleImage,
                      "The image ancient can't be copied because it's not compatible."));
}

TEST(CopyImageErrorTest, IsAlreadyExistsWhateverStateTheOtherImageIsIn) {
  for (const ImageState state : {ImageState::kAvailable, ImageState::kCopying, ImageState::kFailed,
                                 ImageState::kDeleting, ImageState::kPending}) {
    BareService service({.images = {{.name = "golden"},
                                    {.region = "eu-west-1", .name = "golden", .state = state}}});

    const auto copied = service->CopyImage({.source_image_name = "golden",
                                            .destination_image_name = "golden",
                                            .destination_region = "eu-west-1"});

    EXPECT_THAT(copied.GetError(),
                IsError(ErrorCode::kResourceAlreadyExists,
                        "The image golden for account 123456789012 already exists in eu-west-1."))
        << NameOf(state);
  }
}

TEST(CopyImageErrorTest, IsAlreadyExistsForACopyOntoItself) {
  BareService service({.images = {{.name = "golden"}}});

  const auto copied = service->CopyImage({.source_image_name = "golden",
                                          .destination_image_name = "golden",
                                          .destination_region = "us-east-1"});

  EXPECT_EQ(copied.GetError().code, ErrorCode::kResourceAlreadyExists);
}

TEST(CopyImageErrorTest, IsLimitExceededWhenTheDestinationHoldsItsQuotaOfImages) {
  BareService service({.quotas = {.images = 2},
                       .images = {{.name = "golden"},
                                  {.region = "eu-west-1", .name = "one"},
                                  {.region = "eu-west-1", .name = "two"}}});

  const auto copied = service->CopyImage({.source_image_name = "golden",
                                          .destination_image_name = "golden-eu",
                                          .destination_region = "eu-west-1"});

  EXPECT_THAT(copied.GetError(),
              IsError(ErrorCode::kLimitExceeded,
                      "The account 123456789012 has reached its quota of 2 images in eu-west-1."));
}

TEST(CopyImageErrorTest, IsLimitExceededForTheThirdCopyIntoOneRegion) {
  BareService service({.images = {{.name = "golden"}, {.region = "us-west-2", .name = "other"}}});
  ASSERT_TRUE(service->CopyImage({"golden", "first", "eu-west-1"}));
  ASSERT_TRUE(service.In("us-west-2").CopyImage({"other", "second", "eu-west-1"}));

  const auto third = service->CopyImage({"golden", "third", "eu-west-1"});

  EXPECT_THAT(third.GetError(), IsError(ErrorCode::kLimitExceeded,
                                        "The account 123456789012 has reached its limit of 2 "
                                        "concurrent image copies to eu-west-1."));
}

TEST(CopyImageErrorTest, IsInvalidAccountStatusWhileTheAccountIsSuspended) {
  BareService service(
      {.account = {.status = AccountStatus::kSuspended}, .images = {{.name = "golden"}}});

  const auto copied = service->CopyImage({.source_image_name = "golden",
                                          .destination_image_name = "golden-eu",
                                          .destination_region = "eu-west-1"});

  EXPECT_THAT(copied.GetError(),
              IsError(ErrorCode::kInvalidAccountStatus,
                      "The resource cannot be created because your AWS account is suspended. For "
                      "assistance, contact AWS Support."));
}

// A request that breaks everything, then everything but the first, and so on: each time the first
// of what is left is answered.
TEST(CopyImageErrorTest, ChecksInTheDocumentedOrder) {
  BareService service(
      {.account = {.status = AccountStatus::kSuspended},
       .quotas = {.images = 1, .concurrent_copies = 0},
       .images = {{.name = "broken", .state = ImageState::kFailed, .is_compatible = false},
                  {.name = "ancient", .is_compatible = false},
                  {.name = "golden"},
                  {.region = "eu-west-1", .name = "taken"}}});
  const auto code = [&](const std::string& source, const std::string& target) {
    return service->CopyImage({source, target, "eu-west-1"}).GetError().code;
  };

  EXPECT_EQ(code("missing", "not a name"), ErrorCode::kValidation);
  EXPECT_EQ(code("missing", "taken"), ErrorCode::kInvalidAccountStatus);
  service.state().account.status = AccountStatus::kActive;
  EXPECT_EQ(code("missing", "taken"), ErrorCode::kResourceNotFound);
  EXPECT_EQ(code("broken", "taken"), ErrorCode::kResourceNotAvailable);
  EXPECT_EQ(code("ancient", "taken"), ErrorCode::kIncompatibleImage);
  EXPECT_EQ(code("golden", "taken"), ErrorCode::kResourceAlreadyExists);
  EXPECT_EQ(service->CopyImage({"golden", "free", "eu-west-1"}).GetError().message,
            "The account 123456789012 has reached its quota of 1 images in eu-west-1.");
  service.state().quotas.images = 2;
  EXPECT_EQ(service->CopyImage({"golden", "free", "eu-west-1"}).GetError().message,
            "The account 123456789012 has reached its limit of 0 concurrent image copies to "
            "eu-west-1.");
  service.state().quotas.concurrent_copies = 1;
  EXPECT_TRUE(service->CopyImage({"golden", "free", "eu-west-1"}));
}

TEST(CopyImageErrorTest, LeavesEverythingAsItWas) {
  BareService service({.quotas = {.concurrent_copies = 0}, .images = {{.name = "golden"}}});

  ASSERT_FALSE(service->CopyImage({"golden", "golden-eu", "eu-west-1"}));

  EXPECT_EQ(service.Find("eu-west-1", "golden-eu"), std::nullopt);
  EXPECT_THAT(service.StateOf("us-east-1", "golden"), Optional(ImageState::kAvailable));
}

}  // namespace
}  // namespace fakestream
