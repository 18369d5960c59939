#include "services/notification/domain/notice.hpp"

#include "common/id/id.hpp"

namespace watchbell::notification {
namespace {

using v1::Notice;
using v1::NoticeEvent;

Error Unknown() { return Refuse(Code::kNotFound, "NOT_FOUND", "Check the id and the school.", "notice_id"); }

}  // namespace

void Notices::Evolve(Notice& notice, const NoticeEvent& event) {
  switch (event.fact_case()) {
    case NoticeEvent::kIssued: notice = event.issued().notice(); return;
    case NoticeEvent::kPaused: notice.set_state(Notice::STATE_PAUSED); return;
    case NoticeEvent::kResumed: notice.set_state(Notice::STATE_UNSPECIFIED); return;
    case NoticeEvent::kStopped: notice.set_state(Notice::STATE_STOPPED); return;
    case NoticeEvent::FACT_NOT_SET: return;
  }
}

Indexes Notices::IndexesOf(const Notice& notice) {
  const auto issued = static_cast<double>(FromProto(notice.issued_at()).time_since_epoch().count());
  Indexes indexes{{"notices:" + notice.school(), issued}, {"about:" + notice.about_id(), issued}};
  if (notice.published()) indexes.push_back({"published:" + notice.school(), issued});
  return indexes;
}

std::string NoticeIdOf(std::string_view event_id) { return id::Derive("notice", event_id); }

Notice NoticeOf(const Cause& cause, std::string_view event_id, int recipients, TimePoint now) {
  Notice notice;
  notice.set_id(NoticeIdOf(event_id));
  notice.set_school(cause.school);
  notice.set_level(cause.level);
  notice.set_drill(cause.drill);
  notice.set_wording(cause.wording);
  notice.set_subject(cause.subject);
  notice.set_about_id(cause.about_id);
  notice.set_recipients(recipients);
  notice.set_batches(BatchCount(recipients));
  *notice.mutable_issued_at() = ToProto(now);
  notice.set_asks_acknowledgement(cause.asks_acknowledgement);
  notice.set_published(cause.published);
  for (const auto& text : cause.texts) *notice.add_texts() = text;
  for (const auto channel : cause.channels) notice.add_channels(channel);
  return notice;
}

Decision<NoticeEvent> Issue(const Notice& notice, const Notice& issued) {
  if (!notice.id().empty()) return AlreadySo{};
  std::size_t text_bytes = 0;
  for (const auto& text : issued.texts()) text_bytes += text.subject().size() + text.body().size();
  if (text_bytes > kTextsBytesMax) {
    return Refuse(Code::kInvalidArgument, "TEXTS_TOO_LONG", "Say it in 4 kB, all languages together.",
                  "texts");
  }
  NoticeEvent event;
  *event.mutable_issued()->mutable_notice() = issued;
  return event;
}

Decision<NoticeEvent> Pause(const Notice& notice, const v1::PauseNoticeRequest&, const Context&) {
  if (notice.id().empty()) return Unknown();
  if (notice.state() == Notice::STATE_PAUSED) return AlreadySo{};
  if (notice.state() == Notice::STATE_STOPPED) {
    return Refuse(Code::kFailedPrecondition, "NOTICE_STOPPED", "It was stopped for good; issue another.",
                  "notice_id");
  }
  NoticeEvent event;
  event.mutable_paused();
  return event;
}

Decision<NoticeEvent> Resume(const Notice& notice, const v1::ResumeNoticeRequest&, const Context&) {
  if (notice.id().empty()) return Unknown();
  if (notice.state() == Notice::STATE_STOPPED) {
    return Refuse(Code::kFailedPrecondition, "NOTICE_STOPPED", "It was stopped for good; issue another.",
                  "notice_id");
  }
  if (notice.state() == Notice::STATE_UNSPECIFIED) return AlreadySo{};
  NoticeEvent event;
  event.mutable_resumed();
  return event;
}

Decision<NoticeEvent> Stop(const Notice& notice, const v1::StopNoticeRequest&, const Context&) {
  if (notice.id().empty()) return Unknown();
  if (notice.state() == Notice::STATE_STOPPED) return AlreadySo{};
  NoticeEvent event;
  event.mutable_stopped();
  return event;
}

}  // namespace watchbell::notification
