// SPDX-License-Identifier: Apache-2.0
#include "fakestream/explore/certificate.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "fakestream/base/text.h"
#include "fakestream/json/rules.h"
#include "fakestream/json/values.h"

namespace fakestream {
namespace {

// "1,234,567", whatever the locale.
std::string Grouped(std::uint64_t number) {
  std::string text = std::to_string(number);
  for (std::size_t i = text.size(); i > 3; i -= 3) text.insert(i - 3, 1, ',');
  return text;
}

std::string Count(std::uint64_t number, std::string_view what) {
  return fmt::format("{} {}{}", Grouped(number), what, number == 1 ? "" : "s");
}

std::uint64_t RunsOf(const Coverage& coverage) {
  std::uint64_t runs = 0;
  for (const auto& [call, count] : coverage.runs_by_call) runs += count;
  return runs;
}

std::size_t KindsThatActed(const Exploration& exploration) {
  const auto& all = exploration.coverage;
  return static_cast<std::size_t>(
      std::count_if(all.begin(), all.end(), [](const Coverage& one) { return RunsOf(one) > 0; }));
}

std::string Scope(const Exploration& exploration) {
  const ExploreOptions& options = exploration.options;
  const std::size_t faults = exploration.complete.value_or(0);
  if (faults == 0) return "the run without faults";
  const std::string share =
      options.shard.count == 1
          ? ""
          : fmt::format("share {}/{} of ", options.shard.index + 1, options.shard.count);
  return fmt::format("{}every schedule of at most {}", share, Count(faults, "fault"));
}

// Of a search that went on behind what it found.
std::string KeptGoing(const Exploration& exploration, const std::string& runs) {
  const std::string found = Count(exploration.more_violations.size() + 1, "violation");
  if (exploration.complete == exploration.options.max_faults) {
    return fmt::format("{}: {}, {}", Scope(exploration), runs, found);
  }
  return fmt::format("stopped by its budget after {}, {}", runs, found);
}

std::string Headline(const Exploration& exploration) {
  const std::string runs = Count(exploration.runs(), "run");
  if (exploration.indeterminism) {
    return fmt::format("{}, as the last of {} shows",
                       exploration.has_concurrent_calls
                           ? "the order of concurrent calls was not the same twice"
                           : "the code is not deterministic",
                       runs);
  }
  if (exploration.unanswered) return fmt::format("stopped after {}: a call had no answer", runs);
  if (exploration.options.keeps_going && exploration.violation) return KeptGoing(exploration, runs);
  const std::string survived = exploration.complete ? Scope(exploration) : "nothing";
  if (exploration.violation) {
    return fmt::format("1 violation, after {}; it survived {}", runs, survived);
  }
  if (exploration.complete == exploration.options.max_faults) {
    return fmt::format("{}: {}, 0 violations", survived, runs);
  }
  return fmt::format("stopped by its budget after {}, 0 violations; it survived {}", runs,
                     survived);
}

// The oracles that were asked, in words.
std::string AllBut(const std::vector<std::string>& disabled_oracles) {
  return disabled_oracles.empty() ? "all" : "all but " + Join(disabled_oracles, ", ");
}

std::string ByFaults(const Exploration& exploration) {
  std::string text;
  for (std::size_t faults = 0; faults < exploration.schedules.size(); ++faults) {
    const std::string of = faults == 0 ? "without faults" : "of " + Count(faults, "fault");
    if (faults > 0) text += ", ";
    text += fmt::format("{} {}", Grouped(exploration.schedules[faults]), of);
  }
  if (exploration.random_runs > 0) {
    text += fmt::format(", {} with faults by chance", Grouped(exploration.random_runs));
  }
  return text;
}

std::string CallsText(const Coverage& coverage) {
  const std::uint64_t runs = RunsOf(coverage);
  if (runs == 0) return "never";
  const std::uint64_t first = coverage.runs_by_call.begin()->first;
  const std::uint64_t last = coverage.runs_by_call.rbegin()->first;
  const std::string calls =
      first == last ? fmt::format("call {}", first) : fmt::format("calls {}-{}", first, last);
  return fmt::format("{} ({})", Count(runs, "run"), calls);
}

std::string Table(const Exploration& exploration) {
  std::string text = fmt::format("  {:<50} {:<28} {}\n", "fault", "once", "from then on");
  for (const Coverage& once : exploration.coverage) {
    if (once.is_persistent) continue;
    std::string on = "-";
    for (const Coverage& other : exploration.coverage) {
      const bool is_pair =
          other.is_persistent && other.operation == once.operation && other.kind == once.kind;
      if (is_pair) on = CallsText(other);
    }
    text +=
        fmt::format("  {:<50} {:<28} {}\n", fmt::format("{} {}", NameOf(once.operation), once.kind),
                    CallsText(once), on);
  }
  return text;
}

Value WholeNumber(std::uint64_t number) {
  return {static_cast<std::int64_t>(number)};
}

Value FaultsOf(const FaultSchedule& schedule) {
  ValueList faults;
  for (const ScheduledFault& fault : schedule) faults.push_back(ToValue(ToRule(fault)));
  return {std::move(faults)};
}

Value ToValue(const Coverage& coverage) {
  ValueMembers by_call;
  for (const auto& [call, runs] : coverage.runs_by_call) {
    by_call.push_back({std::to_string(call), WholeNumber(runs)});
  }
  return ValueMembers{{"operation", NameOf(coverage.operation)},
                      {"fault", coverage.kind},
                      {"is_persistent", coverage.is_persistent},
                      {"runs_by_call", std::move(by_call)}};
}

Value ToValue(const UnansweredRun& run) {
  ValueList list;
  for (const UnansweredCalls& calls : run.calls) {
    list.push_back({ValueMembers{{"name", calls.name}, {"calls", WholeNumber(calls.calls)}}});
  }
  return {std::move(list)};
}

Value ToValue(const Violation& violation) {
  ValueList alternatives;
  for (const std::vector<std::string>& of_fault : violation.alternatives) {
    ValueList names(of_fault.begin(), of_fault.end());
    alternatives.push_back({std::move(names)});
  }
  ValueList lines;
  for (const CallLine& line : violation.lines) lines.push_back({line.text});
  return ValueMembers{{"oracle", violation.finding.oracle},
                      {"what", violation.finding.what},
                      {"faults", FaultsOf(violation.schedule)},
                      {"run", WholeNumber(violation.run)},
                      {"by_chance", violation.is_random},
                      {"alternatives", std::move(alternatives)},
                      {"calls", std::move(lines)}};
}

}  // namespace

std::string CertificateText(const Exploration& exploration) {
  const ExploreOptions& options = exploration.options;
  std::string text = Headline(exploration) + "\n";
  text += fmt::format("  runs: {}\n", ByFaults(exploration));
  text +=
      fmt::format("  {} to fail acted, at {}; contradictory faults {}; polls {}{}\n",
                  Count(KindsThatActed(exploration), "way"), Count(exploration.points, "call"),
                  options.contradictory_faults ? "included" : "left out",
                  options.collapses_polls ? "collapsed" : "all",
                  options.fault_kinds.empty() ? "" : "; only " + Join(options.fault_kinds, ", "));
  text += fmt::format("  oracles: {}\n", AllBut(options.disabled_oracles));
  text += fmt::format("  {} in {} of virtual time; seed {}, digest {:016x}\n",
                      Count(exploration.calls, "call"), fakestream::ToText(exploration.elapsed),
                      options.seed, exploration.digest);
  if (exploration.has_concurrent_calls) {
    text +=
        "  order: not controlled; calls came from several threads or were in flight at once, and "
        "no schedule says which was first\n";
  }
  const std::string vacuous = WhyVacuous(exploration);
  if (!vacuous.empty()) return text + "  this shows nothing: " + vacuous + "\n";
  // Of a search that broke off the table would say little.
  if (exploration.passed() && !exploration.coverage.empty()) text += Table(exploration);
  return text;
}

std::string WhyVacuous(const Exploration& exploration) {
  const ExploreOptions& options = exploration.options;
  if (!exploration.passed() || exploration.schedules.empty()) return "";
  if (exploration.points == 0) return "it made no call that could meet a fault";
  // A share may have none of the faults, and a budget may end before the first.
  const bool had_faults = options.shard.count == 1 && exploration.complete.value_or(0) > 0;
  if (!had_faults || KindsThatActed(exploration) > 0) return "";
  return "none of the faults could act on any of its calls";
}

std::string WhyUnanswered(const Exploration& exploration, ScriptStyle style) {
  std::string text;
  if (!exploration.unanswered) return text;
  for (const UnansweredCalls& calls : exploration.unanswered->calls) {
    text += fakestream::ToText(calls) + "\n";
    for (const std::string& line : RemediesFor(calls, style)) text += "  " + line + "\n";
  }
  const Script& faults = exploration.unanswered->faults;
  if (!faults.empty()) text += "under these faults:\n";
  for (const Rule& rule : faults) text += "  " + fakestream::ToText(rule) + "\n";
  return text;
}

std::string CertificateJson(const Exploration& exploration) {
  const ExploreOptions& options = exploration.options;
  ValueList schedules;
  for (const std::uint64_t runs : exploration.schedules) schedules.push_back(WholeNumber(runs));
  ValueList coverage;
  for (const Coverage& one : exploration.coverage) coverage.push_back(ToValue(one));
  ValueList disabled_oracles(options.disabled_oracles.begin(), options.disabled_oracles.end());
  ValueList fault_kinds(options.fault_kinds.begin(), options.fault_kinds.end());
  ValueMembers members{
      {"passed", exploration.passed()},
      {"vacuous", !WhyVacuous(exploration).empty()},
      {"max_faults", WholeNumber(options.max_faults)},
      {"complete_up_to", exploration.complete ? WholeNumber(*exploration.complete) : Value()},
      {"runs_by_faults", std::move(schedules)},
      {"random_runs", WholeNumber(exploration.random_runs)},
      {"other_runs", WholeNumber(exploration.other_runs)},
      {"calls", WholeNumber(exploration.calls)},
      {"virtual_time", fakestream::ToText(exploration.elapsed)},
      {"points", WholeNumber(exploration.points)},
      {"contradictory_faults", options.contradictory_faults},
      {"fault_kinds", options.fault_kinds.empty() ? Value() : Value(std::move(fault_kinds))},
      {"polls_collapsed", options.collapses_polls},
      {"disabled_oracles", std::move(disabled_oracles)},
      {"order_controlled", !exploration.has_concurrent_calls},
      {"seed", std::to_string(options.seed)},
      {"shard", fmt::format("{}/{}", options.shard.index + 1, options.shard.count)},
      {"digest", fmt::format("{:016x}", exploration.digest)},
      {"coverage", std::move(coverage)}};
  if (exploration.violation) members.push_back({"violation", ToValue(*exploration.violation)});
  if (exploration.unanswered) members.push_back({"unanswered", ToValue(*exploration.unanswered)});
  if (options.keeps_going && exploration.violation) {
    ValueList violations{ToValue(*exploration.violation)};
    for (const Violation& more : exploration.more_violations) violations.push_back(ToValue(more));
    members.push_back({"violations", std::move(violations)});
  }
  if (exploration.indeterminism) {
    members.push_back(
        {"indeterminism", ValueMembers{{"faults", FaultsOf(exploration.indeterminism->schedule)},
                                       {"what", exploration.indeterminism->what}}});
  }
  return ToJson(Value(std::move(members)), {.indent = 2}) + "\n";
}

std::string IndeterminismText(const Exploration& exploration, std::string_view subject) {
  if (!exploration.indeterminism) return "";
  const std::string_view why =
      exploration.has_concurrent_calls
          ? ", which may be no bug: its calls came from several threads or were in flight at once, "
            "and their order was not controlled"
          : "";
  return fmt::format("{} does not do the same twice under the same faults{}: {}\n{}", subject, why,
                     ToText(exploration.indeterminism->schedule), exploration.indeterminism->what);
}

std::string ToText(const Violation& violation) {
  std::string text = fmt::format("{}: {}\n", violation.finding.oracle, violation.finding.what);
  if (violation.schedule.empty()) text += "  without any fault\n";
  for (std::size_t i = 0; i < violation.schedule.size(); ++i) {
    text += fmt::format("  {}. {}\n", i + 1, ToText(violation.schedule[i]));
    if (i < violation.alternatives.size() && !violation.alternatives[i].empty()) {
      text += fmt::format("     or: {}\n", Join(violation.alternatives[i], ", "));
    }
  }
  text += fmt::format("found in run {}{}; its calls:\n", Grouped(violation.run),
                      violation.is_random ? " by chance, then shrunk" : "");
  text += FoldedText(violation.lines);
  if (violation.schedule.empty()) return text;
  text += "\"faults\": " + ToJson(FaultsOf(violation.schedule), {.indent = 2}) + "\n";
  return text;
}

Scenario FoundScenario(const Violation& violation, std::string name, WorldOptions given,
                       Script own_faults, std::vector<Condition> conditions) {
  Scenario scenario{.name = std::move(name), .given = std::move(given)};
  scenario.finally = std::move(conditions);
  scenario.note = fmt::format("{}: {}", violation.finding.oracle, violation.finding.what);
  scenario.faults = std::move(own_faults);
  for (const ScheduledFault& fault : violation.schedule) scenario.faults.push_back(ToRule(fault));
  return scenario;
}

}  // namespace fakestream
