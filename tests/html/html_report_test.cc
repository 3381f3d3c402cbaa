// SPDX-License-Identifier: Apache-2.0
// The HTML report as a person meets it: opened in a browser. What its bytes are stands in
// tests/report.
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "fakestream/report/reporter.h"
#include "fakestream/scenario/loader.h"
#include "fakestream/scenario/replayer.h"

#include "html/big_report.h"
#include "html/browser.h"
#include "support/left_out.h"

namespace fakestream::internal {
namespace {

using nlohmann::json;

// Two regions, a lost reply, polls, an expectation that does not hold (call 2), a fault that never
// fires, texts that are markup; and a second one that passes.
constexpr std::string_view kFailing = R"json({
  "version": 1,
  "name": "a lost reply <script>alert('no')</script>",
  "given": { "images": [{ "Name": "golden" }] },
  "faults": [
    { "on": "CopyImage", "calls": "1", "at": "after", "drop": "timeout" },
    { "on": "DeleteImage", "fail": "ResourceInUseException" }
  ],
  "steps": [
    { "call": "CopyImage",
      "with": { "SourceImageName": "golden", "DestinationImageName": "golden-copy",
                "DestinationRegion": "eu-west-1" },
      "retry": { "attempts": 2, "backoff": "1s" },
      "expect": { "result": {} } },
    { "call": "DescribeImages", "region": "eu-west-1", "with": { "Names": ["golden-copy"] },
      "repeat": 5,
      "expect": { "result": { "Images": [{ "State": "COPYING" }] } } },
    { "advance": "20m" },
    { "call": "DescribeImages", "region": "eu-west-1", "with": { "Names": ["golden-copy"] },
      "expect": { "result": { "Images": [{ "State": "FAILED" }] } } }
  ]
})json";

constexpr std::string_view kPassing = R"json({
  "version": 1,
  "name": "an image is there",
  "given": { "images": [{ "Name": "golden" }] },
  "steps": [ { "call": "DescribeImages", "with": { "Names": ["golden"] },
               "expect": { "result": { "Images": [{ "State": "AVAILABLE" }] } } } ]
})json";

std::string FailingPage() {
  return HtmlReport({.scenarios = {Replay(LoadScenario(kFailing, "failing.json").value()),
                                   Replay(LoadScenario(kPassing, "passing.json").value())}});
}

// A browser is slow to start: few tests, each of one visit.
class HtmlReportTest : public ::testing::Test {
 protected:
  void SetUp() override { SkipIfLeftOut("chromium"); }

  json Open(const std::string& html, const Browser::Visit& visit) {
    json answer = browser_.Open(html, visit);
    EXPECT_EQ(answer["problems"], json::array());
    EXPECT_FALSE(answer.contains("thrown")) << answer["thrown"];
    return answer;
  }

  Browser browser_;
};

TEST_F(HtmlReportTest, ShowsEveryCallInTheLaneOfItsRegion) {
  const json page = Open(FailingPage(), {.script = R"js(
    const left = (id) => document.querySelector(id + ' .c').getBoundingClientRect().left;
    const texts = (all) => [...document.querySelectorAll(all)].map((one) => one.textContent);
    return {
      calls: document.querySelectorAll('.call.event').length,
      hidden: document.querySelectorAll('.event[hidden]').length,
      lanes: texts('#s1 .lanes span').slice(2),
      isApart: left('#s1-c1') < left('#s1-c3'),
      folded: texts('.run .times'),
      alerts: document.querySelectorAll('h2 script').length,
      headings: texts('.scenario h2'),
      behindCall2: document.querySelector('#s1-c2 + li').id,
      fields: texts('#s1-f1 th, #s1-f1 td').slice(3, 4),
      links: [...document.querySelectorAll('.failures a')].map((one) => one.hash),
      broken: [...document.querySelectorAll('a')].filter((one) => !document.querySelector(one.hash))
        .length,
      count: document.getElementById('count').textContent,
      unlabelled: [...document.querySelectorAll('input, select')].filter((one) => !one.labels.length)
        .length,
      lang: document.documentElement.lang,
    };)js"});

  EXPECT_EQ(page["calls"], 9);
  EXPECT_EQ(page["hidden"], 0);
  EXPECT_EQ(page["lanes"], json({"us-east-1", "eu-west-1"}));
  EXPECT_EQ(page["folded"], json({"×5"}));
  EXPECT_EQ(page["alerts"], 0);
  EXPECT_EQ(page["headings"],
            json({"a lost reply <script>alert('no')</script>", "an image is there"}));
  EXPECT_EQ(page["behindCall2"], "s1-f1");
  EXPECT_EQ(page["fields"], json({"/error"}));
  EXPECT_EQ(page["links"], json({"#s1-c2", "#s1-c8", "#s1-r1"}));
  EXPECT_EQ(page["broken"], 0);
  EXPECT_EQ(page["count"], "13 rows");
  EXPECT_EQ(page["unlabelled"], 0);
  EXPECT_EQ(page["lang"], "en");
}

TEST_F(HtmlReportTest, FiltersAsItsAddressSaysAndWithoutAMouse) {
  const json page = Open(FailingPage(), {.fragment = "q=copyimage+fault", .script = R"js(
    const input = document.getElementById('q');
    const key = (name) => document.activeElement.dispatchEvent(
      new KeyboardEvent('keydown', {key: name, bubbles: true, cancelable: true}));
    const now = () => ({
      shown: [...document.querySelectorAll('.event:not([hidden])')]
        .filter((one) => !one.closest('[hidden]')).map((one) => one.id),
      count: document.getElementById('count').textContent,
      scenarios: document.querySelectorAll('.scenario:not([hidden])').length,
    });
    const type = (text) => {
      input.value = text;
      input.dispatchEvent(new Event('input'));
      return now();
    };
    const answer = {address: now(), status: document.getElementById('count').getAttribute('role')};
    key('/');
    answer.slash = document.activeElement.id;
    key('Escape');
    answer.cleared = now();
    answer.failed = type('expectation');
    answer.hash = location.hash;
    answer.nothing = type('golden -golden');
    answer.passing = type('#1 describeimages');
    answer.opened = document.querySelector('#s2 > details').open;
    document.getElementById('filter').requestSubmit();
    answer.entered = document.activeElement.closest('li').id;
    type('');
    answer.closed = !document.querySelector('#s2 > details').open;
    document.querySelector('#s1-c1 summary').focus();
    key('ArrowDown');
    answer.down = document.activeElement.closest('li').id;
    const region = document.getElementById('region');
    region.value = 'eu-west-1';
    region.dispatchEvent(new Event('input'));
    answer.region = now().count;
    return answer;)js"});

  EXPECT_EQ(page["address"],
            json({{"shown", {"s1-c1"}}, {"count", "1 of 13 rows"}, {"scenarios", 1}}));
  EXPECT_EQ(page["status"], "status");
  EXPECT_EQ(page["slash"], "q");
  EXPECT_EQ(page["cleared"]["count"], "13 rows");
  EXPECT_EQ(page["failed"]["shown"], json({"s1-f1", "s1-f2"}));
  EXPECT_EQ(page["hash"], "#q=expectation");
  EXPECT_EQ(page["nothing"],
            json({{"shown", json::array()}, {"count", "0 of 13 rows"}, {"scenarios", 0}}));
  EXPECT_EQ(page["passing"]["shown"], json({"s2-c1"}));
  EXPECT_EQ(page["opened"], true);
  EXPECT_EQ(page["entered"], "s2-c1");
  EXPECT_EQ(page["closed"], true);
  EXPECT_EQ(page["down"], "s1-c2");
  EXPECT_EQ(page["region"], "9 of 13 rows");
}

TEST_F(HtmlReportTest, LeadsFromAFailedStepToItsCall) {
  const json page = Open(FailingPage(), {.fragment = "s1-c2", .script = R"js(
    const now = () => {
      const item = document.querySelector('.marked');
      const box = item.getBoundingClientRect();
      return {
        id: item.id,
        marks: document.querySelectorAll('.marked, [aria-current]').length,
        isOpen: item.querySelector('details').open,
        isSeen: box.top >= 0 && box.bottom <= innerHeight,
        focus: document.activeElement.closest('li').id,
        scenario: item.closest('section > details').open,
      };
    };
    const follow = async (link) => {
      const changed = new Promise((resolve) => addEventListener('hashchange', resolve, {once: true}));
      link();
      await changed;
      return now();
    };
    const answer = {address: now()};
    const input = document.getElementById('q');
    input.value = 'no such thing';
    input.dispatchEvent(new Event('input'));
    answer.link = await follow(() => document.querySelector('.failures a[href="#s1-c8"]').click());
    answer.filter = input.value;
    answer.folded = await follow(() => { location.hash = '#s1-c4'; });
    answer.run = document.querySelector('.run > details').open;
    answer.passed = await follow(() => { location.hash = '#s2-c1'; });
    return answer;)js"});

  const auto expected = [](const std::string& id) {
    return json({{"id", id},
                 {"marks", 1},
                 {"isOpen", true},
                 {"isSeen", true},
                 {"focus", id},
                 {"scenario", true}});
  };
  EXPECT_EQ(page["address"], expected("s1-c2"));
  EXPECT_EQ(page["link"], expected("s1-c8"));
  EXPECT_EQ(page["filter"], "");
  EXPECT_EQ(page["folded"], expected("s1-c4"));
  EXPECT_EQ(page["run"], true);
  EXPECT_EQ(page["passed"], expected("s2-c1"));
}

// WCAG's contrast of every colour of text with every ground that it stands on.
constexpr std::string_view kContrast = R"js(
  const style = getComputedStyle(document.documentElement);
  const light = (name) => {
    const channels = style.getPropertyValue('--' + name).trim().match(/[0-9a-f]{2}/g);
    const [r, g, b] = channels.map((two) => parseInt(two, 16) / 255)
      .map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a, b) => {
    const [dark, bright] = [light(a), light(b)].sort((x, y) => x - y);
    return (bright + 0.05) / (dark + 0.05);
  };
  const low = [];
  const check = (text, grounds) => {
    for (const ground of grounds) if (contrast(text, ground) < 4.5) low.push(text + ' on ' + ground);
  };
  for (const text of ['text', 'quiet', 'link', 'good', 'bad']) {
    check(text, ['page', 'card', 'bad-card', 'mark']);
  }
  check('good', ['good-card']);
  check('fault', ['fault-card', 'card', 'page']);
  const body = getComputedStyle(document.body);
  return {low, isDark: light('page') < light('text'), ground: body.backgroundColor};)js";

TEST_F(HtmlReportTest, IsLegibleInTheLight) {
  const json page = Open(FailingPage(), {.script = kContrast});

  EXPECT_EQ(page["isDark"], false);
  EXPECT_EQ(page["low"], json::array());
}

TEST_F(HtmlReportTest, IsLegibleInTheDark) {
  const json page = Open(FailingPage(),
                         {.script = kContrast, .flags = "--blink-settings=preferredColorScheme=0"});

  EXPECT_EQ(page["isDark"], true);
  EXPECT_EQ(page["low"], json::array());
}

// The limits are far above what it takes (two seconds to open, less than half a second to
// filter): other programs may have the machine.
TEST_F(HtmlReportTest, TakesTenThousandCalls) {
  const std::string html = HtmlReport(BigReport(10'000));

  const json page = Open(html, {.script = R"js(
    const input = document.getElementById('q');
    const filter = (text) => {
      const start = performance.now();
      input.value = text;
      input.dispatchEvent(new Event('input'));
      document.body.getBoundingClientRect();
      return performance.now() - start;
    };
    const answer = {opened: performance.now()};
    answer.first = filter('golden-42');
    answer.count = document.getElementById('count').textContent;
    answer.again = filter('deleteimage eu-west-1');
    answer.all = filter('');
    answer.calls = document.querySelectorAll('.call.event').length;
    return answer;)js",
                                .flags = "",
                                .is_in_real_time = true});

  RecordProperty("opened", page["opened"].dump());
  RecordProperty("filtered", page["first"].dump());
  EXPECT_LT(html.size(), 12'000'000U);
  EXPECT_EQ(page["calls"], 10'000);
  EXPECT_LT(page["opened"], 20'000);
  EXPECT_LT(page["first"], 5'000);
  EXPECT_LT(page["again"], 5'000);
  EXPECT_LT(page["all"], 5'000);
}

}  // namespace
}  // namespace fakestream::internal
