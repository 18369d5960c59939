// The edge: sign-in, sessions, limits, HTTP to gRPC, the live feed and the console.
#include <algorithm>

#include "common/service/service.hpp"
#include "services/gateway/edge/edge.hpp"
#include "services/gateway/http/server.hpp"
#include "services/gateway/session/feed.hpp"
#include "services/gateway/session/session_service.hpp"

namespace {

using namespace watchbell;

constexpr std::chrono::seconds kHttpGrace{5};

struct GatewayConfig {
  std::string http = "127.0.0.1:8080";
  int http_threads = 2;
  std::vector<std::string> backends;  // name=host:port
  std::string token_private_key = "token-private.pem";
  std::string environment = "production";
  std::string demo_people;
  std::string console;
  std::string public_url;

  void AddTo(service::Flags& flags) {
    flags.Add("--http", http, "where browsers and kiosks connect");
    flags.Add("--http-threads", http_threads, "threads that read and write HTTP", 1, 64);
    flags.Add("--backend", backends,
              "a service, as name=host:port: visitor, alerting, threat_intake, notification");
    flags.Add("--token-private-key", token_private_key, "PEM, P-256: signs sessions and service tokens");
    flags.Add("--environment", environment, "demo or production");
    flags.Add("--demo-people", demo_people, "who may sign in with a password; only with --environment demo");
    flags.Add("--console", console, "folder of the built console; none: no pages");
    flags.Add("--public-url", public_url, "the address that people type; with https the cookie is Secure");
  }
};

Status WithoutValue(const Error& error) { return tl::unexpected<Error>(error); }

Result<gateway::Edge::Backends> Dial(const service::Host& host, const std::vector<std::string>& backends) {
  gateway::Edge::Backends clients;
  for (const auto& backend : backends) {
    const auto equals = backend.find('=');
    if (equals == std::string::npos) {
      return Fail(Code::kInvalidArgument, "BACKEND_MALFORMED", "Write it as name=host:port.", "--backend");
    }
    std::string name = backend.substr(0, equals);
    std::replace(name.begin(), name.end(), '-', '_');
    clients[name] = host.Dial(backend.substr(equals + 1));
  }
  return clients;
}

// Everybody knows the demo people's password.
Result<std::shared_ptr<gateway::DemoPeople>> LoadDemoPeople(const GatewayConfig& config) {
  if (config.demo_people.empty()) return nullptr;
  if (config.environment != "demo") {
    return Fail(Code::kFailedPrecondition, "DEMO_ONLY", "Leave it out, or say --environment demo.",
                "--demo-people");
  }
  auto people = gateway::DemoPeople::Load(config.demo_people);
  if (!people) return tl::unexpected<Error>(people.error());
  return std::make_shared<gateway::DemoPeople>(std::move(*people));
}

Status Wire(service::Host& host, const GatewayConfig& config) {
  auto signer = identity::TokenSigner::Load(config.token_private_key);
  if (!signer) return WithoutValue(signer.error());
  auto people = LoadDemoPeople(config);
  if (!people) return WithoutValue(people.error());
  auto console = config.console.empty() ? gateway::http::StaticFiles{}
                                        : gateway::http::StaticFiles::Load(config.console);
  if (!console) return WithoutValue(console.error());
  auto backends = Dial(host, config.backends);
  if (!backends) return WithoutValue(backends.error());

  // Before the sessions, whose thread hands calls to it until they end.
  auto& schools = host.Own(std::make_unique<gateway::KnownSchools>(host.bus()));
  auto& sessions = host.Own(
      std::make_unique<gateway::Sessions>(std::make_shared<identity::TokenSigner>(std::move(*signer)),
                                          host.verifier(), *host.redis(), host.clock()));
  const gateway::DemoPeople* demo_people = *people ? &host.Own(*people) : nullptr;
  gateway::AddSessionService(host.server(), {.sessions = sessions,
                                             .roles = host.roles(),
                                             .demo_people = demo_people,
                                             .secure_cookie = config.public_url.starts_with("https://")});
  gateway::AddFeedService(
      host.server(),
      host.Own(std::make_unique<gateway::Feed>(
          host.bus(), host.roles(), [&sessions](const auto& session) { return sessions.Alive(session); })));
  host.WhenServing([&host, &sessions, &schools, config, backends = *backends,
                    console = *console]() mutable -> Status {
    backends["gateway"] = std::make_shared<rpc::Client>(host.server().InProcessChannel());
    auto& edge = host.Own(std::make_unique<gateway::Edge>(std::move(backends), sessions, schools,
                                                          std::move(console), host.registry()));
    auto& http = host.Own(std::make_unique<gateway::http::Server>(
        gateway::http::ServerConfig{.address = config.http, .threads = config.http_threads}, edge.Handler()));
    host.OnDrain([&http] { http.Stop(kHttpGrace); });
    return {};
  });
  return {};
}

}  // namespace

int main(int argc, char** argv) {
  GatewayConfig config;
  const service::Options options{
      .name = "gateway",
      .description = "The edge of Watchbell: HTTP for browsers, gRPC to the services.",
      .own_record = false,
      .seals = false,
      .directory_ring = false,
      .serve_without_record = true,
      .flags = [&config](service::Flags& flags) { config.AddTo(flags); }};
  return service::Run(argc, argv, options, [&config](service::Host& host) { return Wire(host, config); });
}
