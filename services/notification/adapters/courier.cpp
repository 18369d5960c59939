#include "services/notification/adapters/courier.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <thread>

#include "common/id/id.hpp"
#include "common/telemetry/log.hpp"
#include "services/notification/adapters/addresses.hpp"
#include "services/notification/adapters/report_key.hpp"

namespace watchbell::notification {
namespace {

using v1::Attempt;
using v1::DeliveryBatch;

// Of an alarm so many hear of it before anything else is done about it; the loudspeakers count as one.
constexpr std::size_t kFirstMax = 4;

std::string WithCode(std::string text, const std::string& code) {
  constexpr std::string_view kPlace = "{code}";
  for (auto at = text.find(kPlace); at != std::string::npos; at = text.find(kPlace, at + code.size()))
    text.replace(at, kPlace.size(), code);
  return text;
}

std::string SchoolName(const AudienceDirectory& directory, const std::string& code) {
  for (const auto& school : directory.Schools()) {
    if (school.code() == code) return school.name();
  }
  return code;
}

std::string PlaceId(const v1::Notice& notice) { return id::Derive("loudspeakers", notice.school()); }

// A follow-up is another message: receivers must not take it for the one before.
std::string DedupeId(const v1::Notice& notice, const std::string& person_id, const Attempt& attempt) {
  std::string what = notice.id() + v1::Channel_Name(attempt.channel());
  if (attempt.round() > 0) what += std::to_string(attempt.round());
  return id::Derive(what, person_id);
}

}  // namespace

// One batch, or what is told again of it.
struct Courier::Errand {
  v1::Notice notice;
  DeliveryBatch batch;
  std::vector<Recipient> recipients;  // as the deliveries; of a place nothing
  std::shared_ptr<Sending> sending;
};

// By language.
struct Courier::Texts {
  const Courier& courier;
  const v1::Notice& notice;
  std::map<std::string, Text> by_language{};

  const Text& In(const std::string& language) {
    const auto known = by_language.find(language);
    if (known != by_language.end()) return known->second;
    auto text = courier.TextOf(notice, language);
    if (!text) {
      log::Error("wording_missing", {{"wording", notice.wording()}});
      const auto school = SchoolName(courier.directory_, notice.school());
      text = Text{school, school + ": " + notice.subject()};
    }
    return by_language.emplace(language, std::move(*text)).first->second;
  }
};

Courier::Courier(const AudienceDirectory& directory, Wordings wordings, std::vector<Lanes> channels)
    : directory_(directory),
      wordings_(std::move(wordings)),
      channels_(std::move(channels)),
      installed_(Installed()) {}

std::vector<v1::Channel> Courier::Installed() const {
  std::vector<v1::Channel> kinds;
  for (const auto& lanes : channels_) kinds.push_back(lanes.urgent->kind());
  return kinds;
}

const Lanes* Courier::LanesOf(v1::Channel kind) const {
  for (const auto& lanes : channels_) {
    if (lanes.urgent->kind() == kind) return &lanes;
  }
  return nullptr;
}

Reach Courier::ReachOf(const Recipient& recipient, bool urgent) const {
  return {installed_, [&recipient, urgent](v1::Channel channel) {
            return channel == v1::CHANNEL_INTERCOM ? AddressState::kGood
                                                   : StateOf(recipient, channel, urgent);
          }};
}

Result<Text> Courier::TextOf(const v1::Notice& notice, const std::string& language) const {
  return wordings_.Render(notice, language, SchoolName(directory_, notice.school()));
}

DeliveryBatch Courier::Draft(const v1::DeliveryWork& work, const std::vector<Recipient>& recipients) const {
  const auto& notice = work.notice();
  auto batch = BatchIdentity(notice, work.ordinal());
  for (const auto& recipient : recipients) {
    auto& delivery = *batch.add_deliveries();
    delivery.set_person_id(recipient.id);
    delivery.set_visitor(recipient.visitor);
    for (auto& attempt : FirstRound(notice, ReachOf(recipient, IsUrgent(notice)))) {
      *delivery.add_attempts() = std::move(attempt);
    }
  }
  if (work.place() && LanesOf(v1::CHANNEL_INTERCOM) != nullptr) {
    auto& place = *batch.add_deliveries();
    place.set_place(true);
    place.set_person_id(PlaceId(notice));
    place.add_attempts()->set_channel(v1::CHANNEL_INTERCOM);
    place.mutable_attempts(0)->set_state(Attempt::STATE_QUEUED);
  }
  return batch;
}

Courier::Begun Courier::Begin(const v1::DeliveryWork& work) const {
  auto recipients =
      directory_.Find(work.notice().school(), {work.person_ids().begin(), work.person_ids().end()},
                      {work.visit_ids().begin(), work.visit_ids().end()});
  const auto batch = Draft(work, recipients);
  return Send(work.notice(), batch, std::move(recipients));
}

std::shared_ptr<Sending> Courier::Start(const v1::DeliveryWork& work) const {
  auto begun = Begin(work);
  begun.hand_rest();
  return std::move(begun.sending);
}

void Courier::GiveWay() const {
  const auto until = std::chrono::steady_clock::now() + kGiveWayMax;
  while (urgent_pace_->Busy() && std::chrono::steady_clock::now() < until)
    std::this_thread::sleep_for(kGiveWayMax / 50);
}

DeliveryBatch Courier::Unsent(const v1::DeliveryWork& work, const std::string& reason) const {
  const auto recipients =
      directory_.Find(work.notice().school(), {work.person_ids().begin(), work.person_ids().end()},
                      {work.visit_ids().begin(), work.visit_ids().end()});
  auto batch = Draft(work, recipients);
  for (auto& delivery : *batch.mutable_deliveries()) {
    for (auto& attempt : *delivery.mutable_attempts()) {
      if (attempt.state() != Attempt::STATE_QUEUED) continue;
      attempt.set_state(Attempt::STATE_FAILED);
      attempt.set_reason(reason);
    }
  }
  return batch;
}

std::vector<Recipient> Courier::RecipientsOf(const v1::Notice& notice, const DeliveryBatch& batch) const {
  std::vector<Recipient> recipients;
  for (const auto& delivery : batch.deliveries()) {
    if (delivery.place()) {
      recipients.push_back({.id = delivery.person_id()});
      continue;
    }
    const auto found = delivery.visitor() ? directory_.Find(notice.school(), {}, {delivery.person_id()})
                                          : directory_.Find(notice.school(), {delivery.person_id()}, {});
    recipients.push_back(found.front());
  }
  return recipients;
}

std::shared_ptr<Sending> Courier::Again(const v1::Notice& notice, const DeliveryBatch& batch,
                                        bool patience_over) const {
  const auto recipients = RecipientsOf(notice, batch);
  DeliveryBatch again = BatchIdentity(notice, batch.ordinal());
  std::vector<Recipient> told;
  for (int i = 0; i < batch.deliveries_size(); ++i) {
    const auto& delivery = batch.deliveries(i);
    const auto& recipient = recipients[static_cast<std::size_t>(i)];
    const auto channel = NextChannel(notice, delivery, ReachOf(recipient, IsUrgent(notice)), patience_over);
    if (!channel) continue;
    auto& entry = *again.add_deliveries();
    entry.set_person_id(delivery.person_id());
    entry.set_visitor(delivery.visitor());
    entry.set_place(delivery.place());
    auto& attempt = *entry.add_attempts();
    attempt.set_channel(*channel);
    attempt.set_state(Attempt::STATE_QUEUED);
    attempt.set_round(batch.follow_ups() + 1);
    told.push_back(recipient);
  }
  if (told.empty()) return nullptr;
  auto begun = Send(notice, again, std::move(told));
  begun.hand_rest();
  return std::move(begun.sending);
}

bool Courier::MayFollowUp(const v1::Notice& notice, const DeliveryBatch& batch) const {
  if (batch.follow_ups() >= kFollowUpsMax) return false;
  const auto recipients = RecipientsOf(notice, batch);
  for (int i = 0; i < batch.deliveries_size(); ++i) {
    const auto& recipient = recipients[static_cast<std::size_t>(i)];
    if (NextChannel(notice, batch.deliveries(i), ReachOf(recipient, IsUrgent(notice)), true)) return true;
  }
  return false;
}

Courier::Begun Courier::Send(const v1::Notice& notice, const DeliveryBatch& batch,
                             std::vector<Recipient> recipients) const {
  const auto errand = std::make_shared<const Errand>(
      Errand{notice, batch, std::move(recipients),
             std::make_shared<Sending>(batch, IsUrgent(notice) ? urgent_pace_ : routine_pace_)});
  std::vector<int> order(static_cast<std::size_t>(batch.deliveries_size()));
  std::iota(order.begin(), order.end(), 0);
  if (!order.empty() && batch.deliveries(order.back()).place())
    std::rotate(order.begin(), order.end() - 1, order.end());
  const auto first = batch.ordinal() == 0 ? std::min(kFirstMax, order.size()) : 0;
  const auto texts = std::make_shared<Texts>(Texts{*this, errand->notice});
  for (std::size_t i = 0; i < first; ++i) Hand(*errand, *texts, order[i], true);
  return {errand->sending, [this, errand, texts, order = std::move(order), first] {
            for (std::size_t i = first; i < order.size(); ++i) Hand(*errand, *texts, order[i], false);
          }};
}

void Courier::Hand(const Errand& errand, Texts& texts, int place, bool first) const {
  const auto& [notice, batch, recipients, sending] = errand;
  const bool urgent = IsUrgent(notice);
  const auto& delivery = batch.deliveries(place);
  const Recipient* recipient = delivery.place() ? nullptr : &recipients[static_cast<std::size_t>(place)];
  const auto language = recipient ? recipient->language : std::string{};
  for (int attempted = 0; attempted < delivery.attempts_size(); ++attempted) {
    const auto& attempt = delivery.attempts(attempted);
    if (attempt.state() != Attempt::STATE_QUEUED) continue;
    const auto& text = texts.In(language);
    auto body = text.body;
    if (footer_ && recipient) body += footer_(notice, batch.id(), recipient->id);
    const auto& lanes = *LanesOf(attempt.channel());
    const auto& lane = !urgent ? lanes.routine : first ? lanes.first : lanes.urgent;
    lane->Send(
        {.dedupe_id = DedupeId(notice, delivery.person_id(), attempt),
         .recipient_address = recipient ? AddressOf(*recipient, attempt.channel(), urgent) : notice.school(),
         .subject = text.subject,
         .text = std::move(body),
         .drill = notice.drill(),
         .level = notice.level(),
         .language = language,
         .report =
             batch.school() + "/" + batch.id() + "/" + ReportKey(delivery.person_id(), attempt.channel()),
         .notice_id = notice.id()},
        [sending = sending, place, attempted](const channels::SendResult& result) {
          sending->End(place, attempted, result);
        });
  }
}

Status Courier::SendCode(const v1::ContactPoint& contact, const std::string& language,
                         const std::string& code, const std::string& id) const {
  v1::Notice notice;  // for its wording alone; it is never issued
  notice.set_wording("contact_code");
  const auto text = wordings_.Render(notice, language, "");
  if (!text) return tl::unexpected<Error>(text.error());
  const auto* lanes = LanesOf(notification::ChannelOf(contact.channel()));
  if (lanes == nullptr)
    return Fail(Code::kUnavailable, "CHANNEL_MISSING", "The district has no provider for this channel.");
  lanes->routine->Send({.dedupe_id = id,
                        .recipient_address = contact.address(),
                        .subject = WithCode(text->subject, code),
                        .text = WithCode(text->body, code),
                        .level = v1::LEVEL_INFO},
                       [](const channels::SendResult& result) {
                         if (result.state != Attempt::STATE_SENT)
                           log::Warn("contact_code_unsent", {{"why", result.reason}});
                       });
  return {};
}

}  // namespace watchbell::notification
