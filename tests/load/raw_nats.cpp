#include "tests/load/raw_nats.hpp"

#include <nats/nats.h>

namespace watchbell::load {
namespace {

constexpr std::int64_t kPatienceMs = 5000;

void Check(natsStatus status) { Require(status == NATS_OK, natsStatus_GetText(status)); }

int Size(const std::string& payload) { return static_cast<int>(payload.size()); }

natsMsg* MessageOf(const bus::Outgoing& message) {
  natsMsg* out = nullptr;
  Check(
      natsMsg_Create(&out, message.subject.c_str(), nullptr, message.payload.data(), Size(message.payload)));
  for (const auto& [name, value] : message.headers)
    Check(natsMsgHeader_Set(out, name.c_str(), value.c_str()));
  return out;
}

}  // namespace

struct RawNats::Parts {
  natsConnection* connection = nullptr;
  natsConnection* echo_connection = nullptr;
  natsSubscription* echo = nullptr;
  natsSubscription* listening = nullptr;
  jsCtx* jetstream = nullptr;
  Listener on_message;

  ~Parts() {
    natsSubscription_Destroy(listening);
    natsSubscription_Destroy(echo);
    jsCtx_Destroy(jetstream);
    natsConnection_Destroy(echo_connection);
    natsConnection_Destroy(connection);
  }
};

RawNats::RawNats(const std::string& url) : parts_(std::make_unique<Parts>()) {
  Check(natsConnection_ConnectTo(&parts_->connection, url.c_str()));
  Check(natsConnection_ConnectTo(&parts_->echo_connection, url.c_str()));
  Check(natsConnection_JetStream(&parts_->jetstream, parts_->connection, nullptr));
  Check(natsConnection_Subscribe(
      &parts_->echo, parts_->echo_connection, "load.echo",
      [](natsConnection* connection, natsSubscription*, natsMsg* message, void*) {
        natsConnection_Publish(connection, natsMsg_GetReply(message), natsMsg_GetData(message),
                               natsMsg_GetDataLength(message));
        natsMsg_Destroy(message);
      },
      nullptr));
  Check(natsConnection_Flush(parts_->echo_connection));
}

RawNats::~RawNats() = default;

Samples RawNats::RoundTrips(int count, const std::string& payload) {
  Samples samples;
  for (int i = 0; i < count; ++i) {
    const auto begun = SteadyClock::now();
    natsMsg* answer = nullptr;
    Check(natsConnection_Request(&answer, parts_->connection, "load.echo", payload.data(), Size(payload),
                                 kPatienceMs));
    samples.Add(MicrosSince(begun));
    natsMsg_Destroy(answer);
  }
  return samples;
}

double RawNats::Publish(const bus::Outgoing& message) {
  const auto begun = SteadyClock::now();
  natsMsg* out = MessageOf(message);
  jsPubAck* ack = nullptr;
  const natsStatus status = js_PublishMsg(&ack, parts_->jetstream, out, nullptr, nullptr);
  jsPubAck_Destroy(ack);
  natsMsg_Destroy(out);
  Check(status);
  return MicrosSince(begun);
}

double RawNats::AsyncRate(const std::vector<bus::Outgoing>& messages, int window) {
  jsOptions options;
  jsOptions_Init(&options);
  options.PublishAsync.MaxPending = window;
  options.PublishAsync.StallWait = kPatienceMs;
  jsCtx* jetstream = nullptr;
  Check(natsConnection_JetStream(&jetstream, parts_->connection, &options));
  const auto begun = SteadyClock::now();
  for (const auto& message : messages) {
    natsMsg* out = MessageOf(message);
    Check(js_PublishMsgAsync(jetstream, &out, nullptr));
  }
  Check(js_PublishAsyncComplete(jetstream, nullptr));
  const double rate = static_cast<double>(messages.size()) / (MicrosSince(begun) / 1e6);
  jsCtx_Destroy(jetstream);
  return rate;
}

void RawNats::Listen(const std::string& subject, Listener listener) {
  parts_->on_message = std::move(listener);
  Check(natsConnection_Subscribe(
      &parts_->listening, parts_->connection, subject.c_str(),
      [](natsConnection*, natsSubscription*, natsMsg* message, void* parts) {
        static_cast<Parts*>(parts)->on_message(
            natsMsg_GetSubject(message),
            {natsMsg_GetData(message), static_cast<std::size_t>(natsMsg_GetDataLength(message))});
        natsMsg_Destroy(message);
      },
      parts_.get()));
  Check(natsConnection_Flush(parts_->connection));
}

}  // namespace watchbell::load
