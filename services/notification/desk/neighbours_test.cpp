#include "services/notification/desk/neighbours.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace watchbell::notification {
namespace {

using testing::ElementsAre;

TEST(Neighbours, StandBesideEachOtherBothWays) {
  const auto neighbours =
      ParseNeighbours(R"({"lincoln-es": ["roosevelt-ms"], "roosevelt-ms": ["lincoln-es", "north-hs"]})");
  ASSERT_TRUE(neighbours);
  EXPECT_THAT(neighbours->at("lincoln-es"), ElementsAre("roosevelt-ms"));
  EXPECT_THAT(neighbours->at("north-hs"), ElementsAre("roosevelt-ms"));
}

TEST(Neighbours, AFileOfAnotherShapeIsRefused) {
  for (const auto* text : {"", "[]", R"({"a": "b"})", R"({"a": [1]})", R"({"a": ["a"]})"})
    EXPECT_FALSE(ParseNeighbours(text)) << text;
  EXPECT_TRUE(LoadNeighbours("")->empty());
  EXPECT_FALSE(LoadNeighbours("/no/such/file"));
}

}  // namespace
}  // namespace watchbell::notification
