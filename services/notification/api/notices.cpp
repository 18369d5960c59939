#include "common/record/routes.hpp"
#include "services/notification/api/api.hpp"
#include "services/notification/domain/causes/causes.hpp"
#include "watchbell/alerting/v1/incident.pb.h"

namespace watchbell::notification {
namespace {

Result<v1::Notice> NewestAbout(Parts& parts, const std::string& school, const std::string& about_id) {
  auto page = parts.notices.List("about:" + about_id, 1, "", true);
  if (!page) return tl::unexpected<Error>(page.error());
  if (page->states.empty() || page->states.front().school() != school) {
    return Fail(Code::kNotFound, "NOT_FOUND", "Name a notice, or what it is about, and its school.",
                "about_id");
  }
  return std::move(page->states.front());
}

Result<v1::AcknowledgeResponse> AcknowledgeNotice(Parts& parts, const rpc::Call& call,
                                                  const v1::AcknowledgeRequest& request) {
  const auto notice = request.notice_id().empty()
                          ? NewestAbout(parts, request.school(), request.about_id())
                          : Read(parts.notices, request.school(), request.notice_id());
  if (!notice) return tl::unexpected<Error>(notice.error());
  const auto& person_id = call.caller.person_id;
  v1::DeliveryBatch identity;
  identity.set_ordinal(BatchOf(person_id, notice->batches()));
  identity.set_id(BatchIdOf(notice->id(), identity.ordinal()));
  identity.set_notice_id(notice->id());
  identity.set_school(notice->school());
  const auto batch = Answer(parts.batches, call, request, identity.id(),
                            [&](const v1::DeliveryBatch& state, const Context&) {
                              return Acknowledge(state, identity, person_id);
                            });
  if (!batch) return tl::unexpected<Error>(batch.error());
  v1::AcknowledgeResponse response;
  for (const auto& delivery : batch->deliveries()) {
    if (delivery.person_id() == person_id) *response.mutable_acknowledged_at() = delivery.acknowledged_at();
  }
  return response;
}

// Every batch of a notice that is on the record, in order.
template <class See>
Result<int> EachBatch(Parts& parts, const v1::Notice& notice, See see) {
  int batches = 0;
  std::string page_token;
  do {
    auto page = parts.batches.List("notice:" + notice.id(), view::kPageMax, page_token);
    if (!page) return tl::unexpected<Error>(page.error());
    for (const auto& batch : page->states) see(batch);
    batches += static_cast<int>(page->states.size());
    page_token = page->next_page_token;
  } while (!page_token.empty());
  return batches;
}

Result<v1::Progress> GetProgress(Parts& parts, const v1::GetProgressRequest& request) {
  const auto notice = Read(parts.notices, request.school(), request.notice_id());
  if (!notice) return tl::unexpected<Error>(notice.error());
  v1::Progress progress;
  progress.set_state(notice->state());
  progress.set_recipients(notice->recipients());
  progress.set_batches(notice->batches());
  const auto seen =
      EachBatch(parts, *notice, [&](const v1::DeliveryBatch& batch) { AddProgress(batch, progress); });
  if (!seen) return tl::unexpected<Error>(seen.error());
  return progress;
}

Result<v1::NoticeText> GetNoticeText(Parts& parts, const v1::GetNoticeTextRequest& request) {
  const auto notice = Read(parts.notices, request.school(), request.notice_id());
  if (!notice) return tl::unexpected<Error>(notice.error());
  auto text = parts.courier.TextOf(*notice, request.language());
  if (!text) return tl::unexpected<Error>(text.error());
  v1::NoticeText response;
  response.set_language(request.language());
  response.set_subject(std::move(text->subject));
  response.set_body(std::move(text->body));
  return response;
}

// What was parked meanwhile goes on its way, or is recorded as never sent.
template <class Request>
Result<v1::Notice> ChangeAndUnpark(Parts& parts, const rpc::Call& call, const Request& request,
                                   Decision<v1::NoticeEvent> (*rule)(const v1::Notice&, const Request&,
                                                                     const Context&)) {
  auto notice =
      Answer(parts.notices, call, request, request.notice_id(),
             [&](const v1::Notice& state, const Context& context) { return rule(state, request, context); });
  if (!notice) return notice;
  const auto unparked = parts.announcer.Unpark(*notice, request.request_id());
  if (!unparked) return tl::unexpected<Error>(unparked.error());
  return notice;
}

Result<v1::ListUnreachedResponse> ListUnreached(Parts& parts, const v1::ListUnreachedRequest& request) {
  const auto notice = Read(parts.notices, request.school(), request.notice_id());
  if (!notice) return tl::unexpected<Error>(notice.error());
  v1::ListUnreachedResponse response;
  response.set_recipients(notice->recipients());
  response.set_complete(true);
  const auto batches =
      EachBatch(parts, *notice, [&](const v1::DeliveryBatch& batch) { AddUnreached(batch, response); });
  if (!batches) return tl::unexpected<Error>(batches.error());
  if (*batches < notice->batches()) response.set_complete(false);
  for (auto* people : {response.mutable_unreached(), response.mutable_unacknowledged()}) {
    for (auto& person : *people) {
      const auto known = person.visitor() ? parts.directory.Find(request.school(), {}, {person.person_id()})
                                          : parts.directory.Find(request.school(), {person.person_id()}, {});
      person.set_given_name(known.front().given_name);
      person.set_family_name(known.front().family_name);
    }
  }
  return response;
}

Result<v1::ListNoticesResponse> ListNotices(Parts& parts, const v1::ListNoticesRequest& request) {
  const std::string index =
      request.about_id().empty() ? "notices:" + request.school() : "about:" + request.about_id();
  auto page = parts.notices.List(index, request.page_size(), request.page_token(), true);
  if (!page) return tl::unexpected<Error>(page.error());
  v1::ListNoticesResponse response;
  for (auto& notice : page->states) {
    if (notice.school() == request.school()) *response.add_notices() = std::move(notice);
  }
  response.set_next_page_token(page->next_page_token);
  return response;
}

// Only the alarm's own service has the ring that opens it; what is not sealed was sent by somebody else.
Result<alerting::v1::IncidentEvent> AlarmOf(const policy::Sealer& sealer, v1::DeliverAlarmRequest request) {
  alerting::v1::IncidentEvent event;
  const bool sealed = request.event().empty() && request.sealed_size() == 1;
  if (!sealed || !sealer.Open(request, request.event_id()) || request.event().empty() ||
      !event.ParseFromString(request.event())) {
    return Fail(Code::kUnauthenticated, "ALARM_NOT_SEALED", "Seal the alarm with the directory's ring.",
                "event");
  }
  return event;
}

Result<v1::DeliverAlarmResponse> DeliverAlarm(Parts& parts, const v1::DeliverAlarmRequest& request) {
  const auto event = AlarmOf(parts.sealer, request);
  if (!event) return tl::unexpected<Error>(event.error());
  const auto cause = CauseOf(*event);
  if (!cause || cause->school != request.school()) {
    return Fail(Code::kInvalidArgument, "EVENT_NOT_AN_ALARM", "Send an alarm of the named school.", "event");
  }
  if (!parts.directory.Ready()) {
    return Fail(Code::kUnavailable, "DIRECTORY_LOADING", "Ask another replica: this one knows nobody yet.");
  }
  parts.announcer.AnnounceDirectly(*cause, request.event_id());
  return v1::DeliverAlarmResponse{};
}

}  // namespace

void ServeNotices(rpc::Server& server, Parts& parts) {
  const std::string service = "watchbell.notification.v1.NoticeService";
  Routes<Notices> routes(server, parts.notices, service);
  routes.Get("GetNotice", &v1::GetNoticeRequest::notice_id);
  routes.Change("PauseNotice", &v1::PauseNoticeRequest::notice_id, &Pause);
  server.Unary(service + ".ResumeNotice",
               [&parts](const rpc::Call& call, const v1::ResumeNoticeRequest& request) {
                 return ChangeAndUnpark(parts, call, request, &Resume);
               });
  server.Unary(service + ".StopNotice",
               [&parts](const rpc::Call& call, const v1::StopNoticeRequest& request) {
                 return ChangeAndUnpark(parts, call, request, &Stop);
               });
  server.Unary(service + ".GetProgress", [&parts](const rpc::Call&, const v1::GetProgressRequest& request) {
    return GetProgress(parts, request);
  });
  server.Unary(service + ".GetNoticeText",
               [&parts](const rpc::Call&, const v1::GetNoticeTextRequest& request) {
                 return GetNoticeText(parts, request);
               });
  server.Unary(service + ".ListNotices", [&parts](const rpc::Call&, const v1::ListNoticesRequest& request) {
    return ListNotices(parts, request);
  });
  server.Unary(service + ".Acknowledge",
               [&parts](const rpc::Call& call, const v1::AcknowledgeRequest& request) {
                 return AcknowledgeNotice(parts, call, request);
               });
  server.Unary(service + ".ListUnreached",
               [&parts](const rpc::Call&, const v1::ListUnreachedRequest& request) {
                 return ListUnreached(parts, request);
               });
  server.Unary(service + ".DeliverAlarm", [&parts](const rpc::Call&, const v1::DeliverAlarmRequest& request) {
    return DeliverAlarm(parts, request);
  });
}

}  // namespace watchbell::notification
