#include "services/alerting/adapters/cap_sources.hpp"

#include "common/id/id.hpp"
#include "watchbell/alerting/v1/assist.pb.h"
#include "watchbell/alerting/v1/reunification.pb.h"
#include "watchbell/threat_intake/v1/case.pb.h"
#include "watchbell/threat_intake/v1/tip.pb.h"
#include "watchbell/visitor/v1/agency_visit.pb.h"
#include "watchbell/visitor/v1/visit.pb.h"

namespace watchbell::alerting::cap {
namespace {

constexpr std::string_view kReunificationOf = "cap reunification", kSwattingOf = "cap swatting";

template <class Event, class Subject>
Beside Of(Kind kind, std::string_view about, const Event& event, const Subject& subject) {
  return {.kind = kind,
          .id = id::Derive(about, subject.id()),
          .school = subject.school(),
          .at = FromProto(event.meta().at())};
}

}  // namespace

std::optional<Beside> BesideOf(const visitor::v1::VisitEvent& event) {
  if (!event.has_denied()) return std::nullopt;
  return Of(Kind::kVisitorMatch, "cap visit", event, event.visit());
}

std::optional<Beside> BesideOf(const visitor::v1::AgencyVisitEvent& event) {
  // Who came at our own call never gets that far.
  if (!event.has_handed_to_administrator()) return std::nullopt;
  return Of(Kind::kAgencyVisit, "cap agency visit", event, event.visit());
}

std::optional<Beside> BesideOf(const threat_intake::v1::TipEvent& event) {
  using threat_intake::v1::Tip;
  const auto& tip = event.tip();
  const bool open = tip.state() == Tip::STATE_RECEIVED || tip.state() == Tip::STATE_ACKNOWLEDGED;
  if (!tip.life_safety() || !open) return std::nullopt;
  // Whether it is Security or Health says its category, which is sealed from us.
  return Of(Kind::kTipSecurity, "cap tip", event, tip);
}

std::optional<Beside> BesideOf(const threat_intake::v1::CaseEvent& event) {
  namespace intake = threat_intake::v1;
  const auto& assessment = event.assessment();
  const bool very_serious = assessment.level() == intake::CASE_LEVEL_VERY_SERIOUS;
  // While somebody is in danger now, whoever threatens has not been found.
  if (assessment.has_danger_since() && (very_serious || event.has_imminent_danger_declared()))
    return Of(Kind::kThreatAtLarge, "cap threat at large", event, assessment);
  const bool news = event.has_classified() || event.has_level_raised();
  if (!news || !very_serious) return std::nullopt;  // anything less is the school's own matter
  return Of(Kind::kThreatInquiry, "cap threat", event, assessment);
}

std::optional<Beside> BesideOf(const v1::AssistEvent& event) {
  if (!event.has_asked()) return std::nullopt;
  const bool medical = event.assist().kind() == v1::Assist::KIND_MEDICAL;
  return Of(medical ? Kind::kMedical : Kind::kAssist, "cap assist", event, event.assist());
}

std::optional<Beside> BesideOf(const v1::ReunificationEvent& event) {
  if (!event.has_opened()) return std::nullopt;
  const auto& reunification = event.reunification();
  return Beside{.kind = Kind::kReunification,
                .id = id::Derive(kReunificationOf, reunification.incident_id()),
                .school = reunification.school(),
                .at = FromProto(event.meta().at())};
}

Beside SwattingOf(const v1::Incident& incident, TimePoint at) {
  return {.kind = Kind::kSwatting,
          .id = id::Derive(kSwattingOf, incident.id()),
          .school = incident.school(),
          .at = at};
}

std::vector<std::string> IdsBeside(const std::string& incident_id) {
  return {id::Derive(kReunificationOf, incident_id), id::Derive(kSwattingOf, incident_id)};
}

}  // namespace watchbell::alerting::cap
