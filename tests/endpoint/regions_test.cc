// SPDX-License-Identifier: Apache-2.0
// A request that is signed for a region without AppStream: AWS has no host that would answer it.
#include <string>
#include <variant>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include "endpoint/world_host.h"

namespace fakestream {
namespace {

using testing::HasSubstr;

HttpReply Describe(WorldHost& session, const std::string& region) {
  return std::get<HttpReply>(session.Handle(
      {.headers = {{"X-Amz-Target", "PhotonAdminProxyService.DescribeImages"},
                   {"Content-Type", "application/x-amz-json-1.1"},
                   {"Authorization", "AWS4-HMAC-SHA256 Credential=test/20261122/" + region +
                                         "/appstream/aws4_request, SignedHeaders=host, "
                                         "Signature=00"}},
       .body = "{}"}));
}

TEST(SignedRegionTest, IsRefusedWhereAppStreamIsNot) {
  WorldHost session(Scenario{}, {});

  const HttpReply reply = Describe(session, "eu-wset-1");

  EXPECT_NE(reply.status, 200);
  EXPECT_THAT(reply.body, HasSubstr("InvalidSignatureException"));
  EXPECT_THAT(reply.body,
              HasSubstr(R"(unknown region \"eu-wset-1\" (did you mean \"eu-west-1\"?))"));
  EXPECT_EQ(session.world().trace().calls(), 0U);
  EXPECT_EQ(Describe(session, "eu-west-1").status, 200);
}

TEST(SignedRegionTest, MayBeAnyWhereTheServiceAcceptsAny) {
  WorldHost session(
      Scenario{.given = {.behavior = {.unsupported_region = UnsupportedRegion::kAccepted}}}, {});

  EXPECT_EQ(Describe(session, "mars-1").status, 200);
}

}  // namespace
}  // namespace fakestream
