// SPDX-License-Identifier: Apache-2.0
#include "report/html_rows.h"

#include <utility>
#include <variant>

#include <fmt/format.h>

#include "fakestream/json/values.h"
#include "fakestream/service/codec.h"

#include "report/explanation.h"
#include "report/html_text.h"

namespace fakestream::internal {
namespace {

constexpr std::size_t kMaxMember = 120;     // code points; an image's name has at most 100
constexpr std::size_t kMaxImages = 3;       // of a result that are named in its row
constexpr std::size_t kWorthSharing = 400;  // bytes of a result

// A value as it is read most easily: texts and lists of texts without quotes.
std::string PlainText(const Value& value) {
  if (const auto* const text = value.As<std::string>(); text != nullptr && !text->empty()) {
    return *text;
  }
  const auto* const items = value.As<ValueList>();
  if (items == nullptr || items->empty()) return ToText(value);
  std::string text;
  for (const Value& item : *items) text += (text.empty() ? "" : ", ") + PlainText(item);
  return text;
}

std::string MembersAsHtml(const Value& request) {
  std::string html;
  const auto* const members = request.As<ValueMembers>();
  if (members == nullptr) return html;
  for (const NamedValue& member : *members) {
    html += fmt::format(" <span class=\"m\"><i>{}</i> {}</span>", HtmlLine(member.name),
                        HtmlLine(PlainText(member.value), kMaxMember));
  }
  return html;
}

std::string RegionLabel(std::string_view region) {
  if (region.empty()) return "";
  return "<span class=\"r\">" + HtmlLine(region, kMaxMember) + "</span> ";
}

std::string StateLabel(const std::optional<ImageState>& state, std::string_view nothing) {
  return fmt::format("<b class=\"state-{0}\">{0}</b>", state ? NameOf(*state) : nothing);
}

// The states of the images that a call found: what those who poll wait for.
std::string ImagesOf(const Value& result) {
  const Value* const found = result.Find("Images");
  const auto* const images = found == nullptr ? nullptr : found->As<ValueList>();
  if (images == nullptr) return "";
  if (images->empty() || images->size() > kMaxImages) {
    return fmt::format(" <span class=\"m\">{} images</span>", images->size());
  }
  std::string html;
  for (const Value& image : *images) {
    const Value* const name = image.Find("Name");
    const Value* const state = image.Find("State");
    if (name == nullptr || state == nullptr) continue;
    html += fmt::format(" <span class=\"m\">{} {}</span>", HtmlLine(PlainText(*name), kMaxMember),
                        HtmlLine(PlainText(*state), kMaxMember));
  }
  return html;
}

// One overload for each kind of event; a kind without one does not compile.
class RowMaker {
 public:
  RowMaker(const ScenarioReport& report, std::size_t scenario)
      : report_(&report), scenario_(scenario) {}

  TimelineRow operator()(const CallEvent& call) {
    const Value request = ToValue(call.request);
    TimelineRow row{.start = call.start,
                    .end = call.end,
                    .region = call.region,
                    .call = call.number,
                    .tags = call.succeeded() ? "call ok" : "call error"};
    row.line = RegionLabel(call.region) + "<b>" + std::string(NameOf(OperationOf(call.request))) +
               "</b>" + MembersAsHtml(request);
    const Value result = call.result ? ToValue(*call.result) : Value();
    AddOutcome(call, result, row);
    row.more += "<h4>Request</h4><pre>" + HtmlBlock(ToJson(request, {.indent = 2})) + "</pre>";
    AddAnswer(call, result, row);
    return row;
  }

  TimelineRow operator()(const OtherCallEvent& call) {
    TimelineRow row{.start = call.start,
                    .end = call.end,
                    .region = call.region,
                    .call = call.number,
                    .tags = "call error"};
    row.line = RegionLabel(call.region) + "<b>" + std::string(NameOf(call.operation)) + "</b>";
    // In all that is shown of it, it is a call without a request.
    const CallEvent shown{.number = call.number,
                          .region = call.region,
                          .start = call.start,
                          .end = call.end,
                          .error = call.error,
                          .rule = call.rule};
    AddOutcome(shown, {}, row);
    if (!IsAnswered(call)) row.line += " <span class=\"f\">nothing answered</span>";
    AddAnswer(shown, {}, row);
    return row;
  }

  TimelineRow operator()(const StateEvent& change) {
    return {.start = change.at,
            .end = change.at,
            .region = change.region,
            .tags = "state",
            .line = RegionLabel(change.region) + "<span class=\"m\">image <b>" +
                    HtmlLine(change.image, kMaxMember) + "</b></span> " +
                    StateLabel(change.from, "new") + " → " + StateLabel(change.to, "gone")};
  }

  TimelineRow operator()(const SettingEvent& setting) {
    TimelineRow row{.start = setting.at,
                    .end = setting.at,
                    .tags = "setting",
                    .line = "<span class=\"m\">account</span>"};
    if (setting.account_status) {
      row.line += " <b>" + std::string(NameOf(*setting.account_status)) + "</b>";
    }
    if (setting.quotas) row.line += " <b>quotas</b>" + MembersAsHtml(ToValue(*setting.quotas));
    return row;
  }

 private:
  static void AddOutcome(const CallEvent& call, const Value& result, TimelineRow& row) {
    if (call.end != call.start) {
      row.line +=
          fmt::format(" <span class=\"m\"><i>took</i> {}</span>", ToText(call.end - call.start));
    }
    if (call.error) {
      row.line += " <span class=\"o\">✗&nbsp;" + HtmlLine(call.error->name(), kMaxMember);
      // A lost reply has none.
      if (call.error->http_status > 0) row.line += fmt::format(" {}", call.error->http_status);
      row.line += "</span>";
    } else {
      row.line += " <span class=\"o\">✓&nbsp;ok</span>" + ImagesOf(result);
    }
    if (call.is_hidden_success) {
      row.tags += " hidden-success";
      row.line += " <span class=\"f\">hidden success</span>";
    }
    if (call.rule) {
      row.tags += " fault";
      row.line += fmt::format(" <span class=\"f\">fault {}</span>", *call.rule);
    }
  }

  void AddAnswer(const CallEvent& call, const Value& result, TimelineRow& row) {
    if (call.error) {
      row.more += "<h4>Error</h4><p class=\"why\"><b>" + HtmlLine(call.error->name()) + "</b>";
      if (call.error->http_status > 0) row.more += fmt::format(" ({})", call.error->http_status);
      row.more += ": " + HtmlBlock(call.error->message) + "</p>";
    }
    if (call.is_hidden_success) {
      row.more += "<p>The service had done it; the caller got the error all the same.</p>";
    }
    if (call.result) AddResult(call, result, row);
    if (call.rule) {
      row.more += "<h4>Fault</h4><p>" + FaultLink(*call.rule) + "</p>";
    }
    row.more += fmt::format("<p class=\"when\">{}", ToText(call.start));
    if (call.end != call.start) row.more += " to " + ToText(call.end);
    row.more += "</p>";
  }

  std::string FaultLink(std::size_t rule) const {
    if (rule >= report_->rules.size()) return fmt::format("faults[{}]", rule);
    return fmt::format("<a href=\"#s{}-r{}\">{}</a> {}", scenario_, rule,
                       HtmlLine(FaultName(*report_, rule)), HtmlLine(report_->rules[rule].text));
  }

  // Who polls gets the same long list a thousand times: it stands in the page once.
  void AddResult(const CallEvent& call, const Value& result, TimelineRow& row) {
    const std::string json = ToJson(result, {.indent = 2});
    row.more += "<h4>Result</h4>";
    if (json.size() >= kWorthSharing) {
      const auto [place, is_new] = results_.try_emplace(json, call.number);
      if (!is_new) {
        row.more += fmt::format("<p>the same as that of <a href=\"#s{0}-c{1}\">call #{1}</a></p>",
                                scenario_, place->second);
        return;
      }
    }
    row.more += "<pre>" + HtmlBlock(json) + "</pre>";
  }

  const ScenarioReport* report_;
  std::size_t scenario_;
  std::map<std::string, std::uint64_t> results_{};  // the call that each was first seen at
};

}  // namespace

std::vector<TimelineRow> RowsOf(const ScenarioReport& report, std::size_t scenario) {
  std::vector<TimelineRow> rows;
  rows.reserve(report.events.size());
  RowMaker maker(report, scenario);
  for (const TraceEvent& event : report.events) rows.push_back(std::visit(maker, event));
  return rows;
}

bool IsSamePoll(const TraceEvent& one, const TraceEvent& other) {
  const auto* const a = std::get_if<CallEvent>(&one);
  const auto* const b = std::get_if<CallEvent>(&other);
  if (a == nullptr || b == nullptr) return false;
  const bool has_same_result =
      a->result == b->result || (a->result && b->result && *a->result == *b->result);
  return a->region == b->region && a->request == b->request && has_same_result &&
         a->error == b->error && a->rule == b->rule && a->end - a->start == b->end - b->start &&
         a->is_hidden_success == b->is_hidden_success;
}

}  // namespace fakestream::internal
