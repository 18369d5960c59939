// Mail, handed to the district's own mail server over connections that stay open.
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "common/result/result.hpp"
#include "common/time/clock.hpp"
#include "services/notification/channels/channel.hpp"
#include "services/notification/channels/mail.hpp"

namespace watchbell::notification::channels {

inline constexpr std::chrono::milliseconds kMailConnectTimeout{3'000};
inline constexpr std::chrono::milliseconds kMailTimeout{10'000};  // one mail, with connecting and signing in

enum class StartTls { kNever, kIfOffered, kRequired };

struct SmtpOptions {
  std::string url;  // smtp://host:port or smtps://host:port
  MailSender sender;
  std::string user;  // empty: no sign-in
  std::string password;
  StartTls start_tls = StartTls::kIfOffered;
  std::string authorities_file{};  // PEM: who may vouch for the server; empty: whom the system trusts
  std::size_t connections = 8;
  std::size_t queue_max = 50'000;
  std::chrono::milliseconds connect_timeout = kMailConnectTimeout;
  std::chrono::milliseconds timeout = kMailTimeout;
};

// SENT means that the server took the mail. Its 4xx is PROVIDER_BUSY, its 5xx PROVIDER_REFUSED.
Result<std::unique_ptr<Channel>> OpenSmtpChannel(SmtpOptions options, Clock clock);

}  // namespace watchbell::notification::channels
