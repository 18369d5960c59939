#include "common/record/routes.hpp"
#include "common/report/sheet.hpp"
#include "services/alerting/api/api.hpp"
#include "services/alerting/domain/drill_compliance.hpp"

namespace watchbell::alerting {
namespace {

constexpr int kDrillsOfYearMax = 2000;  // ten times what any school holds in a year
constexpr int kPageMax = 500;
constexpr std::size_t kPieceBytes = 32 * 1024;  // of a CSV file, in one message

Result<v1::SchoolYear> YearOf(Parts& parts, const std::string& school, int year) {
  return Read(parts.school_years, school, SchoolYearId(school, year));
}

// Of the school year in which the moment lies; where no calendar is set, nothing is asked for.
Result<v1::DrillPolicy> PolicyAt(Parts& parts, const std::string& school, TimePoint at) {
  auto year = YearOf(parts, school, SchoolYearOf(parts.zone.DateOf(at)));
  if (year) return year->policy();
  if (year.error().code == Code::kNotFound) return v1::DrillPolicy{};
  return tl::unexpected<Error>(year.error());
}

Result<std::vector<v1::Drill>> DrillsOf(Parts& parts, const std::string& school) {
  std::vector<v1::Drill> drills;
  std::string token;
  do {
    auto page = parts.drills.List("drills:" + school, kPageMax, token, true);
    if (!page) return tl::unexpected<Error>(page.error());
    std::move(page->states.begin(), page->states.end(), std::back_inserter(drills));
    token = page->next_page_token;
  } while (!token.empty() && drills.size() < kDrillsOfYearMax);
  return drills;
}

// An answer of a rule that needs what the district asks for.
template <class Request, class Rule>
auto Under(Parts& parts, Rule rule) {
  return [&parts, rule](const rpc::Call& call, const Request& request) -> Result<v1::Drill> {
    const auto drill = Read(parts.drills, request.school(), request.drill_id());
    if (!drill) return tl::unexpected<Error>(drill.error());
    const auto policy = PolicyAt(parts, request.school(), FromProto(drill->scheduled_at()));
    if (!policy) return tl::unexpected<Error>(policy.error());
    return rule(call, request, *drill, *policy);
  };
}

Result<v1::Drill> Schedule(Parts& parts, const rpc::Call& call, const v1::ScheduleDrillRequest& request) {
  const auto policy = PolicyAt(parts, request.school(), FromProto(request.scheduled_at()));
  if (!policy) return tl::unexpected<Error>(policy.error());
  return Answer(parts.drills, call, request, request.request_id(),
                [&](const v1::Drill& state, const Context& context) {
                  return ScheduleDrill(state, request, *policy, context);
                },
                {.likely_new = true});
}

// The exercise on the alarm's own record, by the same request: a repetition finds it again.
Result<std::string> OpenExercise(Parts& parts, const v1::Drill& drill, const Context& context) {
  v1::StartDrillRequest start;
  start.set_request_id(context.request_id);
  start.set_school(drill.school());
  start.set_action(ActionOf(drill));
  if (drill.kind() == v1::DRILL_KIND_FIRE) start.mutable_detail()->set_hazard("fire");
  auto recorded = parts.desk.RunOnSchool(
      drill.school(), context,
      [&](const v1::Incident& incident, const Context& known) { return StartDrill(incident, start, known); },
      {});
  if (!recorded) return tl::unexpected<Error>(recorded.error());
  return recorded->id;
}

Result<v1::Drill> Begin(Parts& parts, const rpc::Call& call, const v1::BeginDrillRequest& request,
                        const v1::Drill& drill, const v1::DrillPolicy& policy) {
  const auto context = ContextOf(call, request);
  if (!context) return tl::unexpected<Error>(context.error());
  const auto missing = MissingTrainings(parts, request.school(), drill.plan().leader_id(),
                                        v1::TRAINED_TASK_LEAD_DRILL, call.now);
  if (!missing) return tl::unexpected<Error>(missing.error());
  const auto may = BeginDrill(drill, "", policy, *missing, *context);
  if (const auto* refusal = std::get_if<Error>(&may)) return tl::unexpected<Error>(*refusal);
  if (std::holds_alternative<AlreadySo>(may)) return drill;
  std::string incident_id;
  if (ActionOf(drill) != v1::ACTION_UNSPECIFIED) {
    auto opened = OpenExercise(parts, drill, *context);
    if (!opened) return tl::unexpected<Error>(opened.error());
    incident_id = std::move(*opened);
  }
  return Answer(parts.drills, call, request, request.drill_id(),
                [&](const v1::Drill& state, const Context& known) {
                  return BeginDrill(state, incident_id, policy, *missing, known);
                });
}

// Releases what is still open of the exercise. True: something real had ended it.
Result<bool> CloseExercise(Parts& parts, const v1::Drill& drill, const Context& context) {
  if (drill.incident_id().empty()) return false;
  v1::ReleaseRequest release;
  release.set_request_id(context.request_id);
  release.set_school(drill.school());
  const auto recorded = parts.incidents.Run(
      drill.school(), drill.incident_id(), context,
      [&](const v1::Incident& incident, const Context& known) -> Decision<v1::IncidentEvent> {
        if (incident.state() != v1::Incident::STATE_OPEN) return AlreadySo{};
        return Release(incident, release, known);
      });
  if (!recorded) return tl::unexpected<Error>(recorded.error());
  parts.desk.Remember(recorded->state);
  return recorded->state.state() == v1::Incident::STATE_PREEMPTED;
}

// Both ends of a running drill: its exercise first, then `rule(drill, preempted, context)`.
template <class Request, class Rule>
auto Ending(Parts& parts, Rule rule) {
  return [&parts, rule](const rpc::Call& call, const Request& request) -> Result<v1::Drill> {
    const auto context = ContextOf(call, request);
    if (!context) return tl::unexpected<Error>(context.error());
    const auto drill = Read(parts.drills, request.school(), request.drill_id());
    if (!drill) return tl::unexpected<Error>(drill.error());
    const auto may = rule(*drill, false, request, *context);
    if (const auto* refusal = std::get_if<Error>(&may)) return tl::unexpected<Error>(*refusal);
    const auto preempted = CloseExercise(parts, *drill, *context);
    if (!preempted) return tl::unexpected<Error>(preempted.error());
    return Answer(parts.drills, call, request, request.drill_id(),
                  [&](const v1::Drill& state, const Context& known) {
                    return rule(state, *preempted, request, known);
                  });
  };
}

Result<v1::Compliance> Compliance(Parts& parts, const rpc::Call& call,
                                  const v1::GetComplianceRequest& request) {
  const auto year = YearOf(parts, request.school(), request.year());
  if (!year) return tl::unexpected<Error>(year.error());
  const auto as_of =
      request.as_of().empty() ? std::optional{parts.zone.DateOf(call.now)} : ParseIsoDate(request.as_of());
  if (!as_of) return Fail(Code::kInvalidArgument, "DAY_WRONG", "State a day as YYYY-MM-DD.", "as_of");
  const auto drills = DrillsOf(parts, request.school());
  if (!drills) return tl::unexpected<Error>(drills.error());
  const auto report =
      Read(parts.drill_reports, request.school(), DrillReportId(request.school(), request.year()));
  std::optional<std::chrono::year_month_day> reported_on;
  if (report) reported_on = parts.zone.DateOf(FromProto(report->issued_at()));
  return ComplianceOf(*year, *drills, *as_of, parts.zone, reported_on);
}

Result<v1::DrillReport> Issue(Parts& parts, const rpc::Call& call,
                              const v1::IssueDrillReportRequest& request) {
  const auto year = YearOf(parts, request.school(), request.year());
  if (!year) return tl::unexpected<Error>(year.error());
  const auto drills = DrillsOf(parts, request.school());
  if (!drills) return tl::unexpected<Error>(drills.error());
  const auto draft = DraftReport(*year, *drills, parts.zone.DateOf(call.now), parts.zone);
  return Answer(parts.drill_reports, call, request, DrillReportId(request.school(), request.year()),
                [&](const v1::DrillReport& state, const Context& context) {
                  return IssueReport(state, draft, context);
                });
}

// Nothing in a report is sealed, so its history reads as it stands.
Result<v1::DrillReport> ReportVersion(Parts& parts, const std::string& school, int year, int version) {
  const auto id = DrillReportId(school, year);
  if (version == 0) return Read(parts.drill_reports, school, id);
  const auto history = parts.drill_reports.History(school, id);
  if (!history) return tl::unexpected<Error>(history.error());
  for (const auto& event : *history) {
    if (event.drill_report().version() == version) return event.drill_report();
  }
  return Fail(Code::kNotFound, "NOT_FOUND", "There is no such version.", "version");
}

void Export(Parts& parts, const v1::ExportDrillReportRequest& request, rpc::Stream& stream) {
  const auto report = ReportVersion(parts, request.school(), request.year(), request.version());
  if (!report) return stream.Finish(tl::unexpected<Error>(report.error()));
  auto rows = SheetOf(*report);
  v1::ExportDrillReportResponse piece;
  piece.set_version(report->version());
  piece.set_total(static_cast<std::int64_t>(rows.size()));
  for (std::size_t sent = 0; sent < rows.size();) {
    *piece.mutable_csv() += report::SheetRow(std::move(rows[sent]));
    piece.set_sent(static_cast<std::int64_t>(++sent));
    if (piece.csv().size() < kPieceBytes && sent < rows.size()) continue;
    if (!stream.Send(piece)) return;
    piece.clear_csv();
  }
  stream.Finish({});
}

void ServeCalendar(rpc::Server& server, Parts& parts) {
  const std::string service = "watchbell.alerting.v1.DrillCalendarService";
  server.Unary(
      service + ".SetSchoolYear", [&parts](const rpc::Call& call, const v1::SetSchoolYearRequest& request) {
        return Answer(parts.school_years, call, request, SchoolYearId(request.school(), request.year()),
                      [&](const v1::SchoolYear& state, const Context& context) {
                        return SetSchoolYear(state, request, context);
                      });
      });
  server.Unary(service + ".GetSchoolYear",
               [&parts](const rpc::Call&, const v1::GetSchoolYearRequest& request) {
                 return YearOf(parts, request.school(), request.year());
               });
  server.Unary(service + ".GetCompliance",
               [&parts](const rpc::Call& call, const v1::GetComplianceRequest& request) {
                 return Compliance(parts, call, request);
               });
  server.Unary(service + ".IssueDrillReport",
               [&parts](const rpc::Call& call, const v1::IssueDrillReportRequest& request) {
                 return Issue(parts, call, request);
               });
  server.Unary(service + ".GetDrillReport",
               [&parts](const rpc::Call&, const v1::GetDrillReportRequest& request) {
                 return ReportVersion(parts, request.school(), request.year(), request.version());
               });
  server.Streaming(service + ".ExportDrillReport",
                   [&parts](const rpc::Call&, const v1::ExportDrillReportRequest& request,
                            const std::shared_ptr<rpc::Stream>& stream) { Export(parts, request, *stream); });
}

}  // namespace

void ServeDrills(rpc::Server& server, Parts& parts) {
  const std::string service = "watchbell.alerting.v1.DrillService";
  server.Unary(service + ".ScheduleDrill",
               [&parts](const rpc::Call& call, const v1::ScheduleDrillRequest& request) {
                 return Schedule(parts, call, request);
               });
  server.Unary(service + ".AnnounceDrill",
               Under<v1::AnnounceDrillRequest>(
                   parts, [&parts](const auto& call, const auto& request, const auto&, const auto& policy) {
                     return Answer(parts.drills, call, request, request.drill_id(),
                                   [&](const v1::Drill& state, const Context& context) {
                                     return AnnounceDrill(state, policy, context);
                                   });
                   }));
  server.Unary(service + ".BeginDrill",
               Under<v1::BeginDrillRequest>(parts, [&parts](const auto& call, const auto& request,
                                                            const auto& drill, const auto& policy) {
                 return Begin(parts, call, request, drill, policy);
               }));
  server.Unary(service + ".EndDrill",
               Ending<v1::EndDrillRequest>(
                   parts, [](const v1::Drill& drill, bool preempted, const auto&, const Context& context) {
                     return EndDrill(drill, preempted, context);
                   }));
  server.Unary(service + ".AbortDrill",
               Ending<v1::AbortDrillRequest>(
                   parts, [](const v1::Drill& drill, bool, const auto& request, const Context& context) {
                     return AbortDrill(drill, request, context);
                   }));
  Routes<Drills> routes(server, parts.drills, service);
  routes.Change("CancelDrill", &v1::CancelDrillRequest::drill_id, CancelDrill);
  routes.Change("EvaluateDrill", &v1::EvaluateDrillRequest::drill_id, EvaluateDrill);
  routes.Change("CorrectDrill", &v1::CorrectDrillRequest::drill_id, CorrectDrill);
  routes.Create("RecordDrill", RecordDrill);
  routes.Get("GetDrill", &v1::GetDrillRequest::drill_id);
  routes.List<v1::ListDrillsRequest>(
      "ListDrills", &v1::ListDrillsResponse::add_drills,
      [](const auto& request) { return "drills:" + request.school(); }, true);
  ServeCalendar(server, parts);
}

}  // namespace watchbell::alerting
