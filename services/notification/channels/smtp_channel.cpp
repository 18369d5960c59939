#include "services/notification/channels/smtp_channel.hpp"

#include <algorithm>

#include "common/http_out/curl_loop.hpp"
#include "services/notification/channels/mail_address.hpp"
#include "services/notification/channels/message_check.hpp"
#include "services/notification/channels/provider.hpp"
#include "services/notification/channels/reasons.hpp"

namespace watchbell::notification::channels {
namespace {

using http::CurlLoop;
using http::Transfer;

struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

class MailTransfer final : public Transfer {
 public:
  MailTransfer(const MailSender& sender, const OutgoingMessage& message, Done done, TimePoint now)
      : mail_(ComposeMail(sender, message, now)),
        recipient_(curl_slist_append(nullptr, ("<" + message.recipient_address + ">").c_str())),
        done_(std::move(done)) {}

  void Prepare(CURL* handle) override {
    curl_easy_setopt(handle, CURLOPT_MAIL_RCPT, recipient_.get());
    curl_easy_setopt(handle, CURLOPT_READDATA, this);
    curl_easy_setopt(handle, CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(mail_.size()));
  }

  void Finish(CURL* handle, CURLcode code) override {
    SendResult result;
    if (code == CURLE_OK)
      result.state = v1::Attempt::STATE_SENT;
    else
      result.reason = Reason(handle, code);
    result.duration =
        std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begun_);
    done_(std::move(result));
  }

  Done TakeDone() { return std::move(done_); }

  static std::size_t Read(char* to, std::size_t size, std::size_t count, void* transfer) {
    auto& self = *static_cast<MailTransfer*>(transfer);
    const std::size_t part = std::min(size * count, self.mail_.size() - self.read_);
    std::copy_n(self.mail_.data() + self.read_, part, to);
    self.read_ += part;
    return part;
  }

 private:
  static std::string_view Reason(CURL* handle, CURLcode code) {
    // These say that the server answered, and how is in the reply code.
    const bool answered = code == CURLE_SEND_ERROR || code == CURLE_WEIRD_SERVER_REPLY ||
                          code == CURLE_UPLOAD_FAILED || code == CURLE_RECV_ERROR;
    long reply = 0;
    if (answered) curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &reply);
    if (reply / 100 == 4) return kProviderBusy;
    if (reply / 100 == 5) return kProviderRefused;
    return ReasonOfFailure(code);
  }

  const std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
  const std::string mail_;
  const std::unique_ptr<curl_slist, FreeList> recipient_;
  std::size_t read_ = 0;
  Done done_;
};

class SmtpChannel final : public Channel {
 public:
  SmtpChannel(SmtpOptions options, Clock clock)
      : options_(std::move(options)),
        clock_(std::move(clock)),
        loop_({.threads = options_.connections, .transfers_per_thread = 1, .queue_max = options_.queue_max},
              [this](CURL* handle) { Configure(handle); }) {}

  void Send(OutgoingMessage message, Done done) override {
    if (auto refused = Refuse(message)) return done(std::move(*refused));
    if (!IsMailAddress(message.recipient_address))
      return done(Refused(v1::Attempt::STATE_FAILED, kInvalidAddress));
    std::unique_ptr<Transfer> transfer =
        std::make_unique<MailTransfer>(options_.sender, message, std::move(done), clock_());
    if (!loop_.Submit(transfer))
      static_cast<MailTransfer&>(*transfer).TakeDone()(Refused(v1::Attempt::STATE_FAILED, kQueueFull));
  }
  v1::Channel kind() const override { return v1::CHANNEL_EMAIL; }

 private:
  void Configure(CURL* handle) const {
    const std::string domain = options_.sender.address.substr(options_.sender.address.find('@') + 1);
    curl_easy_setopt(handle, CURLOPT_URL,
                     (options_.url + "/" + domain).c_str());  // the path is who we say we are
    curl_easy_setopt(handle, CURLOPT_PROXY, "");
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(handle, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(handle, CURLOPT_MAIL_FROM, ("<" + options_.sender.address + ">").c_str());
    curl_easy_setopt(handle, CURLOPT_READFUNCTION, &MailTransfer::Read);
    const long tls = options_.start_tls == StartTls::kNever      ? CURLUSESSL_NONE
                     : options_.start_tls == StartTls::kRequired ? CURLUSESSL_ALL
                                                                 : CURLUSESSL_TRY;
    curl_easy_setopt(handle, CURLOPT_USE_SSL, tls);
    if (!options_.authorities_file.empty())
      curl_easy_setopt(handle, CURLOPT_CAINFO, options_.authorities_file.c_str());
    if (!options_.user.empty()) {
      curl_easy_setopt(handle, CURLOPT_USERNAME, options_.user.c_str());
      curl_easy_setopt(handle, CURLOPT_PASSWORD, options_.password.c_str());
    }
    curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options_.connect_timeout.count()));
    curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, static_cast<long>(options_.timeout.count()));
    // Bounds the farewell on a connection that no longer answers; else two minutes.
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(options_.timeout).count();
    curl_easy_setopt(handle, CURLOPT_SERVER_RESPONSE_TIMEOUT, static_cast<long>(seconds));
  }

  const SmtpOptions options_;
  const Clock clock_;
  CurlLoop loop_;  // last: its threads use the others
};

}  // namespace

Result<std::unique_ptr<Channel>> OpenSmtpChannel(SmtpOptions options, Clock clock) {
  if (!options.url.starts_with("smtp://") && !options.url.starts_with("smtps://"))
    return Fail(Code::kInvalidArgument, "SMTP_URL_INVALID", "Use smtp://host:port or smtps://host:port.",
                "smtp.url");
  if (!IsMailAddress(options.sender.address) || options.sender.name.size() > kSenderNameMax)
    return Fail(Code::kInvalidArgument, "SMTP_SENDER_INVALID",
                "Use a plain mail address, and a name of at most 40 bytes.", "smtp.sender");
  return std::make_unique<SmtpChannel>(std::move(options), std::move(clock));
}

// url=, from=, sender-name=; user= with password-file=; tls=required; ca-file=; connections=.
Result<std::unique_ptr<Channel>> OpenSmtp(const ProviderSpec& spec, const Clock& clock) {
  const auto url = spec.Need("url");
  if (!url) return tl::unexpected(url.error());
  SmtpOptions options{.url = *url,
                      .sender = {.name = spec.Get("sender-name"), .address = spec.Get("from")},
                      .user = spec.Get("user")};
  if (!options.user.empty()) {
    const auto password = spec.NeedFile("password-file");
    if (!password) return tl::unexpected(password.error());
    options.password = *password;
  }
  if (spec.Get("tls") == "required") options.start_tls = StartTls::kRequired;
  options.authorities_file = spec.Get("ca-file");
  options.connections =
      static_cast<std::size_t>(spec.Number("connections", static_cast<int>(options.connections)));
  return OpenSmtpChannel(std::move(options), clock);
}

}  // namespace watchbell::notification::channels
