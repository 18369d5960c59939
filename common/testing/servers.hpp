// Real servers for tests: nats-server with JetStream and redis-server, each in a directory of its own.
#pragma once

#include <memory>
#include <string>

#include "common/testing/process.hpp"

namespace watchbell::testing {

class NatsServer {
 public:
  NatsServer();
  std::string url() const;
  int port() const { return port_; }
  // Where its streams lie.
  const std::string& files() const { return dir_.path(); }
  // SIGKILL; the files stay.
  void Kill();
  // On the same port and files.
  void Start();
  // SIGSTOP and SIGCONT: alive but silent.
  void Freeze();
  void Thaw();

 private:
  TempDir dir_;
  int port_;
  std::unique_ptr<Process> process_;
};

class RedisServer {
 public:
  RedisServer();
  int port() const { return port_; }
  void Kill();
  void Start();  // empty again

 private:
  TempDir dir_;
  int port_;
  std::unique_ptr<Process> process_;
};

}  // namespace watchbell::testing
