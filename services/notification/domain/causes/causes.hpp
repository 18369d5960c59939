// Which event is whose news, and how urgent: one file for each service that the events come from.
#pragma once

#include <optional>

#include "services/notification/domain/cause.hpp"

// Named only, so that whoever asks about one event need not read the messages of all.
namespace watchbell::alerting::v1 {
class IncidentEvent;
class ReunionEvent;
class AssistEvent;
class EmergencyPlanEvent;
class CommitteeEvent;
class ActionItemEvent;
class TrainingEvent;
class CapPushEvent;
class DispatchEvent;
class SchoolYearEvent;
}  // namespace watchbell::alerting::v1
namespace watchbell::visitor::v1 {
class VisitEvent;
class DismissalEvent;
class AgencyVisitEvent;
}  // namespace watchbell::visitor::v1
namespace watchbell::threat_intake::v1 {
class TipEvent;
class CaseEvent;
class ThreatActionEvent;
class SupportPlanEvent;
class BullyingCaseEvent;
class SuicideRiskEvent;
}  // namespace watchbell::threat_intake::v1

namespace watchbell::notification {

// Nothing: the event is nobody's news.
std::optional<Cause> CauseOf(const alerting::v1::IncidentEvent& event);
std::optional<Cause> CauseOf(const visitor::v1::VisitEvent& event);
std::optional<Cause> CauseOf(const visitor::v1::DismissalEvent& event);
std::optional<Cause> CauseOf(const alerting::v1::ReunionEvent& event);
std::optional<Cause> CauseOf(const threat_intake::v1::TipEvent& event);
std::optional<Cause> CauseOf(const visitor::v1::AgencyVisitEvent& event);
std::optional<Cause> CauseOf(const alerting::v1::AssistEvent& event);
std::optional<Cause> CauseOf(const alerting::v1::EmergencyPlanEvent& event);
std::optional<Cause> CauseOf(const alerting::v1::CommitteeEvent& event);
std::optional<Cause> CauseOf(const alerting::v1::ActionItemEvent& event);
std::optional<Cause> CauseOf(const alerting::v1::TrainingEvent& event);
std::optional<Cause> CauseOf(const alerting::v1::CapPushEvent& event);
std::optional<Cause> CauseOf(const alerting::v1::DispatchEvent& event);
std::optional<Cause> CauseOf(const alerting::v1::SchoolYearEvent& event);
std::optional<Cause> CauseOf(const threat_intake::v1::CaseEvent& event);
std::optional<Cause> CauseOf(const threat_intake::v1::ThreatActionEvent& event);
std::optional<Cause> CauseOf(const threat_intake::v1::SupportPlanEvent& event);
std::optional<Cause> CauseOf(const threat_intake::v1::BullyingCaseEvent& event);
std::optional<Cause> CauseOf(const threat_intake::v1::SuicideRiskEvent& event);

}  // namespace watchbell::notification
