// What belongs to a case: its team, its factors, its interviews and its evidence.
#include <gtest/gtest.h>

#include "services/threat-intake/domain/cases/evidence.hpp"
#include "services/threat-intake/domain/cases/factor.hpp"
#include "services/threat-intake/domain/cases/interview.hpp"
#include "services/threat-intake/domain/cases/team.hpp"
#include "services/threat-intake/domain/cases/test_case.hpp"

namespace watchbell::threat_intake {
namespace {

using namespace test;

// Runs a decision on a state; the refusal's reason, "" for what happened, "ALREADY_SO" for what was so.
template <class Aggregate>
std::string Take(typename Aggregate::State& state, const Decision<typename Aggregate::Event>& decision,
                 const Room& room, const Member& member = kAdministrator) {
  if (const auto* error = std::get_if<Error>(&decision)) return error->reason;
  if (std::holds_alternative<AlreadySo>(decision)) return "ALREADY_SO";
  auto event = std::get<typename Aggregate::Event>(decision);
  *event.mutable_meta()->mutable_at() = ToProto(room.now);
  event.mutable_meta()->set_actor_id(member.id);
  Aggregate::Evolve(state, event);
  return "";
}

v1::AppointThreatTeamRequest Team(std::initializer_list<Member> members) {
  v1::AppointThreatTeamRequest request;
  for (const auto& member : members) {
    auto& seat = *request.add_members();
    seat.set_person_id(member.id);
    seat.set_role(member.role);
  }
  return request;
}

TEST(ThreatTeam, NamesTheRolesThatNobodyHas) {
  v1::ThreatTeam team;
  const Room room;
  ASSERT_EQ(Take<ThreatTeams>(team, AppointThreatTeam(team, Team({kAdministrator, kPsychologist}), {}), room),
            "");
  ASSERT_EQ(team.missing_size(), 1);
  EXPECT_EQ(team.missing(0), v1::THREAT_TEAM_ROLE_POLICE);
  ASSERT_EQ(Take<ThreatTeams>(
                team, AppointThreatTeam(team, Team({kAdministrator, kPsychologist, kOfficer}), {}), room),
            "");
  EXPECT_TRUE(team.missing().empty());
  EXPECT_EQ(SeatOf(team, kOfficer.id), v1::THREAT_TEAM_ROLE_POLICE);
  EXPECT_FALSE(SeatOf(team, kDeputy.id));
}

TEST(ThreatTeam, SeatsEachPersonOnce) {
  const auto decision = AppointThreatTeam({}, Team({kOfficer, kOfficer}), {});
  ASSERT_TRUE(std::holds_alternative<Error>(decision));
  EXPECT_EQ(std::get<Error>(decision).reason, "PERSON_UNKNOWN");
}

v1::RateFactorRequest Rating(v1::CaseFactorFinding finding) {
  v1::RateFactorRequest request;
  request.set_school("lincoln-es");
  request.set_kind(v1::CASE_FACTOR_KIND_SPECIFICITY);
  request.mutable_rating()->set_finding(finding);
  request.mutable_rating()->set_note("Names a day and a door.");
  return request;
}

TEST(CaseFactor, KeepsWhatWasThoughtBeforeWithItsAuthor) {
  const Room room = Evaluating();
  v1::CaseFactor factor;
  ASSERT_EQ(Take<CaseFactors>(factor,
                              RateFactor(factor, Rating(v1::CASE_FACTOR_FINDING_UNCLEAR), room.assessment,
                                         room.As(kOfficer)),
                              room),
            "");
  ASSERT_EQ(Take<CaseFactors>(factor,
                              RateFactor(factor, Rating(v1::CASE_FACTOR_FINDING_PRESENT), room.assessment,
                                         room.As(kPsychologist)),
                              room),
            "");
  ASSERT_EQ(factor.ratings_size(), 2);
  EXPECT_EQ(factor.ratings(0).finding(), v1::CASE_FACTOR_FINDING_UNCLEAR);
  EXPECT_EQ(factor.ratings(0).author_id(), kOfficer.id);
  EXPECT_EQ(factor.ratings(1).author_id(), kPsychologist.id);
  EXPECT_TRUE(factor.ratings(1).has_at());
}

TEST(CaseFactor, NeedsANoteAndOneOfThreeFindings) {
  const Room room = Evaluating();
  auto request = Rating(v1::CASE_FACTOR_FINDING_UNSPECIFIED);
  v1::CaseFactor factor;
  EXPECT_EQ(Take<CaseFactors>(factor, RateFactor(factor, request, room.assessment, room.As(kOfficer)), room),
            "FINDING_MISSING");
  request = Rating(v1::CASE_FACTOR_FINDING_ABSENT);
  request.mutable_rating()->clear_note();
  EXPECT_EQ(Take<CaseFactors>(factor, RateFactor(factor, request, room.assessment, room.As(kOfficer)), room),
            "TEXT_MISSING");
}

TEST(CaseFactor, TheFullestFitsIntoOneEvent) {
  const Room room = Evaluating();
  v1::CaseFactor factor;
  auto request = Rating(v1::CASE_FACTOR_FINDING_PRESENT);
  request.mutable_rating()->set_note(std::string(kFactorNoteMax, 'x'));
  for (int i = 0; i < kFactorEvidenceMax; ++i)
    request.mutable_rating()->add_evidence_ids(id::Derive("evidence", std::to_string(i)));
  std::string refused;
  while (refused.empty())
    refused =
        Take<CaseFactors>(factor, RateFactor(factor, request, room.assessment, room.As(kOfficer)), room);
  EXPECT_EQ(refused, "FACTOR_FULL");
  EXPECT_LT(factor.ByteSizeLong() + request.ByteSizeLong(), 15U * 1024U);
}

v1::RecordInterviewRequest Asked(const Room& room) {
  v1::RecordInterviewRequest request;
  request.set_school("lincoln-es");
  request.mutable_person()->set_role(v1::CASE_PERSON_ROLE_WITNESS);
  request.mutable_person()->set_description("a classmate");
  request.set_exact_words("He said: you will see on Friday.");
  *request.mutable_held_at() = ToProto(room.now);
  return request;
}

TEST(Interview, KeepsTheWordsAndIsOnlyAddedTo) {
  const Room room = Evaluating();
  v1::Interview interview;
  ASSERT_EQ(Take<Interviews>(interview,
                             RecordInterview(interview, Asked(room), room.assessment, room.As(kPsychologist)),
                             room, kPsychologist),
            "");
  v1::AddToInterviewRequest more;
  more.set_text("It was on Monday.");
  ASSERT_EQ(Take<Interviews>(interview, AddToInterview(interview, more, room.As(kOfficer)), room, kOfficer),
            "");
  EXPECT_EQ(interview.exact_words(), "He said: you will see on Friday.");
  EXPECT_EQ(interview.interviewer_id(), kPsychologist.id);
  EXPECT_EQ(interview.additions(0).author_id(), kOfficer.id);
}

TEST(Interview, NeedsTheWordsAndATimeThatHasCome) {
  const Room room = Evaluating();
  auto request = Asked(room);
  *request.mutable_held_at() = ToProto(room.now + std::chrono::hours{1});
  v1::Interview interview;
  EXPECT_EQ(Take<Interviews>(interview,
                             RecordInterview(interview, request, room.assessment, room.As(kOfficer)), room),
            "TIME_IMPLAUSIBLE");
  request.clear_exact_words();
  EXPECT_EQ(Take<Interviews>(interview,
                             RecordInterview(interview, request, room.assessment, room.As(kOfficer)), room),
            "TEXT_MISSING");
}

v1::AddEvidenceRequest Post() {
  v1::AddEvidenceRequest request;
  request.set_school("lincoln-es");
  request.set_kind(v1::Evidence::KIND_SOCIAL_MEDIA);
  request.set_link("https://example.org/post/1");
  request.set_description("A post that a classmate showed.");
  return request;
}

TEST(Evidence, OfAPostNeedsACaseThatIsOpen) {
  EXPECT_EQ(WhyNotKept(Post(), v1::Case{})->reason, "NOT_FOUND") << "no case, no watching";
  Room room = At(v1::CASE_LEVEL_NOT_A_THREAT);
  EXPECT_FALSE(WhyNotKept(Post(), room.assessment));
  room.Close();
  EXPECT_EQ(WhyNotKept(Post(), room.assessment)->reason, "CASE_NOT_OPEN");
}

TEST(Evidence, OfBullyingAndOfSuicideRiskNeedsThemToBeOpen) {
  v1::BullyingCase bullying;
  EXPECT_EQ(WhyNotKept(Post(), bullying)->reason, "NOT_FOUND");
  bullying.set_id("case-1");
  bullying.set_state(v1::BullyingCase::STATE_LOOKED_INTO);
  EXPECT_FALSE(WhyNotKept(Post(), bullying));
  bullying.set_state(v1::BullyingCase::STATE_CLOSED);
  const auto closed = WhyNotKept(Post(), bullying);
  EXPECT_EQ(closed->reason, "CASE_NOT_OPEN");
  EXPECT_EQ(closed->field, "case_id");
  v1::SuicideRisk risk;
  risk.set_id("case-1");
  risk.set_state(v1::SuicideRisk::STATE_OPEN);
  EXPECT_FALSE(WhyNotKept(Post(), risk));
  risk.set_state(v1::SuicideRisk::STATE_CLOSED);
  EXPECT_EQ(WhyNotKept(Post(), risk)->reason, "PATH_CLOSED");
}

TEST(Evidence, OfAPostHasItsLinkAndAFileHasNone) {
  const Room room = Evaluating();
  auto request = Post();
  request.set_link("a friend told me");
  EXPECT_EQ(WhyNotKept(request, room.assessment)->reason, "LINK_MISSING");
  request = Post();
  request.set_kind(v1::Evidence::KIND_FILE);
  EXPECT_EQ(WhyNotKept(request, room.assessment)->reason, "LINK_UNEXPECTED");
}

v1::Evidence Received(const Room& room) {
  v1::Evidence evidence;
  Take<EvidencePieces>(
      evidence, AddEvidence(evidence, Post(), {}, "hash", room.assessment, room.As(kAdministrator)), room);
  return evidence;
}

TEST(Evidence, EveryViewAndHandOverIsALinkOfItsChain) {
  const Room room = Evaluating();
  auto evidence = Received(room);
  v1::ViewEvidenceRequest view;
  EXPECT_EQ(Take<EvidencePieces>(evidence, ViewEvidence(evidence, view, room.As(kOfficer)), room, kOfficer),
            "TEXT_MISSING");
  view.set_reason("To compare the handwriting.");
  for (int i = 0; i < 3; ++i)
    EXPECT_EQ(Take<EvidencePieces>(evidence, ViewEvidence(evidence, view, room.As(kOfficer)), room, kOfficer),
              "");
  v1::HandOverEvidenceRequest hand_over;
  hand_over.set_to("Police, property room");
  hand_over.set_reason("As asked, 24-1001.");
  EXPECT_EQ(Take<EvidencePieces>(evidence, HandOverEvidence(evidence, hand_over, room.As(kOfficer)), room),
            "");
  ASSERT_EQ(evidence.custody_size(), 3);
  EXPECT_EQ(evidence.custody(0).act(), v1::CustodyEntry::ACT_RECEIVED);
  EXPECT_EQ(evidence.custody(0).actor_id(), kAdministrator.id);
  EXPECT_EQ(evidence.custody(1).again(), 2);
  EXPECT_EQ(evidence.custody(2).to(), "Police, property room");
  EXPECT_EQ(evidence.holder(), "Police, property room");
}

TEST(Evidence, TheLongestChainFitsIntoOneEvent) {
  const Room room = Evaluating();
  auto evidence = Received(room);
  v1::HandOverEvidenceRequest hand_over;
  hand_over.set_to(std::string(kCustodyToMax, 'x'));
  hand_over.set_reason(std::string(kCustodyReasonMax, 'x'));
  std::string refused;
  while (refused.empty())
    refused = Take<EvidencePieces>(evidence, HandOverEvidence(evidence, hand_over, room.As(kOfficer)), room,
                                   kOfficer);
  EXPECT_EQ(refused, "CHAIN_FULL");
  EXPECT_LT(evidence.ByteSizeLong() + hand_over.ByteSizeLong(), 15U * 1024U);
}

// A case that is as full as it can be.
TEST(Case, TheFullestFitsIntoOneEvent) {
  Room room = Evaluating();
  auto& full = room.assessment;
  const std::string person = id::Derive("test", "person");
  full.set_summary(std::string(kSummaryMax, 'x'));
  full.set_exact_words(std::string(kExactWordsMax, 'x'));
  full.set_closing_note(std::string(kCaseTextMax, 'x'));
  while (full.people_size() < kPeopleMax) {
    auto& one = *full.add_people();
    one.set_role(v1::CASE_PERSON_ROLE_WITNESS);
    one.set_person_id(person);
    one.set_description(std::string(kPersonMax, 'x'));
  }
  for (int i = 0; i < 5; ++i) {
    auto& answer = *full.add_answers();
    answer.set_reason(std::string(kCaseTextMax, 'x'));
    answer.set_author_id(person);
    *answer.mutable_at() = ToProto(room.now);
    full.add_indicators()->set_note(std::string(kIndicatorNoteMax, 'x'));
    full.mutable_indicators(i)->set_author_id(person);
  }
  while (full.interviews_size() < kInterviewsMax) full.add_interviews()->set_interview_id(person);
  while (full.tip_ids_size() < kTipsMax) full.add_tip_ids(person);
  while (full.links_size() < kLinksMax) full.add_links()->set_case_id(person);
  for (const auto& row : ActionRows()) {
    auto& action = *full.add_actions();
    action.set_kind(row.kind);
    action.set_note(std::string(kNoteMax, 'x'));
    action.set_author_id(person);
    *action.mutable_at() = ToProto(room.now);
    *action.mutable_due_at() = ToProto(room.now);
  }
  for (int i = 0; i < 10; ++i) {
    auto& review = *full.add_reviews();
    review.set_note(std::string(kNoteMax, 'x'));
    review.set_author_id(person);
    *review.mutable_at() = ToProto(room.now);
    *review.mutable_due_at() = ToProto(room.now);
  }
  auto& proposal = *full.mutable_proposal();
  proposal.set_reason(std::string(kCaseTextMax, 'x'));
  for (int i = 0; i < 8; ++i) proposal.add_supporters()->set_person_id(person);
  EXPECT_LT(full.ByteSizeLong() + 2200U, 16U * 1024U);
}

}  // namespace
}  // namespace watchbell::threat_intake
