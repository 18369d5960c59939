#include "services/notification/domain/messages/message.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

namespace watchbell::notification {
namespace {

using std::chrono::minutes;
using testing::ElementsAre;
using testing::IsEmpty;
using v1::Message;
using v1::MessageEvent;

const TimePoint kNow{std::chrono::hours{500'000}};

Context By(const std::string& actor, std::set<std::string> permissions = {}, TimePoint now = kNow) {
  return {.now = now,
          .request_id = "r",
          .id = "message",
          .actor_id = actor,
          .permissions = std::move(permissions)};
}

v1::MessageContent Lockdown() {
  v1::MessageContent content;
  content.set_level(v1::LEVEL_EMERGENCY);
  content.set_incident_id("incident");
  content.set_next_update_min(20);
  auto& part = *content.mutable_audience()->add_include();
  part.set_scope(v1::AudiencePart::SCOPE_SCHOOL);
  part.set_people(v1::AudiencePart::PEOPLE_FAMILIES);
  auto& text = *content.add_texts();
  text.set_language("en");
  text.set_subject("Lockdown");
  text.set_body("We are in a lockdown.");
  return content;
}

std::string ReasonOf(const Decision<MessageEvent>& decision) {
  const auto* refused = std::get_if<Error>(&decision);
  return refused ? refused->reason : "";
}
bool Again(const Decision<MessageEvent>& decision) { return std::holds_alternative<AlreadySo>(decision); }

// As the ledger does it.
Message After(Message message, const Decision<MessageEvent>& decision, const Context& context) {
  const auto* event = std::get_if<MessageEvent>(&decision);
  EXPECT_TRUE(event != nullptr) << ReasonOf(decision);
  if (event == nullptr) return message;
  auto whole = *event;
  *whole.mutable_meta()->mutable_at() = ToProto(context.now);
  whole.mutable_meta()->set_actor_id(context.actor_id);
  Messages::Evolve(message, whole);
  return message;
}
Message Drafted(const v1::MessageContent& content = Lockdown(), const DraftFacts& facts = {}) {
  return After({}, Draft({}, content, "lincoln", facts, By("author")), By("author"));
}
SubmitFacts Facts(std::vector<v1::MessageApproval> needed = {}, TimePoint send_at = kNow) {
  return {.recipients = 100,
          .to_families = true,
          .school_name = "Lincoln School",
          .needed = std::move(needed),
          .send_at = send_at};
}
Submission Seen(const Message& message) {
  return {.revision = message.revision(), .seen_recipients = 100, .typed_school = "lincoln school"};
}
Message Submitted(const Message& message, const SubmitFacts& facts, const Context& context = By("author")) {
  return After(message, Submit(message, Seen(message), facts, context), context);
}
constexpr auto kAdministrator = v1::MESSAGE_APPROVAL_ADMINISTRATOR;
constexpr auto kSuperintendent = v1::MESSAGE_APPROVAL_SUPERINTENDENT;
constexpr auto kCounsel = v1::MESSAGE_APPROVAL_COUNSEL;

TEST(Message, WithNobodyToAskItIsSentAtOnceAndPromisesTheNext) {
  const auto message = Submitted(Drafted(), Facts());
  EXPECT_EQ(message.state(), Message::STATE_SENT);
  EXPECT_EQ(FromProto(message.next_update_at()), kNow + minutes{20});
  EXPECT_EQ(Messages::DeadlinesOf(message).front().due, kNow + minutes{20});
  EXPECT_TRUE(Again(Submit(message, Seen(message), Facts(), By("author"))));
}

TEST(Message, AnUrgentOneWithoutThePromiseOfTheNextIsRefused) {
  auto content = Lockdown();
  content.clear_next_update_min();
  EXPECT_EQ(ReasonOf(Draft({}, content, "lincoln", {}, By("author"))), "NEXT_UPDATE_MISSING");
  content.set_next_update_min(kNextUpdateMax + 1);
  EXPECT_EQ(ReasonOf(Draft({}, content, "lincoln", {}, By("author"))), "NEXT_UPDATE_MALFORMED");
}

TEST(Message, ATranslationThatNobodyReviewedIsNotSentWhenPeopleActOnIt) {
  auto content = Lockdown();
  auto& spanish = *content.add_texts();
  spanish = content.texts(0);
  spanish.set_language("es");
  EXPECT_EQ(ReasonOf(Draft({}, content, "lincoln", {}, By("author"))), "TRANSLATION_UNREVIEWED");
  content.set_template_id("template");
  EXPECT_EQ(ReasonOf(Draft({}, content, "lincoln", {}, By("author"))), "");
}

TEST(Message, FamiliesAreToldOnlyAfterTheSchoolsNameWasTypedAndTheNumberSeen) {
  const auto message = Drafted();
  auto wrong_school = Seen(message);
  wrong_school.typed_school = "Roosevelt School";
  EXPECT_EQ(ReasonOf(Submit(message, wrong_school, Facts(), By("author"))), "SCHOOL_NOT_TYPED");
  auto unseen = Seen(message);
  unseen.seen_recipients = 40;
  EXPECT_EQ(ReasonOf(Submit(message, unseen, Facts(), By("author"))), "RECIPIENTS_NOT_SEEN");
  unseen.seen_recipients = 93;
  EXPECT_EQ(ReasonOf(Submit(message, unseen, Facts(), By("author"))), "");
  auto nobody = Facts();
  nobody.recipients = 0;
  EXPECT_EQ(ReasonOf(Submit(message, Seen(message), nobody, By("author"))), "NOBODY_TO_TELL");
}

TEST(Message, WhatTheCheckFoundIsNotSent) {
  auto facts = Facts();
  auto& finding = facts.findings.emplace_back();
  finding.set_reason("STUDENT_NAMED");
  finding.set_blocking(true);
  EXPECT_EQ(ReasonOf(Submit(Drafted(), Seen(Drafted()), facts, By("author"))), "STUDENT_NAMED");
  facts.findings[0].set_blocking(false);
  EXPECT_EQ(ReasonOf(Submit(Drafted(), Seen(Drafted()), facts, By("author"))), "");
}

TEST(Message, WaitsForWhoeverMustAgreeAndThenGoes) {
  auto message = Submitted(Drafted(), Facts({kAdministrator}));
  EXPECT_EQ(message.state(), Message::STATE_WAITING);
  EXPECT_EQ(ReasonOf(Approve(message, 7, kAdministrator, kNow, By("principal"))), "MESSAGE_CHANGED");
  EXPECT_EQ(ReasonOf(Approve(message, 1, kAdministrator, kNow, By("author"))), "OWN_MESSAGE");
  message = After(message, Approve(message, 1, kAdministrator, kNow, By("principal")), By("principal"));
  EXPECT_EQ(message.state(), Message::STATE_SENT);
  ASSERT_EQ(message.approvals_size(), 1);
  EXPECT_EQ(message.approvals(0).by(), "principal");
  EXPECT_TRUE(Again(Approve(message, 1, kAdministrator, kNow, By("principal"))));
}

TEST(Message, AnAdministratorsOwnMessageNeedsNoSecondAdministrator) {
  const auto principal = By("author", {"message.approve"});
  const auto message = Submitted(Drafted(), Facts({kAdministrator}), principal);
  EXPECT_EQ(message.state(), Message::STATE_SENT);
  EXPECT_EQ(message.approvals(0).approval(), kAdministrator);
}

TEST(Message, CounselIsFirstAndNeverTheAuthor) {
  const auto author = By("author", {"message.counsel", "message.approve_district"});
  auto message = Submitted(Drafted(), Facts({kCounsel, kSuperintendent}), author);
  EXPECT_EQ(message.state(), Message::STATE_WAITING);
  ASSERT_EQ(message.needed_size(), 1);
  EXPECT_EQ(message.needed(0), kCounsel);
  message = Submitted(Drafted(), Facts({kCounsel, kSuperintendent}));
  EXPECT_EQ(ReasonOf(Approve(message, 1, kSuperintendent, kNow, By("chief"))), "APPROVAL_OUT_OF_TURN");
  message = After(message, Approve(message, 1, kCounsel, kNow, By("counsel")), By("counsel"));
  EXPECT_EQ(message.state(), Message::STATE_WAITING);
  message = After(message, Approve(message, 1, kSuperintendent, kNow, By("chief")), By("chief"));
  EXPECT_EQ(message.state(), Message::STATE_SENT);
}

TEST(Message, InQuietHoursItWaitsForTheMorning) {
  const auto morning = kNow + std::chrono::hours{8};
  auto message = Submitted(Drafted(), Facts({}, morning));
  EXPECT_EQ(message.state(), Message::STATE_SCHEDULED);
  ASSERT_EQ(Messages::DeadlinesOf(message).size(), 1U);
  EXPECT_TRUE(Again(Messages::Tick(message, "send", By(""))));
  const auto due = By("", {}, morning);
  message = After(message, Messages::Tick(message, "send", due), due);
  EXPECT_EQ(message.state(), Message::STATE_SENT);
  EXPECT_EQ(message.recipients(), 100);
}

TEST(Message, AChangeTakesEveryAgreementBack) {
  auto message = Submitted(Drafted(), Facts({kCounsel, kSuperintendent}));
  message = After(message, Approve(message, 1, kCounsel, kNow, By("counsel")), By("counsel"));
  message = After(message, Revise(message, Lockdown(), By("author")), By("author"));
  EXPECT_EQ(message.state(), Message::STATE_DRAFT);
  EXPECT_THAT(message.approvals(), IsEmpty());
  EXPECT_EQ(message.revision(), 2);
}

TEST(Message, WhoeverReadsItMaySendItBackWithAReason) {
  auto message = Submitted(Drafted(), Facts({kAdministrator}));
  v1::ReturnMessageRequest request;
  EXPECT_EQ(ReasonOf(Return(message, request, By("principal"))), "REASON_MISSING");
  request.set_reason("Name the time.");
  message = After(message, Return(message, request, By("principal")), By("principal"));
  EXPECT_EQ(message.state(), Message::STATE_DRAFT);
  EXPECT_EQ(message.returned_because(), "Name the time.");
}

Message FollowUp(v1::MessageKind kind, const Message& opening, v1::MessageContent content) {
  const DraftFacts facts{.kind = kind, .opening = &opening};
  auto message = Drafted(content, facts);
  message.set_id("follow-up");
  return Submitted(message, Facts());
}

TEST(Message, AnUpdateMovesTheClockAndTheClosingStopsIt) {
  const auto opening = Submitted(Drafted(), Facts());
  auto content = Lockdown();
  content.set_next_update_min(30);
  const auto update = FollowUp(v1::MESSAGE_KIND_UPDATE, opening, content);
  auto after = After(opening, NoteFollowUp(opening, update, By("")), By(""));
  EXPECT_EQ(FromProto(after.next_update_at()), kNow + minutes{30});
  content.clear_next_update_min();
  const auto closing = FollowUp(v1::MESSAGE_KIND_CLOSING, after, content);
  EXPECT_FALSE(closing.has_next_update_at());
  after = After(after, NoteFollowUp(after, closing, By("")), By(""));
  EXPECT_EQ(after.state(), Message::STATE_CLOSED);
  EXPECT_THAT(Messages::DeadlinesOf(after), IsEmpty());
  EXPECT_EQ(after.follow_ups(), 2);
}

TEST(Message, AnOwedWordIsAskedForAgainAndAgainForADay) {
  auto opening = Submitted(Drafted(), Facts());
  int reminders = 0;
  while (opening.has_remind_at() && reminders < 1000) {
    const auto due = By("", {}, FromProto(opening.remind_at()));
    opening = After(opening, Messages::Tick(opening, "owed", due), due);
    ++reminders;
  }
  EXPECT_EQ(reminders, kRemindFor / kRemindEvery + 1);
}

TEST(Message, TheEndOfTheIncidentLeavesTheLastWordOwed) {
  auto content = Lockdown();
  content.set_level(v1::LEVEL_ADVISORY);
  content.clear_next_update_min();
  auto opening = Submitted(Drafted(content), Facts());
  EXPECT_THAT(Messages::DeadlinesOf(opening), IsEmpty());
  opening = After(opening, EndIncident(opening, By("")), By(""));
  EXPECT_EQ(Messages::DeadlinesOf(opening).front().what, "owed");
  EXPECT_TRUE(Again(EndIncident(opening, By(""))));
}

TEST(Message, TheClosingInheritsTheAudienceAndIsAsLoud) {
  const auto opening = Submitted(Drafted(), Facts());
  auto content = Lockdown();
  content.clear_next_update_min();
  content.clear_audience();
  const DraftFacts facts{.kind = v1::MESSAGE_KIND_CLOSING, .opening = &opening};
  EXPECT_EQ(Drafted(content, facts).content().audience().include_size(), 1);
  content.set_level(v1::LEVEL_INFO);
  EXPECT_EQ(ReasonOf(Draft({}, content, "lincoln", facts, By("author"))), "CLOSING_TOO_QUIET");
}

TEST(Message, NothingFollowsWhatIsClosedOrAnotherSchools) {
  auto opening = Submitted(Drafted(), Facts());
  const DraftFacts facts{.kind = v1::MESSAGE_KIND_UPDATE, .opening = &opening};
  EXPECT_EQ(ReasonOf(Draft({}, Lockdown(), "roosevelt", facts, By("author"))), "NOTHING_TO_FOLLOW");
  opening.set_state(Message::STATE_CLOSED);
  EXPECT_EQ(ReasonOf(Draft({}, Lockdown(), "lincoln", facts, By("author"))), "NOTHING_TO_FOLLOW");
}

TEST(Message, AnExerciseHasAListAndNoAudience) {
  auto content = Lockdown();
  content.set_test_list_id("list");
  EXPECT_EQ(ReasonOf(Draft({}, content, "lincoln", {}, By("author"))), "AUDIENCE_MALFORMED");
  content.clear_audience();
  EXPECT_EQ(ReasonOf(Draft({}, content, "lincoln", {}, By("author"))), "");
  const auto opening = Submitted(Drafted(), Facts());
  const DraftFacts follows{.kind = v1::MESSAGE_KIND_UPDATE, .opening = &opening};
  EXPECT_EQ(ReasonOf(Draft({}, content, "lincoln", follows, By("author"))), "AUDIENCE_MALFORMED");
}

// No order of requests sends what somebody still has to agree to, and what was sent stays as it is.
RC_GTEST_PROP(MessageProperty, NothingIsSentBeforeEverybodyAgreed, ()) {
  const auto needed = *rc::gen::element(std::vector{kAdministrator}, std::vector{kCounsel, kSuperintendent});
  auto message = Drafted();
  std::set<v1::MessageApproval> agreed;
  for (const int step : *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 6))) {
    const bool was_sent = message.state() == Message::STATE_SENT;
    const auto approval =
        std::vector{kAdministrator, kSuperintendent, kCounsel}[static_cast<std::size_t>(step % 3)];
    v1::ReturnMessageRequest back;
    back.set_reason("again");
    const auto decision = step < 3    ? Approve(message, message.revision(), approval, kNow, By("other"))
                          : step == 3 ? Submit(message, Seen(message), Facts(needed), By("author"))
                          : step == 4 ? Revise(message, Lockdown(), By("author"))
                                      : Return(message, back, By("other"));
    if (!std::holds_alternative<MessageEvent>(decision)) continue;
    RC_ASSERT(!was_sent);
    if (step < 3) agreed.insert(approval);
    if (step > 3) agreed.clear();
    message = After(message, decision, By(step < 3 ? "other" : "author"));
    if (message.state() == Message::STATE_SENT)
      for (const auto approval_needed : needed) RC_ASSERT(agreed.contains(approval_needed));
  }
}

}  // namespace
}  // namespace watchbell::notification
