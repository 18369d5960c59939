#include "services/notification/adapters/courier.hpp"

#include <algorithm>
#include <atomic>
#include <map>

#include "common/id/id.hpp"
#include "common/telemetry/log.hpp"

namespace watchbell::notification {
namespace {

// A batch under way: each attempt writes into its own place, the last one reports.
struct UnderWay {
  v1::DeliveryBatch batch;
  std::atomic<int> open{
      1};  // one for the sender itself, so that the report comes after everything was handed over
  std::function<void(v1::DeliveryBatch)> done;

  void Close() {
    if (--open == 0) done(std::move(batch));
  }
};

std::string AddressOf(const Recipient& recipient, v1::Channel channel) {
  switch (channel) {
    case v1::CHANNEL_EMAIL: return recipient.email;
    case v1::CHANNEL_WEBHOOK:
      return recipient.visitor ? "" : recipient.id;  // the push provider knows staff by id
    default: return "";
  }
}

std::string SchoolName(const AudienceDirectory& directory, const std::string& code) {
  for (const auto& school : directory.Schools()) {
    if (school.code() == code) return school.name();
  }
  return code;
}

}  // namespace

Courier::Courier(const AudienceDirectory& directory, Wordings wordings, std::vector<Lanes> channels)
    : directory_(directory), wordings_(std::move(wordings)), channels_(std::move(channels)) {}

void Courier::Deliver(const v1::DeliveryWork& work, std::function<void(v1::DeliveryBatch)> done) const {
  const auto& notice = work.notice();
  const auto recipients =
      directory_.Find(notice.school(), {work.person_ids().begin(), work.person_ids().end()},
                      {work.visit_ids().begin(), work.visit_ids().end()});
  auto under_way = std::make_shared<UnderWay>();
  under_way->done = std::move(done);
  auto& batch = under_way->batch;
  batch.set_id(BatchIdOf(notice.id(), work.ordinal()));
  batch.set_school(notice.school());
  batch.set_notice_id(notice.id());
  batch.set_ordinal(work.ordinal());
  for (const auto& recipient : recipients) {
    auto& delivery = *batch.add_deliveries();
    delivery.set_person_id(recipient.id);
    delivery.set_visitor(recipient.visitor);
    for (const auto& lanes : channels_) {
      auto& attempt = *delivery.add_attempts();
      attempt.set_channel(lanes.urgent->kind());
      attempt.set_state(v1::Attempt::STATE_UNREACHABLE);
      attempt.set_reason("NO_ADDRESS");
    }
  }
  const std::string school = SchoolName(directory_, notice.school());
  std::map<std::string, Text> texts;
  for (int i = 0; i < batch.deliveries_size(); ++i) {
    const auto& recipient = recipients[static_cast<std::size_t>(i)];
    auto text = texts.find(recipient.language);
    if (text == texts.end()) {
      auto rendered = wordings_.Render(notice, recipient.language, school);
      if (!rendered) log::Error("wording_missing", {{"wording", notice.wording()}});
      text = texts
                 .emplace(recipient.language,
                          rendered ? *rendered : Text{school, school + ": " + notice.subject()})
                 .first;
    }
    for (int j = 0; j < static_cast<int>(channels_.size()); ++j) {
      const auto& lanes = channels_[static_cast<std::size_t>(j)];
      auto& channel = IsUrgent(notice) ? *lanes.urgent : *lanes.routine;
      const auto address = AddressOf(recipient, channel.kind());
      if (address.empty()) continue;
      ++under_way->open;
      auto& attempt = *batch.mutable_deliveries(i)->mutable_attempts(j);
      channel.Send({.dedupe_id = id::Derive(notice.id() + v1::Channel_Name(channel.kind()), recipient.id),
                    .recipient_address = address,
                    .subject = text->second.subject,
                    .text = text->second.body,
                    .drill = notice.drill(),
                    .level = notice.level()},
                   [under_way, &attempt](const channels::SendResult& result) {
                     attempt.set_state(result.state);
                     attempt.set_reason(result.reason);
                     attempt.set_after_ms(static_cast<int>(result.duration.count() / 1000));
                     under_way->Close();
                   });
    }
  }
  under_way->Close();
}

std::vector<v1::DeliveryWork> Split(const v1::Notice& notice, const std::vector<Recipient>& recipients) {
  std::vector<v1::DeliveryWork> works(static_cast<std::size_t>(notice.batches()));
  for (int ordinal = 0; ordinal < notice.batches(); ++ordinal) {
    auto& work = works[static_cast<std::size_t>(ordinal)];
    *work.mutable_notice() = notice;
    work.set_ordinal(ordinal);
  }
  for (const auto& recipient : recipients) {
    auto& work = works[static_cast<std::size_t>(BatchOf(recipient.id, notice.batches()))];
    *(recipient.visitor ? work.add_visit_ids() : work.add_person_ids()) = recipient.id;
  }
  return works;
}

}  // namespace watchbell::notification
