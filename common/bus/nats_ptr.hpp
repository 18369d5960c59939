// Owning handles for the NATS C client, and its messages as ours. For this folder only.
#pragma once

#include <nats/nats.h>

#include <memory>

#include "common/bus/message.hpp"
#include "common/result/result.hpp"

namespace watchbell::bus::detail {

template <auto Destroy>
struct Deleter {
  template <class T>
  void operator()(T* handle) const {
    Destroy(handle);
  }
};

using MsgPtr = std::unique_ptr<natsMsg, Deleter<natsMsg_Destroy>>;
using OptionsPtr = std::unique_ptr<natsOptions, Deleter<natsOptions_Destroy>>;
using MetaPtr = std::unique_ptr<jsMsgMetaData, Deleter<jsMsgMetaData_Destroy>>;

// Before 3.6 the C client may touch a subscription after it was destroyed, when a message for it is just
// coming in (nats-io/nats.c#637): so it is unsubscribed, the read loop passes a round trip, and only then is
// it destroyed.
struct RetireSubscription {
  natsConnection* connection = nullptr;
  void operator()(natsSubscription* subscription) const;
};
using SubscriptionPtr = std::unique_ptr<natsSubscription, RetireSubscription>;

// With the headers that an append needs. Null when memory is short.
MsgPtr ToNats(const Outgoing& message, const char* reply);
Stored FromNats(natsMsg* message, std::uint64_t sequence);

// The stream's answer to an append.
Result<Ack> ParseAck(natsMsg* answer);

// A request to the JetStream API with a JSON body; answers the JSON text. kUnavailable while the bus is away.
Result<std::string> Ask(natsConnection* connection, const std::string& subject, const std::string& body);

tl::unexpected<Error> Away(std::string_view what);

}  // namespace watchbell::bus::detail
