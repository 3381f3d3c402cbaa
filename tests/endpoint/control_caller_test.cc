// SPDX-License-Identifier: Apache-2.0
#include "endpoint/control_caller.h"

#include <string>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include "endpoint/world_host.h"

namespace fakestream::internal {
namespace {

using ::testing::HasSubstr;

class ControlCallerTest : public ::testing::Test {
 protected:
  HttpReply Ask(HttpHeaders headers, std::string authority = {}) {
    HttpRequest order{.method = "POST",
                      .target = "/_fakestream/clock",
                      .headers = std::move(headers),
                      .body = R"({"advance": "1m"})"};
    order.authority = std::move(authority);
    return std::get<HttpReply>(session_.Handle(order));
  }

  WorldHost session_{Scenario{}, {.clock = ServedClock::kManual}};
};

TEST_F(ControlCallerTest, NamesTheServerByAddressOrAsLocalhost) {
  for (const char* const host : {"localhost", "LOCALHOST:8080", "127.0.0.1:80", "127.0.0.1",
                                 "[::1]:80", "[::1]", "192.168.1.7:9", "localhost:"}) {
    EXPECT_EQ(Ask({{"Host", host}}).status, 200) << host;
  }
  EXPECT_EQ(Ask({}).status, 200);
  EXPECT_EQ(Ask({{"Host", "localhost"}}, "127.0.0.1:80").status, 200);
}

TEST_F(ControlCallerTest, IsRefusedWhereAStrangersNameLeadsHere) {
  for (const char* const host :
       {"evil.example", "evil.example:8080", "", "localhost.evil.example", "127.0.0.1.x", "[::1",
        "[::1]x", "127.0.0.1:80x", "evil@127.0.0.1", "::1"}) {
    EXPECT_EQ(Ask({{"Host", host}}).status, 403) << host;
  }
  EXPECT_EQ(Ask({{"Host", "localhost"}}, "evil.example").status, 403);
  EXPECT_THAT(Ask({{"Host", "evil.example"}}).body,
              HasSubstr("by its address or as localhost, not as \\\"evil.example\\\""));
  EXPECT_EQ(session_.world().clock().Elapsed(), Duration{});
}

TEST_F(ControlCallerTest, IsRefusedWhereAPageOfAnotherSiteAsks) {
  const auto status = [&](const char* name, const char* value) {
    return Ask({{"Host", "localhost:8080"}, {name, value}}).status;
  };

  EXPECT_EQ(status("Origin", "http://localhost:8080"), 200);
  EXPECT_EQ(status("Sec-Fetch-Site", "same-origin"), 200);
  EXPECT_EQ(status("Sec-Fetch-Site", "none"), 200);
  for (const char* const origin : {"http://evil.example", "http://localhost:3000",
                                   "https://localhost:8080", "http://localhost", "null", ""}) {
    EXPECT_EQ(status("origin", origin), 403) << origin;
  }
  EXPECT_EQ(status("sec-fetch-site", "cross-site"), 403);
  EXPECT_EQ(status("Sec-Fetch-Site", "Same-Site"), 403);
  EXPECT_THAT(Ask({{"Host", "localhost"}, {"Origin", "null"}}).body,
              HasSubstr("not taken from pages of other sites: Origin is \\\"null\\\""));
}

TEST_F(ControlCallerTest, IsRefusedWithAForeignOriginBehindAnOwnOne) {
  EXPECT_EQ(Ask({{"Host", "localhost"},
                 {"Origin", "http://localhost"},
                 {"Origin", "http://evil.example"}})
                .status,
            403);
}

}  // namespace
}  // namespace fakestream::internal
