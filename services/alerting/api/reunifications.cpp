#include <google/protobuf/util/message_differencer.h>

#include "common/ledger/window.hpp"
#include "common/record/routes.hpp"
#include "services/alerting/adapters/directory_client.hpp"
#include "services/alerting/api/accountability.hpp"
#include "services/alerting/api/api.hpp"

namespace watchbell::alerting {
namespace {

using google::protobuf::util::MessageDifferencer;

// Every fact of the incident; the newest one with what is sealed opened.
Result<std::vector<v1::IncidentEvent>> FactsOf(AccountParts& parts,
                                               const v1::StartReunificationRequest& request) {
  auto incident = Read(parts.incidents, request.school(), request.incident_id());
  if (!incident) return tl::unexpected<Error>(incident.error());
  auto history = parts.incidents.History(request.school(), request.incident_id());
  if (history) *history->emplace_back().mutable_incident() = std::move(*incident);
  return history;
}

// Where each student is by the roll call, if it has come to an end for them there.
Result<std::map<std::string, v1::Reunion::State>> GoneByRollCall(AccountParts& parts,
                                                                 const std::string& incident_id) {
  const auto lists = RollCallsOfIncident(parts, incident_id);
  if (!lists) return tl::unexpected<Error>(lists.error());
  std::map<std::string, v1::Reunion::State> gone;
  for (const auto& standing : StandingsOf(*lists)) {
    if (standing.row.state() == v1::RollCallRow::STATE_WITH_EMS)
      gone[standing.row.person_id()] = v1::Reunion::STATE_WITH_EMS;
    if (standing.row.state() == v1::RollCallRow::STATE_ABSENT_VERIFIED)
      gone[standing.row.person_id()] = v1::Reunion::STATE_ABSENT_VERIFIED;
  }
  return gone;
}

Status ExpectStudents(AccountParts& parts, const v1::Reunification& reunification, const Context& context,
                      const notification::v1::ListRosterResponse& roster,
                      const std::map<std::string, v1::Reunion::State>& gone) {
  std::vector<v1::Reunion> rows;
  for (const auto& student : roster.students()) {
    auto& row = rows.emplace_back();
    row.set_id(ReunionIdOf(reunification.id(), student.id()));
    row.set_school(reunification.school());
    row.set_reunification_id(reunification.id());
    row.set_drill(reunification.drill());
    row.set_student_id(student.id());
    row.set_given_name(student.given_name());
    row.set_family_name(student.family_name());
    const auto known = gone.find(student.id());
    row.set_state(known == gone.end() ? v1::Reunion::STATE_WAITING : known->second);
  }
  ledger::Window<Reunions> window(parts.reunions);
  for (const auto& row : rows) {
    Context own = context;
    own.request_id = id::Derive(context.request_id, row.id());
    window.Submit(
        row.school(), row.id(), own,
        [&row](const v1::Reunion& state, const Context&) { return Expect(state, row); }, true);
  }
  return window.Drain();
}

// A rehearsal is begun by who is trained in it. In an emergency nobody is asked: children are waiting.
Status MayLead(Parts& all, const rpc::Call& call, const v1::Incident& incident) {
  if (!incident.drill()) return {};
  const auto missing = MissingTrainings(all, incident.school(), call.caller.person_id,
                                        v1::TRAINED_TASK_LEAD_REUNIFICATION, call.now);
  if (!missing) return tl::unexpected<Error>(missing.error());
  if (missing->empty()) return {};
  return tl::unexpected<Error>(Untrained(*missing, "incident_id"));
}

Result<v1::Reunification> Start(Parts& all, AccountParts& parts, const rpc::Call& call,
                                const v1::StartReunificationRequest& request) {
  const auto context = ContextOf(call, request);
  if (!context) return tl::unexpected<Error>(context.error());
  const auto facts = FactsOf(parts, request);
  if (!facts) return tl::unexpected<Error>(facts.error());
  if (auto why = WhyNoReunification(*facts)) return tl::unexpected<Error>(std::move(*why));
  if (auto may = MayLead(all, call, facts->back().incident()); !may)
    return tl::unexpected<Error>(may.error());
  const auto roster = AskRoster(*parts.notification, call, request.school(), "");
  if (!roster) return tl::unexpected<Error>(roster.error());
  const auto gone = GoneByRollCall(parts, request.incident_id());
  if (!gone) return tl::unexpected<Error>(gone.error());
  auto started = Answer(parts.reunifications, call, request, ReunificationIdOf(request.incident_id()),
                        [&](const v1::Reunification& reunification, const Context& known) {
                          return StartReunification(reunification, request, facts->back().incident(),
                                                    roster->students_size(), known);
                        });
  if (!started || started->state() == v1::Reunification::STATE_CLOSED) return started;
  if (auto expected = ExpectStudents(parts, *started, *context, *roster, *gone); !expected)
    return tl::unexpected<Error>(expected.error());
  return started;
}

// A student's row while its reunification runs.
Result<v1::Reunion> OpenRow(AccountParts& parts, const std::string& school, const std::string& reunion_id) {
  auto row = Read(parts.reunions, school, reunion_id);
  if (!row) return row;
  const auto reunification = Read(parts.reunifications, school, row->reunification_id());
  if (!reunification) return tl::unexpected<Error>(reunification.error());
  if (reunification->state() == v1::Reunification::STATE_OPEN) return row;
  return Fail(Code::kFailedPrecondition, "REUNIFICATION_CLOSED", "Every student was resolved; it is over.",
              "reunion_id");
}

template <class Request>
auto Stepping(AccountParts& parts,
              Decision<v1::ReunionEvent> (*rule)(const v1::Reunion&, const Request&, const Context&)) {
  return [&parts, rule](const rpc::Call& call, const Request& request) -> Result<v1::Reunion> {
    if (auto row = OpenRow(parts, request.school(), request.reunion_id()); !row) return row;
    return Answer(
        parts.reunions, call, request, request.reunion_id(),
        [&](const v1::Reunion& reunion, const Context& context) { return rule(reunion, request, context); });
  };
}

// A step that compares an adult with the record of custody first.
template <class Request>
Result<v1::Reunion> Compare(AccountParts& parts, const rpc::Call& call, const Request& request,
                            const v1::ReunionAdult& (*adult_of)(const Request&, const v1::Reunion&),
                            Decision<v1::ReunionEvent> (*rule)(const v1::Reunion&, const Request&,
                                                               v1::ReunionVerdict, const Context&)) {
  const auto before = OpenRow(parts, request.school(), request.reunion_id());
  if (!before) return before;
  const auto adult = adult_of(request, *before);
  auto verdict = AskCustody(*parts.notification, call, *before, adult, IsoDate(parts.zone.DateOf(call.now)));
  if (!verdict) return tl::unexpected<Error>(verdict.error());
  const auto ordered = AskOrders(*parts.visitor, call, *before, adult);
  if (!ordered) return tl::unexpected<Error>(ordered.error());
  if (*ordered) verdict = v1::REUNION_VERDICT_BARRED;
  return Answer(parts.reunions, call, request, request.reunion_id(),
                [&](const v1::Reunion& reunion, const Context& context) -> Decision<v1::ReunionEvent> {
                  if (!MessageDifferencer::Equals(adult, adult_of(request, reunion))) {
                    return Refuse(Code::kAborted, "CARD_CHANGED",
                                  "Another adult came meanwhile; look again.");
                  }
                  return rule(reunion, request, *verdict, context);
                });
}

const v1::ReunionAdult& OnTheCard(const v1::PresentCardRequest& request, const v1::Reunion&) {
  return request.card().adult();
}
const v1::ReunionAdult& WithTheCard(const v1::ReleaseToAdultRequest&, const v1::Reunion& reunion) {
  return reunion.card().adult();
}

// Of the view, which may lag behind the record.
Result<std::vector<v1::Reunion>> RowsOf(AccountParts& parts, const std::string& reunification_id) {
  std::vector<v1::Reunion> rows;
  std::string page_token;
  do {
    auto page = parts.reunions.List(ReunionsOf(reunification_id), view::kPageMax, page_token);
    if (!page) return tl::unexpected<Error>(page.error());
    rows.insert(rows.end(), page->states.begin(), page->states.end());
    page_token = page->next_page_token;
  } while (!page_token.empty());
  return rows;
}

// Looks at every row on the record itself: a row that the view shows as resolved may have been opened again.
Result<v1::Reunification> Close(AccountParts& parts, const rpc::Call& call,
                                const v1::CloseReunificationRequest& request) {
  const auto rows = RowsOf(parts, request.reunification_id());
  if (!rows) return tl::unexpected<Error>(rows.error());
  int unresolved = 0;
  for (const auto& row : *rows) {
    const auto now = Read(parts.reunions, row.school(), row.id());
    if (!now) return tl::unexpected<Error>(now.error());
    if (!IsResolved(now->state())) ++unresolved;
  }
  return Answer(parts.reunifications, call, request, request.reunification_id(),
                [&](const v1::Reunification& reunification, const Context&) {
                  return CloseReunification(reunification, static_cast<int>(rows->size()), unresolved);
                });
}

Result<v1::ReunificationView> View(AccountParts& parts, const v1::GetReunificationRequest& request) {
  const auto reunification = Read(parts.reunifications, request.school(), request.reunification_id());
  if (!reunification) return tl::unexpected<Error>(reunification.error());
  const auto rows = RowsOf(parts, request.reunification_id());
  if (!rows) return tl::unexpected<Error>(rows.error());
  return ViewOf(*reunification, *rows);
}

Result<v1::ListReunionsResponse> List(AccountParts& parts, const v1::ListReunionsRequest& request) {
  if (auto known = Read(parts.reunifications, request.school(), request.reunification_id()); !known)
    return tl::unexpected<Error>(known.error());
  return PageOf(parts.reunions, &v1::ListReunionsResponse::add_reunions,
                ReunionsOf(request.reunification_id()), request);
}

}  // namespace

void ServeReunifications(rpc::Server& server, Parts& all, AccountParts& parts) {
  const std::string service = "watchbell.alerting.v1.ReunificationService";
  server.Unary(service + ".StartReunification",
               [&all, &parts](const rpc::Call& call, const v1::StartReunificationRequest& request) {
                 return Start(all, parts, call, request);
               });
  server.Unary(service + ".PresentCard",
               [&parts](const rpc::Call& call, const v1::PresentCardRequest& request) {
                 return Compare(parts, call, request, OnTheCard, PresentCard);
               });
  server.Unary(service + ".ReleaseToAdult",
               [&parts](const rpc::Call& call, const v1::ReleaseToAdultRequest& request) {
                 return Compare(parts, call, request, WithTheCard, ReleaseToAdult);
               });
  server.Unary(service + ".SendForStudent", Stepping<v1::SendForStudentRequest>(parts, SendForStudent));
  server.Unary(service + ".RecordReunionAnswer",
               Stepping<v1::RecordReunionAnswerRequest>(parts, RecordAnswer));
  server.Unary(service + ".RecordOutcome", Stepping<v1::RecordOutcomeRequest>(parts, RecordOutcome));
  server.Unary(service + ".CloseReunification",
               [&parts](const rpc::Call& call, const v1::CloseReunificationRequest& request) {
                 return Close(parts, call, request);
               });
  server.Unary(service + ".GetReunification",
               [&parts](const rpc::Call&, const v1::GetReunificationRequest& request) {
                 return View(parts, request);
               });
  server.Unary(service + ".ListReunions", [&parts](const rpc::Call&, const v1::ListReunionsRequest& request) {
    return List(parts, request);
  });
  Routes<Reunions>(server, parts.reunions, service).Get("GetReunion", &v1::GetReunionRequest::reunion_id);
}

}  // namespace watchbell::alerting
