#include "common/bus/reader.hpp"

#include <algorithm>

#include "common/bus/nats_ptr.hpp"

namespace watchbell::bus {

struct Reader::Parts {
  std::shared_ptr<Bus> bus;
  ReadFrom from;
  detail::SubscriptionPtr subscription;
  std::uint64_t epoch = 0;
  std::uint64_t newest = 0;  // stream sequence of the last message returned
  std::uint64_t pending = 0;

  Status Reopen() {
    subscription.reset();
    epoch = bus->Epoch();
    if (!bus->Connected()) return detail::Away("not connected");
    jsSubOptions options;
    jsSubOptions_Init(&options);
    options.Stream = from.stream.c_str();
    options.Ordered = true;
    const bool by_sequence = newest > 0 || !from.newest_only;
    options.Config.DeliverPolicy = by_sequence ? js_DeliverByStartSequence : js_DeliverLastPerSubject;
    options.Config.OptStartSeq = by_sequence ? std::max(newest + 1, from.start_sequence) : 0;
    natsSubscription* raw = nullptr;
    jsErrCode error{};
    const natsStatus status =
        js_SubscribeSync(&raw, bus->jetstream(), from.filter.c_str(), nullptr, &options, &error);
    if (status != NATS_OK) return detail::Away(natsStatus_GetText(status));
    subscription = detail::SubscriptionPtr{raw, {bus->connection()}};
    natsSubscription_SetPendingLimits(raw, -1, -1);
    jsConsumerInfo* info = nullptr;
    if (natsSubscription_GetConsumerInfo(&info, raw, nullptr, &error) != NATS_OK)
      return detail::Away("no consumer");
    pending = info->NumPending + info->Delivered.Consumer;
    jsConsumerInfo_Destroy(info);
    return {};
  }
};

Result<std::unique_ptr<Reader>> Reader::Open(std::shared_ptr<Bus> bus, ReadFrom from) {
  auto parts = std::make_unique<Parts>();
  parts->bus = std::move(bus);
  parts->from = std::move(from);
  if (auto opened = parts->Reopen(); !opened) return tl::unexpected<Error>(opened.error());
  return std::unique_ptr<Reader>(new Reader(std::move(parts)));
}

Reader::Reader(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Reader::~Reader() = default;

Result<std::vector<Stored>> Reader::Next(std::size_t max, std::chrono::milliseconds wait) {
  auto& self = *parts_;
  if (!self.subscription || self.epoch != self.bus->Epoch()) {
    if (auto opened = self.Reopen(); !opened) return tl::unexpected<Error>(opened.error());
  }
  std::vector<Stored> messages;
  while (messages.size() < max) {
    natsMsg* raw = nullptr;
    const auto status =
        natsSubscription_NextMsg(&raw, self.subscription.get(), messages.empty() ? wait.count() : 0);
    const detail::MsgPtr message{raw};
    if (status == NATS_TIMEOUT) break;
    jsMsgMetaData* raw_meta = nullptr;
    if (status != NATS_OK || natsMsg_GetMetaData(&raw_meta, raw) != NATS_OK) {
      self.subscription.reset();  // what was taken is returned; the next call goes on after it
      break;
    }
    const detail::MetaPtr meta{raw_meta};
    if (meta->Sequence.Stream <= self.newest) continue;
    self.newest = meta->Sequence.Stream;
    self.pending = meta->NumPending;
    messages.push_back(detail::FromNats(raw, self.newest));
  }
  return messages;
}

std::uint64_t Reader::Pending() const { return parts_->pending; }

}  // namespace watchbell::bus
