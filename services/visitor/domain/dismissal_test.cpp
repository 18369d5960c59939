#include "services/visitor/domain/dismissal.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace watchbell::visitor {
namespace {

using notification::v1::Consent;
using notification::v1::RELEASE_VERDICT_AUTHORISED;
using notification::v1::RELEASE_VERDICT_BARRED;
using notification::v1::RELEASE_VERDICT_NOT_LISTED;
using notification::v1::ReleaseVerdict;
using testing::ElementsAre;
using testing::IsEmpty;
using v1::ChildAnswer;
using v1::Dismissal;
using v1::DismissalEvent;

const Context kDesk{
    .now = TimePoint{std::chrono::seconds{1'800'000'000}}, .id = "dismissal", .actor_id = "clerk"};
constexpr char kLast4[] = "1234";

v1::Visit Adult() {
  v1::Visit visit;
  visit.set_id("visit");
  visit.set_state(v1::Visit::STATE_ON_SITE);
  visit.set_given_name("Ana");
  visit.set_family_name("Ruiz");
  visit.set_date_of_birth("1990-02-03");
  visit.mutable_document()->set_kind(v1::Document::KIND_DRIVING_LICENCE);
  visit.mutable_document()->set_number_last4(kLast4);
  return visit;
}

ReleaseFacts Facts(ReleaseVerdict verdict) {
  ReleaseFacts facts{.visit = Adult()};
  facts.custody.set_verdict(verdict);
  facts.custody.add_consenting_guardian_ids("mother");
  return facts;
}

std::string Reason(const Decision<DismissalEvent>& decision) {
  const auto* error = std::get_if<Error>(&decision);
  return error ? error->reason : "";
}
// A refusal changes nothing.
Dismissal After(Dismissal dismissal, const Decision<DismissalEvent>& decision) {
  if (const auto* event = std::get_if<DismissalEvent>(&decision)) {
    DismissalEvent stamped = *event;
    stamped.mutable_meta()->set_actor_id(kDesk.actor_id);
    *stamped.mutable_meta()->mutable_at() = ToProto(kDesk.now);
    Dismissals::Evolve(dismissal, stamped);
  }
  return dismissal;
}

Dismissal Requested() {
  v1::RequestDismissalRequest request;
  request.set_school("lincoln-es");
  request.set_student_id("student");
  return After({}, RequestDismissal({}, request, Adult(), "2026-11-23", kDesk));
}
Decision<DismissalEvent> Checking(const Dismissal& dismissal, const ReleaseFacts& facts,
                                  const char* last4 = kLast4) {
  v1::CheckAdultRequest request;
  request.set_number_last4(last4);
  return CheckAdult(dismissal, request, facts, kDesk);
}
Dismissal Checked(ReleaseVerdict verdict) {
  return After(Requested(), Checking(Requested(), Facts(verdict)));
}
Decision<DismissalEvent> Answering(const Dismissal& dismissal, ChildAnswer::Answer answer) {
  v1::RecordChildAnswerRequest request;
  request.set_answer(answer);
  request.set_initials("AB");
  return RecordChildAnswer(dismissal, request, kDesk);
}
Decision<DismissalEvent> Releasing(const Dismissal& dismissal, const ReleaseFacts& facts,
                                   const char* last4 = kLast4) {
  v1::ReleaseStudentRequest request;
  request.set_number_last4(last4);
  request.set_initials("CD");
  return ReleaseStudent(dismissal, request, facts, kDesk);
}
Decision<DismissalEvent> Approving(const Dismissal& dismissal, const ReleaseFacts& facts,
                                   const char* guardian = "mother") {
  v1::ApproveUnlistedAdultRequest request;
  request.mutable_consent()->set_guardian_id(guardian);
  request.mutable_consent()->set_form(Consent::FORM_CALLED_BACK);
  return ApproveUnlisted(dismissal, request, facts, kDesk);
}
Decision<DismissalEvent> Refusing(const Dismissal& dismissal) {
  v1::RefuseDismissalRequest request;
  request.set_reason("The adult left.");
  return RefuseDismissal(dismissal, request, kDesk);
}
Dismissal Ready() {
  const auto checked = Checked(RELEASE_VERDICT_AUTHORISED);
  return After(checked, Answering(checked, ChildAnswer::ANSWER_YES));
}

TEST(Dismissal, AStudentLeavesAfterTwoLooksAtTheDocumentAndAYes) {
  const auto checked = Checked(RELEASE_VERDICT_AUTHORISED);
  EXPECT_EQ(checked.state(), Dismissal::STATE_CHECKED);
  EXPECT_EQ(Reason(Releasing(checked, Facts(RELEASE_VERDICT_AUTHORISED))), "STEP_OUT_OF_ORDER");
  const auto released = After(Ready(), Releasing(Ready(), Facts(RELEASE_VERDICT_AUTHORISED)));
  EXPECT_EQ(released.state(), Dismissal::STATE_RELEASED);
  EXPECT_EQ(released.check().checked_by(), "clerk");
  EXPECT_EQ(released.child().asked().initials(), "AB");
  EXPECT_EQ(released.released().initials(), "CD");
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(Releasing(released, Facts(RELEASE_VERDICT_BARRED))));
}

TEST(Dismissal, ItIsListedUnderItsSchoolAndDay) {
  EXPECT_EQ(Dismissals::IndexesOf(Requested()).front().index, "dismissals:lincoln-es:2026-11-23");
}

TEST(Dismissal, OnlyAnAdultWhoIsHereAndShowedADocumentIsConsidered) {
  v1::RequestDismissalRequest request;
  request.set_student_id("student");
  auto visit = Adult();
  visit.set_state(v1::Visit::STATE_HELD);
  EXPECT_EQ(Reason(RequestDismissal({}, request, visit, "2026-11-23", kDesk)), "ADULT_NOT_ADMITTED");
  visit = Adult();
  visit.mutable_document()->set_kind(v1::Document::KIND_NONE);
  EXPECT_EQ(Reason(RequestDismissal({}, request, visit, "2026-11-23", kDesk)), "DOCUMENT_NEEDED");
}

TEST(Dismissal, AnotherDocumentIsRefusedAtBothLooks) {
  EXPECT_EQ(Reason(Checking(Requested(), Facts(RELEASE_VERDICT_AUTHORISED), "9999")), "DOCUMENT_DIFFERS");
  EXPECT_EQ(Reason(Releasing(Ready(), Facts(RELEASE_VERDICT_AUTHORISED), "9999")), "DOCUMENT_DIFFERS");
}

TEST(Dismissal, TheChildsNoHoldsForGood) {
  for (const auto& before : {Checked(RELEASE_VERDICT_AUTHORISED), Ready()}) {
    const auto held = After(before, Answering(before, ChildAnswer::ANSWER_NO));
    EXPECT_EQ(held.hold(), Dismissal::HOLD_CHILD_SAID_NO);
    EXPECT_EQ(Reason(Answering(held, ChildAnswer::ANSWER_YES)), "RELEASE_IMPOSSIBLE");
    EXPECT_EQ(Reason(Releasing(held, Facts(RELEASE_VERDICT_AUTHORISED))), "RELEASE_IMPOSSIBLE");
    const auto refused = After(held, Refusing(held));
    EXPECT_EQ(refused.state(), Dismissal::STATE_REFUSED);
    EXPECT_EQ(refused.hold(), Dismissal::HOLD_CHILD_SAID_NO);
  }
}

TEST(Dismissal, AnUnlistedAdultNeedsAGuardianWhoMayConsent) {
  const auto held = Checked(RELEASE_VERDICT_NOT_LISTED);
  EXPECT_EQ(held.hold(), Dismissal::HOLD_NOT_LISTED);
  EXPECT_EQ(Reason(Approving(held, Facts(RELEASE_VERDICT_NOT_LISTED), "neighbour")), "NOT_A_GUARDIAN");
  const auto approved = After(held, Approving(held, Facts(RELEASE_VERDICT_NOT_LISTED)));
  EXPECT_EQ(approved.state(), Dismissal::STATE_CHECKED);
  EXPECT_EQ(approved.consent().recorded_by(), "clerk");
  const auto ready = After(approved, Answering(approved, ChildAnswer::ANSWER_YES));
  EXPECT_EQ(After(ready, Releasing(ready, Facts(RELEASE_VERDICT_NOT_LISTED))).state(),
            Dismissal::STATE_RELEASED);
}

TEST(Dismissal, ConsentEndsWhenTheGuardianMayNoLongerGiveIt) {
  const auto held = Checked(RELEASE_VERDICT_NOT_LISTED);
  const auto approved = After(held, Approving(held, Facts(RELEASE_VERDICT_NOT_LISTED)));
  const auto ready = After(approved, Answering(approved, ChildAnswer::ANSWER_YES));
  auto facts = Facts(RELEASE_VERDICT_NOT_LISTED);
  facts.custody.clear_consenting_guardian_ids();
  const auto again = After(ready, Releasing(ready, facts));
  EXPECT_EQ(again.state(), Dismissal::STATE_HELD);
  EXPECT_EQ(again.hold(), Dismissal::HOLD_NOT_LISTED);
}

TEST(Dismissal, NobodyApprovesABarredAdult) {
  const auto barred = Checked(RELEASE_VERDICT_BARRED);
  EXPECT_EQ(barred.hold(), Dismissal::HOLD_BARRED);
  EXPECT_EQ(Reason(Approving(barred, Facts(RELEASE_VERDICT_NOT_LISTED))), "RELEASE_IMPOSSIBLE");
  const auto unlisted = Checked(RELEASE_VERDICT_NOT_LISTED);
  EXPECT_EQ(After(unlisted, Approving(unlisted, Facts(RELEASE_VERDICT_BARRED))).hold(),
            Dismissal::HOLD_BARRED);
}

TEST(Dismissal, ABarThatCameInBetweenHoldsAtTheHandOver) {
  auto facts = Facts(RELEASE_VERDICT_AUTHORISED);
  facts.alert_ids = {"order"};
  for (const auto& found : {Facts(RELEASE_VERDICT_BARRED), facts}) {
    const auto held = After(Ready(), Releasing(Ready(), found));
    EXPECT_EQ(held.state(), Dismissal::STATE_HELD);
    EXPECT_EQ(held.hold(), Dismissal::HOLD_BARRED);
    EXPECT_FALSE(held.has_released());
  }
}

TEST(Dismissal, AnAnswerThatIsNoAnswerReleasesNobody) {
  EXPECT_EQ(Reason(Releasing(Ready(), Facts(notification::v1::RELEASE_VERDICT_UNSPECIFIED))),
            "CHECK_WITHOUT_ANSWER");
}

TEST(Dismissal, OrdersThatNameTheStudentCountAndWhatAPersonRuledOutDoesNot) {
  v1::Match order;
  order.set_entry_id("order");
  order.set_kind(v1::WatchlistEntry::KIND_CUSTODY);
  order.add_student_ids("student");
  order.set_entry_hash(7);
  EXPECT_THAT(AlertsNaming("student", Adult(), {order}), ElementsAre("order"));
  EXPECT_THAT(AlertsNaming("sister", Adult(), {order}), IsEmpty());
  auto compared = Adult();
  *compared.add_matches() = order;
  EXPECT_THAT(AlertsNaming("student", compared, {order}), ElementsAre("order"));
  compared.set_decision(v1::MATCH_DECISION_NOT_A_MATCH);
  EXPECT_THAT(AlertsNaming("student", compared, {order}), IsEmpty());
  order.set_entry_hash(8);
  EXPECT_THAT(AlertsNaming("student", compared, {order}), ElementsAre("order"));
}

TEST(Dismissal, WhoWasStoppedTodayIsStoppedUnderAnotherVisitToo) {
  auto earlier = Checked(RELEASE_VERDICT_BARRED);
  earlier.set_id("earlier");
  auto now = Requested();
  now.set_visit_id("another visit");
  EXPECT_TRUE(Stopped(earlier, now));
  now.set_student_id("sister");
  EXPECT_FALSE(Stopped(earlier, now));
  now = Requested();
  now.set_visit_id("another visit");
  now.set_adult_given_name("Oscar");
  EXPECT_FALSE(Stopped(earlier, now));
}

ReleaseFacts AnyFacts() {
  auto facts =
      Facts(*rc::gen::element(RELEASE_VERDICT_AUTHORISED, RELEASE_VERDICT_NOT_LISTED, RELEASE_VERDICT_BARRED,
                              notification::v1::RELEASE_VERDICT_UNSPECIFIED));
  if (*rc::gen::inRange(0, 5) == 0) facts.alert_ids = {"order"};
  if (*rc::gen::inRange(0, 5) == 0) facts.stopped_before_id = "earlier";
  return facts;
}
bool IsBarred(const ReleaseFacts& facts) {
  return facts.custody.verdict() == RELEASE_VERDICT_BARRED || !facts.alert_ids.empty() ||
         !facts.stopped_before_id.empty();
}

RC_GTEST_PROP(Dismissal, NoPathLeadsABarredAdultOrAnUnwillingChildToARelease, ()) {
  auto dismissal = Requested();
  bool barred = false;  // found so at any look, while it could be seen
  bool said_no = false;
  for (int step = 0; step < 12; ++step) {
    const auto facts = AnyFacts();
    const auto before = dismissal;
    switch (*rc::gen::inRange(0, 6)) {
      case 0: dismissal = After(before, Checking(before, facts)); break;
      case 1: dismissal = After(before, Approving(before, facts)); break;
      case 2: dismissal = After(before, Answering(before, ChildAnswer::ANSWER_YES)); break;
      case 3: dismissal = After(before, Answering(before, ChildAnswer::ANSWER_NO)); break;
      case 4: dismissal = After(before, Releasing(before, facts)); break;
      default: dismissal = After(before, Refusing(before)); break;
    }
    barred |= dismissal.hold() == Dismissal::HOLD_BARRED;
    said_no |= dismissal.hold() == Dismissal::HOLD_CHILD_SAID_NO;
    if (dismissal.state() == Dismissal::STATE_RELEASED && before.state() != Dismissal::STATE_RELEASED) {
      RC_ASSERT(!IsBarred(facts));
      RC_ASSERT(before.state() == Dismissal::STATE_READY);
      RC_ASSERT(dismissal.child().answer() == ChildAnswer::ANSWER_YES);
      RC_ASSERT(dismissal.check().verdict() == RELEASE_VERDICT_AUTHORISED || dismissal.has_consent());
    }
    if (dismissal.state() == Dismissal::STATE_RELEASED) RC_ASSERT(!barred && !said_no);
  }
}

}  // namespace
}  // namespace watchbell::visitor
