#include "services/notification/sinks/smtp_protocol.hpp"

#include <strings.h>

#include "services/notification/sinks/mail_text.hpp"

namespace watchbell::notification::sinks {
namespace {

constexpr std::size_t kLineBytesMax = 2000;
constexpr std::size_t kMailBytesMax = std::size_t{1} << 20;

bool Begins(std::string_view line, std::string_view verb) {
  return line.size() >= verb.size() && strncasecmp(line.data(), verb.data(), verb.size()) == 0;
}

std::string AddressIn(std::string_view line) {
  const auto from = line.find('<'), to = line.find('>');
  if (from == line.npos || to == line.npos || to < from) return {};
  return std::string(line.substr(from + 1, to - from - 1));
}

}  // namespace

std::string SmtpProtocol::Greeting() { return "220 sinks.watchbell.example ESMTP\r\n"; }

Protocol::Step SmtpProtocol::Advance(std::string& in, std::string& out, std::int64_t now_us) {
  if (!tls_) {
    const Step step = Talk(in, out, now_us);
    if (tls_begins_) {
      in.clear();  // RFC 3207: what was said in the clear beyond it is forgotten
      Reset();
      tls_ = std::make_unique<TlsSession>(*certificate_);
    }
    return step;
  }
  if (!tls_->Receive(in, plain_in_, out)) return {.close = true};
  std::string answer;
  const Step step = Talk(plain_in_, answer, now_us);
  tls_->Send(answer, out);
  return step;
}

Protocol::Step SmtpProtocol::Talk(std::string& in, std::string& out, std::int64_t now_us) {
  std::size_t at = 0;
  Step step;
  while (!step.close && step.stall.count() == 0 && (tls_ || !tls_begins_)) {
    const auto end = in.find("\r\n", at);
    if (end == in.npos) {
      step.close = in.size() - at > kLineBytesMax;
      break;
    }
    const std::string_view line(in.data() + at, end - at);
    at = end + 2;
    if (!in_data_) {
      Command(line, out, now_us);
      step.close = quit_;
    } else if (line == ".") {
      // Before the mail is kept: whoever sees it there may change what the next is to suffer.
      step.stall = std::chrono::milliseconds(faults_.stall_ms.load());
      EndOfMail(out);
    } else if (data_.size() + line.size() > kMailBytesMax) {
      too_large_ = true;
    } else {
      data_ += line.starts_with('.') ? line.substr(1) : line;
      data_ += "\r\n";
    }
  }
  in.erase(0, at);
  return step;
}

void SmtpProtocol::Command(std::string_view line, std::string& out, std::int64_t now_us) {
  if (Begins(line, "EHLO")) {
    Reset();
    out += "250-sinks.watchbell.example\r\n250-PIPELINING\r\n250-8BITMIME\r\n";
    if (certificate_ != nullptr && !tls_) out += "250-STARTTLS\r\n";
    out += "250 SIZE " + std::to_string(kMailBytesMax) + "\r\n";
  } else if (Begins(line, "STARTTLS") && certificate_ != nullptr && !tls_) {
    tls_begins_ = true;
    out += "220 Go ahead\r\n";
  } else if (Begins(line, "HELO") || Begins(line, "RSET")) {
    Reset();
    out += "250 OK\r\n";
  } else if (Begins(line, "MAIL FROM:")) {
    Reset();
    sender_ = true;
    first_byte_us_ = now_us;
    out += "250 OK\r\n";
  } else if (Begins(line, "RCPT TO:")) {
    const std::string address = AddressIn(line);
    if (!sender_)
      out += "503 MAIL first\r\n";
    else if (address.empty())
      out += "501 No address\r\n";
    else
      out += "250 OK\r\n";
    if (sender_ && recipient_.empty()) recipient_ = address;
  } else if (Begins(line, "DATA")) {
    in_data_ = !recipient_.empty();
    out += in_data_ ? "354 End with a dot on a line of its own\r\n" : "503 RCPT first\r\n";
  } else if (Begins(line, "NOOP")) {
    out += "250 OK\r\n";
  } else if (Begins(line, "QUIT")) {
    quit_ = true;
    out += "221 Bye\r\n";
  } else {
    out += "502 Not implemented\r\n";
  }
}

void SmtpProtocol::EndOfMail(std::string& out) {
  if (too_large_) {
    out += "552 Too large\r\n";
  } else if (faults_.FailsNext()) {
    out += "451 Try again later\r\n";
  } else {
    Message message = ParseMail(data_);
    message.channel = "email";
    message.to = recipient_;
    message.received_at_us = first_byte_us_;
    message.encrypted = tls_ != nullptr;
    store_.Add(std::move(message));
    out += "250 OK\r\n";
  }
  Reset();
}

void SmtpProtocol::Reset() {
  sender_ = in_data_ = too_large_ = false;
  recipient_.clear();
  data_.clear();
}

}  // namespace watchbell::notification::sinks
