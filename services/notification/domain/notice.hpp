// The rules of a notice: one message to one audience. What is told to whom: causes/; what became of it:
// delivery_batch.
#pragma once

#include "common/ledger/decision.hpp"
#include "common/retention/span.hpp"
#include "common/view/projection.hpp"
#include "services/notification/domain/cause.hpp"
#include "services/notification/domain/delivery_batch.hpp"

namespace watchbell::notification {

inline constexpr std::size_t kTextsBytesMax = 4096;  // of all languages, so that the state stays within 8 kB

struct Notices {
  using State = v1::Notice;
  using Event = v1::NoticeEvent;
  static constexpr std::string_view kService = "notification";
  static constexpr std::string_view kAggregate = "notice";
  static void Evolve(State& notice, const Event& event);
  // notices:<school>, about:<about_id> and, where anybody may read it, published:<school>; by when they were
  // issued.
  static Indexes IndexesOf(const State& notice);
  static Deadlines DeadlinesOf(const State&) { return {}; }
  static std::optional<retention::Span> RetentionOf(const State& notice) {
    if (!notice.has_issued_at()) return std::nullopt;
    return retention::Span{"issued", FromProto(notice.issued_at())};
  }
};

std::string NoticeIdOf(std::string_view event_id);
v1::Notice NoticeOf(const Cause& cause, std::string_view event_id, int recipients, TimePoint now);

Decision<v1::NoticeEvent> Issue(const v1::Notice& notice, const v1::Notice& issued);
Decision<v1::NoticeEvent> Pause(const v1::Notice& notice, const v1::PauseNoticeRequest& request,
                                const Context& context);
Decision<v1::NoticeEvent> Resume(const v1::Notice& notice, const v1::ResumeNoticeRequest& request,
                                 const Context& context);
Decision<v1::NoticeEvent> Stop(const v1::Notice& notice, const v1::StopNoticeRequest& request,
                               const Context& context);

}  // namespace watchbell::notification
