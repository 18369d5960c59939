#include "services/alerting/service.hpp"

#include "common/telemetry/log.hpp"
#include "watchbell/notification/v1/notice.pb.h"

namespace watchbell::alerting {
namespace {

using std::chrono::milliseconds;

// An alarm does not wait for a record that hesitates: after this it goes out directly and is recorded later.
constexpr ledger::RunOptions kAlarm{.append_timeout = milliseconds{300}, .append_tries = 1};
constexpr milliseconds kDirectTimeout{2000};
constexpr milliseconds kReplayEvery{250};
constexpr int kSchoolAttemptsMax = 8;
constexpr int kOpenIncidentsMax = 500;

}  // namespace

AlertingService::AlertingService(service::Host& host, std::unique_ptr<AlarmJournal> journal,
                                 std::shared_ptr<rpc::Client> notification)
    : host_(host),
      record_(host, std::string{Incidents::kService}),
      incidents_(record_.environment()),
      journal_(std::move(journal)),
      notification_(std::move(notification)),
      mirror_(host.bus(), host.sealer(),
              [this](const names::Key&, const v1::Incident& incident) { Remember(incident); }),
      replay_([this](const std::stop_token& stop) { ReplayJournal(stop); }) {
  record_.Follow(incidents_);
  Register(host.server());
}

AlertingService::~AlertingService() {
  replay_.request_stop();
  record_.Stop();
}

std::optional<v1::Incident> AlertingService::Latest(const std::string& school) {
  const std::scoped_lock lock(mutex_);
  const auto known = latest_.find(school);
  return known == latest_.end() ? std::nullopt : std::optional{known->second};
}

void AlertingService::Remember(const v1::Incident& incident) {
  const std::scoped_lock lock(mutex_);
  auto& known = latest_[incident.school()];
  const bool older = known.id() == incident.id()
                         ? incident.sequence() < known.sequence()
                         : FromProto(incident.raised_at()) < FromProto(known.raised_at());
  if (!older) known = incident;
}

AlertingService::Recorded AlertingService::RunOnSchool(const std::string& school, const Context& context,
                                                       const Ledger::Decide& decide,
                                                       const ledger::RunOptions& options) {
  auto last = Latest(school);
  if (!last) {
    const auto newest = incidents_.Newest(school, options.append_timeout);
    if (!newest && newest.error().code == Code::kUnavailable) return tl::unexpected<Error>(newest.error());
    // An event that cannot be read stops no alarm: the chain of incidents is walked from its beginning.
    if (newest && *newest) last = (*newest)->state;
  }
  for (int attempt = 0; attempt < kSchoolAttemptsMax; ++attempt) {
    const bool open = last && last->state() == v1::Incident::STATE_OPEN;
    const std::string id = open ? last->id() : NextIncidentId(school, last ? &*last : nullptr);
    auto recorded = incidents_.Run(school, id, context, decide, options);
    if (recorded) {
      Remember(recorded->state);
      return recorded;
    }
    if (recorded.error().reason == kDrillRunning) {
      Context preempting = context;
      preempting.request_id = id::Derive("preempt", context.request_id);
      recorded = incidents_.Run(school, id, preempting, Preempt, options);
    } else if (recorded.error().reason == kIncidentClosed) {
      recorded = incidents_.Get(school, id);
    }
    if (!recorded) return recorded;
    last = recorded->state;
    Remember(*last);
  }
  return Fail(Code::kAborted, "TOO_BUSY", "The school's state changes quickly; try again.");
}

Result<v1::Incident> AlertingService::Raise(const rpc::Call& call, const v1::RaiseRequest& request) {
  const auto context = ContextOf(call, request);
  if (!context) return tl::unexpected<Error>(context.error());
  auto recorded = RunOnSchool(
      request.school(), *context,
      [&](const v1::Incident& incident, const Context& known) {
        return alerting::Raise(incident, request, known);
      },
      kAlarm);
  if (recorded) return std::move(recorded->state);
  const auto code = recorded.error().code;
  if (code != Code::kUnavailable && code != Code::kInternal) return tl::unexpected<Error>(recorded.error());
  return RaiseWithoutRecord(call, request, *context);
}

Result<v1::Incident> AlertingService::RaiseWithoutRecord(const rpc::Call& call,
                                                         const v1::RaiseRequest& request,
                                                         const Context& context) {
  const auto last = Latest(request.school());
  const bool open = last && last->state() == v1::Incident::STATE_OPEN && !last->drill();
  const std::string id = open ? last->id() : NextIncidentId(request.school(), last ? &*last : nullptr);
  auto event = incidents_.Draft(
      request.school(), id, context,
      [&](const v1::Incident&, const Context& known) { return alerting::Raise({}, request, known); });
  if (!event) return tl::unexpected<Error>(event.error());
  const auto kept = journal_->Keep({request, context});

  notification::v1::DeliverAlarmRequest direct;
  direct.set_school(request.school());
  direct.set_event_id(ledger::EventId(incidents_.KeyOf(request.school(), id), context.request_id));
  *direct.mutable_event() = **event;
  notification::v1::DeliverAlarmResponse response;
  const auto delivered = notification_->CallAndWait(
      "watchbell.notification.v1.NoticeService.DeliverAlarm", direct, response,
      {.metadata = {{identity::kTokenHeader, "Bearer " + call.token}, {"traceparent", context.traceparent}},
       .timeout = kDirectTimeout});
  log::Warn("alarm_without_record", {{"school", request.school()},
                                     {"journalled", kept ? "yes" : kept.error().reason},
                                     {"delivered", delivered ? "yes" : delivered.error().reason}});
  if (!kept && !delivered) return tl::unexpected<Error>(kept.error());
  return (*event)->incident();
}

void AlertingService::ReplayJournal(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    std::this_thread::sleep_for(kReplayEvery);
    if (!host_.bus()->Connected()) continue;
    for (const auto& alarm : journal_->Waiting()) {
      const auto recorded = RunOnSchool(alarm.request.school(), alarm.context,
                                        [&](const v1::Incident& incident, const Context& known) {
                                          return alerting::Raise(incident, alarm.request, known);
                                        },
                                        {});
      if (!recorded && recorded.error().code == Code::kUnavailable) break;
      if (!recorded) log::Error("journal_refused", {{"why", recorded.error().reason}});
      journal_->Remove(alarm.context.request_id);
    }
  }
}

Result<v1::Incident> AlertingService::StartDrill(const rpc::Call& call,
                                                 const v1::StartDrillRequest& request) {
  const auto context = ContextOf(call, request);
  if (!context) return tl::unexpected<Error>(context.error());
  auto recorded = RunOnSchool(request.school(), *context,
                              [&](const v1::Incident& incident, const Context& known) {
                                return alerting::StartDrill(incident, request, known);
                              },
                              {});
  if (!recorded) return tl::unexpected<Error>(recorded.error());
  return std::move(recorded->state);
}

Result<v1::ListOpenIncidentsResponse> AlertingService::ListOpen(const rpc::Call& call) {
  auto page = incidents_.List("open", kOpenIncidentsMax, "");
  if (!page) return tl::unexpected<Error>(page.error());
  v1::ListOpenIncidentsResponse response;
  for (auto& incident : page->states) {
    if (!host_.roles().PermissionsAt(call.caller, incident.school()).contains("incident.read")) continue;
    policy::Redact(incident, host_.roles().ClassesAt(call.caller, incident.school()));
    *response.add_incidents() = std::move(incident);
  }
  return response;
}

template <class Request>
Result<v1::Incident> AlertingService::Change(const rpc::Call& call, const Request& request,
                                             const Ledger::Decide& decide) {
  auto incident = Answer(incidents_, call, request, request.incident_id(), decide);
  if (incident) Remember(*incident);
  return incident;
}

void AlertingService::Register(rpc::Server& server) {
  const std::string service = "watchbell.alerting.v1.AlarmService.";
  server.Unary(service + "Raise", [this](const rpc::Call& call, const v1::RaiseRequest& request) {
    return Raise(call, request);
  });
  server.Unary(service + "StartDrill", [this](const rpc::Call& call, const v1::StartDrillRequest& request) {
    return StartDrill(call, request);
  });
  server.Unary(service + "SetAction", [this](const rpc::Call& call, const v1::SetActionRequest& request) {
    return Change(call, request, [&](const v1::Incident& incident, const Context& context) {
      return SetAction(incident, request, context);
    });
  });
  server.Unary(service + "TakeCommand", [this](const rpc::Call& call, const v1::TakeCommandRequest& request) {
    return Change(call, request, [&](const v1::Incident& incident, const Context& context) {
      return TakeCommand(incident, context);
    });
  });
  server.Unary(service + "ConfirmPolice",
               [this](const rpc::Call& call, const v1::ConfirmPoliceRequest& request) {
                 return Change(call, request, [&](const v1::Incident& incident, const Context& context) {
                   return ConfirmPolice(incident, request, context);
                 });
               });
  server.Unary(service + "Release", [this](const rpc::Call& call, const v1::ReleaseRequest& request) {
    return Change(call, request, [&](const v1::Incident& incident, const Context& context) {
      return Release(incident, request, context);
    });
  });
  server.Unary(service + "Cancel", [this](const rpc::Call& call, const v1::CancelRequest& request) {
    return Change(call, request, [&](const v1::Incident& incident, const Context& context) {
      return Cancel(incident, request, context);
    });
  });
  server.Unary(service + "GetIncident", [this](const rpc::Call&, const v1::GetIncidentRequest& request) {
    return Read(incidents_, request.school(), request.incident_id());
  });
  server.Unary(service + "ListOpenIncidents",
               [this](const rpc::Call& call, const v1::ListOpenIncidentsRequest&) { return ListOpen(call); });
}

}  // namespace watchbell::alerting
