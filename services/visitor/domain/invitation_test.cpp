#include "services/visitor/domain/invitation.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace watchbell::visitor {
namespace {

using std::chrono::days;
using std::chrono::hours;
using v1::Invitation;
using v1::InvitationEvent;

constexpr char kHash[] = "1.hash";
const Context kNow{.now = TimePoint{std::chrono::seconds{1'800'000'000}},
                   .request_id = "0198c0de-0000-7000-8000-000000000001",
                   .id = "0198c0de-0000-7000-8000-000000000001",
                   .actor_id = "teacher"};

v1::CreateInvitationRequest Asking(Invitation::Kind kind, int people) {
  v1::CreateInvitationRequest request;
  request.set_school("lincoln-es");
  auto& invitation = *request.mutable_invitation();
  invitation.set_kind(kind);
  *invitation.mutable_starts_at() = ToProto(kNow.now + hours{2});
  *invitation.mutable_ends_at() = ToProto(kNow.now + hours{6});
  for (int i = 0; i < people; ++i) invitation.add_expected()->set_family_name("Specimen");
  return request;
}
Invitation After(Invitation invitation, const Decision<InvitationEvent>& decision) {
  if (const auto* event = std::get_if<InvitationEvent>(&decision)) {
    InvitationEvent stamped = *event;
    stamped.mutable_meta()->set_actor_id(kNow.actor_id);
    Invitations::Evolve(invitation, stamped);
  }
  return invitation;
}
Invitation Made(Invitation::Kind kind, int people) {
  return After({}, CreateInvitation({}, Asking(kind, people), kHash, kNow));
}
std::string Reason(const Decision<InvitationEvent>& decision) {
  const auto* error = std::get_if<Error>(&decision);
  return error ? error->reason : "";
}
Context At(hours later) {
  Context context = kNow;
  context.now += later;
  return context;
}

TEST(Invitation, IsMadeOpenWithTheHashOfItsCodeAndAUseForEachPerson) {
  const Invitation made = Made(Invitation::KIND_GROUP, 3);
  EXPECT_EQ(made.state(), Invitation::STATE_OPEN);
  EXPECT_EQ(made.uses_max(), 3);
  EXPECT_EQ(made.code_hash(), kHash);
  EXPECT_EQ(made.invited_by(), "teacher");
  EXPECT_EQ(Invitations::IndexesOf(made).front().index, "invitations:lincoln-es");
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(
      CreateInvitation(made, Asking(Invitation::KIND_GROUP, 3), kHash, kNow)));
}

TEST(Invitation, WhatItsKindDoesNotAllowIsRefused) {
  const auto reason = [](const v1::CreateInvitationRequest& request) {
    return Reason(CreateInvitation({}, request, kHash, kNow));
  };
  EXPECT_EQ(reason(Asking(Invitation::KIND_UNSPECIFIED, 1)), "INVITATION_KIND_MISSING");
  EXPECT_EQ(reason(Asking(Invitation::KIND_SINGLE, 2)), "EXPECTED_PEOPLE_WRONG");
  EXPECT_EQ(reason(Asking(Invitation::KIND_GROUP, kExpectedMax + 1)), "EXPECTED_PEOPLE_WRONG");
  EXPECT_EQ(reason(Asking(Invitation::KIND_EVENT, 0)), "USES_WRONG");
  auto long_visit = Asking(Invitation::KIND_SINGLE, 1);
  *long_visit.mutable_invitation()->mutable_ends_at() = ToProto(kNow.now + days{2});
  EXPECT_EQ(reason(long_visit), "INVITATION_TOO_LONG");
  long_visit.mutable_invitation()->set_kind(Invitation::KIND_CONTRACTOR);
  EXPECT_EQ(reason(long_visit), "");
  auto backwards = Asking(Invitation::KIND_SINGLE, 1);
  *backwards.mutable_invitation()->mutable_ends_at() = ToProto(kNow.now + hours{1});
  EXPECT_EQ(reason(backwards), "TIMES_WRONG");
}

TEST(Invitation, IsGoodFromAnHourBeforeItsBeginningUntilItsEnd) {
  const Invitation made = Made(Invitation::KIND_SINGLE, 1);
  EXPECT_EQ(MayUse(made, kNow.now).error().reason, "INVITATION_NOT_YET_VALID");
  EXPECT_TRUE(MayUse(made, At(hours{1}).now));
  EXPECT_TRUE(MayUse(made, At(hours{5}).now));
  EXPECT_EQ(MayUse(made, At(hours{6}).now).error().reason, "INVITATION_EXPIRED");
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(Invitations::Tick(made, "end", At(hours{5}))));
  const Invitation expired = After(made, Invitations::Tick(made, "end", At(hours{6})));
  EXPECT_EQ(expired.state(), Invitation::STATE_EXPIRED);
  EXPECT_TRUE(Invitations::IndexesOf(expired).empty());
}

TEST(Invitation, IsUsedUpWhenEverybodyHasCome) {
  Invitation invitation = Made(Invitation::KIND_GROUP, 2);
  for (const char* visit : {"one", "two"}) {
    EXPECT_EQ(Reason(UseInvitation(invitation, visit, At(hours{2}))), "");
    invitation = After(invitation, UseInvitation(invitation, visit, At(hours{2})));
  }
  EXPECT_EQ(invitation.state(), Invitation::STATE_USED_UP);
  EXPECT_EQ(Reason(UseInvitation(invitation, "three", At(hours{2}))), "INVITATION_USED_UP");
  EXPECT_EQ(Reason(CancelInvitation(invitation, {}, kNow)), "INVITATION_OVER");
}

TEST(Invitation, AContractorComesAsOftenAsNeeded) {
  Invitation invitation = Made(Invitation::KIND_CONTRACTOR, 1);
  EXPECT_EQ(invitation.person_kind(), v1::PERSON_KIND_CONTRACTOR);
  for (int i = 0; i < 5; ++i)
    invitation = After(invitation, UseInvitation(invitation, "visit", At(hours{2})));
  EXPECT_EQ(invitation.uses(), 5);
  EXPECT_EQ(invitation.state(), Invitation::STATE_OPEN);
}

TEST(Invitation, ACancelledOneOpensNoDoor) {
  const Invitation made = Made(Invitation::KIND_SINGLE, 1);
  const Invitation cancelled = After(made, CancelInvitation(made, {}, kNow));
  EXPECT_EQ(Reason(UseInvitation(cancelled, "visit", At(hours{2}))), "INVITATION_CANCELLED");
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(CancelInvitation(cancelled, {}, kNow)));
  EXPECT_EQ(Reason(CancelInvitation({}, {}, kNow)), "NOT_FOUND");
}

TEST(InvitationCode, IsReadBackAndBelongsToOneSchool) {
  const auto text = WriteCode({"lincoln-es", kNow.id, "1.abcdef"});
  const auto code = ReadCode(text, "lincoln-es");
  ASSERT_TRUE(code);
  EXPECT_EQ(code->id, kNow.id);
  EXPECT_EQ(code->secret, "1.abcdef");
  EXPECT_EQ(ReadCode(text, "adams-ms").error().reason, "INVITATION_OF_ANOTHER_SCHOOL");
}

RC_GTEST_PROP(InvitationCodeProperty, AnyOtherTextIsNoCode, (const std::string& text)) {
  RC_ASSERT(ReadCode(text, "lincoln-es").error().reason == "INVITATION_CODE_UNKNOWN");
}

RC_GTEST_PROP(InvitationProperty, NobodyComesInMoreOftenThanTheInvitationSays,
              (const std::vector<std::uint8_t>& choices)) {
  Invitation invitation = Made(Invitation::KIND_GROUP, 3);
  int let_in = 0;
  Context context = At(hours{1});
  for (const int choice : choices) {
    const auto decision = choice % 5 == 0   ? CancelInvitation(invitation, {}, context)
                          : choice % 5 == 1 ? Invitations::Tick(invitation, "end", context)
                                            : UseInvitation(invitation, "visit", context);
    const auto* event = std::get_if<InvitationEvent>(&decision);
    if (event && event->has_used()) {
      ++let_in;
      RC_ASSERT(invitation.state() == Invitation::STATE_OPEN);
      RC_ASSERT(context.now < FromProto(invitation.ends_at()));
    }
    invitation = After(invitation, decision);
    RC_ASSERT(invitation.uses() == let_in);
    RC_ASSERT(let_in <= 3);
    context.now += std::chrono::minutes{choice};
  }
}

}  // namespace
}  // namespace watchbell::visitor
