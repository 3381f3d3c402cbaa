// SPDX-License-Identifier: Apache-2.0
#pragma once

// The closed sets of the SDK, by the names in the service's model. For app_stream_over_sdk.h.

#include <concepts>
#include <type_traits>

#include <aws/appstream/model/FleetErrorCode.h>
#include <aws/appstream/model/ImageState.h>
#include <aws/appstream/model/ImageStateChangeReasonCode.h>
#include <aws/appstream/model/PlatformType.h>
#include <aws/appstream/model/VisibilityType.h>
#include <aws/core/utils/memory/stl/AWSString.h>
// Not in every SDK from 1.8 on.
#if __has_include(<aws/appstream/model/DynamicAppProvidersEnabled.h>)
#include <aws/appstream/model/DynamicAppProvidersEnabled.h>
#endif
#if __has_include(<aws/appstream/model/ImageSharedWithOthers.h>)
#include <aws/appstream/model/ImageSharedWithOthers.h>
#endif
#if __has_include(<aws/appstream/model/ImageType.h>)
#include <aws/appstream/model/ImageType.h>
#endif
#if __has_include(<aws/appstream/model/LatestAppstreamAgentVersion.h>)
#include <aws/appstream/model/LatestAppstreamAgentVersion.h>
#endif

#include "fakestream/base/language.h"

namespace fakestream::internal {

// Each returns the name on the wire, also of a value that came after this version of the SDK; empty
// where nothing has been set.
inline Aws::String NameInModel(Aws::AppStream::Model::FleetErrorCode value) {
  return Aws::AppStream::Model::FleetErrorCodeMapper::GetNameForFleetErrorCode(value);
}

inline Aws::String NameInModel(Aws::AppStream::Model::ImageState value) {
  return Aws::AppStream::Model::ImageStateMapper::GetNameForImageState(value);
}

inline Aws::String NameInModel(Aws::AppStream::Model::ImageStateChangeReasonCode value) {
  using namespace Aws::AppStream::Model::ImageStateChangeReasonCodeMapper;  // NOLINT
  return GetNameForImageStateChangeReasonCode(value);
}

inline Aws::String NameInModel(Aws::AppStream::Model::PlatformType value) {
  return Aws::AppStream::Model::PlatformTypeMapper::GetNameForPlatformType(value);
}

inline Aws::String NameInModel(Aws::AppStream::Model::VisibilityType value) {
  return Aws::AppStream::Model::VisibilityTypeMapper::GetNameForVisibilityType(value);
}
#if __has_include(<aws/appstream/model/DynamicAppProvidersEnabled.h>)
inline Aws::String NameInModel(Aws::AppStream::Model::DynamicAppProvidersEnabled value) {
  using namespace Aws::AppStream::Model::DynamicAppProvidersEnabledMapper;  // NOLINT
  return GetNameForDynamicAppProvidersEnabled(value);
}
#endif
#if __has_include(<aws/appstream/model/ImageSharedWithOthers.h>)
inline Aws::String NameInModel(Aws::AppStream::Model::ImageSharedWithOthers value) {
  using namespace Aws::AppStream::Model::ImageSharedWithOthersMapper;  // NOLINT
  return GetNameForImageSharedWithOthers(value);
}
#endif
#if __has_include(<aws/appstream/model/ImageType.h>)
inline Aws::String NameInModel(Aws::AppStream::Model::ImageType value) {
  return Aws::AppStream::Model::ImageTypeMapper::GetNameForImageType(value);
}
#endif
#if __has_include(<aws/appstream/model/LatestAppstreamAgentVersion.h>)
inline Aws::String NameInModel(Aws::AppStream::Model::LatestAppstreamAgentVersion value) {
  using namespace Aws::AppStream::Model::LatestAppstreamAgentVersionMapper;  // NOLINT
  return GetNameForLatestAppstreamAgentVersion(value);
}
#endif

template <class E>
concept SdkEnum = std::is_enum_v<E> && requires(E value) {
  { NameInModel(value) } -> std::same_as<Aws::String>;
};

}  // namespace fakestream::internal
