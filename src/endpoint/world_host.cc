// SPDX-License-Identifier: Apache-2.0
#include "endpoint/world_host.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "backend/regions.h"
#include "endpoint/control.h"
#include "endpoint/elsewhere.h"
#include "endpoint/signature.h"

#include "fakestream/base/check.h"
#include "fakestream/base/text.h"
#include "fakestream/endpoint/endpoint.h"
#include "fakestream/scenario/replayer.h"

#include "wire/route.h"

namespace fakestream {
namespace {

WorldOptions ServedOptions(WorldOptions given, const WorldHostOptions& options) {
  const bool needs_time =
      options.clock == ServedClock::kAuto && given.timing.per_call == Duration{};
  if (needs_time) given.timing.per_call = std::chrono::seconds{1};
  given.trace_limit = std::min(given.trace_limit, options.trace_limit);
  return given;
}

// AWS has no host where AppStream is not; this is what its other hosts answer.
std::optional<ServiceError> RegionProblem(const WorldOptions& given, const std::string& region) {
  if (region.empty() || internal::AllowsAnyRegion(given.behavior)) return std::nullopt;
  const auto problem = internal::ProblemOfRegion(region);
  if (!problem) return std::nullopt;
  return MakeError(ErrorCode::kInvalidSignature,
                   "Credential should be scoped to a valid region: " + ToText(*problem));
}

std::string TooManyWorlds(std::size_t most) {
  return "this endpoint has a World for each of " + std::to_string(most) +
         " access key ids, and makes no more: sign with one that it knows, or POST "
         "/_fakestream/reset";
}

// Names are the clients' to choose, and shall not fill our memory.
void CountElsewhere(std::map<std::string, std::uint64_t, std::less<>>& counts,
                    const std::string& name) {
  constexpr std::size_t kMaxNames = 1'000;
  constexpr std::size_t kMaxLength = 255;
  const bool is_known = counts.contains(name);
  const bool is_kept = is_known || (counts.size() < kMaxNames && name.size() <= kMaxLength);
  ++counts[is_kept ? name : "others"];
}

}  // namespace

const std::vector<Credentials>& CredentialsOf(const Scenario& scenario) {
  static const std::vector<Credentials> kDefault = {
      {.access_key_id = "test", .secret_access_key = "test"}};
  return scenario.given.credentials.empty() ? kDefault : scenario.given.credentials;
}

WorldHost::WorldHost(Scenario scenario, WorldHostOptions options) : options_(std::move(options)) {
  Reset(std::move(scenario));
}

Exchange WorldHost::Handle(const HttpRequest& request) {
  if (std::optional<HttpReply> refusal = Refuse(request)) return *std::move(refusal);
  if (options_.has_control && internal::IsControl(request)) {
    for (auto& [id, hosted] : hosted_) KeepUp(hosted);
    return internal::Control(*this, request);
  }
  return service_->Handle(request, RealTime());
}

std::optional<HttpReply> WorldHost::Refuse(const HttpRequest& request) {
  if (const auto host = internal::HostMeant(request, options_.address)) {
    CountElsewhere(elsewhere_, *host);
    return internal::RefuseHost(request, *host);
  }
  const auto service = internal::ServiceMeant(request);
  if (!service) return std::nullopt;
  // A call of ours that is signed wrongly is AWS's own to refuse.
  const auto operation = internal::OperationNameIn(request, internal::ProtocolOf(request));
  if (options_.verifies_signatures && operation) return std::nullopt;
  CountElsewhere(elsewhere_, *service);
  return internal::RefuseService(request, *service,
                                 {.request_id = refused_ids_.Next(), .date = HttpDate(RealTime())});
}

World& WorldHost::world(std::string_view access_key_id) {
  return *HostedWorldOf(access_key_id).world;
}

std::vector<std::string> WorldHost::access_key_ids() const {
  std::vector<std::string> ids;
  if (options_.worlds == ServedWorlds::kOne) return ids;
  for (const auto& [id, hosted] : hosted_) ids.push_back(id);
  return ids;
}

std::vector<ScenarioReport> WorldHost::Reports() {
  // Faults that nobody could meet did not fire.
  std::vector<ScenarioReport> reports;
  if (hosted_.empty()) reports.push_back(ReportOf("", MakeHostedWorld(scenario_)));
  for (auto& [id, hosted] : hosted_) {
    KeepUp(hosted);
    reports.push_back(ReportOf(id, hosted));
  }
  // Whose World it would have been cannot always be told.
  AddElsewhere(reports.front());
  return reports;
}

ScenarioReport WorldHost::Report(std::string_view access_key_id) {
  const auto found = hosted_.find(KeyOf(access_key_id));
  if (found == hosted_.end()) {
    throw Misuse("no request was signed with access key id " + Quoted(access_key_id) + " yet");
  }
  KeepUp(found->second);
  ScenarioReport report = ReportOf(found->first, found->second);
  if (options_.worlds == ServedWorlds::kOne) AddElsewhere(report);
  return report;
}

void WorldHost::Reset(std::optional<Scenario> scenario) {
  // Made in any case, to hear now that it cannot be.
  HostedWorld hosted = MakeHostedWorld(scenario ? *scenario : scenario_);
  hosted_.clear();
  elsewhere_.clear();
  if (options_.worlds == ServedWorlds::kOne) hosted_.emplace("", std::move(hosted));
  if (scenario) scenario_ = *std::move(scenario);
  // Request ids begin anew, too.
  service_.emplace(
      [this](const HttpRequest& request, Instant date) { return Admit(request, date); },
      scenario_.given.seed);
}

void WorldHost::ResetWorld(std::string_view access_key_id, std::optional<Scenario> scenario) {
  const auto found = hosted_.find(KeyOf(access_key_id));
  if (!scenario && found != hosted_.end()) scenario = found->second.scenario;
  HostedWorld next = MakeHostedWorld(scenario ? *scenario : scenario_);
  next.scenario = std::move(scenario);
  HostedWorldOf(access_key_id) = std::move(next);
}

void WorldHost::Forget(std::string_view access_key_id) {
  const auto found = hosted_.find(access_key_id);
  if (options_.worlds != ServedWorlds::kOne && found != hosted_.end()) hosted_.erase(found);
}

std::string_view WorldHost::KeyOf(std::string_view access_key_id) const {
  return options_.worlds == ServedWorlds::kOne ? std::string_view() : access_key_id;
}

WorldHost::HostedWorld WorldHost::MakeHostedWorld(const Scenario& scenario) const {
  auto world = std::make_unique<World>(ServedOptions(scenario.given, options_));
  world->Inject(scenario.faults);
  return {.world = std::move(world), .last_seen = RealTime()};
}

WorldHost::HostedWorld& WorldHost::HostedWorldOf(std::string_view access_key_id) {
  const bool is_one = options_.worlds == ServedWorlds::kOne;
  if (!is_one && access_key_id.empty()) {
    throw Misuse("each access key id has a World of its own here; name one");
  }
  auto found = hosted_.find(KeyOf(access_key_id));
  if (found == hosted_.end()) {
    if (hosted_.size() >= options_.most_worlds) throw Misuse(TooManyWorlds(options_.most_worlds));
    found = hosted_.emplace(std::string(access_key_id), MakeHostedWorld(scenario_)).first;
  }
  KeepUp(found->second);
  return found->second;
}

Outcome<World*> WorldHost::Admit(const HttpRequest& request, Instant date) {
  ++calls_;
  if (options_.verifies_signatures) {
    const auto refusal = internal::CheckSignature(request, CredentialsOf(scenario_), date);
    if (refusal) return *refusal;
  }
  const CredentialScope scope = ScopeOf(request);
  const std::string& id = scope.access_key_id;
  const auto known = hosted_.find(KeyOf(id));
  const WorldOptions& given =
      known == hosted_.end() ? scenario_.given : known->second.world->options();
  if (auto refusal = RegionProblem(given, scope.region)) return *std::move(refusal);
  if (options_.worlds == ServedWorlds::kOne) return HostedWorldOf({}).world.get();
  if (id.empty()) {
    return MakeError(
        ErrorCode::kMissingAuthenticationToken,
        "Missing Authentication Token: here each access key id has a World of its own, "
        "and the request is not signed");
  }
  if (hosted_.find(id) == hosted_.end() && hosted_.size() >= options_.most_worlds) {
    // No name of AWS's, so that no client takes it for the service's own word or tries again.
    return MakeNamedError("TooManyWorlds", TooManyWorlds(options_.most_worlds));
  }
  return HostedWorldOf(id).world.get();
}

void WorldHost::AddElsewhere(ScenarioReport& report) const {
  for (UnansweredCalls calls : elsewhere()) AddUnanswered(report, std::move(calls));
}

std::vector<UnansweredCalls> WorldHost::elsewhere() const {
  std::vector<UnansweredCalls> all;
  for (const auto& [name, calls] : elsewhere_) {
    all.push_back({.name = name,
                   .calls = calls,
                   .is_allowed = scenario_.given.allowed_unanswered.contains(name)});
  }
  return all;
}

ScenarioReport WorldHost::ReportOf(const std::string& access_key_id,
                                   const HostedWorld& hosted) const {
  ScenarioReport report =
      fakestream::ReportOf(*hosted.world, hosted.scenario ? *hosted.scenario : scenario_);
  if (!access_key_id.empty()) report.name += " (access key id " + access_key_id + ")";
  return report;
}

// The time of day may be set back; virtual time may not.
void WorldHost::KeepUp(HostedWorld& hosted) const {
  if (options_.clock != ServedClock::kReal) return;
  const Instant now = RealTime();
  WorldClock& clock = hosted.world->clock();
  // An order may have set virtual time to its end, where it stays.
  const Duration left = kLatestInstant - clock.Now();
  if (now > hosted.last_seen) clock.Advance(std::min(now - hosted.last_seen, left));
  hosted.last_seen = now;
}

}  // namespace fakestream
