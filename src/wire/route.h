// SPDX-License-Identifier: Apache-2.0
#pragma once

// Which operation a request asks for, and in which protocol.

#include <optional>
#include <string_view>

#include "fakestream/wire/message.h"
#include "fakestream/wire/protocol.h"

namespace fakestream::internal {

// Returns the protocol that the request's headers announce; awsJson 1.1 unless they say otherwise.
WireProtocol ProtocolOf(const HttpRequest& request);

// Returns the name of the operation: from X-Amz-Target "PhotonAdminProxyService.CopyImage", or from
// the last segments of a path "/service/PhotonAdminProxyService/operation/CopyImage". Nothing when
// there is none of AppStream's form; the name need not be one of its operations.
std::optional<std::string_view> OperationNameIn(const HttpRequest& request, WireProtocol protocol);

}  // namespace fakestream::internal
