// What no order of requests, by whomever, may lead to; and what the contract must never ask for.
// domain.md 3.6.
#include <google/protobuf/util/message_differencer.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "services/visitor/domain/agency/test_agency.hpp"
#include "watchbell/visitor/v1/records_request.pb.h"
#include "watchbell/visitor/v1/records_service.pb.h"

namespace watchbell::visitor {
namespace {

using namespace test;
using google::protobuf::util::MessageDifferencer;
using v1::AgencyVisit;

// One request of the sequence: three in four are possible now, by somebody who may; the rest are anything by
// anybody.
struct Move {
  v1::AgencyStep step;
  const Actor* actor;
  bool good;
};

const std::vector<const Actor*> kActors{&kClerk, &kPrincipal, &kCounsel, &kTimer};

Move Next(const Door& door) {
  const bool good = *rc::gen::weightedElement<bool>({{4, true}, {1, false}});
  std::vector<Move> possible;
  for (const auto& row : AgencyTransitions()) {
    if (row.from != door.visit.state()) continue;
    for (const auto* actor : kActors) {
      const std::string permission = RuleOf(row.step).permission;
      if (permission.empty() ? actor == &kTimer : actor->permissions.contains(permission))
        possible.push_back({row.step, actor, good});
    }
  }
  if (!possible.empty() && *rc::gen::inRange(0, 4) != 0) return *rc::gen::elementOf(possible);
  return {static_cast<v1::AgencyStep>(*rc::gen::inRange(1, 20)), *rc::gen::elementOf(kActors), good};
}

// Walks 40 requests, with time going by, and looks after each that changed something.
template <class Look>
void Walk(Look look) {
  Door door;
  for (int i = 0; i < 40; ++i) {
    door.now += std::chrono::seconds{*rc::gen::inRange(0, 900)};
    const AgencyVisit before = door.visit;
    const Move move = Next(door);
    if (door.Do(move.step, *move.actor, move.good).empty()) look(before, door, move);
  }
}

RC_GTEST_PROP(AgencyProperty, NoPathReachesInsideWithoutAnAuthorisationOfThePremises, ()) {
  Walk([](const AgencyVisit& before, const Door& door, const Move&) {
    if (door.visit.state() != AgencyVisit::STATE_INSIDE) return;
    RC_ASSERT(before.state() == AgencyVisit::STATE_AUTHORISED);
    RC_ASSERT(before.authority().scope().premises());
    RC_ASSERT(before.authority().counsel_id() == kCounselId);
    RC_ASSERT(FromProto(before.authority().expires_at()) > door.now);
    RC_ASSERT(!door.visit.escort_id().empty());
    RC_ASSERT(!door.visit.badge().empty());
  });
}

RC_GTEST_PROP(AgencyProperty, OnlyCounselAuthorisesRefusesAndAgreesToANotice, ()) {
  Walk([](const AgencyVisit&, const Door& door, const Move&) {
    for (const auto& entry : door.visit.log()) {
      const bool counsels = entry.step() == v1::AGENCY_STEP_AUTHORISE ||
                            entry.step() == v1::AGENCY_STEP_REFUSE || entry.step() == v1::AGENCY_STEP_ASK ||
                            entry.step() == v1::AGENCY_STEP_DECIDE_NOTICE;
      RC_ASSERT(!counsels || entry.actor_id() == kCounselId);
    }
  });
}

RC_GTEST_PROP(AgencyProperty, WhoeverIsInsideWasAuthorisedOrIsWrittenDownAsWithoutConsent, ()) {
  Walk([](const AgencyVisit&, const Door& door, const Move&) {
    if (!door.visit.inside()) return;
    const bool entered = std::any_of(door.visit.log().begin(), door.visit.log().end(),
                                     [](const auto& entry) { return entry.step() == v1::AGENCY_STEP_ENTER; });
    RC_ASSERT(entered || door.visit.entered_without_consent());
  });
}

RC_GTEST_PROP(AgencyProperty, NobodyIsToldBeforeCounselHasAgreed, ()) {
  Walk([](const AgencyVisit&, const Door& door, const Move&) {
    if (!door.visit.notice().approved()) return;
    RC_ASSERT(door.visit.state() == AgencyVisit::STATE_CLOSED);
    RC_ASSERT(door.visit.notice().decided_by() == kCounselId);
  });
}

RC_GTEST_PROP(AgencyProperty, TheLogOnlyGrows, ()) {
  Walk([](const AgencyVisit& before, const Door& door, const Move& move) {
    RC_ASSERT(door.visit.log_size() == before.log_size() + 1);
    for (int i = 0; i < before.log_size(); ++i)
      RC_ASSERT(MessageDifferencer::Equals(before.log(i), door.visit.log(i)));
    RC_ASSERT(door.visit.log(before.log_size()).step() == move.step);
  });
}

RC_GTEST_PROP(AgencyProperty, EveryChangeIsARowOfTheTable, ()) {
  Walk([](const AgencyVisit& before, const Door& door, const Move& move) {
    RC_ASSERT(AgencyStateAfter(before.state(), move.step) == door.visit.state());
  });
}

RC_GTEST_PROP(AgencyProperty, AnAuthorisationThatHasRunOutLeavesNothingBehind, ()) {
  Walk([](const AgencyVisit&, const Door& door, const Move& move) {
    if (move.step != v1::AGENCY_STEP_EXPIRE) return;
    RC_ASSERT(door.visit.state() == AgencyVisit::STATE_LEGAL_REVIEW);
    RC_ASSERT(!door.visit.has_authority());
    RC_ASSERT(door.visit.page().ladder() == v1::AgencyPage::LADDER_COUNSEL);
  });
}

RC_GTEST_PROP(AgencyProperty, AHoldWithoutAnAnswerAlwaysHasAClock, ()) {
  Walk([](const AgencyVisit&, const Door& door, const Move&) {
    const auto& page = door.visit.page();
    const bool hold = door.visit.state() == AgencyVisit::STATE_ADMIN_REVIEW ||
                      door.visit.state() == AgencyVisit::STATE_LEGAL_REVIEW;
    RC_ASSERT(page.has_next_at() == (hold && page.answered_by().empty() && page.asked() < kAsksMax));
  });
}

RC_GTEST_PROP(AgencyProperty, TheVisitAlwaysFitsIntoOneEvent, ()) {
  Walk([](const AgencyVisit&, const Door& door, const Move&) {
    RC_ASSERT(door.visit.ByteSizeLong() + door.last.ByteSizeLong() < 16U * 1024U);
  });
}

// State policy bars asking or recording it, so no message of these requests has a field for it.
TEST(AgencyContract, NoFieldAsksWhereSomebodyIsFrom) {
  const std::vector<std::string> forbidden{"immigration", "nationality",    "citizen",  "birth_place",
                                           "birthplace",  "place_of_birth", "country",  "alien",
                                           "visa",        "ethnic",         "religion", "language"};
  int fields = 0;
  const auto look = [&](const auto& self, const google::protobuf::Descriptor& type) -> void {
    for (int i = 0; i < type.field_count(); ++i, ++fields)
      for (const auto& word : forbidden)
        EXPECT_EQ(type.field(i)->name().find(word), std::string::npos) << type.field(i)->full_name();
    for (int i = 0; i < type.nested_type_count(); ++i) self(self, *type.nested_type(i));
  };
  for (const auto* file :
       {v1::AgencyVisit::descriptor()->file(), v1::DocumentCopy::descriptor()->file(),
        v1::AgencyContacts::descriptor()->file(), v1::RecordArrivalRequest::descriptor()->file(),
        v1::RecordsRequest::descriptor()->file(), v1::RecordRequestRequest::descriptor()->file()})
    for (int i = 0; i < file->message_type_count(); ++i) look(look, *file->message_type(i));
  EXPECT_GT(fields, 200);
}

}  // namespace
}  // namespace watchbell::visitor
