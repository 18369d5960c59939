// What of calls for help, plans, trainings, the safety committee and the push to partners is whose news.
#include "services/notification/domain/causes/causes.hpp"
#include "watchbell/alerting/v1/assist.pb.h"
#include "watchbell/alerting/v1/cap_partner.pb.h"
#include "watchbell/alerting/v1/committee.pb.h"
#include "watchbell/alerting/v1/drill_calendar.pb.h"
#include "watchbell/alerting/v1/emergency_plan.pb.h"
#include "watchbell/alerting/v1/training.pb.h"

namespace watchbell::notification {
namespace {

using alerting::v1::ActionItemEvent;
using alerting::v1::AssistEvent;
using alerting::v1::CapPushEvent;
using alerting::v1::CommitteeEvent;
using alerting::v1::EmergencyPlanEvent;
using alerting::v1::SchoolYearEvent;
using alerting::v1::TrainingEvent;

constexpr char kPartnerRetired[] = "PARTNER_RETIRED";  // alerting's word

// What can wait until it is read; several of a kind are one subject.
Cause Reminder(const char* wording, const std::string& school, const std::string& about_id) {
  return Cause{.level = v1::LEVEL_INFO,
               .wording = wording,
               .subject = wording,
               .school = school,
               .about_id = about_id};
}

Cause ToNamed(Cause cause, std::vector<std::string> person_ids) {
  cause.audience = Audience::kNamed;
  cause.person_ids = std::move(person_ids);
  return cause;
}

Cause ToResponsible(Cause cause) {
  cause.audience = Audience::kResponsible;
  return cause;
}

// What the state asks of the school is the district's to see to.
Cause AndToDistrict(Cause cause) {
  cause.district = true;
  return cause;
}

}  // namespace

// A call for help moves nobody but those who answer.
std::optional<Cause> CauseOf(const AssistEvent& event) {
  if (!event.has_asked()) return std::nullopt;
  const auto& assist = event.assist();
  const bool medical = assist.kind() == alerting::v1::Assist::KIND_MEDICAL;
  return Cause{.audience = Audience::kResponsible,
               .level = v1::LEVEL_URGENT,
               .wording = medical ? "assist_medical" : "assist",
               .subject = "assist",
               .school = assist.school(),
               .about_id = assist.id()};
}

std::optional<Cause> CauseOf(const EmergencyPlanEvent& event) {
  if (!event.has_review_fell_due()) return std::nullopt;
  const auto& plan = event.emergency_plan();
  return AndToDistrict(ToResponsible(Reminder("plan_review_due", plan.school(), plan.school())));
}

std::optional<Cause> CauseOf(const SchoolYearEvent& event) {
  if (!event.has_fell_overdue()) return std::nullopt;
  const auto& school = event.school_year().school();
  return AndToDistrict(ToResponsible(Reminder("drill_overdue", school, school)));
}

std::optional<Cause> CauseOf(const CommitteeEvent& event) {
  if (!event.has_meeting_fell_due()) return std::nullopt;
  const auto& committee = event.committee();
  std::vector<std::string> members;
  for (const auto& member : committee.members()) members.push_back(member.person_id());
  return AndToDistrict(
      ToNamed(Reminder("committee_meeting_due", committee.school(), committee.school()), std::move(members)));
}

std::optional<Cause> CauseOf(const ActionItemEvent& event) {
  if (!event.has_fell_overdue()) return std::nullopt;
  const auto& item = event.action_item();
  return AndToDistrict(ToNamed(Reminder("action_item_overdue", item.school(), item.id()), {item.owner_id()}));
}

std::optional<Cause> CauseOf(const TrainingEvent& event) {
  if (!event.has_end_is_near() && !event.has_expired()) return std::nullopt;
  const auto& training = event.training();
  const char* wording = event.has_expired() ? "training_expired" : "training_end_is_near";
  return ToNamed(Reminder(wording, training.school(), training.id()), {training.person_id()});
}

// A partner that cannot be reached must be called; one that was retired need not be.
std::optional<Cause> CauseOf(const CapPushEvent& event) {
  if (!event.has_died() || event.died().reason() == kPartnerRetired) return std::nullopt;
  const auto& push = event.cap_push();
  auto cause = ToResponsible(Reminder("partner_not_reached", push.school(), push.id()));
  cause.level = v1::LEVEL_ADVISORY;
  return cause;
}

}  // namespace watchbell::notification
