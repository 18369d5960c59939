#include "services/threat-intake/domain/triage/cluster.hpp"

#include <gtest/gtest.h>

#include "services/threat-intake/domain/triage/cluster_index.hpp"

namespace watchbell::threat_intake {
namespace {

const TimePoint kNoon{std::chrono::seconds{1'800'000'000}};
constexpr char kPost[] = "@kylem.07 wrote on snapchat that he will shoot up Roosevelt on friday";
constexpr char kSamePost[] = "snap story of kylem 07, Roosevelt gets shot up friday, please check";

v1::Voice VoiceIn(const std::string& tip_id, const std::string& cluster_id, const std::string& school) {
  v1::Voice voice;
  voice.set_id(tip_id);
  voice.set_school(school);
  voice.set_cluster_id(cluster_id);
  *voice.mutable_heard_at() = ToProto(kNoon);
  return voice;
}
void Add(ClusterIndex& index, const std::string& tip_id, const std::string& cluster_id, const char* text,
         TimePoint at = kNoon, const std::string& school = "lincoln-es") {
  index.Learn(tip_id, school, at, FeaturesOf(text));
  index.Place(VoiceIn(tip_id, cluster_id, school));
}
std::string Nearest(const ClusterIndex& index, const char* text, const std::string& school = "lincoln-es") {
  const auto nearest = index.NearestTo(school, FeaturesOf(text));
  return nearest ? nearest->cluster_id : "";
}

TEST(ClusterIndex, AParaphraseIsFoundAndAnotherThreatIsNot) {
  ClusterIndex index;
  Add(index, "a", "post", kPost);
  EXPECT_EQ(Nearest(index, kPost), "post");
  EXPECT_EQ(Nearest(index, kSamePost), "post");
  EXPECT_EQ(Nearest(index, "Jordan said he brings a rifle to Deering on monday"), "");
  EXPECT_EQ(Nearest(index, "they vape in the bathroom"), "");
}

TEST(ClusterIndex, TheSameFileIsTheSameThing) {
  ClusterIndex index;
  index.Learn("a", "lincoln-es", kNoon, FeaturesOf("please look at this", {"hash"}));
  index.Place(VoiceIn("a", "post", "lincoln-es"));
  EXPECT_TRUE(index.NearestTo("roosevelt-ms", FeaturesOf("is that real?", {"hash"})));
  EXPECT_FALSE(index.NearestTo("roosevelt-ms", FeaturesOf("is that real?", {"other"})));
}

TEST(ClusterIndex, AVagueTextIsComparedWithItsOwnSchoolOnly) {
  ClusterIndex index;
  Add(index, "a", "fight", "there was a fight");
  EXPECT_EQ(Nearest(index, "there was a fight", "lincoln-es"), "fight");
  EXPECT_EQ(Nearest(index, "there was a fight", "roosevelt-ms"), "");
}

TEST(ClusterIndex, WhatIsTooOldIsComparedWithNoLongerAndStaysListed) {
  ClusterIndex index;
  Add(index, "a", "post", kPost);
  Add(index, "b", "post", kPost);
  Add(index, "c", "other", "they vape in the bathroom", kNoon + kClusterWindow + std::chrono::hours{1});
  EXPECT_EQ(Nearest(index, kPost), "");
  EXPECT_EQ(index.List("lincoln-es").front().voices(), 2);
}

TEST(ClusterIndex, TheOrderInWhichTextAndPlaceBecomeKnownDoesNotMatter) {
  ClusterIndex index;
  index.Place(VoiceIn("a", "post", "lincoln-es"));
  index.Learn("a", "lincoln-es", kNoon, FeaturesOf(kPost));
  EXPECT_EQ(Nearest(index, kSamePost), "post");
}

TEST(ClusterIndex, AMovedVoiceTakesItsTextAlong) {
  ClusterIndex index;
  Add(index, "a", "one", kPost);
  index.Place(VoiceIn("a", "two", "lincoln-es"));
  EXPECT_EQ(Nearest(index, kSamePost), "two");
  EXPECT_EQ(index.Find("one", "district").voices(), 0);
}

TEST(ClusterIndex, AnErasedTipLeavesNothing) {
  ClusterIndex index;
  Add(index, "a", "post", kPost);
  index.Forget("a");
  EXPECT_EQ(Nearest(index, kPost), "");
  EXPECT_TRUE(index.VoicesOf("post", "district").empty());
  EXPECT_FALSE(index.IsPlaced("a"));
}

TEST(ClusterIndex, ASchoolSeesItsOwnVoicesAndHowManyThereAreInAll) {
  ClusterIndex index;
  Add(index, "a", "post", kPost);
  Add(index, "b", "post", kPost, kNoon, "roosevelt-ms");
  EXPECT_EQ(index.Find("post", "roosevelt-ms").voices(), 1);
  EXPECT_EQ(index.Find("post", "roosevelt-ms").voices_in_district(), 2);
  EXPECT_EQ(index.VoicesOf("post", "roosevelt-ms").front().id(), "b");
  EXPECT_EQ(index.List("district").size(), 1U);
  EXPECT_TRUE(index.List("kennedy-es").empty());
}

TEST(ClusterIndex, TwoClustersOfOneThingBecomeOneUnlessAPersonHasParted) {
  ClusterIndex index;
  Add(index, "a", "one", kPost);
  Add(index, "b", "one", kPost);
  Add(index, "c", "two", kSamePost);
  const auto merge = index.MergeFor("two");
  ASSERT_TRUE(merge);
  EXPECT_EQ(merge->from, "two");
  EXPECT_EQ(merge->into, "one");
  auto parted = VoiceIn("c", "two", "lincoln-es");
  parted.set_placed_by("principal");
  index.Place(parted);
  EXPECT_FALSE(index.MergeFor("two"));
  EXPECT_FALSE(index.MergeFor("one"));
}

TEST(ClusterIndex, VagueClustersAreNeverPutTogether) {
  ClusterIndex index;
  Add(index, "a", "one", "there was a fight");
  Add(index, "b", "two", "there was a fight", kNoon, "roosevelt-ms");
  EXPECT_FALSE(index.MergeFor("one"));
}

TEST(ClusterIndex, KnowsWhichTipCameBefore) {
  ClusterIndex index;
  index.Learn("a", "lincoln-es", kNoon, {});
  index.Learn("b", "lincoln-es", kNoon + std::chrono::seconds{1}, {});
  EXPECT_EQ(index.Before("b"), "a");
  EXPECT_EQ(index.Before("a"), "");
  EXPECT_EQ(index.Before("unknown"), "");
}

v1::Voice After(v1::Voice voice, const Decision<v1::VoiceEvent>& decision, const std::string& actor = "") {
  auto event = std::get<v1::VoiceEvent>(decision);
  *event.mutable_meta()->mutable_at() = ToProto(kNoon);
  event.mutable_meta()->set_actor_id(actor);
  Voices::Evolve(voice, event);
  return voice;
}

TEST(Voice, IsHeardOnceAndAPersonsPlaceIsRemembered) {
  const auto heard = After({}, Hear({}, "lincoln-es", "post", 0.456, {.id = "tip"}));
  EXPECT_EQ(heard.likeness(), 46);
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(Hear(heard, "lincoln-es", "else", 1, {.id = "tip"})));
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(Move(heard, "post")));
  const auto moved = After(heard, Move(heard, "else"), "principal");
  EXPECT_EQ(moved.cluster_id(), "else");
  EXPECT_EQ(moved.placed_by(), "principal");
  EXPECT_TRUE(std::holds_alternative<Error>(Move({}, "post")));
}

TEST(Voice, TheClusterOfATipFollowsFromItsId) {
  EXPECT_EQ(ClusterIdOf("tip"), ClusterIdOf("tip"));
  EXPECT_NE(ClusterIdOf("tip"), ClusterIdOf("other"));
}

TEST(ClusterAnswer, NeedsAText) {
  v1::AnswerClusterRequest request;
  request.set_cluster_id("post");
  request.set_text(" \n");
  EXPECT_EQ(std::get<Error>(AnswerWith({}, request, {})).reason, "TEXT_MISSING");
  request.set_text("We know of it; school is safe.");
  v1::ClusterAnswer answer;
  ClusterAnswers::Evolve(answer, std::get<v1::ClusterAnswerEvent>(AnswerWith({}, request, {})));
  EXPECT_EQ(answer.id(), "post");
  EXPECT_EQ(answer.text(), "We know of it; school is safe.");
}

}  // namespace
}  // namespace watchbell::threat_intake
