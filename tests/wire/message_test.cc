// SPDX-License-Identifier: Apache-2.0
#include "fakestream/wire/message.h"

#include <gtest/gtest.h>

namespace fakestream {
namespace {

TEST(HttpMessageTest, FindsAHeaderWhateverItsCase) {
  const HttpHeaders headers = {{"X-Amz-Target", "a"}, {"x-amz-target", "b"}, {"Host", ""}};

  ASSERT_NE(FindHeader(headers, "x-amz-TARGET"), nullptr);
  EXPECT_EQ(*FindHeader(headers, "x-amz-TARGET"), "a");
  EXPECT_EQ(*FindHeader(headers, "host"), "");
  EXPECT_EQ(FindHeader(headers, "x-amz-targets"), nullptr);
  EXPECT_EQ(FindHeader({}, "host"), nullptr);
}

TEST(HttpMessageTest, WritesDatesInTheFormOfHttp) {
  EXPECT_EQ(HttpDate(*ParseInstant("1994-11-06T08:49:37Z")), "Sun, 06 Nov 1994 08:49:37 GMT");
  EXPECT_EQ(HttpDate(*ParseInstant("2026-11-22T09:33:46.999Z")), "Sun, 22 Nov 2026 09:33:46 GMT");
  EXPECT_EQ(HttpDate(*ParseInstant("2028-02-29T23:59:59Z")), "Tue, 29 Feb 2028 23:59:59 GMT");
}

}  // namespace
}  // namespace fakestream
