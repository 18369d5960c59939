#include "common/record/routes.hpp"
#include "services/alerting/api/api.hpp"

namespace watchbell::alerting {
namespace {

// Of the school year in which the moment lies; where no calendar is set, nothing is asked for.
Result<v1::DrillPolicy> PolicyAt(Parts& parts, const std::string& school, TimePoint at) {
  auto year = Read(parts.school_years, school, SchoolYearId(school, SchoolYearOf(parts.zone.DateOf(at))));
  if (year) return year->policy();
  if (year.error().code == Code::kNotFound) return v1::DrillPolicy{};
  return tl::unexpected<Error>(year.error());
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
Result<v1::Incident> OpenExercise(Parts& parts, const v1::StartDrillRequest& start, const Context& context) {
  auto recorded = parts.desk.RunOnSchool(
      start.school(), context,
      [&](const v1::Incident& incident, const Context& known) { return StartDrill(incident, start, known); },
      {});
  if (!recorded) return tl::unexpected<Error>(recorded.error());
  return std::move(recorded->state);
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
    v1::StartDrillRequest start;
    start.set_school(drill.school());
    start.set_action(ActionOf(drill));
    start.set_drill_id(drill.id());
    if (drill.kind() == v1::DRILL_KIND_FIRE) start.mutable_detail()->set_hazard("fire");
    const auto opened = OpenExercise(parts, start, *context);
    if (!opened) return tl::unexpected<Error>(opened.error());
    incident_id = opened->id();
  }
  return Answer(parts.drills, call, request, request.drill_id(),
                [&](const v1::Drill& state, const Context& known) {
                  return BeginDrill(state, incident_id, policy, *missing, known);
                });
}

// One of the calendar, from the alarm's side.
Result<v1::Incident> BeginPlanned(Parts& parts, const rpc::Call& call, const v1::StartDrillRequest& request) {
  const auto drill = Read(parts.drills, request.school(), request.drill_id());
  if (!drill) return tl::unexpected<Error>(drill.error());
  const auto policy = PolicyAt(parts, request.school(), FromProto(drill->scheduled_at()));
  if (!policy) return tl::unexpected<Error>(policy.error());
  v1::BeginDrillRequest begin;
  begin.set_request_id(request.request_id());
  begin.set_school(request.school());
  begin.set_drill_id(request.drill_id());
  const auto begun = Begin(parts, call, begin, *drill, *policy);
  if (!begun) return tl::unexpected<Error>(begun.error());
  if (begun->incident_id().empty())
    return Fail(Code::kFailedPrecondition, "NO_EXERCISE", "A bus drill sounds no alarm.", "drill_id");
  return Read(parts.incidents, request.school(), begun->incident_id());
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
        return Release(incident, release, {}, known);
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

// The rule, but for a drill whose time would be over at once: it would be erased again.
template <class Request>
auto WhileKept(Parts& parts, Routes<Drills>::Rule<Request> rule) {
  return [&parts, rule](const v1::Drill& drill, const Request& request,
                        const Context& context) -> Decision<v1::DrillEvent> {
    auto decision = rule(drill, request, context);
    const auto* event = std::get_if<v1::DrillEvent>(&decision);
    if (event == nullptr) return decision;
    v1::Drill after = drill;
    Drills::Evolve(after, *event);
    const auto end = parts.drills.EndOf(parts.drills.KeyOf(request.school(), context.id), after);
    if (end && *end <= context.now)
      return Refuse(Code::kInvalidArgument, "DRILL_TOO_OLD",
                    "The district keeps no drills of that time any more; check the date.", "ended_at");
    return decision;
  };
}

}  // namespace

Result<v1::Incident> StartDrillNow(Parts& parts, const rpc::Call& call,
                                   const v1::StartDrillRequest& request) {
  if (!request.drill_id().empty()) return BeginPlanned(parts, call, request);
  const auto context = ContextOf(call, request);
  if (!context) return tl::unexpected<Error>(context.error());
  const auto policy = PolicyAt(parts, request.school(), call.now);
  if (!policy) return tl::unexpected<Error>(policy.error());
  const auto missing =
      MissingTrainings(parts, request.school(), call.caller.person_id, v1::TRAINED_TASK_LEAD_DRILL, call.now);
  if (!missing) return tl::unexpected<Error>(missing.error());
  const auto rule = [&](const std::string& incident_id) {
    return [&, incident_id](const v1::Drill& drill, const Context& known) {
      return ImproviseDrill(drill, request, incident_id, *policy, *missing, known);
    };
  };
  const auto may = rule("")({}, *context);
  if (const auto* refusal = std::get_if<Error>(&may)) return tl::unexpected<Error>(*refusal);
  v1::StartDrillRequest start = request;
  start.set_drill_id(request.request_id());
  const auto exercise = OpenExercise(parts, start, *context);
  if (!exercise) return exercise;
  const auto drill = Answer(parts.drills, call, request, request.request_id(), rule(exercise->id()));
  if (!drill) return tl::unexpected<Error>(drill.error());
  return exercise;
}

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
  server.Unary(
      service + ".CorrectDrill", [&parts, rule = WhileKept<v1::CorrectDrillRequest>(parts, CorrectDrill)](
                                     const rpc::Call& call, const v1::CorrectDrillRequest& request) {
        return Answer(
            parts.drills, call, request, request.drill_id(),
            [&](const v1::Drill& drill, const Context& context) { return rule(drill, request, context); });
      });
  server.Unary(
      service + ".RecordDrill", [&parts, rule = WhileKept<v1::RecordDrillRequest>(parts, RecordDrill)](
                                    const rpc::Call& call, const v1::RecordDrillRequest& request) {
        return Answer(
            parts.drills, call, request, request.request_id(),
            [&](const v1::Drill& drill, const Context& context) { return rule(drill, request, context); },
            {.likely_new = true});
      });
  routes.Get("GetDrill", &v1::GetDrillRequest::drill_id);
  routes.List<v1::ListDrillsRequest>(
      "ListDrills", &v1::ListDrillsResponse::add_drills,
      [](const auto& request) { return "drills:" + request.school(); }, true);
}

}  // namespace watchbell::alerting
