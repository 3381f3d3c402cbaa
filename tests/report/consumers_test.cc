// SPDX-License-Identifier: Apache-2.0
// Reports as those read them for whom they are made: prove, a validator of JUnit's schema, and the
// rules by which GitHub's runner reads commands.
#include <string>
#include <string_view>
#include <sys/wait.h>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakestream/base/text.h"
#include "fakestream/report/reporter.h"

#include "report/sample_reports.h"
#include "support/temp_folder.h"

namespace fakestream::internal {
namespace {

using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::StartsWith;

constexpr const char* kConsumers = FAKESTREAM_SOURCE_DIR "/tests/report/consumers/";

Report PassedReport() {
  Report report = OrdinaryReport();
  report.scenarios.resize(1);
  return report;
}

class ConsumersTest : public ::testing::Test {
 public:
  ConsumersTest(const ConsumersTest&) = delete;
  ConsumersTest& operator=(const ConsumersTest&) = delete;
  ~ConsumersTest() override = default;

 protected:
  ConsumersTest() = default;

  // Runs `COMMAND report` on the text, and returns its exit code; what it printed is in said().
  int Read(const std::string& command, const std::string& text) {
    folder_.Write("report", text);
    const std::string path = folder_.path().string();
    const int status = RunShell(command + " '" + path + "/report' >'" + path + "/said' 2>&1");
    said_ = folder_.Read("said");
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }

  const std::string& said() const { return said_; }

 private:
  TempFolder folder_{};
  std::string said_{};
};

TEST_F(ConsumersTest, ProveTakesEveryReportForTap) {
  EXPECT_EQ(Read("prove --exec cat", TapReport(PassedReport())), 0) << said();
  EXPECT_THAT(said(), HasSubstr("All tests successful."));
  EXPECT_EQ(Read("prove --exec cat", TapReport({})), 0) << said();
  EXPECT_THAT(said(), HasSubstr("skipped: no scenario was selected"));

  EXPECT_EQ(Read("prove --exec cat", TapReport(OrdinaryReport())), 1) << said();
  EXPECT_THAT(said(), AllOf(HasSubstr("Failed test:  2\n"), Not(HasSubstr("Parse errors"))));
  EXPECT_EQ(Read("prove --exec cat", TapReport(HostileReport())), 1) << said();
  EXPECT_THAT(said(), AllOf(HasSubstr("Failed test:  1\n"), Not(HasSubstr("Parse errors"))));
}

TEST_F(ConsumersTest, PerlReadsWhatATapReportSays) {
  const std::string reader = "perl '" + std::string(kConsumers) + "tap.pl'";

  ASSERT_EQ(Read(reader, TapReport(OrdinaryReport())), 0) << said();
  EXPECT_EQ(said(), R"(ok 1 - scenarios/copy.json: a copy takes 20 minutes||
not ok 2 - scenarios/lost_reply.json: a lost reply hides a copy that went through||
  3 failures, seed 7
  steps[0], CopyImage in us-east-1 with SourceImageName "golden": /error: expected success but got ResourceAlreadyExistsException (400): it exists (and 1 more)
    if it need not fire, say so in the file: "optional": true
ok 3 - scenarios/script.json: faults for somebody else's client|SKIP|a script without steps: checked, nothing to run
ok 4 - scenarios/zebra.json: never reached|SKIP|not run: --fail-fast stopped at an earlier failure
)");
  ASSERT_EQ(Read(reader, TapReport(HostileReport())), 0) << said();
  EXPECT_THAT(said(), AllOf(StartsWith("not ok 1 - dir/"), HasSubstr("2 failures, seed 1844"),
                            HasSubstr("|SKIP|a script"), Not(HasSubstr("unknown: ")),
                            Not(HasSubstr("error: T"))));
}

TEST_F(ConsumersTest, XmllintFindsEveryJunitReportByItsSchema) {
  const std::string validator =
      "xmllint --noout --nonet --schema '" + std::string(kConsumers) + "junit.xsd'";

  for (const Report& report : {PassedReport(), OrdinaryReport(), HostileReport(), Report{}}) {
    EXPECT_EQ(Read(validator, JunitReport(report)), 0) << said();
    EXPECT_THAT(said(), EndsWith("report validates\n"));
  }
}

TEST_F(ConsumersTest, SchemaOfJunitRefusesWhatJenkinsRefuses) {
  const std::string validator =
      "xmllint --noout --nonet --schema '" + std::string(kConsumers) + "junit.xsd'";
  const std::string good = JunitReport(PassedReport());
  const auto with = [&](const std::string& old_text, const std::string& new_text) {
    std::string text = good;
    const std::size_t at = text.find(old_text);
    EXPECT_NE(at, std::string::npos) << old_text;
    return text.replace(at, old_text.size(), new_text);
  };

  EXPECT_NE(Read(validator, with("time=\"1200.000\"", "time=\"1200.000250\"")), 0);
  EXPECT_NE(Read(validator, with("<testsuites ", "<testsuites skipped=\"0\" ")), 0);
  EXPECT_NE(Read(validator, with("<testsuite name=", "<testsuite file=")), 0);
}

// A workflow command as GitHub's runner reads it (actions/runner, ActionCommand.cs).
struct Command {
  std::string name{};
  std::vector<std::pair<std::string, std::string>> properties{};
  std::string data{};
};

std::string Unescaped(std::string text, const std::vector<std::string>& escapes) {
  for (const std::string& escape : escapes) {
    const auto letter = static_cast<char>(std::stoi(escape.substr(1), nullptr, 16));
    for (std::size_t at = text.find(escape); at != std::string::npos;
         at = text.find(escape, at + 1)) {
      text.replace(at, escape.size(), 1, letter);
    }
  }
  return text;
}

Command Parse(const std::string& line) {
  Command command;
  const std::size_t end = line.find("::", 2);
  if (!line.starts_with("::") || end == std::string::npos) return command;
  std::string head = line.substr(2, end - 2);
  const std::size_t space = head.find(' ');
  command.name = head.substr(0, space);
  head = space == std::string::npos ? "" : head.substr(space + 1);
  while (!head.empty()) {
    const std::string pair = head.substr(0, head.find(','));
    head.erase(0, pair.size() + 1);
    const std::size_t equals = pair.find('=');
    command.properties.emplace_back(
        pair.substr(0, equals),
        Unescaped(pair.substr(equals + 1), {"%0D", "%0A", "%3A", "%2C", "%25"}));
  }
  command.data = Unescaped(line.substr(end + 2), {"%0D", "%0A", "%25"});
  return command;
}

std::vector<Command> CommandsIn(std::string_view text) {
  std::vector<Command> commands;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const Command command = Parse(std::string(text.substr(0, end)));
    if (!command.name.empty()) commands.push_back(command);
    text.remove_prefix(end + 1);
  }
  return commands;
}

TEST_F(ConsumersTest, GitHubsRunnerReadsAnErrorForEachFailure) {
  Report report = OrdinaryReport();
  report.scenarios[1].file = "a,b:c%2C.json";
  report.scenarios[1].name = "50%: a, b%0A";

  const std::vector<Command> commands = CommandsIn(GithubReport(report));

  ASSERT_THAT(commands, SizeIs(3));
  EXPECT_EQ(commands[0].name, "error");
  EXPECT_EQ(commands[0].properties,
            (std::vector<std::pair<std::string, std::string>>{
                {"file", "a,b:c%2C.json"}, {"line", "14"}, {"title", "50%: a, b%0A"}}));
  EXPECT_THAT(commands[0].data, StartsWith("steps[0] (a,b:c%2C.json:14): CopyImage in us-east-1 "
                                           "with SourceImageName \"golden\"\n  /error\n"));
}

TEST_F(ConsumersTest, GitHubCutsNoAnnotation) {
  Report report = OrdinaryReport();
  ScenarioReport& failed = report.scenarios[1];
  failed.name = std::string(1'000, 'x');
  failed.failures[0].mismatches.assign(1'000, {"/error", std::string(500, 'x'), "y"});

  const std::vector<Command> commands = CommandsIn(GithubReport(report));

  ASSERT_THAT(commands, SizeIs(3));
  EXPECT_LE(CodePoints(commands[0].properties.back().second), 255U);
  EXPECT_LE(commands[0].data.size(), 65'536U);
  EXPECT_THAT(commands[0].data, EndsWith("more characters)"));
}

TEST_F(ConsumersTest, SaysHowManyErrorsGitHubShows) {
  Report report = OrdinaryReport();
  report.scenarios[1].failures.resize(12, report.scenarios[1].failures[0]);

  EXPECT_THAT(GithubReport(report),
              EndsWith("fakestream: GitHub shows 10 of these 13 errors as annotations\n"));
  EXPECT_THAT(GithubReport(OrdinaryReport()), Not(HasSubstr("GitHub shows")));
}

}  // namespace
}  // namespace fakestream::internal
