// SPDX-License-Identifier: Apache-2.0
#include "endpoint/signature.h"

#include <chrono>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include "endpoint/canonical_request.h"
#include "endpoint/escapes.h"
#include "endpoint/sha256.h"
#include "endpoint/world_host.h"

#include "fakestream/base/text.h"
#include "fakestream/endpoint/endpoint.h"

namespace fakestream::internal {
namespace {

using namespace std::chrono_literals;  // NOLINT(google-build-using-namespace): literals only
using ::testing::AllOf;
using ::testing::Eq;
using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr const char* kTime = "20150830T123600Z";
constexpr Instant kNow{std::chrono::seconds{1'440'938'160}};  // the same
const std::string kSecret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

TEST(Sha256Test, GivesThePublishedValues) {
  EXPECT_EQ(ToHex(Sha256("")), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(ToHex(Sha256("abc")),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  // RFC 4231, test cases 2 and 6: a short key, and one that is longer than a block.
  EXPECT_EQ(ToHex(HmacSha256("Jefe", "what do ya want for nothing?")),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  EXPECT_EQ(ToHex(HmacSha256(std::string(131, '\xaa'),
                             "Test Using Larger Than Block-Size Key - Hash Key First")),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

TEST(EscapesTest, GoBothWays) {
  EXPECT_EQ(Escaped("a-._~Z9 /%\xe1"), "a-._~Z9%20%2F%25%E1");
  EXPECT_THAT(Unescaped("%41b%2f"), Eq("Ab/"));
  for (const char* const wrong : {"%", "%4", "%4g", "%-1", "%%41"}) {
    EXPECT_EQ(Unescaped(wrong), std::nullopt) << wrong;
  }
}

// A request of AWS's test suite for Signature Version 4, and the signature that the suite gives it.
struct SuiteCase {
  std::string name;
  HttpRequest request;
  std::vector<std::string> signed_headers;
  std::string service = "service";
  std::string signature;
};

TEST(CanonicalRequestTest, GivesTheSignaturesOfAwsTestSuite) {
  const HttpHeaders plain = {{"Host", "example.amazonaws.com"}, {"X-Amz-Date", kTime}};
  const std::vector<std::string> names = {"host", "x-amz-date"};
  const std::vector<SuiteCase> cases = {
      {.name = "get-vanilla",
       .request = {.method = "GET", .headers = plain},
       .signed_headers = names,
       .signature = "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"},
      {.name = "post-vanilla",
       .request = {.method = "POST", .headers = plain},
       .signed_headers = names,
       .signature = "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"},
      {.name = "get-vanilla-query-order-key-case",
       .request = {.method = "GET", .target = "/?Param2=value2&Param1=value1", .headers = plain},
       .signed_headers = names,
       .signature = "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"},
      {.name = "ListUsers of the IAM User Guide",
       .request = {.method = "GET",
                   .target = "/?Action=ListUsers&Version=2010-05-08",
                   .headers = {{"Host", "iam.amazonaws.com"},
                               {"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"},
                               {"X-Amz-Date", kTime}}},
       .signed_headers = {"content-type", "host", "x-amz-date"},
       .service = "iam",
       .signature = "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7"},
  };
  for (const SuiteCase& one : cases) {
    const SigningScope scope{.access_key_id = "AKIDEXAMPLE",
                             .date = "20150830",
                             .region = "us-east-1",
                             .service = one.service,
                             .terminator = "aws4_request"};
    const std::string canonical = CanonicalRequest(one.request, one.signed_headers);
    EXPECT_EQ(SignatureOf(StringToSign(canonical, kTime, scope), kSecret, scope), one.signature)
        << one.name << "\n"
        << canonical;
  }
}

TEST(CanonicalRequestTest, BringsEverySpellingToOne) {
  const HttpRequest request{.target = "/a/./b//../c%20d/?b=%2f&a=x y&a=",
                            .headers = {{"My-Header", "  two   words "}, {"my-header", "more"}}};

  EXPECT_THAT(CanonicalRequest(request, {"my-header"}),
              StartsWith("POST\n/a/c%2520d/\na=&a=x%20y&b=%2F\nmy-header:two words,more\n\n"
                         "my-header\n"));
}

class SignatureTest : public ::testing::Test {
 protected:
  SignatureTest() { Sign(kSecret); }

  void Sign(const std::string& secret) {
    const SigningScope scope{.access_key_id = key_,
                             .date = day_,
                             .region = "us-east-1",
                             .service = service_,
                             .terminator = terminator_};
    Set("X-Amz-Date", time_);
    const std::string canonical = CanonicalRequest(request_, signed_headers_);
    Set("Authorization",
        "AWS4-HMAC-SHA256 Credential=" + key_ + "/" + day_ + "/us-east-1/" + service_ + "/" +
            terminator_ + ", SignedHeaders=" + Join(signed_headers_, ";") +
            ", Signature=" + SignatureOf(StringToSign(canonical, time_, scope), secret, scope));
  }

  void Set(const std::string& name, const std::string& value) {
    std::erase_if(request_.headers, [&](const HttpHeader& header) { return header.name == name; });
    if (!value.empty()) request_.headers.push_back({name, value});
  }

  // "IncompleteSignatureException: …", or nothing where the signature holds.
  std::string Answer(Instant now = kNow) const {
    const auto error = CheckSignature(request_, credentials_, now);
    return error ? std::string(error->name()) + ": " + error->message : "";
  }

  std::vector<std::string> signed_headers_ = {"host", "x-amz-date"};
  std::string key_ = "AKIDEXAMPLE";
  std::string day_ = "20150830";
  std::string time_ = kTime;
  std::string service_ = "appstream";
  std::string terminator_ = "aws4_request";
  HttpRequest request_{.headers = {{"Host", "localhost:8080"}}, .body = "{}"};
  std::vector<Credentials> credentials_{
      {.access_key_id = "other", .secret_access_key = "secret"},
      {.access_key_id = "AKIDEXAMPLE", .secret_access_key = kSecret}};
};

TEST_F(SignatureTest, HoldsForFiveMinutesOnEitherSide) {
  EXPECT_EQ(Answer(), "");
  EXPECT_EQ(Answer(kNow + 5min), "");
  EXPECT_EQ(Answer(kNow - 5min), "");
  EXPECT_EQ(Answer(kNow + 5min + 1s),
            "InvalidSignatureException: Signature expired: 20150830T123600Z is now earlier than "
            "20150830T123601Z (20150830T124101Z - 5 min.)");
  EXPECT_EQ(Answer(kNow - 5min - 1s),
            "InvalidSignatureException: Signature not yet current: 20150830T123600Z is still later "
            "than 20150830T123559Z (20150830T123059Z + 5 min.)");
}

TEST_F(SignatureTest, TakesTheDateHeaderWhereThereIsNoOther) {
  const std::vector<std::string> names = {"date", "host"};
  Set("X-Amz-Date", "");
  Set("Date", kTime);
  const SigningScope scope{.access_key_id = key_,
                           .date = day_,
                           .region = "us-east-1",
                           .service = service_,
                           .terminator = terminator_};
  const std::string to_sign = StringToSign(CanonicalRequest(request_, names), kTime, scope);
  Set("Authorization", "AWS4-HMAC-SHA256 Credential=" + key_ + "/" + day_ +
                           "/us-east-1/appstream/aws4_request, SignedHeaders=date;host, "
                           "Signature=" +
                           SignatureOf(to_sign, kSecret, scope));

  EXPECT_EQ(Answer(), "");
}

TEST_F(SignatureTest, TakesListsWithoutSpaces) {
  std::string header = *FindHeader(request_.headers, "Authorization");
  header.erase(header.find(", Signature") + 1, 1);
  Set("Authorization", header);

  EXPECT_EQ(Answer(), "");
}

TEST_F(SignatureTest, MissesOneThatIsNotThere) {
  Set("Authorization", "");
  EXPECT_EQ(Answer(), "MissingAuthenticationTokenException: Missing Authentication Token");
  Set("Authorization", "Bearer token");
  EXPECT_THAT(Answer(), StartsWith("MissingAuthenticationTokenException"));
}

TEST_F(SignatureTest, SaysWhatIsIncomplete) {
  Set("Authorization", "AWS4-HMAC-SHA256 Credential=x");
  Set("X-Amz-Date", "");
  EXPECT_EQ(
      Answer(),
      "IncompleteSignatureException: Authorization header requires 'Signature' parameter. "
      "Authorization header requires 'SignedHeaders' parameter. Authorization header requires "
      "existence of either a 'X-Amz-Date' or a 'Date' header. "
      "Authorization=AWS4-HMAC-SHA256 Credential=x");
  Set("Date", kTime);
  Set("Authorization", "AWS4-HMAC-SHA256 Credential=x/y, SignedHeaders=host, Signature=0");
  EXPECT_THAT(Answer(), HasSubstr("exactly 5 slash-delimited elements"));
  Set("Authorization", "AWS4-ECDSA-P256-SHA256 Credential=x");
  EXPECT_THAT(Answer(), AllOf(StartsWith("IncompleteSignatureException"),
                              HasSubstr("'AWS4-ECDSA-P256-SHA256'")));
  for (const char* const wrong : {"2015-08-30T12:36:00Z", "20150830T123600", "20151330T123600Z",
                                  "Sun, 30 Aug 2015 12:36:00 GMT"}) {
    time_ = wrong;
    Sign(kSecret);
    EXPECT_THAT(Answer(), HasSubstr("Date must be in ISO-8601 'basic format'")) << wrong;
  }
}

TEST_F(SignatureTest, LooksAtTheScope) {
  service_ = "s3";
  Sign(kSecret);
  EXPECT_EQ(Answer(),
            "InvalidSignatureException: Credential should be scoped to correct service: "
            "'appstream'.");
  service_ = "appstream";
  terminator_ = "aws5_request";
  Sign(kSecret);
  EXPECT_THAT(Answer(), HasSubstr("valid terminator: 'aws4_request', not 'aws5_request'"));
  terminator_ = "aws4_request";
  day_ = "20150829";
  Sign(kSecret);
  EXPECT_THAT(Answer(), HasSubstr("'20150829' != '20150830', from '20150830T123600Z'"));
}

TEST_F(SignatureTest, NamesAllThatIsWrongWithTheScope) {
  service_ = "s3";
  terminator_ = "x";
  Sign(kSecret);

  EXPECT_EQ(Answer(),
            "InvalidSignatureException: Credential should be scoped to correct service: "
            "'appstream'. Credential should be scoped with a valid terminator: 'aws4_request', not "
            "'x'.");
}

TEST_F(SignatureTest, TakesNothingTwice) {
  const std::string header = *FindHeader(request_.headers, "Authorization");
  Set("Authorization", header + ", Credential=other/20150830/us-east-1/appstream/aws4_request");
  EXPECT_THAT(Answer(), AllOf(StartsWith("IncompleteSignatureException"),
                              HasSubstr("has a parameter twice")));
  Set("Authorization",
      "AWS4-HMAC-SHA256 Credential=a/b/c/d/e, SignedHeaders=host;a;host, Signature=0");
  EXPECT_THAT(Answer(), AllOf(StartsWith("IncompleteSignatureException"),
                              HasSubstr("names a header twice: 'host;a;host'")));
}

TEST_F(SignatureTest, TakesOneAuthorizationHeaderOnly) {
  request_.headers.push_back({"authorization", "AWS4-HMAC-SHA256 Credential=a/b/c/d/e"});

  EXPECT_THAT(Answer(),
              StartsWith("IncompleteSignatureException: Authorization header is there "
                         "twice. Authorization=AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/"));
}

TEST_F(SignatureTest, WantsEveryHeaderOfAwsSigned) {
  Set("X-Amz-Target", "PhotonAdminProxyService.DescribeImages");
  EXPECT_EQ(Answer(),
            "InvalidSignatureException: 'x-amz-target' must be a 'SignedHeader' in the AWS "
            "Authorization.");
  signed_headers_ = {"host", "x-amz-date", "x-amz-target"};
  Sign(kSecret);
  EXPECT_EQ(Answer(), "");
  Set("amz-sdk-request", "attempt=1");
  Set("x-amzn-trace-id", "added on the way");
  EXPECT_EQ(Answer(), "");
}

TEST_F(SignatureTest, WantsTheHashOfTheBody) {
  signed_headers_ = {"host", "x-amz-content-sha256", "x-amz-date"};
  Set("x-amz-content-sha256", ToHex(Sha256(request_.body)));
  Sign(kSecret);
  EXPECT_EQ(Answer(), "");

  for (const std::string wrong : {"UNSIGNED-PAYLOAD", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD", "0"}) {
    Set("x-amz-content-sha256", wrong);
    Sign(kSecret);
    EXPECT_THAT(Answer(),
                AllOf(StartsWith("InvalidSignatureException: The request signature we "
                                 "calculated does not match"),
                      HasSubstr("'x-amz-content-sha256' is '" + wrong + "', the SHA-256")))
        << wrong;
  }
}

TEST_F(SignatureTest, KnowsWhoMaySign) {
  key_ = "somebody";
  Sign(kSecret);
  EXPECT_EQ(Answer(),
            "UnrecognizedClientException: The security token included in the request is invalid.");
}

TEST_F(SignatureTest, WantsTheTokenOfTemporaryCredentialsAndNoOther) {
  Set("X-Amz-Security-Token", "token");
  EXPECT_THAT(Answer(), StartsWith("UnrecognizedClientException"));
  credentials_.back().session_token = "token";
  signed_headers_.emplace_back("x-amz-security-token");
  Sign(kSecret);
  EXPECT_EQ(Answer(), "");
  Set("X-Amz-Security-Token", "");
  EXPECT_THAT(Answer(), StartsWith("UnrecognizedClientException"));
}

TEST_F(SignatureTest, ShowsWhatShouldHaveBeenSigned) {
  Sign("another secret");
  EXPECT_THAT(
      Answer(),
      AllOf(StartsWith("InvalidSignatureException: The request signature we calculated does "
                       "not match the signature you provided."),
            HasSubstr("The Canonical String for this request should have been\n'POST\n/\n"),
            HasSubstr("The String-to-Sign should have been\n'AWS4-HMAC-SHA256\n")));
  Sign(kSecret);
  request_.body = "{ }";
  EXPECT_THAT(Answer(), StartsWith("InvalidSignatureException"));
  request_.body = "{}";
  std::string header = *FindHeader(request_.headers, "Authorization");
  header.replace(header.find("host;"), 5, "");
  Set("Authorization", header);
  EXPECT_THAT(Answer(), HasSubstr("must be a 'SignedHeader'"));
}

TEST(SessionSignatureTest, ServesThoseWhoMaySign) {
  std::string now =
      ToText(Instant{std::chrono::floor<std::chrono::seconds>(RealTime().since_epoch)});
  std::erase_if(now, [](char c) { return c == '-' || c == ':'; });
  const SigningScope scope{.access_key_id = "test",
                           .date = now.substr(0, 8),
                           .region = "us-east-1",
                           .service = "appstream",
                           .terminator = "aws4_request"};
  const HttpRequest unsigned_request{
      .headers = {{"Host", "localhost"},
                  {"X-Amz-Date", now},
                  {"X-Amz-Target", "PhotonAdminProxyService.DescribeImages"},
                  {"Content-Type", "application/x-amz-json-1.1"}},
      .body = "{}"};
  HttpRequest signed_request = unsigned_request;
  const std::string to_sign = StringToSign(
      CanonicalRequest(unsigned_request, {"host", "x-amz-date", "x-amz-target"}), now, scope);
  signed_request.headers.push_back(
      {"Authorization",
       "AWS4-HMAC-SHA256 Credential=test/" + scope.date +
           "/us-east-1/appstream/aws4_request, SignedHeaders=host;x-amz-date;x-amz-target, "
           "Signature=" +
           SignatureOf(to_sign, "test", scope)});
  WorldHost open(Scenario{});
  WorldHost guarded(Scenario{}, {.verifies_signatures = true});

  EXPECT_EQ(std::get<HttpReply>(open.Handle(unsigned_request)).status, 200);
  EXPECT_THAT(std::get<HttpReply>(guarded.Handle(unsigned_request)).body,
              HasSubstr("MissingAuthenticationTokenException"));
  EXPECT_EQ(
      std::get<HttpReply>(guarded.Handle({.method = "GET", .target = "/_fakestream/state"})).status,
      200);
  EXPECT_EQ(guarded.world().trace().calls(), 0U);
  EXPECT_EQ(std::get<HttpReply>(guarded.Handle(signed_request)).status, 200);
}

}  // namespace
}  // namespace fakestream::internal
