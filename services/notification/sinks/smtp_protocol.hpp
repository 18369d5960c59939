// The mail receiver: enough of RFC 5321 for any client, with pipelining and, where it has a certificate,
// STARTTLS; every mail is kept, none goes anywhere.
#pragma once

#include "services/notification/sinks/event_server.hpp"
#include "services/notification/sinks/message_store.hpp"
#include "services/notification/sinks/tls.hpp"

namespace watchbell::notification::sinks {

class SmtpProtocol final : public Protocol {
 public:
  // `certificate`: null offers no TLS.
  SmtpProtocol(MessageStore& store, Faults& faults, const Certificate* certificate)
      : store_(store), faults_(faults), certificate_(certificate) {}
  std::string Greeting() override;
  Step Advance(std::string& in, std::string& out, std::int64_t now_us) override;

 private:
  Step Talk(std::string& in, std::string& out, std::int64_t now_us);
  void Command(std::string_view line, std::string& out, std::int64_t now_us);
  void EndOfMail(std::string& out);
  void Reset();

  MessageStore& store_;
  Faults& faults_;
  const Certificate* certificate_;
  std::unique_ptr<TlsSession> tls_;
  std::string plain_in_;  // what came through it
  bool tls_begins_ = false;
  bool sender_ = false;
  bool in_data_ = false;
  bool too_large_ = false;
  bool quit_ = false;
  std::string recipient_;
  std::string data_;
  std::int64_t first_byte_us_ = 0;
};

}  // namespace watchbell::notification::sinks
