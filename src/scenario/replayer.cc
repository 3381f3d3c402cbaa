// SPDX-License-Identifier: Apache-2.0
#include "fakestream/scenario/replayer.h"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>

#include "fakestream/base/check.h"
#include "fakestream/scenario/conditions.h"
#include "fakestream/service/codec.h"
#include "fakestream/service/error_catalog.h"

#include "scenario/evaluate_step.h"
#include "scenario/replayer_text.h"
#include "scenario/verdict.h"

namespace fakestream {
namespace {

using internal::Attempted;

// The scenario cannot go on; what() says why. Never leaves this file.
class Stopped : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

bool IsWorthRetrying(const ServiceError& error) {
  const bool is_reply_lost = error.http_status == 0;
  return is_reply_lost || error.http_status >= 500 || error.code == ErrorCode::kThrottling ||
         error.code == ErrorCode::kRequestLimitExceeded || error.code == ErrorCode::kLimitExceeded;
}

// Puts into the report what became of the World, and the verdict.
void Conclude(const World& world, const Scenario& scenario, ScenarioReport& report) {
  for (StepFailure& failure : EvaluateConditions(world, scenario.finally)) {
    report.failures.push_back(std::move(failure));
  }
  const Trace& trace = world.trace();
  report.calls = trace.calls();
  report.elapsed = world.clock().Elapsed();
  report.digest = trace.Digest();
  report.events.assign(trace.events().begin(), trace.events().end());
  report.dropped_events = trace.dropped();
  const std::vector<std::uint64_t> fired = world.FiredCounts();
  for (std::size_t i = 0; i < fired.size(); ++i) {
    // A World that is not the scenario's own may have been given more.
    if (i == report.rules.size()) report.rules.push_back(internal::UseOf(world.script()[i]));
    report.rules[i].fired = fired[i];
  }
  const std::vector<Unfired> all_unfired = world.Verify();
  for (const Unfired& unfired : all_unfired) {
    report.rules.at(unfired.rule).problem = ToText(unfired);
  }
  const bool holds = report.failures.empty() && all_unfired.empty();
  report.verdict = holds ? Verdict::kPassed : Verdict::kFailed;
  for (UnansweredCalls& calls : world.Unanswered()) AddUnanswered(report, std::move(calls));
}

class Replayer {
 public:
  Replayer(World& world, const Scenario& scenario, const ReplayOptions& options,
           ScenarioReport& report)
      : world_(&world),
        scenario_(&scenario),
        report_(&report),
        on_outcome_(options.on_outcome),
        client_of_(options.clients ? options.clients(world)
                                   : [&world](std::string_view region) -> AppStream& {
          return world.Client(region);
        }) {}

  void Run() {
    try {
      for (step_ = 0; step_ < scenario_->steps->size(); ++step_) RunStep();
    } catch (const Stopped& stopped) {
      Record({{"", "the step runs to its end", stopped.what()}});
    } catch (const Misuse& misuse) {
      // The World refuses what it cannot do, such as a time beyond the year 9999.
      Record({{"", "the step runs to its end", misuse.what()}});
    }
    Conclude(*world_, *scenario_, *report_);
  }

 private:
  const Step& step() const { return (*scenario_->steps)[step_]; }

  void RunStep() {
    std::int64_t failures = 0;
    repetition_ = 0;
    calls_before_ = world_->trace().calls();
    for (std::int64_t i = 0; i < step().repeat; ++i) {
      if (step().repeat > 1) repetition_ = static_cast<std::uint64_t>(i) + 1;
      std::vector<Mismatch> mismatches =
          std::visit([this](const auto& action) { return Act(action); }, step().action);
      if (mismatches.empty() || failures == kMaxFailuresOfStep) continue;
      ++failures;
      Record(std::move(mismatches));
    }
  }

  void Count() {
    if (++actions_ > kMaxActions) {
      throw Stopped("more than " + std::to_string(kMaxActions) +
                    " calls and steps: lower `repeat` or `attempts`");
    }
  }

  std::vector<Mismatch> Act(const CallStep& call) {
    if (call.next_page && !next_token_) {
      return {{"", "the last reply had a NextToken to go on with", "it had none"}};
    }
    const Instant begin = world_->clock().Now();
    Attempted attempted = Attempt(call, call.next_page ? NextPage(call.request) : call.request);
    attempted.elapsed = world_->clock().Now() - begin;
    if (attempted.outcome) next_token_ = NextTokenIn(*attempted.outcome);
    std::vector<Mismatch> mismatches;
    if (call.expect) mismatches = internal::EvaluateStep(*call.expect, attempted);
    if (unscripted_call_ > 0) {
      mismatches.push_back({"", "a fault that acts on every call, since the World is strict",
                            "none acted on call #" + std::to_string(unscripted_call_)});
    }
    return mismatches;
  }

  std::vector<Mismatch> Act(const AdvanceStep& advance) {
    Count();
    world_->clock().Advance(advance.length);
    return {};
  }

  std::vector<Mismatch> Act(const SetStep& set) {
    Count();
    if (set.account_status) world_->SetAccountStatus(*set.account_status);
    if (set.quotas) world_->SetQuotas(*set.quotas);
    return {};
  }

  AnyRequest NextPage(const AnyRequest& request) const {
    Value value = ToValue(request);
    std::get<ValueMembers>(value.data).push_back({"NextToken", {*next_token_}});
    return DecodeRequestUnchecked(OperationOf(request), value);
  }

  static std::optional<std::string> NextTokenIn(const AnyResult& result) {
    const Value value = ToValue(result);
    const Value* const token = value.Find("NextToken");
    return token == nullptr ? std::nullopt : std::optional(*token->As<std::string>());
  }

  Attempted Attempt(const CallStep& call, const AnyRequest& request) {
    AppStream& client = client_of_(call.region.empty() ? scenario_->given.region : call.region);
    const RetryPolicy retry = call.retry.value_or(RetryPolicy{});
    Duration pause = retry.backoff;
    Attempted attempted;
    unscripted_call_ = 0;
    while (true) {
      Count();
      attempted.outcome = Call(client, request);
      ++attempted.attempts;
      if (on_outcome_) on_outcome_(step_, attempted.outcome);
      NoteUnscripted();
      if (attempted.outcome || attempted.attempts >= retry.attempts ||
          !IsWorthRetrying(attempted.outcome.GetError())) {
        return attempted;
      }
      world_->clock().Sleep(pause);
      pause = std::min(pause * 2, kMaxDuration);
    }
  }

  void NoteUnscripted() {
    if (!world_->options().is_strict || unscripted_call_ > 0) return;
    const CallEvent* const call = LastCall();
    if (call != nullptr && !call->rule) unscripted_call_ = call->number;
  }

  // The call that the current step made last; null when it made none.
  const CallEvent* LastCall() const {
    if (world_->trace().calls() == calls_before_) return nullptr;
    const auto& events = world_->trace().events();
    const auto last = std::find_if(events.rbegin(), events.rend(), [](const TraceEvent& event) {
      return std::holds_alternative<CallEvent>(event);
    });
    return last == events.rend() ? nullptr : std::get_if<CallEvent>(&*last);
  }

  void Record(std::vector<Mismatch> mismatches) {
    StepFailure failure{.step = step_,
                        .repetition = repetition_,
                        .line = step().line,
                        .what = internal::Sentence(step(), scenario_->given.region),
                        .mismatches = std::move(mismatches),
                        .at = world_->clock().Elapsed()};
    if (const CallEvent* const call = LastCall()) {
      failure.call = call->number;
      failure.rule = call->rule;
      if (call->rule) failure.rule_text = ToText(world_->script().at(*call->rule));
    }
    report_->failures.push_back(std::move(failure));
  }

  World* world_;
  const Scenario* scenario_;
  ScenarioReport* report_;
  std::function<void(std::size_t, const Outcome<AnyResult>&)> on_outcome_;
  ClientOf client_of_;
  std::size_t step_ = 0;
  std::uint64_t repetition_ = 0;
  std::uint64_t calls_before_ = 0;  // the current step
  std::optional<std::string> next_token_{};
  std::uint64_t unscripted_call_ = 0;  // the current step's first; 0: none, or none is needed
  std::int64_t actions_ = 0;
};

}  // namespace

ScenarioReport NotReplayed(const Scenario& scenario, Verdict verdict,
                           const ReplayOptions& options) {
  ScenarioReport report{.file = scenario.file,
                        .name = scenario.name,
                        .verdict = verdict,
                        .seed = options.seed.value_or(scenario.given.seed),
                        .steps = scenario.steps ? scenario.steps->size() : 0,
                        .start = scenario.given.now};
  report.reproduce = internal::CommandFor(report.file, report.seed);
  for (std::size_t i = 0; i < scenario.faults.size(); ++i) {
    const int line = i < scenario.fault_lines.size() ? scenario.fault_lines[i] : 0;
    report.rules.push_back(internal::UseOf(scenario.faults[i], line));
  }
  return report;
}

ScenarioReport ReportOf(const World& world, const Scenario& scenario) {
  ScenarioReport report = NotReplayed(scenario, Verdict::kPassed, {});
  report.reproduce = internal::ServeCommandFor(report.file);
  report.steps_not_run = report.steps;
  report.failures = internal::UnscriptedCallsOf(world);
  Conclude(world, scenario, report);
  return report;
}

ScenarioReport ReplayIn(World& world, const Scenario& scenario, const ReplayOptions& options) {
  ScenarioReport report = NotReplayed(scenario, Verdict::kScript, options);
  if (scenario.steps) Replayer(world, scenario, options, report).Run();
  return report;
}

ScenarioReport Replay(const Scenario& scenario, const ReplayOptions& options) {
  ScenarioReport report = NotReplayed(scenario, Verdict::kScript, options);
  if (!scenario.steps) return report;
  try {
    WorldOptions given = scenario.given;
    if (options.seed) given.seed = *options.seed;
    World world(std::move(given));
    world.Inject(scenario.faults);
    return ReplayIn(world, scenario, options);
  } catch (const Misuse& misuse) {
    // The loader refuses what no World can be; a scenario that was made by hand meets it here.
    report.verdict = Verdict::kFailed;
    report.failures.push_back({.source = FailureSource::kGiven,
                               .what = "make the World that is given",
                               .mismatches = {{"", "a World that can be", misuse.what()}}});
    return report;
  }
}

}  // namespace fakestream
