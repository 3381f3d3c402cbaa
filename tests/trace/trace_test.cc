// SPDX-License-Identifier: Apache-2.0
// What a trace keeps, how it reads, and which runs its digest takes for the same.
#include "fakestream/trace/trace.h"

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace fakestream {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

constexpr Instant kStart{seconds{1'767'225'600}};  // 2026-01-01

CallEvent CopyThatWorked() {
  return {.number = 1,
          .region = "us-east-1",
          .start = kStart + seconds{90},
          .end = kStart + seconds{90},
          .request = CopyImageRequest{"golden", "copy", "eu-west-1"},
          .result = std::make_shared<const AnyResult>(CopyImageResult{"copy"})};
}

CallEvent CopyThatFailed() {
  return {.number = 2,
          .region = "us-east-1",
          .start = kStart + minutes{2},
          .end = kStart + minutes{3},
          .request = CopyImageRequest{"golden", "copy", "eu-west-1"},
          .error = ServiceError{ErrorCode::kReplyTimeout, "no reply", 0},
          .rule = 4,
          .is_hidden_success = true};
}

StateEvent CopyBegins() {
  return {.at = kStart + seconds{90},
          .region = "eu-west-1",
          .image = "copy",
          .to = ImageState::kCopying};
}

void Add(Trace& trace, CallEvent event) {
  trace.StartCall();
  trace.AddCall() = std::move(event);
}

TEST(TraceTest, ReadsAsALinePerEvent) {
  Trace trace(kStart);
  trace.Add(CopyBegins());
  Add(trace, CopyThatWorked());
  Add(trace, CopyThatFailed());
  trace.Add(StateEvent{.at = kStart + minutes{20},
                       .region = "eu-west-1",
                       .image = "copy",
                       .from = ImageState::kDeleting});

  EXPECT_EQ(
      trace.ToText(),
      "   +1m30s eu-west-1 image copy: new -> COPYING\n"
      "#1 +1m30s us-east-1 CopyImage {SourceImageName: \"golden\", DestinationImageName: \"copy\", "
      "DestinationRegion: \"eu-west-1\"} -> {DestinationImageName: \"copy\"}\n"
      "#2 +2m us-east-1 CopyImage {SourceImageName: \"golden\", DestinationImageName: \"copy\", "
      "DestinationRegion: \"eu-west-1\"} took 1m -> ReplyTimeout: no reply (the service had done "
      "it) [fault 4]\n"
      "   +20m eu-west-1 image copy: DELETING -> gone\n");
}

// Checked on g++ and clang. It changes only with what counts as the same run.
TEST(TraceTest, HasADigestThatIsTheSameEverywhere) {
  Trace trace(kStart);
  trace.Add(CopyBegins());
  Add(trace, CopyThatWorked());
  Add(trace, CopyThatFailed());

  EXPECT_EQ(trace.Digest(), "6d9c845fa1032689");
  EXPECT_EQ(Trace(kStart).Digest(), "243f6a8885a308d3");
}

std::string DigestOf(const CallEvent& event) {
  Trace trace(kStart);
  trace.AddCall() = event;
  return trace.Digest();
}

TEST(TraceTest, HasADigestThatSeesEveryPartOfACall) {
  const std::string digest = DigestOf(CopyThatFailed());
  const std::vector<std::function<void(CallEvent&)>> changes = {
      [](CallEvent& event) { event.number = 3; },
      [](CallEvent& event) { event.region = "us-east-2"; },
      [](CallEvent& event) { event.start = event.start + Duration{1}; },
      [](CallEvent& event) { event.end = event.end + Duration{1}; },
      [](CallEvent& event) { event.request = DeleteImageRequest{"golden"}; },
      [](CallEvent& event) {
        event.request = CopyImageRequest{"golden", "copi", "eu-west-1"};
      },
      [](CallEvent& event) {
        event.request = CopyImageRequest{"golden", "copy", "eu-west-1", ""};
      },
      [](CallEvent& event) { event.error->code = ErrorCode::kConnectionReset; },
      [](CallEvent& event) { event.error->message = "no replY"; },
      [](CallEvent& event) { event.error->http_status = 400; },
      [](CallEvent& event) { event.rule = 5; },
      [](CallEvent& event) { event.rule.reset(); },
      [](CallEvent& event) { event.is_hidden_success = false; },
      [](CallEvent& event) {
        event.error.reset();
        event.result = std::make_shared<const AnyResult>(CopyImageResult{});
      }};

  for (std::size_t i = 0; i < changes.size(); ++i) {
    CallEvent event = CopyThatFailed();
    changes[i](event);
    EXPECT_NE(DigestOf(event), digest) << "change " << i;
  }
}

TEST(TraceTest, HasADigestThatSeesTheResult) {
  CallEvent other = CopyThatWorked();
  other.result = std::make_shared<const AnyResult>(CopyImageResult{"copy-2"});

  EXPECT_NE(DigestOf(other), DigestOf(CopyThatWorked()));
}

TEST(TraceTest, HasADigestThatTellsRequestsWithTheSameMembersApart) {
  CallEvent deleted = CopyThatFailed();
  deleted.request = DeleteImageRequest{"golden"};
  CallEvent listed = CopyThatFailed();
  listed.request = ListTagsForResourceRequest{"golden"};

  EXPECT_NE(DigestOf(deleted), DigestOf(listed));
}

TEST(TraceTest, HasADigestThatSeesEveryPartOfAChangeOfState) {
  const auto digest_of = [](const StateEvent& event) {
    Trace trace(kStart);
    trace.Add(event);
    return trace.Digest();
  };
  const std::vector<std::function<void(StateEvent&)>> changes = {
      [](StateEvent& event) { event.at = event.at + Duration{1}; },
      [](StateEvent& event) { event.region = "eu-west-2"; },
      [](StateEvent& event) { event.image = "copi"; },
      [](StateEvent& event) { event.from = ImageState::kPending; },
      [](StateEvent& event) { event.to = ImageState::kCreating; },
      [](StateEvent& event) { event.to.reset(); }};

  for (std::size_t i = 0; i < changes.size(); ++i) {
    StateEvent event = CopyBegins();
    changes[i](event);
    EXPECT_NE(digest_of(event), digest_of(CopyBegins())) << "change " << i;
  }
}

TEST(TraceTest, HasAnEventForEachChangeOfTheAccount) {
  Trace trace(kStart);
  trace.Add(SettingEvent{.at = kStart + seconds{90}, .account_status = AccountStatus::kSuspended});
  trace.Add(SettingEvent{.at = kStart + seconds{90}, .quotas = Quotas{.images = 11}});

  EXPECT_EQ(trace.ToText(),
            "   +1m30s account: status SUSPENDED\n"
            "   +1m30s account: quotas {images: 11, concurrent_copies: 2, concurrent_updates: 5, "
            "shared_accounts: 100, tags: 50}\n");
}

TEST(TraceTest, HasADigestThatSeesEveryPartOfAChangeOfTheAccount) {
  const auto digest_of = [](const SettingEvent& event) {
    Trace trace(kStart);
    trace.Add(event);
    return trace.Digest();
  };
  const SettingEvent suspended{.at = kStart, .account_status = AccountStatus::kSuspended};
  const SettingEvent raised{.at = kStart, .quotas = Quotas{.images = 11}};

  EXPECT_NE(digest_of(suspended), digest_of(raised));
  EXPECT_NE(digest_of(suspended),
            digest_of({.at = kStart, .account_status = AccountStatus::kActive}));
  EXPECT_NE(digest_of(raised), digest_of({.at = kStart, .quotas = Quotas{.images = 12}}));
  EXPECT_NE(digest_of(raised), digest_of({.at = kStart + seconds{1}, .quotas = raised.quotas}));
}

TEST(TraceTest, HasADigestThatSeesTheOrder) {
  Trace one(kStart);
  one.Add(CopyBegins());
  one.AddCall() = CopyThatWorked();
  Trace other(kStart);
  other.AddCall() = CopyThatWorked();
  other.Add(CopyBegins());

  EXPECT_NE(one.Digest(), other.Digest());
}

TEST(BoundedTraceTest, KeepsItsDigestWhateverItsLimit) {
  std::vector<std::string> digests;
  for (const std::size_t limit : {std::size_t{1}, std::size_t{10}, Trace::kDefaultLimit}) {
    Trace trace(kStart, limit);
    for (std::uint64_t i = 1; i <= 25; ++i) {
      CallEvent event = CopyThatWorked();
      event.number = i;
      Add(trace, event);
      trace.Add(CopyBegins());
    }
    digests.push_back(trace.Digest());
  }

  EXPECT_EQ(digests[0], digests[2]);
  EXPECT_EQ(digests[1], digests[2]);
}

TEST(BoundedTraceTest, KeepsTheLatestEventsAndSaysHowManyAreGone) {
  Trace trace(kStart, 2);
  Add(trace, CopyThatWorked());
  Add(trace, CopyThatFailed());
  trace.Add(CopyBegins());

  EXPECT_EQ(trace.events().size(), 2U);
  EXPECT_EQ(trace.dropped(), 1U);
  EXPECT_EQ(trace.calls(), 2U);
  EXPECT_THAT(trace.ToText(), testing::StartsWith("(1 earlier events were dropped)\n#2 +2m "));
}

TEST(BoundedTraceTest, KeepsAtLeastTheLatestEvent) {
  Trace trace(kStart, 0);

  trace.Add(CopyBegins());
  Add(trace, CopyThatWorked());

  EXPECT_EQ(trace.events().size(), 1U);
  EXPECT_EQ(trace.dropped(), 1U);
}

TEST(TraceTest, NumbersCallsWhenTheyArrive) {
  Trace trace(kStart);

  EXPECT_EQ(trace.StartCall(), 1U);
  EXPECT_EQ(trace.StartCall(), 2U);
  EXPECT_EQ(trace.calls(), 2U);
}

}  // namespace
}  // namespace fakestream
