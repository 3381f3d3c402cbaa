// SPDX-License-Identifier: Apache-2.0
// Lists and maps of requests, as a test's author writes them.
#include "fakestream/service/optional_items.h"

#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "fakestream/service/operations.h"

namespace fakestream {
namespace {

using Texts = std::vector<std::string>;

TEST(OptionalItemsTest, TakesAListInOnePairOfBracesOrInTwo) {
  const std::string silver = "silver";

  EXPECT_EQ(DescribeImagesRequest{.names = {"golden"}}.names, Texts{"golden"});
  EXPECT_EQ(DescribeImagesRequest{.names = {{"golden"}}}.names, Texts{"golden"});
  EXPECT_EQ((DescribeImagesRequest{.names = {"golden", silver}}.names), (Texts{"golden", silver}));
  // Of two pointers std::string would make one text.
  EXPECT_EQ((DescribeImagesRequest{.names = {{"golden", "silver"}}}.names),
            (Texts{"golden", "silver"}));
  EXPECT_EQ((DescribeImagesRequest{.names = {{silver, silver}}}.names), (Texts{silver, silver}));
  EXPECT_EQ((DescribeImagesRequest{.names = {"a", "b", "c"}}.names), (Texts{"a", "b", "c"}));
}

TEST(OptionalItemsTest, TakesTagsInTwoPairsOfBracesOrInThree) {
  EXPECT_EQ((TagResourceRequest{.tags = {{"team", "blue"}}}.tags), (Tags{{"team", "blue"}}));
  EXPECT_EQ((TagResourceRequest{.tags = {{{"team", "blue"}}}}.tags), (Tags{{"team", "blue"}}));
  EXPECT_EQ((TagResourceRequest{.tags = {{"a", "b"}, {"c", "d"}}}.tags),
            (Tags{{"a", "b"}, {"c", "d"}}));
  EXPECT_EQ((TagResourceRequest{.tags = {{{"a", "b"}, {"c", "d"}}}}.tags),
            (Tags{{"a", "b"}, {"c", "d"}}));
}

TEST(OptionalItemsTest, TakesWhatAnOptionalTakes) {
  const std::optional<Texts> nothing;
  const std::optional<Texts> texts = Texts{"golden"};

  EXPECT_FALSE(DescribeImagesRequest{}.names);
  EXPECT_FALSE(DescribeImagesRequest{.names = {}}.names);
  EXPECT_FALSE(DescribeImagesRequest{.names = std::nullopt}.names);
  EXPECT_FALSE(DescribeImagesRequest{.names = nothing}.names);
  EXPECT_EQ(DescribeImagesRequest{.names = texts}.names, Texts{"golden"});
  EXPECT_EQ(DescribeImagesRequest{.names = Texts{}}.names, Texts{});
}

TEST(OptionalItemsTest, ComparesWithWhatItTakes) {
  const OptionalTexts absent;
  const OptionalTexts present = {"golden"};
  const std::optional<Texts> nothing;

  EXPECT_TRUE(absent == nothing && nothing == absent && absent == std::nullopt);
  EXPECT_TRUE(present != nothing && nothing != present && present != std::nullopt);
  EXPECT_TRUE(present == Texts{"golden"} && Texts{"golden"} == present);
  EXPECT_TRUE(absent != present && absent != OptionalTexts(Texts{}));
  EXPECT_EQ(present, std::optional(Texts{"golden"}));
}

TEST(OptionalItemsTest, CanBeReplacedAndEmptied) {
  DescribeImagesRequest request{.names = {"golden"}};

  request.names = {"silver"};
  EXPECT_EQ(request.names, Texts{"silver"});
  request.names.emplace().push_back("bronze");
  EXPECT_EQ(request.names, Texts{"bronze"});
  request.names = {};
  EXPECT_FALSE(request.names.has_value());
}

}  // namespace
}  // namespace fakestream
