// SPDX-License-Identifier: Apache-2.0
#include "wire/other_operations.h"

#include <algorithm>
#include <array>
#include <string>

namespace fakestream::internal {
namespace {

// Of the service model of 2026-07-23; sorted.
constexpr std::array kOtherOperations = std::to_array<std::string_view>({
    "AssociateAppBlockBuilderAppBlock", "AssociateApplicationFleet",
    "AssociateApplicationToEntitlement", "AssociateFleet", "AssociateSoftwareToImageBuilder",
    "BatchAssociateUserStack", "BatchDisassociateUserStack", "CreateAppBlock",
    "CreateAppBlockBuilder", "CreateAppBlockBuilderStreamingURL", "CreateApplication",
    "CreateDirectoryConfig", "CreateEntitlement", "CreateExportImageTask", "CreateFleet",
    "CreateImageBuilder", "CreateImageBuilderStreamingURL", "CreateImportedImage", "CreateStack",
    "CreateStreamingURL", "CreateThemeForStack", "CreateUsageReportSubscription", "CreateUser",
    "DeleteAppBlock", "DeleteAppBlockBuilder", "DeleteApplication", "DeleteDirectoryConfig",
    "DeleteEntitlement", "DeleteFleet", "DeleteImageBuilder", "DeleteStack",
    "DeleteThemeForStack", "DeleteUsageReportSubscription", "DeleteUser",
    "DescribeAppBlockBuilderAppBlockAssociations", "DescribeAppBlockBuilders",
    "DescribeAppBlocks", "DescribeAppLicenseUsage", "DescribeApplicationFleetAssociations",
    "DescribeApplications", "DescribeDirectoryConfigs", "DescribeEntitlements", "DescribeFleets",
    "DescribeImageBuilders", "DescribeSessions", "DescribeSoftwareAssociations", "DescribeStacks",
    "DescribeThemeForStack", "DescribeUsageReportSubscriptions", "DescribeUserStackAssociations",
    "DescribeUsers", "DisableUser", "DisassociateAppBlockBuilderAppBlock",
    "DisassociateApplicationFleet", "DisassociateApplicationFromEntitlement", "DisassociateFleet",
    "DisassociateSoftwareFromImageBuilder", "DrainSessionInstance", "EnableUser", "ExpireSession",
    "GetExportImageTask", "ListAssociatedFleets", "ListAssociatedStacks",
    "ListEntitledApplications", "ListExportImageTasks", "StartAppBlockBuilder", "StartFleet",
    "StartImageBuilder", "StartSoftwareDeploymentToImageBuilder", "StopAppBlockBuilder",
    "StopFleet", "StopImageBuilder", "UpdateAppBlockBuilder", "UpdateApplication",
    "UpdateDirectoryConfig", "UpdateEntitlement", "UpdateFleet", "UpdateStack",
    "UpdateThemeForStack",
});
static_assert(std::is_sorted(kOtherOperations.begin(), kOtherOperations.end()));

}  // namespace

std::optional<ServiceError> NotSimulated(std::string_view operation) {
  if (!std::binary_search(kOtherOperations.begin(), kOtherOperations.end(), operation)) {
    return std::nullopt;
  }
  // No name of AWS's, so that no client takes it for the service's own word or tries again.
  return MakeNamedError("OperationNotSimulated",
                        "fakestream does not simulate " + std::string(operation) +
                            ": only AppStream's operations on images");
}

}  // namespace fakestream::internal
