#include "services/alerting/domain/accountability/reunion.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace watchbell::alerting {
namespace {

using v1::Reunion;
using v1::REUNION_VERDICT_AUTHORISED;
using v1::REUNION_VERDICT_BARRED;
using v1::REUNION_VERDICT_NOT_LISTED;
using v1::REUNION_VERDICT_UNSPECIFIED;
using v1::ReunionEvent;

const Context kDesk{.now = TimePoint{std::chrono::seconds{1'800'000'000}}, .actor_id = "clerk"};
constexpr char kLast4[] = "4711";

std::string Reason(const Decision<ReunionEvent>& decision) {
  const auto* error = std::get_if<Error>(&decision);
  return error ? error->reason : "";
}
// A refusal changes nothing.
Reunion After(Reunion reunion, const Decision<ReunionEvent>& decision) {
  if (const auto* event = std::get_if<ReunionEvent>(&decision)) {
    ReunionEvent stamped = *event;
    stamped.mutable_meta()->set_actor_id(kDesk.actor_id);
    *stamped.mutable_meta()->mutable_at() = ToProto(kDesk.now);
    Reunions::Evolve(reunion, stamped);
  }
  return reunion;
}
Reunion Waiting() {
  Reunion expected;
  expected.set_id("row");
  expected.set_student_id("ana");
  expected.set_state(Reunion::STATE_WAITING);
  return After({}, Expect({}, expected));
}
v1::ReunionCard CardOf(const std::string& given) {
  v1::ReunionCard card;
  card.mutable_adult()->set_given_name(given);
  card.mutable_adult()->set_family_name("Silva");
  card.set_number_last4(kLast4);
  return card;
}
Decision<ReunionEvent> Presenting(const Reunion& reunion, v1::ReunionVerdict verdict,
                                  const v1::ReunionCard& card = CardOf("Eva")) {
  v1::PresentCardRequest request;
  *request.mutable_card() = card;
  return PresentCard(reunion, request, verdict, kDesk);
}
Decision<ReunionEvent> Sending(const Reunion& reunion) {
  v1::SendForStudentRequest request;
  request.set_initials("GH");
  return SendForStudent(reunion, request, kDesk);
}
Decision<ReunionEvent> Answering(const Reunion& reunion, v1::ReunionAnswer answer) {
  v1::RecordReunionAnswerRequest request;
  request.set_answer(answer);
  request.set_initials("AB");
  return RecordAnswer(reunion, request, kDesk);
}
Decision<ReunionEvent> Releasing(const Reunion& reunion,
                                 v1::ReunionVerdict verdict = REUNION_VERDICT_AUTHORISED,
                                 const char* last4 = kLast4) {
  v1::ReleaseToAdultRequest request;
  request.set_number_last4(last4);
  request.set_initials("CD");
  return ReleaseToAdult(reunion, request, verdict, kDesk);
}
Decision<ReunionEvent> Recording(const Reunion& reunion, Reunion::State state, const char* note = "Unit 4") {
  v1::RecordOutcomeRequest request;
  request.set_state(state);
  request.set_note(note);
  return RecordOutcome(reunion, request, kDesk);
}
Reunion SentFor() {
  const auto card = After(Waiting(), Presenting(Waiting(), REUNION_VERDICT_AUTHORISED));
  return After(card, Sending(card));
}
Reunion Ready() { return After(SentFor(), Answering(SentFor(), v1::REUNION_ANSWER_YES)); }

TEST(Reunion, AStudentLeavesAfterCardYesAndTwoLooksAtTheDocument) {
  const auto card = After(Waiting(), Presenting(Waiting(), REUNION_VERDICT_AUTHORISED));
  EXPECT_EQ(card.state(), Reunion::STATE_CARD);
  EXPECT_EQ(Reason(Releasing(card)), "STEP_OUT_OF_ORDER");
  EXPECT_EQ(Reason(Answering(card, v1::REUNION_ANSWER_YES)), "STEP_OUT_OF_ORDER");
  EXPECT_EQ(SentFor().sent().initials(), "GH");
  EXPECT_EQ(Reason(Releasing(SentFor())), "STEP_OUT_OF_ORDER");
  const auto released = After(Ready(), Releasing(Ready()));
  EXPECT_EQ(released.state(), Reunion::STATE_RELEASED);
  EXPECT_EQ(released.child_asked().initials(), "AB");
  EXPECT_EQ(released.released().initials(), "CD");
  EXPECT_EQ(released.released().by(), "clerk");
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(Releasing(released)));
}

TEST(Reunion, AnotherDocumentAtTheHandOverIsRefused) {
  EXPECT_EQ(Reason(Releasing(Ready(), REUNION_VERDICT_AUTHORISED, "9999")), "DOCUMENT_DIFFERS");
}

TEST(Reunion, AnAdultWithoutDocumentOrNameIsNotConsidered) {
  auto card = CardOf("Eva");
  card.clear_number_last4();
  EXPECT_EQ(Reason(Presenting(Waiting(), REUNION_VERDICT_AUTHORISED, card)), "DOCUMENT_NEEDED");
  EXPECT_EQ(Reason(Presenting(Waiting(), REUNION_VERDICT_AUTHORISED, CardOf(""))), "NAME_MISSING");
}

TEST(Reunion, ABarredAdultStopsEveryStepAndTheMotherStillTakesTheChild) {
  const auto held = After(Waiting(), Presenting(Waiting(), REUNION_VERDICT_BARRED, CardOf("Rui")));
  EXPECT_EQ(held.hold(), Reunion::HOLD_BARRED);
  for (const auto& step : {Sending(held), Answering(held, v1::REUNION_ANSWER_YES), Releasing(held)})
    EXPECT_EQ(Reason(step), "RELEASE_IMPOSSIBLE");
  // Even when the record of custody should say otherwise a moment later, or the names change places.
  EXPECT_EQ(Reason(Presenting(held, REUNION_VERDICT_AUTHORISED, CardOf("RUI"))), "RELEASE_IMPOSSIBLE");
  auto swapped = CardOf("Silva");
  swapped.mutable_adult()->set_family_name("Rui");
  EXPECT_EQ(Reason(Presenting(held, REUNION_VERDICT_AUTHORISED, swapped)), "RELEASE_IMPOSSIBLE");
  EXPECT_EQ(After(held, Presenting(held, REUNION_VERDICT_AUTHORISED)).state(), Reunion::STATE_CARD);
}

TEST(Reunion, TheChildsNoHoldsForThatAdult) {
  for (const auto& before : {SentFor(), Ready()}) {
    const auto held = After(before, Answering(before, v1::REUNION_ANSWER_NO));
    EXPECT_EQ(held.hold(), Reunion::HOLD_CHILD_SAID_NO);
    EXPECT_EQ(Reason(Releasing(held)), "RELEASE_IMPOSSIBLE");
    EXPECT_EQ(Reason(Presenting(held, REUNION_VERDICT_AUTHORISED)), "RELEASE_IMPOSSIBLE");
  }
}

TEST(Reunion, AnUnlistedAdultComesAgainWhenTheFamilysCardIsCorrected) {
  const auto held = After(Waiting(), Presenting(Waiting(), REUNION_VERDICT_NOT_LISTED));
  EXPECT_EQ(held.hold(), Reunion::HOLD_NOT_LISTED);
  EXPECT_EQ(Reason(Sending(held)), "STEP_OUT_OF_ORDER");
  EXPECT_EQ(After(held, Presenting(held, REUNION_VERDICT_AUTHORISED)).state(), Reunion::STATE_CARD);
}

TEST(Reunion, ABarThatCameInBetweenHoldsAtTheHandOver) {
  const auto held = After(Ready(), Releasing(Ready(), REUNION_VERDICT_BARRED));
  EXPECT_EQ(held.hold(), Reunion::HOLD_BARRED);
  EXPECT_FALSE(held.has_released());
  EXPECT_EQ(Reason(Releasing(Ready(), REUNION_VERDICT_UNSPECIFIED)), "CHECK_WITHOUT_ANSWER");
}

TEST(Reunion, ANewCardBeginsAgainFromTheChildsAnswer) {
  const auto again = After(Ready(), Presenting(Ready(), REUNION_VERDICT_AUTHORISED, CardOf("Aunt")));
  EXPECT_EQ(again.state(), Reunion::STATE_CARD);
  EXPECT_FALSE(again.has_child_asked());
}

TEST(Reunion, WhoIsWithEmsOrPoliceOrAbsentIsResolvedAndMayComeBack) {
  for (const auto state :
       {Reunion::STATE_WITH_EMS, Reunion::STATE_WITH_POLICE, Reunion::STATE_ABSENT_VERIFIED}) {
    const auto away = After(Waiting(), Recording(Waiting(), state));
    EXPECT_EQ(away.state(), state);
    EXPECT_TRUE(IsResolved(away.state()));
    EXPECT_EQ(Reason(Presenting(away, REUNION_VERDICT_AUTHORISED)), "STEP_OUT_OF_ORDER");
    EXPECT_EQ(After(away, Recording(away, Reunion::STATE_WAITING, "")).state(), Reunion::STATE_WAITING);
  }
  EXPECT_EQ(Reason(Recording(Waiting(), Reunion::STATE_WITH_EMS, "")), "NOTE_MISSING");
  EXPECT_EQ(Reason(Recording(Waiting(), Reunion::STATE_RELEASED)), "OUTCOME_UNKNOWN");
}

RC_GTEST_PROP(ReunionProperty, NoPathLeadsABarredAdultOrAnUnwillingChildToARelease, ()) {
  auto reunion = Waiting();
  std::set<std::string> stopped;  // whoever was ever barred or refused by the child
  const std::vector<std::string> adults{"Eva", "Rui", "Zoe"};
  for (int step = 0; step < 16; ++step) {
    const auto verdict =
        *rc::gen::element(REUNION_VERDICT_AUTHORISED, REUNION_VERDICT_AUTHORISED, REUNION_VERDICT_NOT_LISTED,
                          REUNION_VERDICT_BARRED, REUNION_VERDICT_UNSPECIFIED);
    const auto before = reunion;
    switch (*rc::gen::inRange(0, 9)) {
      case 0:
      case 1:
        reunion = After(before, Presenting(before, verdict, CardOf(*rc::gen::elementOf(adults))));
        break;
      case 2:
      case 3: reunion = After(before, Sending(before)); break;
      case 4:
      case 5: reunion = After(before, Answering(before, v1::REUNION_ANSWER_YES)); break;
      case 6: reunion = After(before, Answering(before, v1::REUNION_ANSWER_NO)); break;
      case 7: reunion = After(before, Releasing(before, verdict)); break;
      default:
        reunion = After(
            before, Recording(before, *rc::gen::element(Reunion::STATE_WITH_EMS, Reunion::STATE_WAITING)));
        break;
    }
    const bool held = reunion.hold() == Reunion::HOLD_BARRED || reunion.hold() == Reunion::HOLD_CHILD_SAID_NO;
    if (held) stopped.insert(reunion.card().adult().given_name());
    if (reunion.state() == Reunion::STATE_RELEASED && before.state() != Reunion::STATE_RELEASED) {
      RC_ASSERT(verdict == REUNION_VERDICT_AUTHORISED);
      RC_ASSERT(before.state() == Reunion::STATE_READY);
      RC_ASSERT(before.has_child_asked());
      RC_ASSERT(!stopped.contains(reunion.card().adult().given_name()));
    }
    if (before.state() == Reunion::STATE_RELEASED)
      RC_ASSERT(reunion.SerializeAsString() == before.SerializeAsString());
  }
}

RC_GTEST_PROP(ReunionProperty, NoFactOnTheRecordReleasesPastTheTable, ()) {
  // Facts in any order, whether or not a rule would have made them: the state follows the table alone.
  Reunion reunion = Waiting();
  for (int step = 0; step < 12; ++step) {
    ReunionEvent event;
    switch (*rc::gen::inRange(0, 5)) {
      case 0: {
        *event.mutable_presented()->mutable_card() = CardOf("Eva");
        event.mutable_presented()->mutable_check()->set_verdict(*rc::gen::element(
            REUNION_VERDICT_AUTHORISED, REUNION_VERDICT_BARRED, REUNION_VERDICT_NOT_LISTED));
        break;
      }
      case 1: event.mutable_sent_for(); break;
      case 2:
        event.mutable_answered()->set_answer(
            *rc::gen::element(v1::REUNION_ANSWER_YES, v1::REUNION_ANSWER_NO));
        break;
      case 3: event.mutable_released(); break;
      default: event.mutable_stopped()->mutable_check()->set_verdict(REUNION_VERDICT_BARRED); break;
    }
    const auto before = reunion;
    Reunions::Evolve(reunion, event);
    if (reunion.state() == Reunion::STATE_RELEASED)
      RC_ASSERT(before.state() == Reunion::STATE_READY || before.state() == Reunion::STATE_RELEASED);
  }
}

}  // namespace
}  // namespace watchbell::alerting
