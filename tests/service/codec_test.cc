// SPDX-License-Identifier: Apache-2.0
#include "fakestream/service/codec.h"

#include <chrono>
#include <limits>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace fakestream {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::Optional;

template <class T>
std::uint64_t Digest(const T& structure) {
  StableHash hash;
  HashInto(hash, structure);
  return hash.value();
}

TEST(CodecTest, LeavesAbsentMembersOut) {
  EXPECT_EQ(ToValue(CopyImageRequest{.source_image_name = "golden"}),
            Value(ValueMembers{{"SourceImageName", "golden"}}));
  EXPECT_EQ(ToValue(CopyImageRequest{}), Value(ValueMembers{}));
  EXPECT_EQ(ToValue(TagResourceResult{}), Value(ValueMembers{}));
}

TEST(CodecTest, WritesMembersInTheOrderOfTheModel) {
  EXPECT_EQ(ToText(ToValue(CopyImageRequest{.source_image_name = "a",
                                            .destination_image_name = "b",
                                            .destination_region = "c",
                                            .destination_image_description = ""})),
            R"({SourceImageName: "a", DestinationImageName: "b", DestinationRegion: "c", )"
            R"(DestinationImageDescription: ""})");
}

TEST(CodecTest, WritesEveryKindOfMember) {
  const Image image{
      .name = "golden",
      .state = ImageState::kFailed,
      .image_builder_supported = false,
      .state_change_reason =
          StateChangeReason{.code = StateChangeCode::kImageCopyFailure, .message = "m"},
      .applications = {{.name = "calc", .metadata = {{"k", "v"}}}},
      .created_time = Instant{seconds{1'767'225'600}}};

  const Value value = ToValue(image);

  EXPECT_EQ(*value.Find("State"), Value("FAILED"));
  EXPECT_EQ(*value.Find("ImageBuilderSupported"), Value(false));
  EXPECT_EQ(*value.Find("CreatedTime"), Value(Instant{seconds{1'767'225'600}}));
  EXPECT_EQ(*value.Find("StateChangeReason"),
            Value(ValueMembers{{"Code", "IMAGE_COPY_FAILURE"}, {"Message", "m"}}));
  EXPECT_EQ(*value.Find("Applications")->As<ValueList>()->front().Find("Metadata"),
            Value(ValueMembers{{"k", "v"}}));
  EXPECT_EQ(value.Find("Arn"), nullptr);
}

TEST(CodecTest, ReadsWhatFits) {
  const Value value = ValueMembers{
      {"Names", ValueList{"a", "b"}}, {"Type", "MINE"}, {"NextToken", nullptr}, {"MaxResults", 3}};

  const auto request = DecodeUnchecked<DescribeImagesRequest>(value);

  EXPECT_THAT(request.names, Optional(ElementsAre("a", "b")));
  EXPECT_THAT(request.type, Optional(EnumOrUnknown<Visibility>::FromName("MINE")));
  EXPECT_EQ(request.next_token, std::nullopt);
  EXPECT_THAT(request.max_results, Optional(3));
  EXPECT_EQ(request.arns, std::nullopt);
}

TEST(CodecTest, TellsAnEmptyListFromAnAbsentOne) {
  EXPECT_THAT(DecodeUnchecked<DescribeImagesRequest>(ValueMembers{{"Names", ValueList{}}}).names,
              Optional(testing::IsEmpty()));
  EXPECT_EQ(DecodeUnchecked<DescribeImagesRequest>(ValueMembers{}).names, std::nullopt);
}

TEST(CodecTest, ReadsNullAsAbsentAndWithinAListOrMapAsEmpty) {
  EXPECT_EQ(DecodeUnchecked<CopyImageRequest>(nullptr), CopyImageRequest{});
  EXPECT_THAT(
      DecodeUnchecked<DescribeImagesRequest>(ValueMembers{{"Names", ValueList{"a", nullptr}}})
          .names,
      Optional(ElementsAre("a", "")));
  EXPECT_THAT(DecodeUnchecked<DescribeImagesResult>(
                  ValueMembers{{"Images", ValueList{nullptr, ValueMembers{{"Name", "a"}}}}})
                  .images,
              ElementsAre(Image{}, Image{.name = "a"}));
  EXPECT_THAT(
      DecodeUnchecked<TagResourceRequest>(ValueMembers{{"Tags", ValueMembers{{"a", nullptr}}}})
          .tags,
      Optional(Tags{{"a", ""}}));
}

TEST(CodecTest, SkipsUnknownMembersAndTakesTheFirstOfTwo) {
  EXPECT_EQ(DecodeUnchecked<DeleteImageRequest>(
                ValueMembers{{"Nmae", "x"}, {"Name", "first"}, {"Name", "second"}}),
            DeleteImageRequest{.name = "first"});
  EXPECT_THAT(DecodeUnchecked<TagResourceRequest>(
                  ValueMembers{{"Tags", ValueMembers{{"a", "first"}, {"a", "second"}}}})
                  .tags,
              Optional(Tags{{"a", "first"}}));
}

TEST(CodecTest, KeepsTheOperationOfARequestAndOfAResult) {
  ForEachOperation([](auto op) {
    constexpr Operation kTested = kOperation<decltype(op)>;

    const AnyRequest request = DecodeRequestUnchecked(kTested, ValueMembers{});
    const AnyResult result = DecodeResultUnchecked(kTested, ValueMembers{});

    EXPECT_EQ(OperationOf(request), kTested);
    EXPECT_EQ(result.index(), static_cast<std::size_t>(kTested));
  });
}

TEST(CodecTest, WritesAnyRequestAsItsOwnType) {
  EXPECT_EQ(ToValue(AnyRequest{DeleteImageRequest{.name = "a"}}),
            Value(ValueMembers{{"Name", "a"}}));
  EXPECT_EQ(ToValue(AnyResult{CopyImageResult{.destination_image_name = "a"}}),
            Value(ValueMembers{{"DestinationImageName", "a"}}));
}

TEST(InstantFromTest, ReadsInstantsSecondsAndIso8601) {
  const Instant new_year{seconds{1'767'225'600}};

  EXPECT_THAT(InstantFrom(new_year), Optional(new_year));
  EXPECT_THAT(InstantFrom(1'767'225'600), Optional(new_year));
  EXPECT_THAT(InstantFrom(1'767'225'600.0), Optional(new_year));
  EXPECT_THAT(InstantFrom("2026-01-01T00:00:00Z"), Optional(new_year));
  EXPECT_THAT(InstantFrom("2026-01-01T05:45:00+05:45"), Optional(new_year));
  EXPECT_THAT(InstantFrom(0), Optional(Instant{}));
}

TEST(InstantFromTest, RoundsFractionsToMilliseconds) {
  EXPECT_THAT(InstantFrom(1'767'225'600.123), Optional(Instant{milliseconds{1'767'225'600'123}}));
  EXPECT_THAT(InstantFrom(1'767'225'600.1236), Optional(Instant{milliseconds{1'767'225'600'124}}));
  EXPECT_THAT(InstantFrom(1.767225600001e9), Optional(Instant{milliseconds{1'767'225'600'001}}));
}

TEST(InstantFromTest, RefusesWhatIsNoInstantBetween1970And9999) {
  EXPECT_EQ(InstantFrom(-1), std::nullopt);
  EXPECT_EQ(InstantFrom(-0.5), std::nullopt);
  EXPECT_EQ(InstantFrom(std::numeric_limits<double>::quiet_NaN()), std::nullopt);
  EXPECT_EQ(InstantFrom(std::numeric_limits<double>::infinity()), std::nullopt);
  EXPECT_EQ(InstantFrom(1e300), std::nullopt);
  EXPECT_EQ(InstantFrom(std::numeric_limits<std::int64_t>::max()), std::nullopt);
  EXPECT_THAT(InstantFrom(std::int64_t{253'402'300'799}),
              Optional(Instant{seconds{253'402'300'799}}));
  EXPECT_EQ(InstantFrom(std::int64_t{253'402'300'800}), std::nullopt);
  EXPECT_EQ(InstantFrom(253'402'300'800.0), std::nullopt);
  EXPECT_EQ(InstantFrom("1767225600"), std::nullopt);
  EXPECT_EQ(InstantFrom(nullptr), std::nullopt);
  EXPECT_EQ(InstantFrom(true), std::nullopt);
  EXPECT_EQ(InstantFrom(ValueList{0}), std::nullopt);
}

// Traces are named by such digests. The value was computed by a second implementation, in Python.
TEST(StructHashTest, HasTheSameValueOnEveryCompiler) {
  EXPECT_EQ(Digest(CopyImageRequest{.source_image_name = "golden",
                                    .destination_image_name = "golden-eu",
                                    .destination_region = "eu-west-1"}),
            0x2a67e88994e84042U);
  EXPECT_EQ(Digest(TagResourceResult{}), StableHash{}.value());
}

TEST(StructHashTest, TellsEveryMemberAndItsAbsenceApart) {
  std::set<std::uint64_t> digests;
  digests.insert(Digest(CopyImageRequest{}));
  digests.insert(Digest(CopyImageRequest{.source_image_name = ""}));
  digests.insert(Digest(CopyImageRequest{.source_image_name = "a"}));
  digests.insert(Digest(CopyImageRequest{.destination_image_name = "a"}));
  digests.insert(Digest(CopyImageRequest{.destination_region = "a"}));
  digests.insert(Digest(CopyImageRequest{.destination_image_description = "a"}));

  EXPECT_EQ(digests.size(), 6U);
}

TEST(StructHashTest, TellsListsAndMapsApart) {
  using Names = std::vector<std::string>;
  std::set<std::uint64_t> digests;
  for (const Names& names : {Names{}, Names{""}, Names{"ab"}, Names{"a", "b"}, Names{"b", "a"}}) {
    digests.insert(Digest(DescribeImagesRequest{.names = names}));
  }
  digests.insert(Digest(DescribeImagesRequest{.arns = Names{"ab"}}));
  for (const Tags& tags : {Tags{{"a", "b"}}, Tags{{"b", "a"}}, Tags{{"ab", ""}}, Tags{}}) {
    digests.insert(Digest(TagResourceRequest{.tags = tags}));
  }

  EXPECT_EQ(digests.size(), 10U);
}

}  // namespace
}  // namespace fakestream
