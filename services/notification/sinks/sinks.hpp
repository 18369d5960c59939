// A mail server and a webhook receiver on loopback that keep what they get: the district's providers in
// tests, benches and the demo.
#pragma once

#include <thread>

#include "services/notification/sinks/event_server.hpp"
#include "services/notification/sinks/message_store.hpp"
#include "services/notification/sinks/tls.hpp"

namespace watchbell::notification::sinks {

class Sinks {
 public:
  struct Options {
    std::string host = "127.0.0.1";
    int http_port = 0;  // 0: any free one
    int smtp_port = 0;
    std::size_t keep = 10'000;  // messages
    bool tls = false;           // mail by STARTTLS, too
  };

  // Listens and serves on a thread of its own until destroyed. Throws std::system_error if a port is taken.
  explicit Sinks(Options options);
  Sinks() : Sinks(Options{}) {}

  int http_port() const { return http_port_; }
  int smtp_port() const { return smtp_port_; }
  // What vouches for the mail server; empty without TLS.
  std::string authority_pem() const { return certificate_ ? certificate_->pem() : std::string{}; }
  MessageStore& store() { return store_; }
  Faults& faults() { return faults_; }
  int connections_peak() const { return server_.connections_peak(); }
  int connections_total() const { return server_.connections_total(); }

 private:
  MessageStore store_;
  Faults faults_;
  std::unique_ptr<Certificate> certificate_;
  EventServer server_;
  int http_port_;
  int smtp_port_;
  std::jthread thread_;
};

}  // namespace watchbell::notification::sinks
