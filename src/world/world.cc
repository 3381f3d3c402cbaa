// SPDX-License-Identifier: Apache-2.0
#include "fakestream/world/world.h"

#include <map>
#include <memory>
#include <mutex>
#include <utility>

#include "fakestream/base/text.h"
#include "fakestream/world/weak_world.h"

#include "fault/injector.h"
#include "trace/recorder.h"
#include "world/callers.h"
#include "world/client_chain.h"
#include "world/late_rules.h"
#include "world/locked_clock.h"
#include "world/required_regions.h"
#include "world/verify.h"

namespace fakestream {
namespace {

void CheckAllowed(const std::set<std::string>& names) {
  for (const std::string& name : names) {
    if (std::string problem = ProblemOfUnanswered(name); !problem.empty()) {
      throw Misuse("allowed_unanswered: " + problem);
    }
  }
}

PlacedImage PlacedOf(std::string_view region, const ImageRecord& record) {
  PlacedImage placed{.region = std::string(region), .image = record.image, .tags = record.tags};
  for (const auto& [account, permissions] : record.shared_with) {
    placed.shared_with.push_back({.shared_account_id = account, .image_permissions = permissions});
  }
  return placed;
}

// The account's own image of that name, or else anybody's; null when there is none.
const ImageRecord* FindRecord(const Images& images, std::string_view name,
                              const std::string& account) {
  const auto own = images.find({.name = std::string(name), .owner = account});
  if (own != images.end()) return &own->second;
  const auto any = images.lower_bound({.name = std::string(name), .owner = ""});
  return any != images.end() && any->first.name == name ? &any->second : nullptr;
}

ServiceError NotSimulated(OtherOperation operation) {
  // No name of AWS's, so that no client takes it for the service's own word or tries again.
  return MakeNamedError("OperationNotSimulated", "fakestream does not simulate " +
                                                     std::string(NameOf(operation)) +
                                                     ": only AppStream's operations on images");
}

}  // namespace

class internal::WorldState {
 public:
  explicit WorldState(WorldOptions given)
      : options(std::move(given)),
        clock(options.now),
        locked_clock(std::make_unique<LockedClock>(mutex, clock, limits, callers)),
        injector({.seed = options.seed, .status_of_not_found = StatusOfNotFound(options.behavior)}),
        trace(options.now, options.trace_limit) {
    CheckAllowed(options.allowed_unanswered);
    internal::RequireRegions(options);
    service.clock = &clock;
    service.home_region = options.region;
    service.account = options.account;
    service.quotas = options.quotas;
    service.timing = options.timing;
    service.behavior = options.behavior;
    for (const GivenImage& image : options.images) AddGivenImage(service, image);
    service.store.Observe([this](const StateChange& change) {
      trace.Add(StateEvent{.at = change.at,
                           .region = change.region,
                           .image = change.image,
                           .from = change.from,
                           .to = change.to});
    });
    clock.Advance({});  // A transition that takes no time is over before the first call.
  }

  WorldState(const WorldState&) = delete;
  WorldState& operator=(const WorldState&) = delete;

  ~WorldState() { Retire(std::move(locked_clock)); }

  ClientChain& ChainIn(std::string_view wanted) {
    const std::string_view region = wanted.empty() ? std::string_view(options.region) : wanted;
    const auto found = chains.find(region);
    if (found != chains.end()) return *found->second;
    auto chain = std::make_unique<ClientChain>(
        service,
        GateContext{.mutex = &mutex,
                    .clock = &clock,
                    .timing = &service.timing,
                    .trace = &trace,
                    .limits = &limits,
                    .callers = &callers,
                    .seed = options.seed},
        RecorderContext{.trace = &trace, .clock = &clock, .injector = &injector},
        InjectorContext{.injector = &injector,
                        .clock = &clock,
                        .directives = &service.directives,
                        .timing = &service.timing},
        std::string(region));
    return *chains.emplace(std::string(region), std::move(chain)).first->second;
  }

  // What a call of an operation that is not simulated comes to.
  ServiceError AnswerOther(std::string_view region, OtherOperation operation) {
    OtherCallEvent event{.number = trace.StartCall(),
                         .region = std::string(region.empty() ? options.region : region),
                         .start = clock.Now(),
                         .operation = operation,
                         .error = NotSimulated(operation)};
    event.rule = injector.DecideOther(operation, event.region, clock.Elapsed());
    if (event.rule) {
      const Rule& rule = injector.script()[*event.rule];
      if (rule.delay) clock.Advance(*rule.delay);
      const auto* const drop = std::get_if<Drop>(&rule.effect);
      if (drop != nullptr && drop->fault == ConnectionFault::kTimeout) {
        clock.Advance(service.timing.client_timeout);
      }
      event.is_answered = !std::holds_alternative<std::monostate>(rule.effect);
      if (event.is_answered) event.error = injector.ErrorOf(*event.rule);
    }
    event.end = clock.Now();
    event.is_fault_free = injector.is_held();
    trace.Add(event);
    return event.error;
  }

  // Adds the rules; returns the place of the first.
  std::size_t Inject(Script rules) {
    const std::lock_guard lock(mutex);
    RefuseLateRules(rules, clock.Elapsed());
    const std::size_t first = injector.script().size();
    injector.Add(std::move(rules));
    calls_before_rules.resize(injector.script().size(), trace.calls());
    return first;
  }

  WorldOptions options;
  std::mutex mutex{};
  VirtualClock clock;
  LimitGuard limits{};
  CallerWatch callers{};
  std::unique_ptr<LockedClock> locked_clock;  // outlives this, closed
  ServiceState service{};
  FaultInjector injector;
  Trace trace;
  std::vector<std::uint64_t> calls_before_rules{};
  std::map<std::string, std::unique_ptr<ClientChain>, std::less<>> chains{};
};

World::World(WorldOptions options)
    : state_(std::make_shared<internal::WorldState>(std::move(options))) {
  state_->locked_clock->link()->world = this;
}

World::~World() {
  internal::WorldLink& link = *state_->locked_clock->link();
  link.is_ending = true;
  const std::lock_guard lock(link.mutex);
  link.world = nullptr;
}

// A World's clock is always a LockedClock.
WeakWorld::WeakWorld(World& world) : link_(static_cast<LockedClock&>(world.clock()).link()) {}

AppStream& World::Client(std::string_view region) {
  internal::RequireRegionOfClient(state_->options, region);
  const std::lock_guard lock(state_->mutex);
  return *state_->ChainIn(region).gate;
}

ServedCall World::Serve(std::string_view region, const AnyRequest& request) {
  const std::lock_guard lock(state_->mutex);
  ClientChain& chain = state_->ChainIn(region);
  return chain.gate->PassLocked([&] {
    state_->injector.TakeLostReply();  // An earlier call's, that nobody asked for.
    Outcome<AnyResult> outcome = Call(chain.recorder, request);
    return ServedCall{.outcome = std::move(outcome),
                      .lost_reply = state_->injector.TakeLostReply()};
  });
}

ServiceError World::ServeOther(std::string_view region, OtherOperation operation) {
  const std::lock_guard lock(state_->mutex);
  return state_->ChainIn(region).gate->PassLocked(
      [&] { return state_->AnswerOther(region, operation); });
}

WorldClock& World::clock() {
  return *state_->locked_clock;
}

const WorldClock& World::clock() const {
  return *state_->locked_clock;
}

// Every World's clock is of this kind; so the World needs no function for the few who ask.
bool HasSeveralCallers(const World& world) {
  return static_cast<const LockedClock&>(world.clock()).HasSeveralCallers();
}

Injection World::Inject(Rule rule) {
  return Inject(Script{std::move(rule)});
}

Injection World::Inject(Script script) {
  const std::size_t count = script.size();
  internal::RequireRegions(state_->options, script);
  return {state_, state_->Inject(std::move(script)), count};
}

std::shared_ptr<internal::WorldState> Injection::LivingWorld() const {
  std::shared_ptr<internal::WorldState> world = world_.lock();
  if (world == nullptr) {
    throw Misuse(
        "the World of this Injection is gone; ask it before, or declare the World before whatever "
        "uses it, so that it lives longer");
  }
  return world;
}

std::uint64_t Injection::fired() const {
  const std::shared_ptr<internal::WorldState> world = LivingWorld();
  const std::lock_guard lock(world->mutex);
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < count_; ++i) sum += world->injector.CountsOf(first_ + i).fired;
  return sum;
}

void Injection::End() {
  const std::shared_ptr<internal::WorldState> world = LivingWorld();
  const std::lock_guard lock(world->mutex);
  for (std::size_t i = 0; i < count_; ++i) world->injector.End(first_ + i, world->trace.calls());
}

void World::SetLimits(const Limits& limits) {
  const std::lock_guard lock(state_->mutex);
  state_->limits.Set(limits);
}

std::string World::exhausted() const {
  const std::lock_guard lock(state_->mutex);
  return state_->limits.passed();
}

void World::SuspendFaults() {
  const std::lock_guard lock(state_->mutex);
  state_->injector.Hold();
}

void World::ResumeFaults() {
  const std::lock_guard lock(state_->mutex);
  state_->injector.LetGo();
}

void World::SetAccountStatus(AccountStatus status) {
  const std::lock_guard lock(state_->mutex);
  state_->service.account.status = status;
  state_->trace.Add(SettingEvent{.at = state_->clock.Now(), .account_status = status});
}

void World::SetQuotas(const Quotas& quotas) {
  const std::lock_guard lock(state_->mutex);
  state_->service.quotas = quotas;
  state_->trace.Add(SettingEvent{.at = state_->clock.Now(), .quotas = quotas});
}

const WorldOptions& World::options() const {
  return state_->options;
}

const Script& World::script() const {
  return state_->injector.script();
}

const Trace& World::trace() const {
  return state_->trace;
}

std::vector<std::uint64_t> World::FiredCounts() const {
  const std::lock_guard lock(state_->mutex);
  std::vector<std::uint64_t> counts;
  for (std::size_t i = 0; i < state_->injector.script().size(); ++i) {
    counts.push_back(state_->injector.CountsOf(i).fired);
  }
  return counts;
}

std::vector<std::uint64_t> World::CallsBeforeRules() const {
  const std::lock_guard lock(state_->mutex);
  return state_->calls_before_rules;
}

std::vector<std::optional<std::uint64_t>> World::CallsBeforeEnds() const {
  const std::lock_guard lock(state_->mutex);
  std::vector<std::optional<std::uint64_t>> calls;
  for (std::size_t i = 0; i < state_->injector.script().size(); ++i) {
    calls.push_back(state_->injector.CallsBeforeEnd(i));
  }
  return calls;
}

std::optional<Image> World::FindImage(std::string_view region, std::string_view name) const {
  const std::lock_guard lock(state_->mutex);
  const std::string_view place = region.empty() ? std::string_view(state_->options.region) : region;
  const ImageRecord* const record =
      FindRecord(state_->service.store.In(place), name, state_->options.account.id);
  return record != nullptr ? std::optional(record->image) : std::nullopt;
}

std::optional<PlacedImage> World::FindPlacedImage(std::string_view region,
                                                  std::string_view name) const {
  const std::lock_guard lock(state_->mutex);
  const std::string_view place = region.empty() ? std::string_view(state_->options.region) : region;
  const ImageRecord* const record =
      FindRecord(state_->service.store.In(place), name, state_->options.account.id);
  return record != nullptr ? std::optional(PlacedOf(place, *record)) : std::nullopt;
}

std::vector<PlacedImage> World::FindImages() const {
  const std::lock_guard lock(state_->mutex);
  std::vector<PlacedImage> found;
  state_->service.store.ForEachRegion([&](const std::string& region, const Images& images) {
    for (const auto& [key, record] : images) found.push_back(PlacedOf(region, record));
  });
  return found;
}

std::vector<Unfired> World::Verify() const {
  const std::lock_guard lock(state_->mutex);
  return FindUnfired(state_->injector, state_->trace);
}

std::vector<std::uint64_t> World::UnscriptedCalls() const {
  const std::lock_guard lock(state_->mutex);
  std::vector<std::uint64_t> calls;
  if (!state_->options.is_strict) return calls;
  for (const TraceEvent& event : state_->trace.events()) {
    const auto* const call = std::get_if<CallEvent>(&event);
    if (call != nullptr && !call->rule && !call->is_fault_free) calls.push_back(call->number);
    const auto* const other = std::get_if<OtherCallEvent>(&event);
    if (other != nullptr && !other->rule && !other->is_fault_free) calls.push_back(other->number);
  }
  return calls;
}

std::vector<UnansweredCalls> World::Unanswered() const {
  const std::lock_guard lock(state_->mutex);
  std::vector<UnansweredCalls> rows;
  for (const auto& [name, calls] : state_->trace.unanswered()) {
    rows.push_back({.name = name,
                    .calls = calls,
                    .is_allowed = state_->options.allowed_unanswered.contains(name)});
  }
  return rows;
}

}  // namespace fakestream
