// SPDX-License-Identifier: Apache-2.0
// What a request may hold where nobody looks, and what it is told where somebody does.
#include <string>
#include <string_view>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakestream/json/values.h"
#include "fakestream/wire/service.h"

#include "wire/cbor.h"
#include "wire/requests.h"

namespace fakestream {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;
using namespace std::string_literals;  // NOLINT(google-build-using-namespace): literals only

class SkippingTest : public testing::Test {
 protected:
  std::string Answer(const HttpRequest& request) {
    const auto reply = std::get<HttpReply>(service_.Handle(request, kDate));
    const std::optional<Value> cbor = internal::ParseCbor(reply.body);
    return std::to_string(reply.status) + " " + (cbor ? ToJson(*cbor) : reply.body);
  }

  std::string Json(std::string_view operation, std::string body) {
    return Answer(JsonRequest(operation, std::move(body)));
  }

  // DescribeImages with one member of that value.
  std::string Cbor(std::string_view member, std::string_view item) {
    const std::string name = internal::ToCbor({member});
    return Answer(CborRequest("DescribeImages", "\xa1" + name + std::string(item)));
  }

  World world_{{.images = {{.name = "golden"}}}};
  WireService service_{world_};
};

const std::string kItems[] = {
    "\x42\x00\xff"s, "\x5f\x41\x00\xff"s, "\xc2\x41\x05"s, "\xe0"s,         "\xf8\x20"s,
    "\xc6\x01"s,     "\xd8\x25\x41\x00"s, "\xa1\x01\x02"s, "\x81\x41\x00"s, "\xc1\x20"s};

TEST_F(SkippingTest, PassesOverAnyItemInAMemberThatNobodyKnows) {
  for (const std::string& item : kItems) {
    EXPECT_THAT(Cbor("Unknown", item), AllOf(StartsWith("200 "), HasSubstr("golden")));
  }
}

TEST_F(SkippingTest, RefusesByTypeWhatAKnownMemberCannotHold) {
  EXPECT_THAT(Cbor("NextToken", "\x42\x00\xff"s),
              HasSubstr("BYTE_STRING_VALUE can not be converted to a String"));
  EXPECT_THAT(Cbor("MaxResults", "\xc2\x41\x05"s),
              HasSubstr("TAGGED_VALUE can not be converted to an Integer"));
  EXPECT_THAT(Cbor("Type", "\xe0"s), HasSubstr("SIMPLE_VALUE can not be converted to a String"));
  EXPECT_THAT(Cbor("Names", "\x40"s), HasSubstr("Expected list or null"));
  EXPECT_THAT(Cbor("Names", "\x81\x40"s),
              HasSubstr("BYTE_STRING_VALUE can not be converted to a String"));
  EXPECT_THAT(Answer(CborRequest("TagResource", "\xa1\x64Tags\xa1\x01\x61x"s)),
              HasSubstr("Expected map or null"));
  for (const std::string& item : kItems) {
    EXPECT_THAT(Cbor("NextToken", item),
                HasSubstr("com.amazon.coral.service#SerializationException"));
  }
  EXPECT_EQ(world_.trace().calls(), 0U);
}

TEST_F(SkippingTest, RefusesAKeyThatIsThereTwiceInBothProtocols) {
  EXPECT_EQ(Json("DescribeImages", R"({"X":1,"X":1})"),
            R"(400 {"__type":"SerializationException"})");
  EXPECT_EQ(Answer(CborRequest("DescribeImages", "\xa2\x61X\x01\x61X\x01"s)),
            R"(400 {"__type":"com.amazon.coral.service#SerializationException"})");
}

TEST_F(SkippingTest, RefusesANullAmongItems) {
  const std::string plain = R"(400 {"__type":"SerializationException"})";

  EXPECT_EQ(Json("DescribeImages", R"({"Names":["golden",null]})"), plain);
  EXPECT_EQ(Json("TagResource", R"({"Tags":{"a":"b","c":null}})"), plain);
  EXPECT_THAT(Cbor("Names", "\x81\xf6"s), HasSubstr("SerializationException"));
  EXPECT_THAT(Cbor("Names", "\xf6"s), StartsWith("200 "));
}

TEST_F(SkippingTest, ReadsBooleansByName) {
  const auto answer = [&](const std::string& text) {
    return Json(
        "CreateUpdatedImage",
        R"({"existingImageName":"golden","newImageName":"new","dryRun":")" + text + R"("})");
  };

  for (const char* const name : {"true", "YES", "y", "T", "1"}) {
    EXPECT_THAT(answer(name), StartsWith("200 ")) << name;
    EXPECT_FALSE(world_.FindImage("us-east-1", "new")) << name;
  }
  for (const char* const name : {"", "maybe", " true", "01", "on"}) {
    EXPECT_EQ(answer(name), R"(400 {"__type":"SerializationException",)"
                            R"("Message":"STRING_VALUE can not be converted to an Boolean"})")
        << name;
  }
  EXPECT_THAT(answer("No"), StartsWith("200 "));
  EXPECT_TRUE(world_.FindImage("us-east-1", "new"));
}

TEST_F(SkippingTest, TakesMediaTypesInAnyCase) {
  HttpRequest json = JsonRequest("DescribeImages", "{}");
  json.headers[1].value = "Application/X-AMZ-JSON-1.1 \t;charset=utf-8";
  EXPECT_THAT(Answer(json), HasSubstr("golden"));
  json.headers[1].value = "APPLICATION/JSON";
  EXPECT_THAT(Answer(json), HasSubstr(R"("Version":"1.0")"));
  json.headers.push_back({"Content-Encoding", "Identity"});
  EXPECT_THAT(Answer(json), HasSubstr("golden"));

  HttpRequest cbor = CborRequest("DescribeImages", "\xa0");
  cbor.headers[0].value = "Application/CBOR";
  EXPECT_THAT(Answer(cbor), HasSubstr("golden"));
}

TEST_F(SkippingTest, RefusesEitherTargetHeaderBesideSmithyProtocol) {
  for (const char* const name : {"X-Amz-Target", "x-amzn-target"}) {
    HttpRequest request = CborRequest("DescribeImages", "\xa0");
    request.headers.push_back({name, "PhotonAdminProxyService.DescribeImages"});
    EXPECT_THAT(Answer(request), HasSubstr("MalformedHttpRequestException")) << name;
  }
}

}  // namespace
}  // namespace fakestream
