// SPDX-License-Identifier: Apache-2.0
#pragma once

// AppStream's other operations: known by name and not simulated. A client that calls one is told
// so, and a rule may let it fail in another way.

#include <array>
#include <cstdint>
#include <string_view>

#include "fakestream/service/enum_names.h"

namespace fakestream {

// The place of its name among these: they matter by name alone.
enum class OtherOperation : std::uint8_t {};

// Of the service model of 2026-07-23; sorted.
template <>
inline constexpr std::array kEnumNames<OtherOperation> = std::to_array<std::string_view>({
    "AssociateAppBlockBuilderAppBlock",
    "AssociateApplicationFleet",
    "AssociateApplicationToEntitlement",
    "AssociateFleet",
    "AssociateSoftwareToImageBuilder",
    "BatchAssociateUserStack",
    "BatchDisassociateUserStack",
    "CreateAppBlock",
    "CreateAppBlockBuilder",
    "CreateAppBlockBuilderStreamingURL",
    "CreateApplication",
    "CreateDirectoryConfig",
    "CreateEntitlement",
    "CreateExportImageTask",
    "CreateFleet",
    "CreateImageBuilder",
    "CreateImageBuilderStreamingURL",
    "CreateImportedImage",
    "CreateStack",
    "CreateStreamingURL",
    "CreateThemeForStack",
    "CreateUsageReportSubscription",
    "CreateUser",
    "DeleteAppBlock",
    "DeleteAppBlockBuilder",
    "DeleteApplication",
    "DeleteDirectoryConfig",
    "DeleteEntitlement",
    "DeleteFleet",
    "DeleteImageBuilder",
    "DeleteStack",
    "DeleteThemeForStack",
    "DeleteUsageReportSubscription",
    "DeleteUser",
    "DescribeAppBlockBuilderAppBlockAssociations",
    "DescribeAppBlockBuilders",
    "DescribeAppBlocks",
    "DescribeAppLicenseUsage",
    "DescribeApplicationFleetAssociations",
    "DescribeApplications",
    "DescribeDirectoryConfigs",
    "DescribeEntitlements",
    "DescribeFleets",
    "DescribeImageBuilders",
    "DescribeSessions",
    "DescribeSoftwareAssociations",
    "DescribeStacks",
    "DescribeThemeForStack",
    "DescribeUsageReportSubscriptions",
    "DescribeUserStackAssociations",
    "DescribeUsers",
    "DisableUser",
    "DisassociateAppBlockBuilderAppBlock",
    "DisassociateApplicationFleet",
    "DisassociateApplicationFromEntitlement",
    "DisassociateFleet",
    "DisassociateSoftwareFromImageBuilder",
    "DrainSessionInstance",
    "EnableUser",
    "ExpireSession",
    "GetExportImageTask",
    "ListAssociatedFleets",
    "ListAssociatedStacks",
    "ListEntitledApplications",
    "ListExportImageTasks",
    "StartAppBlockBuilder",
    "StartFleet",
    "StartImageBuilder",
    "StartSoftwareDeploymentToImageBuilder",
    "StopAppBlockBuilder",
    "StopFleet",
    "StopImageBuilder",
    "UpdateAppBlockBuilder",
    "UpdateApplication",
    "UpdateDirectoryConfig",
    "UpdateEntitlement",
    "UpdateFleet",
    "UpdateStack",
    "UpdateThemeForStack",
});

}  // namespace fakestream
