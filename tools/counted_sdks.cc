// SPDX-License-Identifier: Apache-2.0
#include "tools/counted_sdks.h"

#include <array>

namespace fakestream::tool {
namespace {

using enum ErrorCode;

// Each client made one CopyImage of a served scenario in which every such call had the error. A
// refused connection is a reset one there.
constexpr std::array kRuby = {kLimitExceeded,      kInternalFailure, kRequestTimeout,
                              kServiceUnavailable, kThrottling,      kConnectionRefused,
                              kConnectionReset,    kReplyTimeout,    kTruncatedReply};
constexpr std::array kGoV1 = {kExpiredToken,   kInternalFailure,    kRequestExpired,
                              kRequestTimeout, kServiceUnavailable, kThrottling,
                              kReplyTimeout,   kTruncatedReply,     kGarbledReply};
constexpr std::array kJavaScriptV2 = {kExpiredToken,       kInternalFailure, kRequestExpired,
                                      kServiceUnavailable, kThrottling,      kConnectionRefused,
                                      kConnectionReset,    kReplyTimeout};

constexpr std::array kSdks = std::to_array<CountedSdk>({
    {"Ruby (aws-sdk-core 3.168.1)", 4, kRuby},
    {"Go v1 (1.44.133)", 4, kGoV1},
    {"JavaScript v2 (2.1693.0)", 4, kJavaScriptV2},
});

}  // namespace

std::span<const CountedSdk> CountedSdks() {
  return kSdks;
}

std::string_view NoteOn(ErrorCode code) {
  switch (code) {
    case kTruncatedReply:
      return "botocore's attempts are those with urllib3 2; with urllib3 1.26 (Debian 12) it makes "
             "1 "
             "and takes the cut reply for an empty result, {}. Go v2 1.17.1 makes 1. JavaScript v2 "
             "makes 1 and never calls back";
    case kGarbledReply: return "what cannot be parsed is an error of the SDK's own";
    default: return "";
  }
}

}  // namespace fakestream::tool
