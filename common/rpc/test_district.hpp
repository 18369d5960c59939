// For the tests of this folder: a signed-in clerk, a real server on loopback, and a client.
#pragma once

#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <functional>
#include <memory>
#include <set>
#include <string>

#include "common/names/names.hpp"
#include "common/rpc/client.hpp"
#include "common/rpc/server.hpp"
#include "common/testing/await.hpp"
#include "watchbell/alerting/v1/alarm_service.pb.h"
#include "watchbell/common/v1/event.pb.h"
#include "watchbell/gateway/v1/session_service.pb.h"
#include "watchbell/visitor/v1/visit_service.pb.h"

namespace watchbell::rpc::test {

namespace visitor = watchbell::visitor::v1;
namespace gateway = watchbell::gateway::v1;
namespace alerting = watchbell::alerting::v1;

// May check in and read at one school; sees names. `viewer` may read, but sees no names.
inline constexpr char kRoles[] = R"({"roles": {
  "clerk": {"permissions": ["visit.check_in", "visit.decide_match", "visit.read", "session.use", "incident.raise",
            "incident.read", "drill.start"], "classes": ["STAFF", "PERSONAL"]},
  "viewer": {"permissions": ["visit.read", "session.use"], "classes": []}}})";

struct KeyPair {
  std::string private_pem;
  std::string public_pem;
};

inline std::string PemText(const std::function<int(BIO*)>& write) {
  const std::unique_ptr<BIO, decltype(&BIO_free_all)> bio{BIO_new(BIO_s_mem()), &BIO_free_all};
  if (write(bio.get()) != 1) throw std::runtime_error("no PEM");
  char* text = nullptr;
  const long length = BIO_get_mem_data(bio.get(), &text);
  return {text, static_cast<std::size_t>(length)};
}

inline const KeyPair& Keys() {
  static const KeyPair keys = [] {
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key{EVP_EC_gen("P-256"), &EVP_PKEY_free};
    return KeyPair{PemText([&](BIO* bio) {
                     return PEM_write_bio_PKCS8PrivateKey(bio, key.get(), nullptr, nullptr, 0, nullptr,
                                                          nullptr);
                   }),
                   PemText([&](BIO* bio) { return PEM_write_bio_PUBKEY(bio, key.get()); })};
  }();
  return keys;
}

inline std::string TokenOf(const std::string& role, const std::string& school) {
  const identity::Caller caller{"0198c0de-0000-7000-8000-000000000001", {{role, school}}};
  return identity::TokenSigner{Keys().private_pem}.Sign(caller, SystemClock()());
}

inline CallOptions As(const std::string& role, const std::string& school = "lincoln-es") {
  CallOptions options;
  options.metadata.emplace(identity::kTokenHeader, "Bearer " + TokenOf(role, school));
  return options;
}

inline const google::protobuf::MethodDescriptor& MethodOf(const std::string& name) {
  return *google::protobuf::DescriptorPool::generated_pool()->FindMethodByName(name);
}

inline constexpr char kCheckIn[] = "watchbell.visitor.v1.VisitService.CheckIn";
inline constexpr char kGetVisit[] = "watchbell.visitor.v1.VisitService.GetVisit";
inline constexpr char kSubscribe[] = "watchbell.gateway.v1.FeedService.Subscribe";
inline constexpr char kSignIn[] = "watchbell.gateway.v1.SessionService.SignIn";
inline constexpr char kRaise[] = "watchbell.alerting.v1.AlarmService.Raise";

// The handlers a test cares about; the others answer with an empty message.
struct Handlers {
  std::function<Result<visitor::Visit>(const Call&, const visitor::CheckInRequest&)> check_in =
      [](const Call&, const visitor::CheckInRequest& request) -> Result<visitor::Visit> {
    visitor::Visit visit;
    visit.set_id(request.request_id());
    visit.set_school(request.school());
    visit.set_family_name("Okafor");
    visit.set_purpose("volunteer");
    return visit;
  };
  std::function<Result<gateway::Session>(const Call&, const gateway::SignInRequest&)> sign_in =
      [](const Call&, const gateway::SignInRequest&) -> Result<gateway::Session> {
    return gateway::Session{};
  };
  std::function<void(const Call&, const gateway::SubscribeRequest&, std::shared_ptr<Stream>)> subscribe =
      [](const Call&, const gateway::SubscribeRequest&, std::shared_ptr<Stream>) {};
};

// Answers nothing to every method of the service but those that are served already.
inline void AddTheRest(Server& server, const std::string& service, const std::set<std::string>& served) {
  using google::protobuf::MessageFactory;
  const auto* descriptor = google::protobuf::DescriptorPool::generated_pool()->FindServiceByName(service);
  for (int i = 0; i < descriptor->method_count(); ++i) {
    const auto& method = *descriptor->method(i);
    if (served.contains(method.full_name())) continue;
    if (method.server_streaming()) {
      server.AddStreaming(method.full_name(), method.input_type(), [](const auto&...) {});
      continue;
    }
    const auto* empty = MessageFactory::generated_factory()->GetPrototype(method.output_type());
    server.AddUnary(method.full_name(), method.input_type(), method.output_type(),
                    [empty](const auto&...) -> Result<std::unique_ptr<google::protobuf::Message>> {
                      return std::unique_ptr<google::protobuf::Message>{empty->New()};
                    });
  }
}

inline void AddVisits(Server& server, const Handlers& handlers) {
  server.Unary(kCheckIn, [handlers](const Call& call, const visitor::CheckInRequest& request) {
    return handlers.check_in(call, request);
  });
  server.Unary(kGetVisit, [handlers](const Call& call, const visitor::GetVisitRequest& request) {
    visitor::CheckInRequest same;
    same.set_school(request.school());
    return handlers.check_in(call, same);
  });
  AddTheRest(server, "watchbell.visitor.v1.VisitService", {kCheckIn, kGetVisit});
}

inline void AddSessions(Server& server, const Handlers& handlers) {
  server.Unary(kSignIn, [handlers](const Call& call, const gateway::SignInRequest& request) {
    return handlers.sign_in(call, request);
  });
  server.Streaming(kSubscribe, [handlers](const Call& call, const gateway::SubscribeRequest& request,
                                          std::shared_ptr<Stream> stream) {
    handlers.subscribe(call, request, std::move(stream));
  });
  AddTheRest(server, "watchbell.gateway.v1.SessionService", {kSignIn, kSubscribe});
}

class District {
 public:
  explicit District(const Handlers& handlers = {}, const ServerConfig& config = {})
      : roles_(*identity::Roles::Parse(kRoles)),
        server(std::make_unique<Server>(config, roles_,
                                        std::make_shared<identity::TokenVerifier>(Keys().public_pem),
                                        registry, SystemClock())) {
    AddVisits(*server, handlers);
    AddSessions(*server, handlers);
    AddTheRest(*server, "watchbell.alerting.v1.AlarmService", {});
    server->Start();
    address = "127.0.0.1:" + std::to_string(server->port());
    client = Client::Dial(address);
  }

  Result<visitor::Visit> CheckIn(const CallOptions& options, const std::string& school = "lincoln-es") {
    visitor::CheckInRequest request;
    request.set_request_id("0198c0de-0000-7000-8000-00000000000a");
    request.set_school(school);
    visitor::Visit visit;
    if (auto called = client->CallAndWait(kCheckIn, request, visit, options); !called) {
      return tl::unexpected<Error>(called.error());
    }
    return visit;
  }
  std::string MetricsPage() const { return prometheus::TextSerializer{}.Serialize(registry.Collect()); }

 private:
  identity::Roles roles_;

 public:
  prometheus::Registry registry;
  std::unique_ptr<Server> server;
  std::string address;
  std::shared_ptr<Client> client;
};

}  // namespace watchbell::rpc::test
