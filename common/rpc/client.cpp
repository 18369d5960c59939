#include "common/rpc/client.hpp"

#include <fmt/format.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/generic/generic_stub.h>

#include <future>

#include "common/rpc/calls_under_way.hpp"
#include "common/rpc/status.hpp"
#include "common/rpc/wire.hpp"

namespace watchbell::rpc {
namespace {

constexpr std::chrono::milliseconds kKeepaliveTime{20000};
constexpr std::chrono::milliseconds kKeepaliveTimeout{5000};
constexpr std::chrono::milliseconds kReconnectFirst{50};
constexpr std::chrono::milliseconds kReconnectMax{250};

grpc::ChannelArguments ChannelSettings() {
  grpc::ChannelArguments settings;
  settings.SetInt(GRPC_ARG_KEEPALIVE_TIME_MS, static_cast<int>(kKeepaliveTime.count()));
  settings.SetInt(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, static_cast<int>(kKeepaliveTimeout.count()));
  settings.SetInt(GRPC_ARG_KEEPALIVE_PERMIT_WITHOUT_CALLS, 1);
  settings.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, static_cast<int>(kReconnectFirst.count()));
  settings.SetInt(GRPC_ARG_MIN_RECONNECT_BACKOFF_MS, static_cast<int>(kReconnectFirst.count()));
  settings.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, static_cast<int>(kReconnectMax.count()));
  settings.SetServiceConfigJSON(fmt::format(
      R"({{"loadBalancingConfig":[{{"round_robin":{{}}}}],
           "methodConfig":[{{"name":[{{}}],"retryPolicy":{{"maxAttempts":{},"initialBackoff":"0.05s",
             "maxBackoff":"0.2s","backoffMultiplier":2,"retryableStatusCodes":["UNAVAILABLE"]}}}}]}})",
      Client::kAttemptsMax));
  return settings;
}

void Prepare(grpc::ClientContext& context, const CallOptions& options) {
  for (const auto& [name, value] : options.metadata) {
    if (IsLegalMetadata(name, value)) context.AddMetadata(name, value);
  }
  // Zero: a stream that lives until somebody ends it.
  if (options.timeout.count() > 0) context.set_deadline(std::chrono::system_clock::now() + options.timeout);
}

void AppendTo(Metadata& metadata, const WireMetadata& received) {
  for (const auto& [name, value] : received) {
    metadata.emplace(std::string{name.data(), name.size()}, std::string{value.data(), value.size()});
  }
}

Answer AnswerOf(const grpc::ClientContext& context, const grpc::Status& status) {
  Answer answer;
  answer.status = FromGrpc(status);
  AppendTo(answer.metadata, context.GetServerTrailingMetadata());
  return answer;
}

// Lives from Start until OnDone, by itself.
class StreamReader final : public grpc::ClientBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer> {
 public:
  static std::shared_ptr<StreamReader> Start(grpc::GenericStub& stub, std::shared_ptr<CallsUnderWay> calls,
                                             const std::string& path, const std::string& request,
                                             const CallOptions& options, StreamHandler handler) {
    const std::shared_ptr<StreamReader> reader{
        new StreamReader(std::move(calls), request, std::move(handler))};
    Prepare(*reader->context_, options);
    reader->calls_->Begin(*reader->context_);
    stub.PrepareBidiStreamingCall(reader->context_.get(), path, {}, reader.get());
    reader->self_ = reader;
    reader->StartWriteLast(&reader->request_, {});
    reader->StartRead(&reader->message_);
    reader->StartCall();
    return reader;
  }
  void Cancel() { calls_->Cancel(name_); }

 private:
  StreamReader(std::shared_ptr<CallsUnderWay> calls, const std::string& request, StreamHandler handler)
      : calls_(std::move(calls)), request_(ToBuffer(request)), handler_(std::move(handler)) {}

  void OnReadDone(bool ok) override {
    if (!ok) return;
    handler_.on_message(ToBytes(message_));
    message_.Clear();
    StartRead(&message_);
  }
  void OnDone(const grpc::Status& status) override {
    const auto self = std::move(self_);
    Answer answer = AnswerOf(*context_, status);
    calls_->End(std::move(context_));
    handler_.on_end(std::move(answer));
  }

  std::shared_ptr<CallsUnderWay> calls_;
  std::unique_ptr<grpc::ClientContext> context_ = std::make_unique<grpc::ClientContext>();
  grpc::ClientContext* const name_ = context_.get();  // still asked for when the context is gone
  grpc::ByteBuffer request_;
  grpc::ByteBuffer message_;
  StreamHandler handler_;
  std::shared_ptr<StreamReader> self_;
};

class CancelOnDestruction final : public ActiveStream {
 public:
  explicit CancelOnDestruction(std::shared_ptr<StreamReader> reader) : reader_(std::move(reader)) {}
  ~CancelOnDestruction() override { reader_->Cancel(); }
  CancelOnDestruction(const CancelOnDestruction&) = delete;
  CancelOnDestruction& operator=(const CancelOnDestruction&) = delete;

 private:
  std::shared_ptr<StreamReader> reader_;
};

// What gRPC needs until a unary call is done.
struct UnaryExchange {
  std::unique_ptr<grpc::ClientContext> context = std::make_unique<grpc::ClientContext>();
  grpc::ByteBuffer request;
  grpc::ByteBuffer response;
};

}  // namespace

struct Client::Parts {
  explicit Parts(std::shared_ptr<grpc::Channel> channel) : stub(std::move(channel)) {}
  grpc::GenericStub stub;
  std::shared_ptr<CallsUnderWay> calls = std::make_shared<CallsUnderWay>();
};

std::shared_ptr<Client> Client::Dial(const std::string& address, const TlsFiles& tls) {
  return std::make_shared<Client>(
      grpc::CreateCustomChannel(address, ChannelCredentials(tls), ChannelSettings()));
}

Client::Client(std::shared_ptr<grpc::Channel> channel)
    : parts_(std::make_unique<Parts>(std::move(channel))) {}
Client::~Client() { parts_->calls->CancelAllAndWait(); }

void Client::Call(const google::protobuf::MethodDescriptor& method, std::string request_bytes,
                  const CallOptions& options, std::function<void(Answer)> done) {
  auto exchange = std::make_shared<UnaryExchange>();
  exchange->request = ToBuffer(request_bytes);
  Prepare(*exchange->context, options);
  parts_->calls->Begin(*exchange->context);
  parts_->stub.UnaryCall(
      exchange->context.get(), PathOf(method), {}, &exchange->request, &exchange->response,
      [calls = parts_->calls, exchange, done = std::move(done)](const grpc::Status& status) {
        Answer answer = AnswerOf(*exchange->context, status);
        if (status.ok()) answer.body = ToBytes(exchange->response);
        calls->End(std::move(exchange->context));
        done(std::move(answer));
      });
}

std::shared_ptr<ActiveStream> Client::Stream(const google::protobuf::MethodDescriptor& method,
                                             std::string request_bytes, const CallOptions& options,
                                             StreamHandler handler) {
  return std::make_shared<CancelOnDestruction>(StreamReader::Start(
      parts_->stub, parts_->calls, PathOf(method), request_bytes, options, std::move(handler)));
}

Status Client::CallAndWait(const std::string& method, const google::protobuf::Message& request,
                           google::protobuf::Message& response, const CallOptions& options) {
  const auto* descriptor = google::protobuf::DescriptorPool::generated_pool()->FindMethodByName(method);
  if (descriptor == nullptr)
    return Fail(Code::kInternal, "METHOD_UNKNOWN", "There is no RPC " + method + ".");
  const auto promise = std::make_shared<std::promise<Answer>>();
  Call(*descriptor, request.SerializeAsString(), options,
       [promise](Answer answer) { promise->set_value(std::move(answer)); });
  const Answer answer = promise->get_future().get();
  if (answer.status.code() != 0) return tl::unexpected<Error>(ToError(answer.status));
  if (!response.ParseFromString(answer.body)) {
    return Fail(Code::kInternal, "ANSWER_MALFORMED", "The service answered with something else.");
  }
  return {};
}

}  // namespace watchbell::rpc
