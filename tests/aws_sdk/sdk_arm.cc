// SPDX-License-Identifier: Apache-2.0
// The conformance suite's arm in this program: AppStreamOverSdk over the real SDK over the fake.
#include <concepts>
#include <map>

#include <aws/core/AmazonWebServiceResult.h>
#include <aws/core/utils/json/JsonSerializer.h>
#include "aws_sdk/sdk_clients.h"
#include "conformance/arms.h"

#include "fakestream/aws_sdk/app_stream_over_sdk.h"

namespace fakestream {
namespace {

// Without retries: the suite counts calls.
class OverSdk final : public ArmClients {
 public:
  explicit OverSdk(World& world) : clients_(world, {.retries = 0}) {}

  AppStream& In(const std::string& region) override {
    return adapters_.try_emplace(region, clients_.In(region)).first->second;
  }

 private:
  SdkClients clients_;
  std::map<std::string, AppStreamOverSdk> adapters_{};
};

template <class Image>
constexpr bool KnowsAllMembers() {
  return requires(const Image& image) {
    image.GetImageType();
  };
}

constexpr bool kSpeaksJson =
    std::constructible_from<Aws::AppStream::Model::CopyImageResult,
                            const Aws::AmazonWebServiceResult<Aws::Utils::Json::JsonValue>&>;

// What an SDK cannot do that speaks JSON, or whose model is older than the fake's.
std::map<std::string, std::string> Excuses() {
  std::map<std::string, std::string> excuses;
  if constexpr (!KnowsAllMembers<Aws::AppStream::Model::Image>()) {
    excuses["DescribeImagesShowsEveryMemberOfAnImage"] = "this SDK lacks members of Image";
  }
  if constexpr (!internal::KnownToSdk<CreateUpdatedImageRequest>) {
    for (const char* const test :
         {"CreateUpdatedImageMakesANewerImage", "CreateUpdatedImageAnswersItsErrors",
          "EveryOperationRefusesARequestWithoutItsMembers",
          "TheTraceIsThatOfTheWorldsOwnClients"}) {
      excuses[test] = "this SDK lacks CreateUpdatedImage";
    }
  }
  if constexpr (kSpeaksJson) {
    excuses["EveryBrokenConnectionIsAnErrorWithoutStatus"] =
        "this SDK takes a garbled result for an empty one";
  }
  return excuses;
}

}  // namespace

std::vector<Arm> AllArms() {
  return {{.name = "OverSdk",
           .make = [](World& world) -> std::unique_ptr<ArmClients> {
             return std::make_unique<OverSdk>(world);
           },
           .excuses = Excuses()}};
}

}  // namespace fakestream
