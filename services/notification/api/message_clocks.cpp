// When staff and families first heard of an alarm, against what the district promises (domain.md 3.9 and 4).
#include <algorithm>

#include "services/notification/api/message_parts.hpp"

namespace watchbell::notification {
namespace {

using v1::MessageClock;

int Milliseconds(std::chrono::microseconds span) {
  return static_cast<int>(std::chrono::duration_cast<std::chrono::milliseconds>(span).count());
}

// From the alarm to the earliest arrival of any of the notices; nothing: none arrived.
Result<std::optional<int>> Earliest(const Deliveries& deliveries, const std::vector<v1::Notice>& notices,
                                    TimePoint alarm_at) {
  std::optional<int> earliest;
  for (const auto& notice : notices) {
    const auto first = deliveries.FirstArrival(notice);
    if (!first) return tl::unexpected<Error>(first.error());
    if (!*first) continue;
    const int took = Milliseconds(FromProto(notice.issued_at()) - alarm_at) + **first;
    earliest = std::min(earliest.value_or(took), took);
  }
  return earliest;
}

void AddClock(v1::GetMessageClocksResponse& response, MessageClock::Group group,
              std::chrono::seconds promised, std::optional<int> took) {
  auto& clock = *response.add_clocks();
  clock.set_group(group);
  clock.set_promised_ms(Milliseconds(promised));
  if (took) clock.set_took_ms(*took);
  clock.set_kept(took && (promised.count() == 0 || *took <= clock.promised_ms()));
}

Result<v1::GetMessageClocksResponse> Clocks(const MessageParts& parts,
                                            const v1::GetMessageClocksRequest& request) {
  auto alarms = parts.desk.deliveries().About(request.incident_id());
  if (!alarms) return tl::unexpected<Error>(alarms.error());
  std::erase_if(*alarms, [&](const auto& notice) { return notice.school() != request.school(); });
  if (alarms->empty())
    return Fail(Code::kNotFound, "NOT_FOUND", "Check the incident and the school.", "incident_id");
  const auto& alarm = alarms->back();  // newest first: the last one is the alarm itself
  const auto alarm_at = FromProto(alarm.issued_at());
  const auto staff = Earliest(parts.desk.deliveries(), {alarm}, alarm_at);
  if (!staff) return tl::unexpected<Error>(staff.error());
  auto messages = parts.ledgers.messages.List(IncidentIndex(request.incident_id()), view::kPageMax, "");
  if (!messages) return tl::unexpected<Error>(messages.error());
  std::vector<v1::Notice> to_families;
  for (const auto& message : messages->states) {
    if (!message.has_sent_at() || !ReachesFamilies(message.content().audience())) continue;
    auto notices = parts.desk.deliveries().About(message.id());
    if (!notices) return tl::unexpected<Error>(notices.error());
    for (auto& notice : *notices)
      if (notice.wording() == kWording) to_families.push_back(std::move(notice));
  }
  const auto families = Earliest(parts.desk.deliveries(), to_families, alarm_at);
  if (!families) return tl::unexpected<Error>(families.error());
  const auto& rule = RuleOf(alarm.level());
  v1::GetMessageClocksResponse response;
  AddClock(response, MessageClock::GROUP_STAFF, rule.first_to_staff, *staff);
  AddClock(response, MessageClock::GROUP_FAMILIES, rule.first_to_families, *families);
  return response;
}

}  // namespace

void ServeMessageClocks(rpc::Server& server, const MessageParts& parts) {
  server.Unary("watchbell.notification.v1.MessageService.GetMessageClocks",
               [&parts](const rpc::Call&, const v1::GetMessageClocksRequest& request) {
                 return Clocks(parts, request);
               });
}

}  // namespace watchbell::notification
