#include "common/testing/servers.hpp"

#include <signal.h>

namespace watchbell::testing {

NatsServer::NatsServer() : port_(FreePort()) { Start(); }

std::string NatsServer::url() const { return "nats://127.0.0.1:" + std::to_string(port_); }

void NatsServer::Start() {
  process_ =
      std::make_unique<Process>(std::vector<std::string>{"nats-server", "-a", "127.0.0.1", "-p",
                                                         std::to_string(port_), "-js", "-sd", dir_.path()},
                                dir_.path() + "/nats.log");
  AwaitPort(port_);
}
void NatsServer::Kill() { process_->Kill(); }
void NatsServer::Freeze() { process_->Stop(); }
void NatsServer::Thaw() { process_->Signal(SIGCONT); }

RedisServer::RedisServer() : port_(FreePort()) { Start(); }

void RedisServer::Start() {
  process_ = std::make_unique<Process>(
      std::vector<std::string>{"redis-server", "--bind", "127.0.0.1", "--port", std::to_string(port_),
                               "--save", "", "--appendonly", "no", "--dir", dir_.path()},
      dir_.path() + "/redis.log");
  AwaitPort(port_);
}
void RedisServer::Kill() { process_->Kill(); }

}  // namespace watchbell::testing
