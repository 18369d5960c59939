#include "services/notification/channels/fair_queue.hpp"

#include <gmock/gmock.h>

#include <vector>

namespace watchbell::notification::channels {
namespace {

using ::testing::ElementsAre;

std::vector<int> Rest(FairQueue<int>& queue) {
  std::vector<int> items;
  while (!queue.empty()) items.push_back(queue.Pop());
  return items;
}

TEST(FairQueueTest, OfOneOwnerTheOrderIsKept) {
  FairQueue<int> queue;
  for (const int item : {1, 2, 3}) queue.Push("a", item);
  EXPECT_EQ(queue.size(), 3U);
  EXPECT_THAT(Rest(queue), ElementsAre(1, 2, 3));
}

TEST(FairQueueTest, WhoeverIsNewComesNextAndThenEverybodyInTurn) {
  FairQueue<int> queue;
  for (const int item : {1, 2, 3, 4}) queue.Push("a", item);
  EXPECT_EQ(queue.Pop(), 1);
  for (const int item : {11, 12, 13}) queue.Push("b", item);
  EXPECT_EQ(queue.Front(), 11);
  EXPECT_THAT(Rest(queue), ElementsAre(11, 2, 12, 3, 13, 4));
}

TEST(FairQueueTest, WhatIsGivenBackIsItsOwnersNext) {
  FairQueue<int> queue;
  for (const int item : {1, 2}) queue.Push("a", item);
  queue.Push("b", 11);
  const int item = queue.Pop();
  queue.PushFront("b", item);
  EXPECT_THAT(Rest(queue), ElementsAre(11, 1, 2));
}

TEST(FairQueueTest, AnOwnerWhoHadNothingLeftIsNewAgain) {
  FairQueue<int> queue;
  queue.Push("a", 1);
  EXPECT_EQ(queue.Pop(), 1);
  queue.Push("b", 11);
  queue.Push("b", 12);
  queue.Push("a", 2);
  EXPECT_THAT(Rest(queue), ElementsAre(2, 11, 12));
}

}  // namespace
}  // namespace watchbell::notification::channels
