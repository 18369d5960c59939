#include "services/notification/service.hpp"

#include <map>

#include "services/notification/reactions/reactions.hpp"

namespace watchbell::notification {

NotificationService::NotificationService(service::Host& host, Wordings wordings, std::vector<Lanes> channels)
    : record_(host, std::string{Notices::kService}),
      schools_(record_.environment()),
      people_(record_.environment()),
      rosters_(record_.environment()),
      notices_(record_.environment()),
      batches_(record_.environment()),
      directory_(host.bus(), host.sealer()),
      courier_(directory_, std::move(wordings), std::move(channels)),
      announcer_(host.bus(), host.clock(), directory_, courier_, notices_, batches_),
      importer_(directory_, schools_, people_) {
  record_.Follow(notices_, batches_);
  Register(host.server());
  RegisterDirectory(host.server());
  const auto deliver = [this](const v1::DeliveryWork& work, std::uint64_t attempt) {
    return announcer_.DeliverAndRecord(work, attempt);
  };
  urgent_ = Work(host.bus(), kUrgentLane, kUrgentWorkers, deliver);
  routine_ = Work(host.bus(), kRoutineLane, kRoutineWorkers, deliver);
  const Surroundings here{host.bus(), host.sealer(), host.registry(), announcer_};
  reactions_.push_back(OnIncident(here));
  reactions_.push_back(OnVisit(here));
  reactions_.push_back(OnTip(here));
}

NotificationService::~NotificationService() {
  reactions_.clear();
  routine_.reset();
  urgent_.reset();
  record_.Stop();
}

Result<v1::AcknowledgeResponse> NotificationService::Acknowledge(const rpc::Call& call,
                                                                 const v1::AcknowledgeRequest& request) {
  const auto notice = request.notice_id().empty() ? NewestAbout(request.school(), request.about_id())
                                                  : Read(notices_, request.school(), request.notice_id());
  if (!notice) return tl::unexpected<Error>(notice.error());
  const auto& person_id = call.caller.person_id;
  v1::DeliveryBatch identity;
  identity.set_ordinal(BatchOf(person_id, notice->batches()));
  identity.set_id(BatchIdOf(notice->id(), identity.ordinal()));
  identity.set_notice_id(notice->id());
  identity.set_school(notice->school());
  const auto batch =
      Answer(batches_, call, request, identity.id(), [&](const v1::DeliveryBatch& state, const Context&) {
        return notification::Acknowledge(state, identity, person_id);
      });
  if (!batch) return tl::unexpected<Error>(batch.error());
  v1::AcknowledgeResponse response;
  for (const auto& delivery : batch->deliveries()) {
    if (delivery.person_id() == person_id) *response.mutable_acknowledged_at() = delivery.acknowledged_at();
  }
  return response;
}

Result<v1::Notice> NotificationService::NewestAbout(const std::string& school, const std::string& about_id) {
  auto page = notices_.List("about:" + about_id, 1, "", true);
  if (!page) return tl::unexpected<Error>(page.error());
  if (page->states.empty() || page->states.front().school() != school) {
    return Fail(Code::kNotFound, "NOT_FOUND", "Name a notice, or what it is about, and its school.",
                "about_id");
  }
  return std::move(page->states.front());
}

Result<v1::ListUnreachedResponse> NotificationService::ListUnreached(
    const v1::ListUnreachedRequest& request) {
  const auto notice = Read(notices_, request.school(), request.notice_id());
  if (!notice) return tl::unexpected<Error>(notice.error());
  v1::ListUnreachedResponse response;
  response.set_recipients(notice->recipients());
  response.set_complete(true);
  int batches = 0;
  std::string page_token;
  do {
    auto page = batches_.List("notice:" + notice->id(), view::kPageMax, page_token);
    if (!page) return tl::unexpected<Error>(page.error());
    for (const auto& batch : page->states) AddUnreached(batch, response);
    batches += static_cast<int>(page->states.size());
    page_token = page->next_page_token;
  } while (!page_token.empty());
  if (batches < notice->batches()) response.set_complete(false);
  for (auto* people : {response.mutable_unreached(), response.mutable_unacknowledged()}) {
    for (auto& person : *people) {
      const auto known = person.visitor() ? directory_.Find(request.school(), {}, {person.person_id()})
                                          : directory_.Find(request.school(), {person.person_id()}, {});
      person.set_given_name(known.front().given_name);
      person.set_family_name(known.front().family_name);
    }
  }
  return response;
}

Result<v1::ListNoticesResponse> NotificationService::ListNotices(const v1::ListNoticesRequest& request) {
  const std::string index =
      request.about_id().empty() ? "notices:" + request.school() : "about:" + request.about_id();
  auto page = notices_.List(index, request.page_size(), request.page_token(), true);
  if (!page) return tl::unexpected<Error>(page.error());
  v1::ListNoticesResponse response;
  for (auto& notice : page->states) {
    if (notice.school() == request.school()) *response.add_notices() = std::move(notice);
  }
  response.set_next_page_token(page->next_page_token);
  return response;
}

void NotificationService::Register(rpc::Server& server) {
  const std::string service = "watchbell.notification.v1.NoticeService.";
  server.Unary(service + "GetNotice", [this](const rpc::Call&, const v1::GetNoticeRequest& request) {
    return Read(notices_, request.school(), request.notice_id());
  });
  server.Unary(service + "ListNotices", [this](const rpc::Call&, const v1::ListNoticesRequest& request) {
    return ListNotices(request);
  });
  server.Unary(service + "Acknowledge", [this](const rpc::Call& call, const v1::AcknowledgeRequest& request) {
    return Acknowledge(call, request);
  });
  server.Unary(service + "ListUnreached", [this](const rpc::Call&, const v1::ListUnreachedRequest& request) {
    return ListUnreached(request);
  });
  server.Unary(
      service + "DeliverAlarm",
      [this](const rpc::Call&, const v1::DeliverAlarmRequest& request) -> Result<v1::DeliverAlarmResponse> {
        const auto cause = CauseOf(request.event());
        if (!cause || cause->school != request.school()) {
          return Fail(Code::kInvalidArgument, "EVENT_NOT_AN_ALARM", "Send an alarm of the named school.",
                      "event");
        }
        if (!directory_.Ready()) {
          return Fail(Code::kUnavailable, "DIRECTORY_LOADING",
                      "Ask another replica: this one knows nobody yet.");
        }
        announcer_.AnnounceDirectly(*cause, request.event_id());
        return v1::DeliverAlarmResponse{};
      });
}

void NotificationService::RegisterDirectory(rpc::Server& server) {
  const std::string service = "watchbell.notification.v1.DirectoryService.";
  server.Streaming(service + "ImportDistrict", [this](const rpc::Call& call,
                                                      const v1::ImportDistrictRequest& request,
                                                      const std::shared_ptr<rpc::Stream>& stream) {
    const auto context = watchbell::ContextOf(call, request);
    stream->Finish(context
                       ? importer_.Run(request, *context,
                                       [&](const v1::ImportProgress& progress) { stream->Send(progress); })
                       : tl::unexpected<Error>(context.error()));
  });
  server.Unary(service + "ListSchools",
               [this](const rpc::Call&, const v1::ListSchoolsRequest&) -> Result<v1::ListSchoolsResponse> {
                 v1::ListSchoolsResponse response;
                 for (auto& school : directory_.Schools()) {
                   if (!school.removed()) *response.add_schools() = std::move(school);
                 }
                 return response;
               });
  server.Unary(service + "GetPerson", [this](const rpc::Call&, const v1::GetPersonRequest& request) {
    return Read(people_, request.school(), request.person_id());
  });
  server.Unary(service + "AssignDuty", [this](const rpc::Call& call, const v1::AssignDutyRequest& request) {
    return Answer(rosters_, call, request, id::Derive("duty-roster", request.school()),
                  [&](const v1::DutyRoster& roster, const Context& context) {
                    return AssignDuty(roster, request, context);
                  });
  });
}

}  // namespace watchbell::notification
