#include "tests/load/raw_grpc.hpp"

#include <grpcpp/generic/async_generic_service.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/grpcpp.h>

#include <atomic>
#include <thread>

namespace watchbell::load {
namespace {

constexpr char kMethod[] = "/load.Echo/Echo";

class Echo final : public grpc::ServerGenericBidiReactor {
 public:
  Echo() { StartRead(&message_); }

 private:
  void OnReadDone(bool ok) override {
    if (!ok) return Finish({grpc::StatusCode::INVALID_ARGUMENT, ""});
    StartWriteAndFinish(&message_, {}, grpc::Status::OK);
  }
  void OnDone() override { delete this; }

  grpc::ByteBuffer message_;
};

class EchoService final : public grpc::CallbackGenericService {
  grpc::ServerGenericBidiReactor* CreateReactor(grpc::GenericCallbackServerContext*) override {
    return new Echo;  // lives until its OnDone
  }
};

// One caller: a completion queue of its own, one call under way.
class Caller {
 public:
  Caller(const std::shared_ptr<grpc::Channel>& channel, const std::string& payload)
      : stub_(channel), slice_(payload), request_(&slice_, 1) {}

  void Call() {
    grpc::ClientContext context;
    grpc::ByteBuffer answer;
    grpc::Status status;
    const auto call = stub_.PrepareUnaryCall(&context, kMethod, request_, &queue_);
    call->StartCall();
    call->Finish(&answer, &status, this);
    void* tag = nullptr;
    bool ok = false;
    Require(queue_.Next(&tag, &ok) && status.ok(), "the echo does not answer");
  }

 private:
  grpc::GenericStub stub_;
  const grpc::Slice slice_;
  const grpc::ByteBuffer request_;
  grpc::CompletionQueue queue_;
};

}  // namespace

struct RawGrpc::Parts {
  EchoService service;
  std::unique_ptr<grpc::Server> server;
  std::shared_ptr<grpc::Channel> channel;
};

RawGrpc::RawGrpc() : parts_(std::make_unique<Parts>()) {
  int port = 0;
  grpc::ServerBuilder builder;
  builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
  builder.RegisterCallbackGenericService(&parts_->service);
  parts_->server = builder.BuildAndStart();
  Require(parts_->server != nullptr, "the echo cannot listen");
  parts_->channel =
      grpc::CreateChannel("127.0.0.1:" + std::to_string(port), grpc::InsecureChannelCredentials());
}

RawGrpc::~RawGrpc() { parts_->server->Shutdown(); }

Samples RawGrpc::RoundTrips(int count, const std::string& payload) {
  Caller caller(parts_->channel, payload);
  Samples samples;
  for (int i = 0; i < count; ++i) {
    const auto begun = SteadyClock::now();
    caller.Call();
    samples.Add(MicrosSince(begun));
  }
  return samples;
}

double RawGrpc::Rate(int callers, std::chrono::seconds span, const std::string& payload) {
  std::atomic<int> calls{0};
  const auto begun = SteadyClock::now();
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < callers; ++i) {
      threads.emplace_back([&] {
        Caller caller(parts_->channel, payload);
        for (; SteadyClock::now() < begun + span; ++calls) caller.Call();
      });
    }
  }
  return calls / (MicrosSince(begun) / 1e6);
}

}  // namespace watchbell::load
