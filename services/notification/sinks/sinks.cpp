#include "services/notification/sinks/sinks.hpp"

#include "services/notification/sinks/http_protocol.hpp"
#include "services/notification/sinks/smtp_protocol.hpp"

namespace watchbell::notification::sinks {

Sinks::Sinks(Options options)
    : store_(options.keep),
      certificate_(options.tls ? std::make_unique<Certificate>() : nullptr),
      http_port_(server_.Listen(options.host, options.http_port,
                                [this] { return std::make_unique<HttpProtocol>(store_, faults_); })),
      smtp_port_(server_.Listen(
          options.host, options.smtp_port,
          [this] { return std::make_unique<SmtpProtocol>(store_, faults_, certificate_.get()); })),
      thread_([this](const std::stop_token& stop) { server_.Run(stop); }) {}

}  // namespace watchbell::notification::sinks
