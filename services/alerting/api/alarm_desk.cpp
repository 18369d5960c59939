#include "services/alerting/api/alarm_desk.hpp"

#include "common/telemetry/log.hpp"
#include "watchbell/notification/v1/notice.pb.h"

namespace watchbell::alerting {
namespace {

using std::chrono::milliseconds;

// An alarm does not wait for a record that hesitates: after this it goes out directly and is recorded later.
constexpr ledger::RunOptions kAlarm{.append_timeout = milliseconds{300}, .append_tries = 1};
constexpr milliseconds kDirectTimeout{2000};
constexpr milliseconds kReplayEvery{250};
constexpr milliseconds kCallAgainAfter{2000};  // a line that did not take a call
constexpr auto kTaken = std::chrono::steady_clock::time_point::max();
constexpr int kSchoolAttemptsMax = 8;

}  // namespace

AlarmDesk::AlarmDesk(service::Host& host, Ledger& incidents, Board& board, PoliceDesk& police,
                     std::unique_ptr<AlarmJournal> journal, std::shared_ptr<rpc::Client> notification)
    : bus_(host.bus()),
      incidents_(incidents),
      sealer_(host.sealer()),
      board_(board),
      police_(police),
      journal_(std::move(journal)),
      notification_(std::move(notification)),
      mirror_(host.bus(), host.sealer(),
              [this](const names::Key&, const v1::Incident& incident) { Remember(incident); }),
      replay_([this](const std::stop_token& stop) { ReplayJournal(stop); }) {}

std::optional<v1::Incident> AlarmDesk::Latest(const std::string& school) {
  const std::scoped_lock lock(mutex_);
  const auto known = latest_.find(school);
  return known == latest_.end() ? std::nullopt : std::optional{known->second};
}

void AlarmDesk::Remember(const v1::Incident& incident) {
  board_.Show(incident);
  const std::scoped_lock lock(mutex_);
  auto& known = latest_[incident.school()];
  const bool older = known.id() == incident.id()
                         ? incident.sequence() < known.sequence()
                         : FromProto(incident.raised_at()) < FromProto(known.raised_at());
  if (!older) known = incident;
}

AlarmDesk::Recorded AlarmDesk::RunOnSchool(const std::string& school, const Context& context,
                                           const Ledger::Decide& decide, const ledger::RunOptions& options) {
  auto last = Latest(school);
  // What the mirror has not heard of yet is met on the way: ids follow from one another.
  if (!last && !mirror_.Ready()) {
    const auto newest = incidents_.Newest(school, options.append_timeout);
    if (!newest && newest.error().code == Code::kUnavailable) return tl::unexpected<Error>(newest.error());
    // An event that cannot be read stops no alarm: the chain of incidents is walked from its beginning.
    if (newest && *newest) last = (*newest)->state;
  }
  ledger::RunOptions here = options;
  for (int attempt = 0; attempt < kSchoolAttemptsMax; ++attempt) {
    const bool open = last && last->state() == v1::Incident::STATE_OPEN;
    here.likely_new = !open;
    const std::string id = open ? last->id() : NextIncidentId(school, last ? &*last : nullptr);
    auto recorded = incidents_.Run(school, id, context, decide, here);
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

Result<v1::Incident> AlarmDesk::Raise(const rpc::Call& call, const v1::RaiseRequest& request) {
  const auto context = ContextOf(call, request);
  if (!context) return tl::unexpected<Error>(context.error());
  return RaiseAs(*context, request);
}

Result<v1::Incident> AlarmDesk::RaiseAs(const Context& context, const v1::RaiseRequest& request) {
  auto recorded = RunOnSchool(
      request.school(), context,
      [&](const v1::Incident& incident, const Context& known) {
        return alerting::Raise(incident, request, known);
      },
      kAlarm);
  if (recorded) return std::move(recorded->state);
  const auto code = recorded.error().code;
  if (code != Code::kUnavailable && code != Code::kInternal) return tl::unexpected<Error>(recorded.error());
  return RaiseWithoutRecord(request, context);
}

AlarmDesk::Draft AlarmDesk::DraftOf(const v1::RaiseRequest& request, const Context& context) {
  const auto last = Latest(request.school());
  const bool open = last && last->state() == v1::Incident::STATE_OPEN && !last->drill();
  const std::string id = open ? last->id() : NextIncidentId(request.school(), last ? &*last : nullptr);
  return incidents_.Draft(request.school(), id, context, [&](const v1::Incident&, const Context& known) {
    return alerting::Raise({}, request, known);
  });
}

Status AlarmDesk::DeliverDirectly(const v1::IncidentEvent& event, const Context& context) {
  const auto& incident = event.incident();
  notification::v1::DeliverAlarmRequest direct;
  direct.set_school(incident.school());
  direct.set_event_id(
      ledger::EventId(incidents_.KeyOf(incident.school(), incident.id()), context.request_id));
  direct.set_event(event.SerializeAsString());
  if (auto sealed = sealer_.Seal(direct, direct.event_id()); !sealed) return sealed;
  notification::v1::DeliverAlarmResponse response;
  return notification_->CallAndWait(
      "watchbell.notification.v1.NoticeService.DeliverAlarm", direct, response,
      {.metadata = {{"traceparent", context.traceparent}}, .timeout = kDirectTimeout});
}

Result<v1::Incident> AlarmDesk::RaiseWithoutRecord(const v1::RaiseRequest& request, const Context& context) {
  const auto event = DraftOf(request, context);
  if (!event) return tl::unexpected<Error>(event.error());
  const auto kept = journal_->Keep({request, context});
  const auto delivered = DeliverDirectly(**event, context);
  log::Warn("alarm_without_record", {{"school", request.school()},
                                     {"journalled", kept ? "yes" : kept.error().reason},
                                     {"delivered", delivered ? "yes" : delivered.error().reason}});
  if (!kept && !delivered) return tl::unexpected<Error>(kept.error());
  return (*event)->incident();
}

void AlarmDesk::CallPolice(const JournalledAlarm& alarm) {
  const auto now = std::chrono::steady_clock::now();
  auto& next = calls_[alarm.context.request_id];
  if (now < next) return;
  const auto event = DraftOf(alarm.request, alarm.context);
  const bool settled = !event || police_.SendDirectly(**event, alarm.context);
  next = settled ? kTaken : now + kCallAgainAfter;
}

void AlarmDesk::ReplayJournal(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    std::this_thread::sleep_for(kReplayEvery);
    const auto waiting = journal_->Waiting();
    for (const auto& alarm : waiting) CallPolice(alarm);
    if (!bus_->Connected()) continue;
    for (const auto& alarm : waiting) {
      const auto recorded = RunOnSchool(alarm.request.school(), alarm.context,
                                        [&](const v1::Incident& incident, const Context& known) {
                                          return alerting::Raise(incident, alarm.request, known);
                                        },
                                        {});
      if (!recorded && recorded.error().code == Code::kUnavailable) break;
      if (!recorded) log::Error("journal_refused", {{"why", recorded.error().reason}});
      journal_->Remove(alarm.context.request_id);
      calls_.erase(alarm.context.request_id);
    }
  }
}

}  // namespace watchbell::alerting
