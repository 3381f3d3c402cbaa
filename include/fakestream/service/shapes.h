// SPDX-License-Identifier: Apache-2.0
#pragma once

// The simple shapes of AppStream's service model and what each demands of a value.

#include <cstdint>
#include <limits>
#include <string_view>

#include "fakestream/base/language.h"

namespace fakestream {

// A pattern as the service prints it, and a function that decides it without a regex engine.
struct Pattern {
  std::string_view regex;
  bool (*matches)(std::string_view text) = nullptr;
};

// Limits are of the length of a text (in code points), list or map, or of a number itself.
struct Shape {
  static constexpr std::int64_t kNoLimit = -1;

  const Pattern* pattern = nullptr;
  std::int64_t min = kNoLimit;
  std::int64_t max = kNoLimit;
};

// ^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,100}$
bool IsImageName(std::string_view text);
// ^arn:aws(?:\-cn|\-iso\-b|\-iso|\-us\-gov)?:…$
bool IsArn(std::string_view text);
// ^\d+$
bool IsAccountId(std::string_view text);
// ^(^(?!aws:).[\p{L}\p{Z}\p{N}_.:/=+\-@]*)$, where the dot is no end of a line, as in Java
bool IsTagKey(std::string_view text);
// ^([\p{L}\p{Z}\p{N}_.:/=+\-@]*)$
bool IsTagValue(std::string_view text);

inline constexpr Pattern kNamePattern{"^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,100}$", IsImageName};
inline constexpr Pattern kArnPattern{
    R"(^arn:aws(?:\-cn|\-iso\-b|\-iso|\-us\-gov)?:[A-Za-z0-9][A-Za-z0-9_/.-]{0,62}:)"
    R"([A-Za-z0-9_/.-]{0,63}:[A-Za-z0-9_/.-]{0,63}:[A-Za-z0-9][A-Za-z0-9:_/+=,@.\\-]{0,1023}$)",
    IsArn};
inline constexpr Pattern kAccountIdPattern{R"(^\d+$)", IsAccountId};
inline constexpr Pattern kTagKeyPattern{R"(^(^(?!aws:).[\p{L}\p{Z}\p{N}_.:/=+\-@]*)$)", IsTagKey};
inline constexpr Pattern kTagValuePattern{R"(^([\p{L}\p{Z}\p{N}_.:/=+\-@]*)$)", IsTagValue};

namespace shapes {

inline constexpr Shape kAny{};
inline constexpr Shape kName{.pattern = &kNamePattern};
inline constexpr Shape kArn{.pattern = &kArnPattern};
inline constexpr Shape kAwsAccountId{.pattern = &kAccountIdPattern};
inline constexpr Shape kDescription{.max = 256};
inline constexpr Shape kDisplayName{.max = 100};
inline constexpr Shape kRegionName{.min = 1, .max = 32};
inline constexpr Shape kString{.min = 1};
inline constexpr Shape kTagKey{.pattern = &kTagKeyPattern, .min = 1, .max = 128};
inline constexpr Shape kTagValue{.pattern = &kTagValuePattern, .min = 0, .max = 256};
inline constexpr Shape kTags{.min = 1, .max = 50};
inline constexpr Shape kTagKeyList{.min = 1, .max = 50};
inline constexpr Shape kAwsAccountIdList{.min = 1, .max = 5};
inline constexpr Shape kDescribeImagesMaxResults{.min = 0, .max = 25};
inline constexpr Shape kMaxResults{.min = 0, .max = 500};

}  // namespace shapes

}  // namespace fakestream
