#include "services/alerting/domain/accountability/roll_call.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace watchbell::alerting {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using v1::RollCall;
using v1::RollCallEvent;
using v1::RollCallRow;

const TimePoint kRaised{std::chrono::seconds{1'800'000'000}};

std::string Reason(const Decision<RollCallEvent>& decision) {
  const auto* error = std::get_if<Error>(&decision);
  return error ? error->reason : "";
}
RollCall After(RollCall roll_call, const Decision<RollCallEvent>& decision, int second = 0) {
  if (const auto* event = std::get_if<RollCallEvent>(&decision)) {
    RollCallEvent stamped = *event;
    stamped.mutable_meta()->set_actor_id("teacher");
    *stamped.mutable_meta()->mutable_at() = ToProto(kRaised + std::chrono::seconds{second});
    RollCalls::Evolve(roll_call, stamped);
  }
  return roll_call;
}
// A class of these people, opened.
RollCall Class(const std::string& room, const std::vector<std::string>& people) {
  RollCall blank;
  blank.set_incident_id("incident");
  blank.set_kind(RollCall::KIND_CLASS);
  blank.set_room(room);
  *blank.mutable_raised_at() = ToProto(kRaised);
  std::vector<RollCallRow> rows;
  for (const auto& person : people) rows.push_back(ExpectedRow(person, "Given", "Family"));
  return After({}, OpenRollCall({}, PagesOf(blank, room, rows).at(0)));
}
v1::TakeRollCallRequest Marks(const std::vector<std::pair<std::string, RollCallRow::State>>& marks,
                              std::uint64_t sequence = 0) {
  v1::TakeRollCallRequest request;
  request.set_sequence(sequence);
  for (const auto& [person, state] : marks) {
    auto& mark = *request.add_marks();
    mark.set_person_id(person);
    mark.set_state(state);
    if (state == RollCallRow::STATE_ELSEWHERE) mark.set_room("gym");
  }
  return request;
}
RollCall Taken(const RollCall& roll_call, const v1::TakeRollCallRequest& request, int second = 0) {
  return After(roll_call, TakeRollCall(roll_call, request, {}), second);
}

TEST(RollCall, EverybodyIsUnknownUntilMarked) {
  const auto sum = AccountabilityOf("incident", {Class("12", {"ana", "ben"})});
  EXPECT_EQ(sum.people(), 2);
  EXPECT_EQ(sum.unknown(), 2);
  EXPECT_EQ(sum.unaccounted_size(), 2);
  EXPECT_FALSE(sum.has_complete_at());
}

TEST(RollCall, AWholeClassIsTakenInOneCallWithWhoAndWhen) {
  const auto taken =
      Taken(Class("12", {"ana", "ben"}),
            Marks({{"ana", RollCallRow::STATE_PRESENT}, {"ben", RollCallRow::STATE_MISSING}}), 30);
  EXPECT_EQ(taken.rows(0).state(), RollCallRow::STATE_PRESENT);
  EXPECT_EQ(taken.rows(0).marked_by(), "teacher");
  EXPECT_EQ(FromProto(taken.rows(0).accounted_at()), kRaised + std::chrono::seconds{30});
  EXPECT_FALSE(taken.rows(1).has_accounted_at());
  EXPECT_EQ(taken.taken_by(), "teacher");
}

TEST(RollCall, TheSameMarksAgainAreNoNewFact) {
  const auto marks = Marks({{"ana", RollCallRow::STATE_PRESENT}}, 5);
  const auto taken = Taken(Class("12", {"ana"}), marks);
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(TakeRollCall(taken, marks, {})));
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(
      TakeRollCall(taken, Marks({{"ana", RollCallRow::STATE_PRESENT}}), {})));
  const auto opened = Class("12", {"ana"});
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(OpenRollCall(opened, opened)));
}

TEST(RollCall, AMarkThatComesLateDoesNotUndoANewerOne) {
  const auto found = Taken(Class("12", {"ana"}), Marks({{"ana", RollCallRow::STATE_PRESENT}}, 7));
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(
      TakeRollCall(found, Marks({{"ana", RollCallRow::STATE_MISSING}}, 6), {})));
  EXPECT_EQ(Taken(found, Marks({{"ana", RollCallRow::STATE_INJURED}}, 8)).rows(0).state(),
            RollCallRow::STATE_INJURED);
}

TEST(RollCall, WhoIsFoundInAnotherRoomIsAddedThereAndCountedOnce) {
  const auto own = Class("12", {"ana"});
  const auto other = Taken(Class("14", {"ben"}), Marks({{"ana", RollCallRow::STATE_PRESENT}}), 10);
  EXPECT_TRUE(other.rows(1).guest());
  const auto sum = AccountabilityOf("incident", {own, other});
  EXPECT_EQ(sum.people(), 2);
  EXPECT_EQ(sum.accounted(), 1);
  EXPECT_EQ(sum.unaccounted(0).person_id(), "ben");
  EXPECT_THAT(sum.conflicts(), IsEmpty());
}

TEST(RollCall, WhoIsPresentInTwoRoomsIsReported) {
  const auto sum = AccountabilityOf(
      "incident", {Taken(Class("12", {"ana"}), Marks({{"ana", RollCallRow::STATE_PRESENT}})),
                   Taken(Class("14", {"ben"}), Marks({{"ana", RollCallRow::STATE_PRESENT}}))});
  ASSERT_EQ(sum.conflicts_size(), 1);
  EXPECT_THAT(sum.conflicts(0).rooms(), ElementsAre("12", "14"));
  EXPECT_EQ(sum.conflicts(0).given_name(), "Given");
}

TEST(RollCall, TheClockRunsFromTheFirstActionToTheLastPersonWhoWasFound) {
  auto one = Taken(Class("12", {"ana"}), Marks({{"ana", RollCallRow::STATE_PRESENT}}), 60);
  auto two = Taken(Class("14", {"ben"}), Marks({{"ben", RollCallRow::STATE_MISSING}}), 61);
  EXPECT_FALSE(AccountabilityOf("incident", {one, two}).has_complete_at());
  two = Taken(two, Marks({{"ben", RollCallRow::STATE_INJURED}}), 200);
  two = Taken(two, Marks({{"ben", RollCallRow::STATE_WITH_EMS}}), 300);
  const auto sum = AccountabilityOf("incident", {one, two});
  EXPECT_EQ(sum.seconds_to_complete(), 200);
  EXPECT_EQ(sum.with_ems(), 1);
  EXPECT_EQ(sum.injured(), 0);
}

TEST(RollCall, MissingPeopleComeFirst) {
  const auto sum = AccountabilityOf(
      "incident", {Taken(Class("12", {"ana", "ben"}), Marks({{"ben", RollCallRow::STATE_MISSING}}))});
  EXPECT_EQ(sum.unaccounted(0).person_id(), "ben");
}

TEST(RollCall, AMarkSaysWhomAndWhere) {
  const auto list = Class("12", {"ana"});
  EXPECT_EQ(Reason(TakeRollCall({}, Marks({{"ana", RollCallRow::STATE_PRESENT}}), {})), "NOT_FOUND");
  EXPECT_EQ(Reason(TakeRollCall(list, {}, {})), "MARKS_MISSING");
  EXPECT_EQ(Reason(TakeRollCall(list, Marks({{"", RollCallRow::STATE_PRESENT}}), {})), "PERSON_MISSING");
  EXPECT_EQ(Reason(TakeRollCall(list, Marks({{"ana", RollCallRow::STATE_UNSPECIFIED}}), {})),
            "STATE_MISSING");
  auto elsewhere = Marks({{"ana", RollCallRow::STATE_ELSEWHERE}});
  EXPECT_EQ(Taken(list, elsewhere).rows(0).room(), "gym");
  elsewhere.mutable_marks(0)->clear_room();
  EXPECT_EQ(Reason(TakeRollCall(list, elsewhere, {})), "ROOM_MISSING");
}

TEST(RollCall, ALongListGoesOnOnTheNextPageAndGuestsAreFew) {
  RollCall blank;
  blank.set_incident_id("incident");
  std::vector<RollCallRow> rows;
  for (int i = 0; i < kRollCallListedMax + 1; ++i) rows.push_back(ExpectedRow(std::to_string(i), "", ""));
  const auto pages = PagesOf(blank, "students", rows);
  ASSERT_EQ(pages.size(), 2u);
  EXPECT_EQ(pages[1].rows_size(), 1);
  EXPECT_NE(pages[0].id(), pages[1].id());
  auto full = pages[0];
  v1::TakeRollCallRequest guests;
  for (int i = 0; i < kRollCallRowsMax - kRollCallListedMax + 1; ++i) {
    auto& mark = *guests.add_marks();
    mark.set_person_id("guest" + std::to_string(i));
    mark.set_state(RollCallRow::STATE_PRESENT);
  }
  EXPECT_EQ(Reason(TakeRollCall(full, guests, {})), "LIST_FULL");
}

TEST(RollCall, IsOpenedOnlyForAnOpenIncident) {
  v1::Incident incident;
  EXPECT_EQ(WhyNoRollCall(incident)->reason, "NOT_FOUND");
  incident.set_id("incident");
  incident.set_state(v1::Incident::STATE_RELEASED);
  EXPECT_EQ(WhyNoRollCall(incident)->reason, "INCIDENT_CLOSED");
  incident.set_state(v1::Incident::STATE_OPEN);
  EXPECT_FALSE(WhyNoRollCall(incident));
}

RC_GTEST_PROP(RollCallProperty, InWhateverOrderMarksComeTheHighestSequenceHolds, ()) {
  const std::vector<std::string> people{"ana", "ben", "cem"};
  const auto states = std::vector{RollCallRow::STATE_PRESENT, RollCallRow::STATE_MISSING,
                                  RollCallRow::STATE_INJURED, RollCallRow::STATE_WITH_EMS};
  auto list = Class("12", people);
  std::map<std::string, std::pair<std::uint64_t, RollCallRow::State>> newest;
  std::uint64_t base = 0;
  std::vector<std::uint64_t> order;
  for (int i = 0; i < 12; ++i) order.push_back(++base);
  for (std::size_t i = order.size() - 1; i > 0; --i)
    std::swap(order[i], order[*rc::gen::inRange<std::size_t>(0, i + 1)]);
  for (const auto sequence : order) {
    const auto person = *rc::gen::elementOf(people);
    const auto state = *rc::gen::elementOf(states);
    const auto decision = TakeRollCall(list, Marks({{person, state}}, sequence), {});
    auto& known = newest[person];
    if (sequence > known.first) known = {sequence, state};
    list = After(list, decision);
    for (const auto& row : list.rows())
      if (newest.contains(row.person_id()) && newest[row.person_id()].first > 0)
        RC_ASSERT(row.state() == newest[row.person_id()].second);
    const auto sum = AccountabilityOf("incident", {list});
    RC_ASSERT(sum.accounted() + sum.unknown() + sum.missing() == sum.people());
    RC_ASSERT(sum.has_complete_at() == (sum.unaccounted_size() == 0));
  }
}

}  // namespace
}  // namespace watchbell::alerting
