#include "common/rpc/server.hpp"

#include <google/protobuf/descriptor.h>
#include <grpcpp/ext/proto_server_reflection_plugin.h>
#include <grpcpp/health_check_service_interface.h>
#include <grpcpp/impl/server_builder_option.h>
#include <grpcpp/server.h>
#include <grpcpp/server_builder.h>

#include <algorithm>
#include <limits>
#include <stdexcept>
#include <vector>

#include "common/rpc/described_service.hpp"
#include "common/telemetry/log.hpp"

namespace watchbell::rpc {
namespace {

constexpr std::chrono::milliseconds kKeepaliveTime{20000};
constexpr std::chrono::milliseconds kKeepaliveTimeout{5000};
constexpr std::chrono::milliseconds kPingIntervalMin{5000};  // what clients may do; ours ping every 20 s
constexpr int kConcurrentCallsMax = 4096;                    // a connection
// A request up to so much larger than allowed is still read, so that the caller hears why it is refused.
constexpr std::size_t kOversizeFactor = 2;

// grpc++_reflection puts its plugin into every builder of the process as soon as it is loaded; the flag
// decides.
class ReflectionOption final : public grpc::ServerBuilderOption {
 public:
  explicit ReflectionOption(bool wanted) : wanted_(wanted) {}
  void UpdateArguments(grpc::ChannelArguments*) override {}
  void UpdatePlugins(std::vector<std::unique_ptr<grpc::ServerBuilderPlugin>>* plugins) override {
    auto plugin = std::make_unique<grpc::reflection::ProtoServerReflectionPlugin>();
    std::erase_if(*plugins, [&](const auto& there) { return there->name() == plugin->name(); });
    if (wanted_) plugins->push_back(std::move(plugin));
  }

 private:
  bool wanted_;
};

const google::protobuf::MethodDescriptor& FindMethod(std::string_view name) {
  const auto* method =
      google::protobuf::DescriptorPool::generated_pool()->FindMethodByName(std::string{name});
  if (method == nullptr) throw std::logic_error("no such RPC: " + std::string{name});
  return *method;
}

}  // namespace

struct Server::Parts {
  Parts(ServerConfig given, const identity::Roles& roles, std::shared_ptr<identity::TokenVerifier> verifier,
        prometheus::Registry& metrics, Clock clock)
      : config(std::move(given)),
        registry(metrics),
        admission(roles, std::move(verifier), std::move(clock)),
        routine("routine", config.routine_threads, static_cast<std::size_t>(config.queue_max),
                Waiting("routine")),
        urgent("urgent", config.urgent_threads, static_cast<std::size_t>(config.queue_max),
               Waiting("urgent")) {}

  prometheus::Gauge& Waiting(const std::string& lane) {
    return metrics::MakeGauge(registry, "watchbell_rpc_waiting_calls", "Calls that wait for a worker.",
                              {{"lane", lane}});
  }
  void Add(const google::protobuf::MethodDescriptor& descriptor, const google::protobuf::Descriptor* request,
           AnyUnary unary, AnyStreaming streaming);
  std::size_t BytesMaxOf(const std::string& method) const {
    const auto exception = config.request_bytes_max_of.find(method);
    return exception == config.request_bytes_max_of.end() ? config.request_bytes_max : exception->second;
  }
  // One service for each descriptor that has handlers; throws when one of its methods has none.
  void BuildServices();
  void BuildServer();

  const ServerConfig config;
  prometheus::Registry& registry;
  Admission admission;
  AuditSink audit;
  StreamRegistry streams;
  Lane routine;
  Lane urgent;
  std::map<std::string, std::unique_ptr<Method>> methods;  // by full name
  std::map<std::string, std::unique_ptr<DescribedService>> services;
  std::unique_ptr<grpc::Server> server;  // first to go
  int port = 0;
};

void Server::Parts::Add(const google::protobuf::MethodDescriptor& descriptor,
                        const google::protobuf::Descriptor* request, AnyUnary unary, AnyStreaming streaming) {
  const std::string& name = descriptor.full_name();
  if (descriptor.input_type() != request) throw std::logic_error(name + " takes another request");
  if (descriptor.client_streaming() || descriptor.server_streaming() != static_cast<bool>(streaming)) {
    throw std::logic_error(name + " is of another kind");
  }
  const auto& policy = policy::PolicyOf(descriptor);
  if (policy.audit() && streaming)
    throw std::logic_error(name + " streams, and reads of a stream are not audited");
  auto method = std::unique_ptr<Method>(
      new Method{descriptor, PathOf(descriptor),
                 *google::protobuf::MessageFactory::generated_factory()->GetPrototype(request),
                 BytesMaxOf(name), policy.scope() != policy::v1::ANYONE, policy.audit() ? &audit : nullptr,
                 policy.lane() == policy::v1::URGENT ? urgent : routine, Probe{registry, name},
                 std::move(unary), std::move(streaming)});
  if (!methods.emplace(name, std::move(method)).second) throw std::logic_error(name + " has two handlers");
}

void Server::Parts::BuildServices() {
  for (const auto& [name, method] : methods) {
    if (method->audit != nullptr && !audit) throw std::logic_error("nobody audits the reads of " + name);
    const auto& descriptor = *method->descriptor.service();
    auto& service = services[descriptor.full_name()];
    if (service) continue;
    service = std::make_unique<DescribedService>();
    for (int i = 0; i < descriptor.method_count(); ++i) {
      const auto found = methods.find(descriptor.method(i)->full_name());
      if (found == methods.end()) {
        throw std::logic_error("no handler for " + descriptor.method(i)->full_name());
      }
      service->Add(*found->second, admission, streams);
    }
  }
}

void Server::Parts::BuildServer() {
  std::size_t bytes_max = config.request_bytes_max;
  for (const auto& [name, bytes] : config.request_bytes_max_of) bytes_max = std::max(bytes_max, bytes);
  grpc::EnableDefaultHealthCheckService(true);
  grpc::ServerBuilder builder;
  builder.SetOption(std::make_unique<ReflectionOption>(config.reflection));
  builder.SetMaxReceiveMessageSize(
      static_cast<int>(std::min<std::size_t>(bytes_max * kOversizeFactor, std::numeric_limits<int>::max())));
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT,
                             0);  // a second process on the port must fail, not share it
  builder.AddChannelArgument(GRPC_ARG_MAX_CONCURRENT_STREAMS, kConcurrentCallsMax);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIME_MS, static_cast<int>(kKeepaliveTime.count()));
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, static_cast<int>(kKeepaliveTimeout.count()));
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_PERMIT_WITHOUT_CALLS, 1);
  builder.AddChannelArgument(GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS,
                             static_cast<int>(kPingIntervalMin.count()));
  builder.AddListeningPort(config.address, ServerCredentials(config.tls), &port);
  for (const auto& [name, service] : services) builder.RegisterService(service.get());
  if (services.empty()) throw std::logic_error("a server without handlers");
  server = builder.BuildAndStart();
  if (!server || port == 0) throw std::runtime_error("cannot listen on " + config.address);
}

Server::Server(ServerConfig config, const identity::Roles& roles,
               std::shared_ptr<identity::TokenVerifier> verifier, prometheus::Registry& registry, Clock clock)
    : parts_(std::make_unique<Parts>(std::move(config), roles, std::move(verifier), registry,
                                     std::move(clock))) {}

Server::~Server() { Drain(std::chrono::milliseconds{0}); }

void Server::AddUnary(std::string_view method, const google::protobuf::Descriptor* request,
                      const google::protobuf::Descriptor* response, AnyUnary handler) {
  const auto& descriptor = FindMethod(method);
  if (descriptor.output_type() != response)
    throw std::logic_error(descriptor.full_name() + " answers otherwise");
  parts_->Add(descriptor, request, std::move(handler), nullptr);
}

void Server::AddStreaming(std::string_view method, const google::protobuf::Descriptor* request,
                          AnyStreaming handler) {
  parts_->Add(FindMethod(method), request, nullptr, std::move(handler));
}

void Server::Audit(AuditSink sink) { parts_->audit = std::move(sink); }

void Server::Start() {
  parts_->BuildServices();
  parts_->BuildServer();
  SetServing(false);
  log::Info("rpc_listening", {{"address", parts_->config.address},
                              {"port", std::to_string(parts_->port)},
                              {"tls", parts_->config.tls.Empty() ? "no" : "yes"}});
}

int Server::port() const { return parts_->port; }

void Server::SetServing(bool serving) {
  if (!parts_->server) return;
  auto* const health = parts_->server->GetHealthCheckService();
  health->SetServingStatus("", serving);
  for (const auto& [name, service] : parts_->services) health->SetServingStatus(name, serving);
}

void Server::Drain(std::chrono::milliseconds grace) {
  SetServing(false);
  parts_->streams.CloseAll();
  if (parts_->server) parts_->server->Shutdown(std::chrono::system_clock::now() + grace);
  parts_->urgent.Stop();
  parts_->routine.Stop();
}

std::shared_ptr<grpc::Channel> Server::InProcessChannel() { return parts_->server->InProcessChannel({}); }

}  // namespace watchbell::rpc
