// Since when each record of an alarm has been over, and of which kind it is in deploy/retention.json.
// Nothing: its time does not run yet. The shipped periods are design, the district's to change: six years for
// what a court or the state may still ask about, three for what shows that a yearly duty was done, one for
// what says where people were. Plans, committees, calendars, cameras and buttons stay as long as the school
// has them.
#include <algorithm>

#include "services/alerting/domain/assist.hpp"
#include "services/alerting/domain/camera.hpp"
#include "services/alerting/domain/committee.hpp"
#include "services/alerting/domain/dispatch.hpp"
#include "services/alerting/domain/drill.hpp"
#include "services/alerting/domain/drill_calendar.hpp"
#include "services/alerting/domain/emergency_plan.hpp"
#include "services/alerting/domain/incident.hpp"
#include "services/alerting/domain/review.hpp"
#include "services/alerting/domain/safety.hpp"
#include "services/alerting/domain/site_activity.hpp"
#include "services/alerting/domain/training.hpp"

namespace watchbell::alerting {

using retention::Span;

namespace {

// Nothing as long as the moment has not come.
std::optional<Span> Since(const char* kind, bool is_over, const google::protobuf::Timestamp& at) {
  if (!is_over || at.seconds() == 0) return std::nullopt;
  return Span{kind, FromProto(at)};
}

}  // namespace

std::optional<Span> Incidents::RetentionOf(const v1::Incident& incident) {
  return Since(incident.drill() ? "drill" : "closed", incident.has_closed_at(), incident.closed_at());
}

std::optional<Span> Assists::RetentionOf(const v1::Assist& assist) {
  return Since("closed", assist.has_closed_at(), assist.closed_at());
}

std::optional<Span> Dispatches::RetentionOf(const v1::Dispatch& dispatch) {
  const bool is_over = dispatch.state() != v1::Dispatch::STATE_UNSPECIFIED && !IsWaiting(dispatch);
  return Since("requested", is_over, dispatch.requested_at());
}

std::optional<Span> SafetyBatches::RetentionOf(const v1::SafetyBatch& batch) {
  const auto newest = std::max_element(
      batch.answers().begin(), batch.answers().end(),
      [](const auto& one, const auto& other) { return FromProto(one.at()) < FromProto(other.at()); });
  if (newest == batch.answers().end()) return std::nullopt;
  return Span{"answered", FromProto(newest->at())};
}

std::optional<Span> CameraGrants::RetentionOf(const v1::CameraGrant& grant) {
  return Since("ended", grant.state() == v1::CameraGrant::STATE_ENDED, grant.ends_at());
}

std::optional<Span> Drills::RetentionOf(const v1::Drill& drill) {
  if (drill.state() == v1::Drill::STATE_CANCELLED) return Since("held", true, drill.scheduled_at());
  return Since("held", drill.has_ended_at(), drill.ended_at());
}

std::optional<Span> DrillReports::RetentionOf(const v1::DrillReport& report) {
  return Since("issued", true, report.issued_at());
}

std::optional<Span> Trainings::RetentionOf(const v1::Training& training) {
  return Since("expired", training.expired(), training.expires_at());
}

std::optional<Span> IncidentChecklists::RetentionOf(const v1::IncidentChecklist& checklist) {
  return Since("opened", true, checklist.started_at());
}

std::optional<Span> SiteActivities::RetentionOf(const v1::SiteActivity& activity) {
  const bool is_over = activity.state() == v1::SiteActivity::STATE_ENDED ||
                       activity.state() == v1::SiteActivity::STATE_CANCELLED;
  return Since("ended", is_over, activity.ends_at());
}

std::optional<Span> CommitteeMeetings::RetentionOf(const v1::CommitteeMeeting& meeting) {
  return Since("held", true, meeting.held_at());
}

std::optional<Span> ActionItems::RetentionOf(const v1::ActionItem& item) {
  return Since("closed", item.state() == v1::ActionItem::STATE_CLOSED, item.closed_at());
}

std::optional<Span> Reviews::RetentionOf(const v1::Review& review) {
  return Since("closed", review.has_closed_at(), review.closed_at());
}

}  // namespace watchbell::alerting
