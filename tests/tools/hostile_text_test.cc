// SPDX-License-Identifier: Apache-2.0
// Every command meets text from outside that would act on a terminal or on GitHub's runner. Nothing
// that it prints or writes does.
#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakestream/base/text.h"

#include "tools/tool_runner.h"

namespace fakestream::internal {
namespace {

using ::testing::HasSubstr;

// A title for the terminal, a colour by C1, a byte of C1 and others that are no UTF-8, commands to
// the runner at the start of a line and inside one, a line that a carriage return overwrites.
constexpr const char* kHostile =
    "x\x1b]0;title\x07\n::error file=x::boo\n \u2003::add-mask::x ##[error]x \u009b31m\x9b\xff\xc0 "
    "\x7f\rover\ty";

// The same as JSON's escapes, where a file may hold it.
constexpr const char* kEscaped =
    R"(x\u001b]0;title\u0007\n::error file=x::boo\n \u2003::add-mask::x ##[error]x \u009b31m \u007f\rover\ty)";

// Returns what there is in a text that may not be there, if anything.
std::optional<std::string> HostileIn(std::string_view text, bool is_github) {
  if (!IsValidUtf8(text)) return "bytes that are not UTF-8";
  if (text.find("##[") != std::string_view::npos) return "##[";
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if ((byte < 0x20 && text[i] != '\n') || byte == 0x7F) return "byte " + std::to_string(byte);
    if (byte == 0xC2 && static_cast<unsigned char>(text[i + 1]) < 0xA0) return "a C1 character";
  }
  while (!text.empty()) {
    std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    const bool is_ours =
        is_github && (line.starts_with("::error file=") || line.starts_with("::notice file="));
    while (line.starts_with(' ') || line.starts_with("\u2003")) {
      line.remove_prefix(line.starts_with(' ') ? 1 : 3);
    }
    if (line.starts_with("::") && !is_ours) return "the line " + std::string(line.substr(0, 80));
  }
  return std::nullopt;
}

std::string InShell(const std::string& word) {
  return "'" + word + "'";
}

std::string Replaced(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos;
       at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
  return text;
}

// Loads, has steps that fail and a fault that does not fire, and hostile text wherever text may be.
constexpr const char* kScenario = R"({
  "version": 1,
  "name": "HOSTILE",
  "note": "HOSTILE",
  "given": {
    "images": [{ "Name": "golden", "Description": "HOSTILE" }]
  },
  "faults": [
    { "id": "HOSTILE", "on": "DescribeImages", "calls": "1", "fail": "InternalFailure", "message": "HOSTILE" },
    { "on": "DeleteImage", "with": { "Name": { "glob": "HOSTILE" } }, "fail": "InternalFailure", "message": "HOSTILE" }
  ],
  "steps": [
    { "call": "DescribeImages", "expect": { "message": "else" } },
    { "call": "DescribeImages", "expect": { "result": { "Images": [{ "Description": "HOSTILE 2" }] } } },
    { "call": "TagResource", "with": { "ResourceArn": "HOSTILE", "Tags": { "HOSTILE": "HOSTILE" } }, "expect": {} },
    { "call": "DescribeImages", "with": { "Names": ["HOSTILE"] }, "expect": { "message": "HOSTILE" } }
  ]
})";

// Problems at every kind of place, in keys, pointers and values.
constexpr const char* kBad = R"({
  "version": 1,
  "HOSTILE": 1,
  "given": { "images": [{ "Name": 5, "tags": { "HOSTILE": 5 } }], "HOSTILE": { "HOSTILE": 1 }, "region": "HOSTILE" },
  "faults": [{ "on": "HOSTILE", "calls": "HOSTILE", "fail": "HOSTILE" }, { "on": "CopyImage", "with": { "HOSTILE": 1 }, "drop": "HOSTILE" },
             { "on": "DescribeImages", "between": ["HOSTILE", "HOSTILE"], "delay": "HOSTILE", "fail": "InternalFailure" },
             { "on": "CopyImage", "with": { "SourceImageName": { "matches": "HOSTILE(" } }, "fail": "InternalFailure" }],
  "steps": [{ "call": "HOSTILE" }, { "advance": "HOSTILE" }, { "call": "CopyImage", "with": { "HOSTILE": "HOSTILE" } }]
})";

// `call OPERATION BODY` prints the reply, `show PATH` what the control interface shows, both
// without their heads. Signed by whatever.
constexpr const char* kCalls = R"sh(
request() {
  exec 3<>/dev/tcp/127.0.0.1/${AWS_ENDPOINT_URL##*:} || return
  printf '%s\r\n' "$1 HTTP/1.1" 'Host: localhost' "X-Amz-Target: PhotonAdminProxyService.$2" \
    "Authorization: AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/appstream/aws4_request, SignedHeaders=host, Signature=0" \
    'Content-Type: application/x-amz-json-1.1' "Content-Length: ${#3}" 'Connection: close' '' >&3
  printf '%s' "$3" >&3
  sed '1,/^\r$/d' <&3
}
call() { request 'POST /' "$1" "$2"; }
show() { request "GET /_fakestream/$1" x ''; }
)sh";

class HostileTextTest : public ToolTest {
 protected:
  HostileTextTest() {
    Write("good.json", Replaced(kScenario, "HOSTILE", kEscaped));
    Write("bad.json", Replaced(kBad, "HOSTILE", kEscaped));
    // Bytes that JSON has no escape for.
    Write("raw.json", Replaced(kBad, "HOSTILE", kHostile));
    Write("calls.sh", kCalls);
    Write(
        "account.json",
        R"({ "version": 1, "given": { "images": [{ "Name": "golden" }], "timing": { "copy": "0s" } } })");
    Write(kHostile, Replaced(kScenario, "HOSTILE", kEscaped));
    Write(std::string(kHostile) + "bad", Replaced(kBad, "HOSTILE", kEscaped));
  }

  // Runs it, and expects something from it, in print fit for everybody.
  ToolRun ExpectHarmless(const std::string& arguments, bool is_github = false,
                         const std::string& variables = "") const {
    ToolRun run = Run(arguments, variables);
    EXPECT_NE(run.out + run.err, "") << arguments;
    EXPECT_LT(run.exit_code, 128) << arguments;
    for (const std::string& text : {run.out, run.err}) {
      const std::optional<std::string> hostile = HostileIn(text, is_github);
      EXPECT_EQ(hostile, std::nullopt) << arguments << "\n" << text;
    }
    return run;
  }
};

TEST_F(HostileTextTest, DiagnosticsOfFiles) {
  const std::string name = InShell(kHostile);
  for (const std::string command : {"lint", "replay", "serve", "explore --", "exec --"}) {
    const std::string program = command.ends_with("--") ? " true" : "";
    for (const std::string& file :
         {std::string("bad.json"), std::string("raw.json"), InShell(std::string(kHostile) + "bad"),
          InShell(std::string(kHostile) + "none")}) {
      const ToolRun run = ExpectHarmless(command + " " + file + program);
      EXPECT_NE(run.exit_code, 0) << command << file;
    }
  }
  EXPECT_THAT(Run("lint bad.json").err, HasSubstr(" problems\n"));
}

TEST_F(HostileTextTest, NamesOfFiles) {
  const std::string name = InShell(kHostile);
  ExpectHarmless("replay --list " + name);
  ExpectHarmless("init " + name);
  ExpectHarmless("init -- " + InShell("new" + std::string(kHostile)));
  ExpectHarmless("replay good.json --report tap=" + InShell(std::string(kHostile) + "/x"));
  ExpectHarmless("replay " + name + " --report tap=" + name);
  ExpectHarmless("explore good.json --found " + InShell(std::string(kHostile) + "/x") + " -- true");
  ExpectHarmless("serve --port-file " + InShell(std::string(kHostile) + "/x"));
  ExpectHarmless("exec good.json -- " + InShell(std::string(kHostile) + "/x"));
  ExpectHarmless("exec good.json -- " + InShell(kHostile) + "x");
  EXPECT_EQ(Run("replay --list ./::x ':'").out, "");
}

TEST_F(HostileTextTest, NameOfAFileThatBeginsLikeACommand) {
  Write("::error::x.json", "{");
  Write(":", "{");
  Write("##[error]x.json", ScenarioText());

  ExpectHarmless("lint ::error::x.json : '##[error]x.json'");
  ExpectHarmless("replay --list ::error::x.json '##[error]x.json'");
  ExpectHarmless("replay '##[error]x.json'");
}

TEST_F(HostileTextTest, ReportsInEachFormat) {
  for (const std::string format : {"text", "junit", "tap", "json", "github", "html"}) {
    for (const std::string& file : {std::string("good.json"), InShell(kHostile)}) {
      const ToolRun run =
          ExpectHarmless("replay " + file + " --report " + format, format == "github");
      EXPECT_EQ(run.exit_code, 1) << format;
      EXPECT_THAT(run.out, HasSubstr("add-mask")) << format;
    }
  }
}

TEST_F(HostileTextTest, OptionsOfEachCommand) {
  const std::string text = InShell(kHostile);
  for (const std::string option :
       {"--report", "--via", "--jobs", "--seed", "--filter", "--shard"}) {
    ExpectHarmless("replay good.json " + option + " " + text);
  }
  for (const std::string option : {"--report", "--clock", "--worlds", "--hang", "--drip",
                                   "--close-after", "--port", "--address"}) {
    ExpectHarmless("serve good.json " + option + " " + text);
  }
  for (const std::string option : {"--goal", "--disable-oracle", "--only", "--max-faults", "--jobs",
                                   "--timeout", "--max-time", "--hang", "--shard"}) {
    ExpectHarmless("explore account.json " + option + " " + text + " -- true");
  }
  for (const std::string command :
       {"", "errors", "schema", "lint", "init", "replay", "serve", "exec", "explore"}) {
    ExpectHarmless(command + " --" + text);
    ExpectHarmless(command + " a " + text);
  }
  ExpectHarmless("errors --format " + text);
  ExpectHarmless("replay good.json", false, "GTEST_TOTAL_SHARDS=" + text + " GTEST_SHARD_INDEX=0");
  ExpectHarmless("replay good.json", false,
                 "GTEST_TOTAL_SHARDS=1 GTEST_SHARD_INDEX=0 TEST_SHARD_STATUS_FILE=" + text + "/x");
}

TEST_F(HostileTextTest, CommandsThatMeetNothingFromOutside) {
  for (const std::string command :
       {"--help", "replay --help", "serve --help", "exec --help", "explore --help", "lint --help",
        "errors --help", "schema --help", "init --help", "errors", "schema", "init -"}) {
    ExpectHarmless(command);
  }
  ExpectHarmless("errors --format json");
}

TEST_F(HostileTextTest, WhatAServerShows) {
  Write("client.sh", Replaced(R"(. ./calls.sh
call 'Describe"Images' '{}' >/dev/null
call DescribeImages '{"Names":["HOSTILE"]}' >/dev/null
call CreateFleet '{}' >/dev/null
call TagResource '{"ResourceArn":"arn:aws:appstream:us-east-1:123456789012:image/golden","Tags":{"HOSTILE":"HOSTILE"}}' >/dev/null
call DescribeImages '{}' >/dev/null
for what in trace state report worlds; do show $what; done
request 'POST /_fakestream/faults' x '[{"HOSTILE": 1, "on": "HOSTILE"}]'
request 'GET /_fakestream/HOSTILE' x ''
)",
                              "HOSTILE", kEscaped));

  const ToolRun run = ExpectHarmless("exec good.json -- bash client.sh");

  EXPECT_THAT(run.out, HasSubstr("#1 +"));
  EXPECT_THAT(run.out, HasSubstr("\"verdict\""));
  EXPECT_THAT(run.out, HasSubstr("problems"));
  EXPECT_THAT(run.out, HasSubstr("add-mask"));
}

TEST_F(HostileTextTest, WhatASearchFinds) {
  Write("hopes.sh", Replaced(R"(. ./calls.sh
call TagResource '{"ResourceArn":"arn:aws:appstream:us-east-1:123456789012:image/golden","Tags":{"HOSTILE":"HOSTILE"}}' >/dev/null
[[ $(call DescribeImages '{"Names":["golden"]}') == *golden* ]]
)",
                             "HOSTILE", kEscaped));

  const ToolRun run = ExpectHarmless(
      "explore account.json --max-faults 1 --hang 0s --jobs 1 --found " +
      InShell(std::string(kHostile) + "found") + " --certificate - -- bash hopes.sh");

  EXPECT_EQ(run.exit_code, 1) << run.err;
  EXPECT_THAT(run.out, HasSubstr("written to "));
  EXPECT_THAT(run.out, HasSubstr("add-mask"));
  EXPECT_EQ(HostileIn(Read(std::string(kHostile) + "found"), false), std::nullopt);
}

}  // namespace
}  // namespace fakestream::internal
