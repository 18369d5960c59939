#include "services/visitor/domain/clearance.hpp"

#include <gtest/gtest.h>

namespace watchbell::visitor {
namespace {

using std::chrono::days;
using v1::Clearance;
using v1::ClearanceEvent;
using namespace std::chrono_literals;

constexpr std::chrono::year_month_day kToday = 2026y / 11 / 22;
const Context kNow{.now = TimePoint{std::chrono::sys_days{kToday}},
                   .request_id = "0198c0de-0000-7000-8000-000000000001",
                   .id = "0198c0de-0000-7000-8000-000000000001",
                   .actor_id = "principal"};

Clearance After(Clearance clearance, const Decision<ClearanceEvent>& decision) {
  if (const auto* event = std::get_if<ClearanceEvent>(&decision)) {
    ClearanceEvent stamped = *event;
    stamped.mutable_meta()->set_actor_id(kNow.actor_id);
    Clearances::Evolve(clearance, stamped);
  }
  return clearance;
}
std::string Reason(const Decision<ClearanceEvent>& decision) {
  const auto* error = std::get_if<Error>(&decision);
  return error ? error->reason : "";
}
v1::RequestClearanceRequest Asking() {
  v1::RequestClearanceRequest request;
  request.set_school("lincoln-es");
  request.set_given_name("Ana María");
  request.set_family_name("O'Brien-Smith");
  request.set_date_of_birth("1985-03-04");
  request.set_appointment_ref("FP-2231");
  return request;
}
Clearance Appointed() { return After({}, RequestClearance({}, Asking(), kToday, kNow)); }
Clearance Cleared(days length) {
  v1::DecideClearanceRequest request;
  request.set_cleared(true);
  request.set_expires_on("2027-11-22");
  return After(Appointed(), DecideClearance(Appointed(), request, kNow.now + length, kNow));
}

TEST(Clearance, AnAppointmentOpensNoDoorUntilItsOutcome) {
  const Clearance appointed = Appointed();
  EXPECT_EQ(appointed.status(), Clearance::STATUS_APPOINTED);
  EXPECT_EQ(appointed.appointment_ref(), "FP-2231");
  EXPECT_FALSE(IsValid(appointed, kNow.now));
  EXPECT_EQ(Clearances::IndexesOf(appointed).size(), 1U);
  const Clearance cleared = Cleared(days{365});
  EXPECT_TRUE(IsValid(cleared, kNow.now));
  EXPECT_EQ(cleared.decided_by(), "principal");
}

TEST(Clearance, IsFoundByThePersonHoweverTheNameIsWritten) {
  const auto indexes = Clearances::IndexesOf(Cleared(days{365}));
  ASSERT_EQ(indexes.size(), 2U);
  EXPECT_EQ(indexes[1].index, "clearance:lincoln-es");
  EXPECT_EQ(indexes[1].blind, PersonWord("ANA", "OBRIEN SMITH", "1985-03-04"));
  EXPECT_NE(indexes[1].blind, PersonWord("ANA", "OBRIEN SMITH", "1985-03-05"));
}

TEST(Clearance, EndsWithItsLastDay) {
  const Clearance cleared = Cleared(days{365});
  Context later = kNow;
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(Clearances::Tick(cleared, "lapse", kNow)));
  later.now += days{365};
  EXPECT_FALSE(IsValid(cleared, later.now));
  const Clearance expired = After(cleared, Clearances::Tick(cleared, "lapse", later));
  EXPECT_EQ(expired.status(), Clearance::STATUS_EXPIRED);
  EXPECT_TRUE(Clearances::DeadlinesOf(expired).empty());
}

TEST(Clearance, ANegativeOutcomeAndAWithdrawalTakeItOffTheDoorsIndex) {
  const Clearance cleared = Cleared(days{365});
  const Clearance refused = After(cleared, DecideClearance(cleared, {}, std::nullopt, kNow));
  EXPECT_EQ(refused.status(), Clearance::STATUS_NOT_CLEARED);
  EXPECT_FALSE(refused.has_lapses_at());
  EXPECT_EQ(Clearances::IndexesOf(refused).size(), 1U);
  const Clearance withdrawn = After(cleared, WithdrawClearance(cleared, {}, kNow));
  EXPECT_FALSE(IsValid(withdrawn, kNow.now));
  EXPECT_TRUE(Clearances::IndexesOf(withdrawn).empty());
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(WithdrawClearance(withdrawn, {}, kNow)));
  EXPECT_EQ(Reason(DecideClearance(withdrawn, {}, std::nullopt, kNow)), "CLEARANCE_WITHDRAWN");
}

TEST(Clearance, WithoutAnAppointmentItsTimeRunsFromTheDayItWasAskedFor) {
  auto asked = Asking();
  asked.clear_appointment_at();
  const auto waiting = After({}, RequestClearance({}, asked, kToday, kNow));
  EXPECT_EQ(Clearances::RetentionOf(waiting)->since, kNow.now);
  const auto refused = After(waiting, DecideClearance(waiting, {}, std::nullopt, kNow));
  EXPECT_EQ(Clearances::RetentionOf(refused)->since, kNow.now);
  asked.mutable_appointment_at()->set_seconds(1'900'000'000);
  EXPECT_EQ(Clearances::RetentionOf(After({}, RequestClearance({}, asked, kToday, kNow)))->since,
            FromProto(asked.appointment_at()));
  EXPECT_FALSE(Clearances::RetentionOf(Cleared(days{365})));
}

TEST(Clearance, WhatIsMissingOrMalformedIsNamed) {
  v1::DecideClearanceRequest cleared;
  cleared.set_cleared(true);
  EXPECT_EQ(Reason(DecideClearance(Appointed(), cleared, std::nullopt, kNow)), "EXPIRY_WRONG");
  EXPECT_EQ(Reason(DecideClearance(Appointed(), cleared, kNow.now, kNow)), "EXPIRY_WRONG");
  EXPECT_EQ(Reason(DecideClearance(Appointed(), cleared, kNow.now + kClearanceMax + days{1}, kNow)),
            "EXPIRY_WRONG");
  EXPECT_EQ(Reason(DecideClearance({}, cleared, kNow.now + days{1}, kNow)), "NOT_FOUND");
  auto nameless = Asking();
  nameless.clear_family_name();
  EXPECT_EQ(Reason(RequestClearance({}, nameless, kToday, kNow)), "NAME_MISSING");
  auto unborn = Asking();
  unborn.set_date_of_birth("2031-01-01");
  EXPECT_EQ(Reason(RequestClearance({}, unborn, kToday, kNow)), "BIRTH_DATE_MALFORMED");
}

}  // namespace
}  // namespace watchbell::visitor
