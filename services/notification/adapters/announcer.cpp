#include "services/notification/adapters/announcer.hpp"

#include "common/id/id.hpp"
#include "common/telemetry/log.hpp"
#include "services/notification/adapters/split.hpp"

namespace watchbell::notification {
namespace {

// How often a batch that another replica began is asked for before it counts as dead: five seconds in all.
constexpr std::uint64_t kBegunAttemptsMax = 10;
// Longer than any channel's own timeout: what is open then was lost.
constexpr std::chrono::milliseconds kFollowUpPatience{15'000};

tl::unexpected<Error> UnderWay() {
  return Fail(Code::kUnavailable, "BATCH_UNDER_WAY", "Another sends it just now; look again in a moment.");
}

Context ContextOf(TimePoint now, const std::string& request_id, const std::string& traceparent = {}) {
  return {.now = now, .request_id = request_id, .traceparent = traceparent};
}

std::chrono::milliseconds AgeOf(const v1::Notice& notice, TimePoint now) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(now - FromProto(notice.issued_at()));
}

v1::DeliveryBatch Waiting(const v1::DeliveryWork& work) {
  auto waiting = BatchIdentity(work.notice(), work.ordinal());
  for (const auto& id : work.person_ids()) waiting.add_deliveries()->set_person_id(id);
  for (const auto& id : work.visit_ids()) {
    waiting.add_deliveries()->set_person_id(id);
    waiting.mutable_deliveries(waiting.deliveries_size() - 1)->set_visitor(true);
  }
  return waiting;
}

}  // namespace

Announcer::Announcer(std::shared_ptr<bus::Bus> bus, Clock clock, const AudienceDirectory& directory,
                     const Courier& courier, const NoticeStates& states, ledger::Ledger<Notices>& notices,
                     ledger::Ledger<Batches>& batches)
    : bus_(std::move(bus)),
      clock_(std::move(clock)),
      directory_(directory),
      courier_(courier),
      states_(states),
      notices_(notices),
      batches_(batches) {}

Announcer::~Announcer() {
  std::unique_lock lock(mutex_);
  ended_.wait(lock, [this] { return under_way_.empty() && open_ends_ == 0; });
}

Status Announcer::Announce(const Cause& cause, const reaction::Origin& origin) {
  if (!directory_.ReadyFor(cause)) {
    return Fail(Code::kUnavailable, "DIRECTORY_LOADING",
                "The directory is still being read; try again in a moment.");
  }
  const auto recipients = directory_.Resolve(cause);
  const auto draft = NoticeOf(cause, origin.event_id, static_cast<int>(recipients.size()), clock_());
  if (!IsUrgent(draft)) return Issue(cause, draft, recipients, origin, false);
  // At the first delivery of the event nobody else can have sent anything.
  const bool begun = origin.attempt == 1;
  if (begun) Begin(Split(draft, recipients).Work(0));
  Status issued;
  issuers_.RunAndWait([&] { issued = Issue(cause, draft, recipients, origin, begun); });
  return issued;
}

Status Announcer::Issue(const Cause& cause, const v1::Notice& draft,
                        const std::vector<RecipientId>& recipients, const reaction::Origin& origin,
                        bool begun) {
  const auto recorded = notices_.Run(
      cause.school, draft.id(), ContextOf(clock_(), origin.RequestId("announce"), origin.traceparent),
      [&](const v1::Notice& notice, const Context&) { return notification::Issue(notice, draft); },
      {.likely_new = true});
  if (!recorded) return tl::unexpected<Error>(recorded.error());
  const auto& notice = recorded->state;
  const Split split(notice, recipients);
  return Enqueue(*bus_, IsUrgent(notice) ? kUrgentLane : kRoutineLane, split.size(), [&](int ordinal) {
    auto work = split.Work(ordinal);
    work.set_begun(begun && ordinal == 0);
    return work;
  });
}

void Announcer::AnnounceDirectly(const Cause& cause, const std::string& event_id) {
  const auto recipients = directory_.Resolve(cause);
  const auto notice = NoticeOf(cause, event_id, static_cast<int>(recipients.size()), clock_());
  const Split split(notice, recipients);
  for (int ordinal = 0; ordinal < split.size(); ++ordinal) Begin(split.Work(ordinal));
}

void Announcer::Begin(const v1::DeliveryWork& work) {
  const auto batch_id = BatchIdOf(work.notice().id(), work.ordinal());
  {
    const std::scoped_lock lock(mutex_);
    if (!RememberBegun(batch_id)) return;
    under_way_.insert(batch_id);
  }
  auto begun = courier_.Begin(work);
  recorders_.Run([this, work, begun = std::move(begun), batch_id] {
    const auto& [sending, hand_rest] = begun;
    hand_rest();
    const auto result = sending->AwaitPrompt();
    Keep(result);
    const auto recorded = Record(work, result);
    if (recorded && IsOpen(result)) RecordEnd(work, sending);
    const std::scoped_lock lock(mutex_);
    under_way_.erase(batch_id);
    ended_.notify_all();
  });
}

void Announcer::Keep(v1::DeliveryBatch result) {
  const std::scoped_lock lock(mutex_);
  if (sent_.size() >= kSentMax) sent_.erase(sent_.begin());
  sent_[result.id()] = std::move(result);
}

bool Announcer::RememberBegun(const std::string& batch_id) {
  if (begun_.size() >= kBegunMax) begun_.erase(begun_.begin());
  return begun_.insert(batch_id).second;
}

Result<std::optional<v1::DeliveryBatch>> Announcer::SentHere(const std::string& batch_id) {
  const std::scoped_lock lock(mutex_);
  if (under_way_.contains(batch_id)) return UnderWay();
  const auto known = sent_.find(batch_id);
  return known == sent_.end() ? std::nullopt : std::optional{known->second};
}

Result<bool> Announcer::Admit(const v1::DeliveryWork& work) {
  const auto& notice = work.notice();
  const auto batch_id = BatchIdOf(notice.id(), work.ordinal());
  const auto run = [&](const char* what, const auto& rule) {
    return batches_.Run(notice.school(), batch_id, ContextOf(clock_(), id::Derive(what, batch_id)),
                        [&](const v1::DeliveryBatch& batch, const Context&) { return rule(batch); });
  };
  auto state = states_.Of(notice.id());
  if (state == v1::Notice::STATE_PAUSED) {
    const auto parked =
        run("parked", [&](const v1::DeliveryBatch& batch) { return Park(batch, Waiting(work)); });
    if (!parked) return tl::unexpected<Error>(parked.error());
    // Resumed meanwhile: whoever resumed it may not have seen this batch among the parked ones.
    const auto now = notices_.Get(notice.school(), notice.id());
    if (!now) return tl::unexpected<Error>(now.error());
    state = now->state.state();
    if (state == v1::Notice::STATE_PAUSED) return false;
  }
  if (state == v1::Notice::STATE_STOPPED) {
    const auto stopped = Record(work, courier_.Unsent(work, "NOTICE_STOPPED"));
    if (!stopped) return tl::unexpected<Error>(stopped.error());
    return false;
  }
  if (IsUrgent(notice)) return true;
  const auto begun = run("begun", [&](const v1::DeliveryBatch& batch) {
    return notification::Begin(batch, BatchIdentity(notice, work.ordinal()));
  });
  if (!begun) return tl::unexpected<Error>(begun.error());
  if (begun->changed) return true;
  // Begun before, by somebody who is gone: nobody knows how far it came.
  const auto unclear = Record(work, courier_.Unsent(work, "SEND_UNCLEAR"));
  if (!unclear) return tl::unexpected<Error>(unclear.error());
  return false;
}

Status Announcer::DeliverAndRecord(const v1::DeliveryWork& work, std::uint64_t attempt) {
  const auto& school = work.notice().school();
  const auto batch_id = BatchIdOf(work.notice().id(), work.ordinal());
  auto result = SentHere(batch_id);
  if (!result) return tl::unexpected<Error>(result.error());
  if (*result) return Record(work, std::move(**result));
  if (const auto before = batches_.Get(school, batch_id); before && before->state.delivered()) return {};
  if (work.begun() && attempt <= kBegunAttemptsMax) return UnderWay();
  if (!IsUrgent(work.notice())) courier_.GiveWay();
  const auto admitted = Admit(work);
  if (!admitted) return tl::unexpected<Error>(admitted.error());
  if (!*admitted) return {};
  {
    const std::scoped_lock lock(mutex_);
    RememberBegun(batch_id);
  }
  const auto sending = courier_.Start(work);
  auto sent = sending->AwaitPrompt();
  const bool open = IsOpen(sent);
  // Should the record fail, the next attempt records it instead of sending it again.
  Keep(sent);
  auto recorded = Record(work, std::move(sent));
  if (recorded && open) RecordEnd(work, sending);
  return recorded;
}

Status Announcer::Record(const v1::DeliveryWork& work, v1::DeliveryBatch result) {
  const auto recorded = batches_.Run(
      result.school(), result.id(), ContextOf(clock_(), id::Derive("delivered", result.id())),
      [&](const v1::DeliveryBatch& batch, const Context&) { return RecordDelivery(batch, result); },
      {.likely_new = IsUrgent(work.notice())});
  if (!recorded) return tl::unexpected<Error>(recorded.error());
  {
    const std::scoped_lock lock(mutex_);
    sent_.erase(result.id());
  }
  if (!IsOpen(recorded->state)) SeeWhoIsLeft(work.notice(), recorded->state);
  return {};
}

void Announcer::RecordEnd(const v1::DeliveryWork& work, const std::shared_ptr<Sending>& sending) {
  {
    const std::scoped_lock lock(mutex_);
    ++open_ends_;
  }
  sending->OnEnd([this, notice = work.notice()](const v1::DeliveryBatch& ended) {
    recorders_.Run([this, notice, ended] {
      const auto recorded = batches_.Run(
          ended.school(), ended.id(), ContextOf(clock_(), id::Derive("ended", ended.id())),
          [&](const v1::DeliveryBatch& batch, const Context&) { return EndAttempts(batch, ended); });
      if (!recorded) log::Error("attempts_unrecorded", {{"why", recorded.error().reason}});
      SeeWhoIsLeft(notice, recorded ? recorded->state : ended);
      const std::scoped_lock lock(mutex_);
      --open_ends_;
      ended_.notify_all();
    });
  });
}

void Announcer::SeeWhoIsLeft(const v1::Notice& notice, const v1::DeliveryBatch& batch) {
  if (courier_.MayFollowUp(notice, batch)) LookAgain(notice, batch.ordinal(), {});
}

void Announcer::LookAgain(const v1::Notice& notice, int ordinal, const std::string& why) {
  v1::DeliveryWork work;
  *work.mutable_notice() = notice;
  work.set_ordinal(ordinal);
  EnqueueSoon(*bus_, kAgainLane, work, why);
}

std::optional<std::chrono::milliseconds> Announcer::FollowUpAndRecord(const v1::DeliveryWork& work) {
  const auto& notice = work.notice();
  const auto batch_id = BatchIdOf(notice.id(), work.ordinal());
  const auto batch = batches_.Get(notice.school(), batch_id);
  if (!batch) return kSendPatience;
  const auto& state = batch->state;
  if (states_.Of(notice.id()) != v1::Notice::STATE_UNSPECIFIED || !courier_.MayFollowUp(notice, state))
    return std::nullopt;
  const auto age = AgeOf(notice, clock_());
  const std::chrono::milliseconds patience = kAcknowledgePatience;
  const bool patience_over = age >= patience;
  const auto sending = courier_.Again(notice, state, patience_over);
  if (sending == nullptr) {
    if (patience_over) return std::nullopt;
    return patience - age;
  }
  const auto again = sending->Await(kFollowUpPatience);
  const auto round = "follow-up-" + std::to_string(state.follow_ups());
  const auto recorded =
      batches_.Run(notice.school(), batch_id, ContextOf(clock_(), id::Derive(round, batch_id)),
                   [&](const v1::DeliveryBatch& before, const Context&) { return FollowUp(before, again); });
  if (!recorded) log::Error("follow_up_unrecorded", {{"why", recorded.error().reason}});
  return patience_over ? patience : kSendPatience;
}

Status Announcer::Unpark(const v1::Notice& notice, const std::string& request_id) {
  std::string page_token;
  do {
    const auto page = batches_.List("notice:" + notice.id(), view::kPageMax, page_token);
    if (!page) return tl::unexpected<Error>(page.error());
    std::vector<v1::DeliveryWork> works;
    for (const auto& batch : page->states) {
      if (!batch.parked()) continue;
      auto& work = works.emplace_back();
      *work.mutable_notice() = notice;
      work.set_ordinal(batch.ordinal());
      for (const auto& delivery : batch.deliveries()) {
        *(delivery.visitor() ? work.add_visit_ids() : work.add_person_ids()) = delivery.person_id();
      }
    }
    const auto queued = Enqueue(
        *bus_, IsUrgent(notice) ? kUrgentLane : kRoutineLane, static_cast<int>(works.size()),
        [&](int place) { return works[static_cast<std::size_t>(place)]; }, request_id);
    if (!queued) return queued;
    page_token = page->next_page_token;
  } while (!page_token.empty());
  return {};
}

}  // namespace watchbell::notification
