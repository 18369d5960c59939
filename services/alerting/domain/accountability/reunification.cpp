#include "services/alerting/domain/accountability/reunification.hpp"

#include <algorithm>
#include <map>

#include "common/id/id.hpp"
#include "services/alerting/domain/accountability/reunion.hpp"

namespace watchbell::alerting {
namespace {

using v1::Incident;
using v1::Reunification;
using v1::ReunificationEvent;

bool Does(const Incident& incident, v1::Action action) {
  return incident.action() == action ||
         std::any_of(incident.zones().begin(), incident.zones().end(),
                     [&](const auto& zone) { return zone.action() == action; });
}

}  // namespace

std::string ReunificationIdOf(const std::string& incident_id) {
  return id::Derive("reunification", incident_id);
}

void Reunifications::Evolve(Reunification& reunification, const ReunificationEvent& event) {
  switch (event.fact_case()) {
    case ReunificationEvent::kOpened:
      reunification = event.opened().reunification();
      reunification.set_state(Reunification::STATE_OPEN);
      reunification.set_opened_by(event.meta().actor_id());
      *reunification.mutable_opened_at() = event.meta().at();
      return;
    case ReunificationEvent::kClosed:
      reunification.set_state(Reunification::STATE_CLOSED);
      reunification.set_closed_by(event.meta().actor_id());
      *reunification.mutable_closed_at() = event.meta().at();
      return;
    case ReunificationEvent::FACT_NOT_SET: return;
  }
}

Indexes Reunifications::IndexesOf(const Reunification& reunification) {
  return {{"reunifications:" + reunification.school(),
           static_cast<double>(FromProto(reunification.opened_at()).time_since_epoch().count())}};
}

std::optional<Error> WhyNoReunification(const std::vector<v1::IncidentEvent>& history) {
  if (history.empty())
    return Refuse(Code::kNotFound, "NOT_FOUND", "Check the incident's id and its school.", "incident_id");
  const auto& now = history.back().incident();
  if (now.state() == Incident::STATE_OPEN && Does(now, v1::ACTION_EVACUATE)) return std::nullopt;
  const bool was_locked_down = std::any_of(history.begin(), history.end(), [](const auto& event) {
    return Does(event.incident(), v1::ACTION_LOCKDOWN) || Does(event.incident(), v1::ACTION_EVACUATE);
  });
  if (now.state() == Incident::STATE_RELEASED && was_locked_down) return std::nullopt;
  return Refuse(Code::kFailedPrecondition, "REUNIFICATION_NOT_NOW",
                "It starts while people are evacuated, or after a lockdown or an evacuation was released.",
                "incident_id");
}

Decision<ReunificationEvent> StartReunification(const Reunification& reunification,
                                                const v1::StartReunificationRequest& request,
                                                const Incident& incident, int students,
                                                const Context& context) {
  if (!reunification.id().empty()) return AlreadySo{};
  if (request.site().empty())
    return Refuse(Code::kInvalidArgument, "SITE_MISSING", "Say where families come to.", "site");
  if (request.site().size() > kReunionSiteBytesMax)
    return Refuse(Code::kInvalidArgument, "TEXT_TOO_LONG", "Shorten it to 200 characters.", "site");
  ReunificationEvent event;
  auto& opened = *event.mutable_opened()->mutable_reunification();
  opened.set_id(context.id);
  opened.set_school(request.school());
  opened.set_incident_id(incident.id());
  opened.set_drill(incident.drill());
  opened.set_site(request.site());
  opened.set_students(students);
  return event;
}

Decision<ReunificationEvent> CloseReunification(const Reunification& reunification, int rows,
                                                int unresolved) {
  if (reunification.id().empty())
    return Refuse(Code::kNotFound, "NOT_FOUND", "Check the id and the school.", "reunification_id");
  if (reunification.state() == Reunification::STATE_CLOSED) return AlreadySo{};
  if (rows < reunification.students()) {
    return Refuse(Code::kFailedPrecondition, "ROWS_MISSING",
                  "Not every student has a row yet; start the reunification again, it adds what is missing.");
  }
  if (unresolved > 0) {
    return Refuse(Code::kFailedPrecondition, "STUDENTS_UNRESOLVED",
                  "Every student must be released, with EMS, with the police or verified absent.");
  }
  ReunificationEvent event;
  event.mutable_closed();
  return event;
}

v1::ReunificationView ViewOf(const Reunification& reunification, const std::vector<v1::Reunion>& rows) {
  v1::ReunificationView view;
  *view.mutable_reunification() = reunification;
  std::map<v1::Reunion::State, int> count;
  for (const auto& row : rows) {
    ++count[row.state()];
    if (IsResolved(row.state()))
      view.set_resolved(view.resolved() + 1);
    else if (view.unresolved_size() < kUnresolvedMax)
      *view.add_unresolved() = row;
  }
  for (const auto& [state, students] : count) {
    auto& line = *view.add_counts();
    line.set_state(state);
    line.set_students(students);
  }
  return view;
}

}  // namespace watchbell::alerting
