// The far side of TLS, over memory: what came over the wire goes in, what goes over the wire comes out.
#pragma once

#include <openssl/ssl.h>

#include <memory>
#include <string>
#include <string_view>

namespace watchbell::notification::sinks {

// Signed by itself, for 127.0.0.1, with a key that lives as long as this object.
class Certificate {
 public:
  Certificate();  // throws std::runtime_error

  // For whoever shall trust it.
  const std::string& pem() const { return pem_; }
  SSL_CTX* context() const { return context_.get(); }

 private:
  struct Free {
    void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
  };
  std::unique_ptr<SSL_CTX, Free> context_;
  std::string pem_;
};

class TlsSession {
 public:
  // `certificate` outlives it.
  explicit TlsSession(const Certificate& certificate);

  // Takes everything of `wire_in`; appends what it says to `plain`, and what has to be answered to
  // `wire_out`. False: the other side is not to be talked to.
  bool Receive(std::string& wire_in, std::string& plain, std::string& wire_out);
  void Send(std::string_view plain, std::string& wire_out);

 private:
  void Drain(std::string& wire_out);

  struct Free {
    void operator()(SSL* session) const { SSL_free(session); }
  };
  std::unique_ptr<SSL, Free> session_;
};

}  // namespace watchbell::notification::sinks
