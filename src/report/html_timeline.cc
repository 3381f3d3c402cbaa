// SPDX-License-Identifier: Apache-2.0
#include "report/html_timeline.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <variant>

#include <fmt/format.h>
#include "report/explanation.h"
#include "report/html_rows.h"
#include "report/html_text.h"

namespace fakestream::internal {
namespace {

constexpr std::size_t kMaxLanes = 6;     // side by side; more are named in each row instead
constexpr std::size_t kShortestRun = 3;  // of equal polls that is folded
constexpr std::size_t kMaxName = 120;    // code points

using PlaceOfCall = std::map<std::uint64_t, std::size_t>;

PlaceOfCall CallsOf(const std::vector<TraceEvent>& events) {
  PlaceOfCall places;
  for (std::size_t i = 0; i < events.size(); ++i) {
    if (const auto* const call = std::get_if<CallEvent>(&events[i])) places[call->number] = i;
    if (const auto* const call = std::get_if<OtherCallEvent>(&events[i])) places[call->number] = i;
  }
  return places;
}

class TimelineWriter {
 public:
  TimelineWriter(const ScenarioReport& report, std::size_t scenario)
      : report_(&report),
        scenario_(scenario),
        rows_(RowsOf(report, scenario)),
        calls_(CallsOf(report.events)),
        failures_before_(rows_.size() + 1) {
    // Those of the clients first: that is where a reader begins.
    for (const TimelineRow& row : rows_) {
      if (row.call > 0) AddLane(row.region);
    }
    for (const TimelineRow& row : rows_) AddLane(row.region);
    for (std::size_t i = 0; i < report.failures.size(); ++i) Place(i);
  }

  std::string Text() {
    const bool is_flat = lanes_.size() > kMaxLanes;
    html_ = fmt::format("<div class=\"timeline{}\" style=\"--n:{}\">\n", is_flat ? " flat" : "",
                        is_flat ? 1 : std::max<std::size_t>(lanes_.size(), 1));
    if (!is_flat) AddLaneNames();
    html_ += "<ol class=\"rows\">\n";
    if (report_->dropped_events > 0) {
      html_ += fmt::format(
          "<li class=\"note\">{} earlier {} not here: the trace keeps the latest only</li>\n",
          report_->dropped_events, report_->dropped_events == 1 ? "event is" : "events are");
    }
    for (std::size_t i = 0; i < rows_.size();) {
      AddFailures(i);
      const std::size_t end = EndOfRun(i);
      if (end - i < kShortestRun) {
        AddRow(i++);
      } else {
        AddRun(i, end);
        i = end;
      }
    }
    AddFailures(rows_.size());
    return html_ + "</ol>\n</div>\n";
  }

 private:
  void AddLane(std::string_view region) {
    if (!region.empty()) lanes_.try_emplace(region, lanes_.size() + 1);
  }

  // Behind its call; else behind everything that happened before it was judged.
  void Place(std::size_t failure) {
    const StepFailure& one = report_->failures[failure];
    const auto call = calls_.find(one.call);
    if (one.call > 0 && call != calls_.end()) {
      rows_[call->second].tags += " failed";
      failures_before_[call->second + 1].push_back(failure);
      return;
    }
    const auto after = std::find_if(rows_.begin(), rows_.end(), [&](const TimelineRow& row) {
      return row.end - report_->start > one.at;
    });
    // A call with a number that is not there was dropped, with everything before it.
    const bool is_dropped = one.call > 0 && report_->dropped_events > 0;
    const auto place = is_dropped ? 0 : static_cast<std::size_t>(after - rows_.begin());
    failures_before_[place].push_back(failure);
  }

  std::size_t LaneOf(std::string_view region) const {
    return lanes_.size() > kMaxLanes || region.empty() ? 1 : lanes_.at(region);
  }

  void AddLaneNames() {
    std::vector<std::string_view> names(lanes_.size());
    for (const auto& [region, lane] : lanes_) names[lane - 1] = region;
    html_ += R"(<div class="lanes" aria-hidden="true"><span>time</span><span>call</span>)";
    for (const std::string_view name : names) {
      html_ += "<span>" + HtmlLine(name, kMaxName) + "</span>";
    }
    html_ += "</div>\n";
  }

  // The first row that is not the same poll as row `begin`, or that stands behind a failure.
  std::size_t EndOfRun(std::size_t begin) const {
    std::size_t end = begin + 1;
    while (end < rows_.size() && failures_before_[end].empty() &&
           IsSamePoll(report_->events[end - 1], report_->events[end])) {
      ++end;
    }
    // The last one may be judged: then it stands alone, in front of what is said about it.
    return end - begin > 1 && !failures_before_[end].empty() ? end - 1 : end;
  }

  void AddRun(std::size_t begin, std::size_t end) {
    const TimelineRow& first = rows_[begin];
    const TimelineRow& last = rows_[end - 1];
    html_ += fmt::format(
        "<li class=\"run {}\" style=\"--l:{}\"><details><summary>{}<span class=\"n\">#{}–{}</span>"
        "<span class=\"c\"><span class=\"times\">×{}</span> {} <span class=\"m\"><i>until</i> "
        "+{}</span></span></summary>\n<ol class=\"rows\">\n",
        first.tags, LaneOf(first.region), TimeOf(begin), first.call, last.call, end - begin,
        first.line, ToText(last.end - report_->start));
    for (std::size_t i = begin; i < end; ++i) AddRow(i);
    html_ += "</ol></details></li>\n";
  }

  void AddRow(std::size_t i) {
    const TimelineRow& row = rows_[i];
    html_ += "<li";
    if (row.call > 0) html_ += fmt::format(" id=\"s{}-c{}\"", scenario_, row.call);
    html_ += fmt::format(R"( class="event {}{}" style="--l:{}">)", row.tags,
                         row.region.empty() ? " wide" : "", LaneOf(row.region));
    const std::string number = row.call > 0 ? fmt::format("#{}", row.call) : "";
    const std::string line = fmt::format(R"({}<span class="n">{}</span><span class="c">{}</span>)",
                                         TimeOf(i), number, row.line);
    if (row.more.empty()) {
      html_ += "<div class=\"row\">" + line + "</div></li>\n";
    } else {
      html_ += "<details><summary>" + line + "</summary><div class=\"more\">" + row.more +
               "</div></details></li>\n";
    }
  }

  // A time that stands already in the row above is dimmed.
  std::string TimeOf(std::size_t i) const {
    const bool is_same = i > 0 && rows_[i - 1].start == rows_[i].start;
    return fmt::format("<span class=\"t{}\">+{}</span>", is_same ? " same" : "",
                       ToText(rows_[i].start - report_->start));
  }

  void AddFailures(std::size_t place) {
    for (const std::size_t failure : failures_before_[place]) AddFailure(failure);
  }

  void AddFailure(std::size_t place) {
    const StepFailure& failure = report_->failures[place];
    html_ += fmt::format(
        "<li id=\"s{}-f{}\" class=\"event failed\" tabindex=\"-1\"><div class=\"judged\"><p>"
        "<strong>✗ Expectation failed</strong> {}",
        scenario_, place + 1, StepOf(failure));
    html_ += fmt::format("<br>{}</p>\n", HtmlLine(failure.what));
    if (!failure.mismatches.empty()) AddMismatches(failure);
    html_ += "<p class=\"when\">" + CircumstancesOf(failure) + "</p></div></li>\n";
  }

  std::string StepOf(const StepFailure& failure) const {
    std::string text = PlaceName(failure) + " (" + HtmlLine(report_->file);
    if (failure.line > 0) text += fmt::format(":{}", failure.line);
    return text + ")";
  }

  void AddMismatches(const StepFailure& failure) {
    html_ +=
        "<table><thead><tr><th scope=\"col\">Field</th><th scope=\"col\">Expected</th>"
        "<th scope=\"col\">Actual</th></tr></thead><tbody>\n";
    for (const Mismatch& mismatch : failure.mismatches) {
      html_ += fmt::format(
          "<tr><th scope=\"row\">{}</th><td class=\"expected\">{}</td><td class=\"actual\">{}</td>"
          "</tr>\n",
          mismatch.path.empty() ? "the " + std::string(NameOf(failure.source))
                                : HtmlLine(mismatch.path),
          HtmlBlock(mismatch.expected), HtmlBlock(mismatch.actual));
    }
    html_ += "</tbody></table>\n";
  }

  std::string CircumstancesOf(const StepFailure& failure) const {
    std::string text = "at +" + ToText(failure.at);
    if (failure.call == 0) return text;
    const auto call = calls_.find(failure.call);
    if (call == calls_.end()) {
      text += fmt::format(", after call #{}, which is not in the trace", failure.call);
    } else {
      text +=
          fmt::format(", after <a href=\"#s{0}-c{1}\">call #{1}</a> in ", scenario_, failure.call);
      text += "<span class=\"r\">" + HtmlLine(rows_[call->second].region, kMaxName) + "</span>";
    }
    if (!failure.rule) return text;
    if (*failure.rule >= report_->rules.size()) {
      return text + fmt::format("; faults[{}] acted on it", *failure.rule);
    }
    return text + fmt::format("; <a href=\"#s{}-r{}\">{}</a> acted on it: {}", scenario_,
                              *failure.rule, HtmlLine(FaultName(*report_, *failure.rule)),
                              HtmlLine(failure.rule_text));
  }

  const ScenarioReport* report_;
  std::size_t scenario_;
  std::vector<TimelineRow> rows_;
  PlaceOfCall calls_;
  std::vector<std::vector<std::size_t>> failures_before_;  // by row; the last: behind all rows
  std::map<std::string_view, std::size_t> lanes_{};        // from 1
  std::string html_{};
};

}  // namespace

std::string HtmlTimeline(const ScenarioReport& report, std::size_t scenario) {
  return TimelineWriter(report, scenario).Text();
}

std::vector<std::string> FailureAnchors(const ScenarioReport& report, std::size_t scenario) {
  const PlaceOfCall calls = CallsOf(report.events);
  std::vector<std::string> anchors;
  for (const StepFailure& failure : report.failures) {
    const bool is_there = failure.call > 0 && calls.contains(failure.call);
    anchors.push_back(is_there ? fmt::format("s{}-c{}", scenario, failure.call)
                               : fmt::format("s{}-f{}", scenario, anchors.size() + 1));
  }
  return anchors;
}

}  // namespace fakestream::internal
