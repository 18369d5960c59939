// What the team asks of the TipService.
#include "common/record/routes.hpp"
#include "services/threat-intake/api/api.hpp"
#include "services/threat-intake/domain/tip_desk.hpp"
#include "watchbell/alerting/v1/alarm_service.pb.h"

namespace watchbell::threat_intake {
namespace {

using v1::Tip;

constexpr std::chrono::milliseconds kAlarmTimeout{5000};

Result<Tip> Shown(Result<Tip> tip, const rpc::Call& call) {
  if (!tip) return tip;
  return ShownTo(std::move(*tip), call.caller.person_id);
}

// A change of a tip by its rule, answered as the caller may see it.
template <class Request>
void Change(rpc::Server& server, Parts& parts, const std::string& method,
            Decision<v1::TipEvent> (*rule)(const Tip&, const Request&, const Context&)) {
  server.Unary("watchbell.threat_intake.v1.TipService." + method, [&parts, rule](const rpc::Call& call,
                                                                                 const Request& request) {
    return Shown(Answer(parts.tips, call, request, request.tip_id(),
                        [&](const Tip& tip, const Context& context) { return rule(tip, request, context); }),
                 call);
  });
}

Decision<v1::TipEvent> AcknowledgeIt(const Tip& tip, const v1::AcknowledgeTipRequest&,
                                     const Context& context) {
  return Acknowledge(tip, context);
}

std::string IndexOf(const v1::ListTipsRequest& request) {
  switch (request.which()) {
    case v1::ListTipsRequest::WHICH_CLOSED: return "closed:" + request.school();
    case v1::ListTipsRequest::WHICH_QUARANTINED: return "quarantined:" + request.school();
    case v1::ListTipsRequest::WHICH_DELETION_PROPOSED: return "proposed:" + request.school();
    default: return "open:" + request.school();
  }
}

Result<v1::ListTipsResponse> ListTips(Parts& parts, const rpc::Call& call,
                                      const v1::ListTipsRequest& request) {
  auto page = parts.tips.List(IndexOf(request), request.page_size(), request.page_token(), true);
  if (!page) return tl::unexpected<Error>(page.error());
  v1::ListTipsResponse response;
  for (auto& tip : page->states) *response.add_tips() = ShownTo(std::move(tip), call.caller.person_id);
  response.set_next_page_token(page->next_page_token);
  return response;
}

// The alarm fails open: it goes out also while the tip cannot be read, and is only then noted.
Result<Tip> RaiseAlarm(Parts& parts, const rpc::Call& call, const v1::RaiseAlarmRequest& request) {
  const auto known = Read(parts.tips, request.school(), request.tip_id());
  if (!known && known.error().code == Code::kNotFound) return tl::unexpected<Error>(NoSuchTip());
  alerting::v1::RaiseRequest alarm;
  alarm.set_request_id(id::Derive("alarm of a tip", request.request_id()));
  alarm.set_school(request.school());
  alarm.set_action(request.action());
  alarm.set_zone(request.zone());
  *alarm.mutable_detail() = request.detail();
  alerting::v1::Incident incident;
  const auto raised = parts.alerting->CallAndWait(
      "watchbell.alerting.v1.AlarmService.Raise", alarm, incident,
      {.metadata = {{identity::kTokenHeader, "Bearer " + call.token}, {"traceparent", call.traceparent}},
       .timeout = kAlarmTimeout});
  if (!raised) return tl::unexpected<Error>(raised.error());
  return Shown(Answer(parts.tips, call, request, request.tip_id(),
                      [&](const Tip& tip, const Context&) { return NoteAlarm(tip, incident.id()); }),
               call);
}

}  // namespace

void ServeTips(rpc::Server& server, Parts& parts) {
  const std::string service = "watchbell.threat_intake.v1.TipService.";
  server.Unary(service + "GetTip", [&parts](const rpc::Call& call, const v1::GetTipRequest& request) {
    return Shown(Read(parts.tips, request.school(), request.tip_id()), call);
  });
  server.Unary(service + "ListTips", [&parts](const rpc::Call& call, const v1::ListTipsRequest& request) {
    return ListTips(parts, call, request);
  });
  server.Unary(service + "RaiseAlarm", [&parts](const rpc::Call& call, const v1::RaiseAlarmRequest& request) {
    return RaiseAlarm(parts, call, request);
  });
  Change(server, parts, "AcknowledgeTip", AcknowledgeIt);
  Change(server, parts, "MarkTipRead", MarkRead);
  Change(server, parts, "TriageTip", TriageTip);
  Change(server, parts, "AssignTip", Assign);
  Change(server, parts, "RecordPoliceWord", RecordPoliceWord);
  Change(server, parts, "DisposeTip", Dispose);
  Change(server, parts, "ReopenTip", Reopen);
  Change(server, parts, "LinkTip", Link);
  ServeTipForm(server, parts);
}

}  // namespace watchbell::threat_intake
