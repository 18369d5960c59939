#include "common/bus/nats_ptr.hpp"

#include <nlohmann/json.hpp>

#include "common/bus/bus.hpp"

namespace watchbell::bus {

std::string Stored::Header(std::string_view name) const {
  for (const auto& [key, value] : headers) {
    if (key == name) return value;
  }
  return {};
}

namespace detail {
namespace {

constexpr int kWrongLastSequence = 10071;  // JetStream's err_code for a stale expected sequence
constexpr std::int64_t kAskTimeoutMs = 5000;
constexpr std::int64_t kRetireTimeoutMs = 1000;

}  // namespace

tl::unexpected<Error> Away(std::string_view what) {
  return Fail(Code::kUnavailable, kBusAway,
              "The record cannot be reached (" + std::string{what} + "); try again.");
}

void RetireSubscription::operator()(natsSubscription* subscription) const {
  natsSubscription_Unsubscribe(subscription);
  // Fails while the server is away; then nothing comes in either.
  natsConnection_FlushTimeout(connection, kRetireTimeoutMs);
  natsSubscription_Destroy(subscription);
}

MsgPtr ToNats(const Outgoing& message, const char* reply) {
  natsMsg* raw = nullptr;
  if (natsMsg_Create(&raw, message.subject.c_str(), reply, message.payload.data(),
                     static_cast<int>(message.payload.size())) != NATS_OK) {
    return nullptr;
  }
  MsgPtr owned{raw};
  if (!message.id.empty()) natsMsgHeader_Set(raw, "Nats-Msg-Id", message.id.c_str());
  if (message.expected_sequence) {
    natsMsgHeader_Set(raw, "Nats-Expected-Last-Subject-Sequence",
                      std::to_string(*message.expected_sequence).c_str());
  }
  for (const auto& [key, value] : message.headers) natsMsgHeader_Set(raw, key.c_str(), value.c_str());
  return owned;
}

Stored FromNats(natsMsg* message, std::uint64_t sequence) {
  Stored stored;
  stored.subject = natsMsg_GetSubject(message);
  stored.sequence = sequence;
  stored.payload.assign(natsMsg_GetData(message), static_cast<std::size_t>(natsMsg_GetDataLength(message)));
  const char** keys = nullptr;
  int count = 0;
  if (natsMsgHeader_Keys(message, &keys, &count) == NATS_OK) {
    for (int i = 0; i < count; ++i) {
      const char* value = nullptr;
      if (natsMsgHeader_Get(message, keys[i], &value) == NATS_OK) stored.headers.emplace_back(keys[i], value);
    }
    free(static_cast<void*>(keys));
  }
  return stored;
}

Result<Ack> ParseAck(natsMsg* answer) {
  if (natsMsg_IsNoResponders(answer)) return Away("no stream listens");
  const std::string_view text{natsMsg_GetData(answer),
                              static_cast<std::size_t>(natsMsg_GetDataLength(answer))};
  const auto json = nlohmann::json::parse(text, nullptr, false);
  if (!json.is_object()) return Away("no acknowledgement");
  if (const auto error = json.find("error"); error != json.end()) {
    if (error->value("err_code", 0) == kWrongLastSequence) {
      return Fail(Code::kAborted, kConflict, "Somebody else changed it first; read it again.");
    }
    return Away(error->value("description", "refused"));
  }
  return Ack{json.value("seq", std::uint64_t{0}), json.value("duplicate", false)};
}

Result<std::string> Ask(natsConnection* connection, const std::string& subject, const std::string& body) {
  if (natsConnection_Status(connection) != NATS_CONN_STATUS_CONNECTED) return Away("not connected");
  natsMsg* raw = nullptr;
  const natsStatus status = natsConnection_Request(&raw, connection, subject.c_str(), body.data(),
                                                   static_cast<int>(body.size()), kAskTimeoutMs);
  const MsgPtr answer{raw};
  if (status != NATS_OK) return Away(natsStatus_GetText(status));
  return std::string(natsMsg_GetData(raw), static_cast<std::size_t>(natsMsg_GetDataLength(raw)));
}

}  // namespace detail
}  // namespace watchbell::bus
