// SPDX-License-Identifier: Apache-2.0

// Any World, whatever was given and whatever was done in it, saved as a scenario and done again,
// answers the same at the same times. RC_PARAMS=seed=0 makes a run repeatable.

#include <algorithm>
#include <chrono>
#include <string>
#include <variant>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "fakestream/report/reporter.h"
#include "fakestream/scenario/loader.h"
#include "fakestream/scenario/replayer.h"
#include "fakestream/scenario/writer.h"
#include "fakestream/service/codec.h"
#include "fakestream/world/world.h"

#include "property/draw.h"
#include "support/schema_judge.h"

namespace fakestream {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

const std::vector<std::string> kNames = {"golden", "silver", "copy", "late", "a-b_c.d"};
const std::vector<std::string> kSomeRegions = {"us-east-1", "eu-west-1", "us-gov-west-1"};

bool Sometimes() {
  return Below(3) == 0;
}

Duration SomeDuration() {
  return OneOf<Duration>({Duration{}, Duration{1}, milliseconds{100}, seconds{1}, seconds{61},
                          minutes{5}, minutes{61}});
}

CompletionRule SomeCompletion() {
  if (Sometimes()) return {.describes = 1 + Below(3)};
  return {.time = SomeDuration()};
}

template <NamedEnum E>
E SomeEnum() {
  return static_cast<E>(Below(static_cast<int>(kEnumNames<E>.size())));
}

Behavior SomeBehavior() {
  return {.copy_of_foreign_image = SomeEnum<ForeignCopy>(),
          .unsupported_region = SomeEnum<UnsupportedRegion>(),
          .unknown_name_in_describe = SomeEnum<UnknownName>(),
          .source_while_copying = SomeEnum<SourceWhileCopying>(),
          .name_of_failed_image = SomeEnum<NameUse>(),
          .name_of_deleting_image = SomeEnum<NameUse>(),
          .failed_images_count = Sometimes(),
          .delete_of_copying_image = SomeEnum<Refusal>(),
          .source_deleted_while_copying = SomeEnum<SourceDeletion>(),
          .delete_of_shared_image = SomeEnum<Refusal>(),
          .state_in_delete_reply = SomeEnum<DeleteReply>(),
          .status_of_not_found = SomeEnum<NotFoundStatus>(),
          .omitted_description = SomeEnum<OmittedDescription>()};
}

Quotas SomeQuotas() {
  return {.images = Below(6),
          .concurrent_copies = Below(3),
          .concurrent_updates = Below(3),
          .shared_accounts = Below(3),
          .tags = Below(4)};
}

GivenImage SomeImage(const std::string& region, const std::string& name) {
  GivenImage image{.region = region, .name = name, .state = SomeEnum<ImageState>()};
  if (Sometimes()) image.state = ImageState::kAvailable;
  if (Sometimes()) image.owner = "210987654321";
  image.is_compatible = !Sometimes();
  image.is_used_by_fleet = Sometimes();
  if (Sometimes()) image.tags = {{"glob", "größe"}, {"k", ""}};
  if (Sometimes()) {
    image.shared_with = {{"210987654321", ImagePermissions{Sometimes(), Sometimes()}}};
  }
  if (Sometimes()) image.details.visibility = SomeEnum<Visibility>();
  if (Sometimes()) image.details.description = "what \"it\" is\n";
  if (Sometimes()) image.details.created_time = Instant{seconds{Below(2'000'000'000)}};
  return image;
}

std::vector<GivenImage> SomeImages() {
  std::vector<GivenImage> images;
  for (const std::string& region : {std::string(), kSomeRegions[1]}) {
    for (const std::string& name : kNames) {
      if (Sometimes()) images.push_back(SomeImage(region, name));
    }
  }
  return images;
}

WorldOptions SomeOptions() {
  WorldOptions options;
  if (Sometimes()) options.now = Instant{Duration{*rc::gen::inRange<std::int64_t>(0, 1LL << 52U)}};
  if (Sometimes()) options.region = kSomeRegions[2];
  if (Sometimes()) options.account.id = "999999999999";
  if (Sometimes()) options.account.status = AccountStatus::kSuspended;
  if (Sometimes()) options.credentials = {{"id-1", "secret"}, {"id-2", "\"", "token"}};
  if (Sometimes()) options.quotas = SomeQuotas();
  options.timing = {.copy = SomeCompletion(),
                    .visible = SomeCompletion(),
                    .update = SomeCompletion(),
                    .deletion = SomeDuration(),
                    .per_call = Sometimes() ? Duration{} : SomeDuration(),
                    .client_timeout = SomeDuration()};
  options.behavior = SomeBehavior();
  options.images = SomeImages();
  options.seed = *rc::gen::arbitrary<std::uint64_t>();
  options.is_strict = Sometimes();
  if (Sometimes()) options.allowed_unanswered = {"CreateFleet", "s3"};
  return options;
}

AnyRequest RequestForWorld() {
  const std::string name = OneOf(kNames);
  const std::string arn = "arn:aws:appstream:us-east-1:123456789012:image/" + name;
  switch (Below(9)) {
    case 0: return DeleteImageRequest{name};
    case 1:
      return UpdateImagePermissionsRequest{name, "210987654321",
                                           ImagePermissions{true, Sometimes()}};
    case 2: return DeleteImagePermissionsRequest{name, "210987654321"};
    case 3:
      return CreateUpdatedImageRequest{.existing_image_name = name,
                                       .new_image_name = OneOf(kNames)};
    case 4: return TagResourceRequest{arn, Tags{{OneOf<std::string>({"size", "k", "*"}), "v"}}};
    case 5: return ListTagsForResourceRequest{arn};
    case 6: return DescribeImagesRequest{.max_results = 1 + Below(2)};
    case 7: return DescribeImagesRequest{.names = {{name}}};
    default:
      return CopyImageRequest{name, OneOf(kNames),
                              Sometimes() ? std::string("us-west-1") : OneOf(kSomeRegions)};
  }
}

template <class Op>
Rule WithEffect(RuleBuilder<Op> builder) {
  switch (Below(5)) {
    case 0: return std::move(builder).Drops(SomeEnum<ConnectionFault>());
    case 1: return std::move(builder).Takes(milliseconds{1500});
    case 2: return std::move(builder).Fails(ErrorCode::kInternalFailure).AfterTheEffect();
    case 3: return std::move(builder).Drops(SomeEnum<ConnectionFault>()).AfterTheEffect();
    default: return std::move(builder).Fails(ErrorCode::kThrottling).Takes(seconds{2});
  }
}

// `number` tells its id from that of others.
Rule RuleForWorld(std::size_t number, Duration elapsed) {
  Rule rule;
  switch (Below(4)) {
    case 0: rule = WithEffect(OnEveryOperation()); break;
    case 1: rule = WithEffect(On<ops::DescribeImages>()); break;
    case 2: rule = On<ops::CopyImage>().Becomes(SomeEnum<Ending>()); break;
    default: rule = WithEffect(On<ops::CopyImage>());
  }
  if (Sometimes()) rule.region = OneOf(kSomeRegions);
  const std::uint64_t first = std::uint64_t{1} + static_cast<std::uint64_t>(Below(3));
  switch (Below(4)) {
    case 0: rule.calls = {.first = first}; break;
    case 1: rule.calls = {.every = first}; break;
    default: rule.calls = {.first = first, .last = first + static_cast<std::uint64_t>(Below(2))};
  }
  if (Sometimes()) rule.chance = Chance{1, 2};
  if (Sometimes()) rule.between = TimeWindow{Duration{}, elapsed + minutes{1 + Below(10)}};
  if (Sometimes()) rule.id = "rule " + std::to_string(number);
  rule.is_optional = Sometimes();
  return rule;
}

void ActIn(World& world) {
  switch (Below(12)) {
    case 0: world.Inject(RuleForWorld(world.script().size(), world.clock().Elapsed())); return;
    case 1: world.clock().Advance(SomeDuration()); return;
    case 2: world.SetQuotas(SomeQuotas()); return;
    case 3: world.SetAccountStatus(SomeEnum<AccountStatus>()); return;
    case 4:
      world.WithoutFaults(
          [&] { (void)Call(world.Client(OneOf(kSomeRegions)), RequestForWorld()); });
      return;
    case 5: (void)world.ServeOther("eu-west-1", OtherOperation{}); return;
    default: (void)Call(world.Client(OneOf(kSomeRegions)), RequestForWorld());
  }
}

// Does what the steps say, and looks at nothing.
struct Doer {
  World* world;

  void operator()(const CallStep& call) const {
    (void)Call(world->Client(call.region), call.request);
  }

  void operator()(const AdvanceStep& advance) const { world->clock().Advance(advance.length); }

  void operator()(const SetStep& set) const {
    if (set.account_status) world->SetAccountStatus(*set.account_status);
    if (set.quotas) world->SetQuotas(*set.quotas);
  }
};

// One line for each call: when it came and went, what it asked and what it got.
std::vector<std::string> CallsOf(const World& world) {
  std::vector<std::string> lines;
  for (const TraceEvent& event : world.trace().events()) {
    const auto* const call = std::get_if<CallEvent>(&event);
    if (call == nullptr) continue;
    lines.push_back(ToText(call->start) + " to " + ToText(call->end) + " " + call->region + " " +
                    ToText(ToValue(call->request)) + " -> " +
                    (call->error ? ToText(*call->error) : ToText(ToValue(*call->result))));
  }
  lines.push_back("end " + ToText(world.clock().Now()));
  return lines;
}

TEST(SavedWorldPropertyTest, AnswersTheSameWhenItIsReplayed) {
  int longest = 0;

  EXPECT_TRUE(rc::check("saved, loaded, replayed", [&] {
    World world(SomeOptions());
    const int actions = Below(25);
    for (int i = 0; i < actions; ++i) ActIn(world);
    longest = std::max(longest, static_cast<int>(world.trace().calls()));

    const std::string text = ToJson(ScenarioOf(world, "saved").value());
    const Checked<Scenario> saved = LoadScenario(text, "saved.json");
    RC_LOG() << text << "\n" << world.trace().ToText();
    if (!saved) RC_FAIL(ToText(saved.diagnostics().front()));
    RC_ASSERT(SchemaAllows(text));
    World again(saved->given);
    again.Inject(saved->faults);
    for (const Step& step : *saved->steps) std::visit(Doer{&again}, step.action);
    RC_ASSERT(CallsOf(again) == CallsOf(world));
    const ScenarioReport report = Replay(*saved);
    if (report.verdict != Verdict::kPassed) RC_FAIL(TextReport({.scenarios = {report}}));
  }));

  EXPECT_GT(longest, 10);
}

}  // namespace
}  // namespace fakestream
