#include "services/notification/channels/post_channel.hpp"

#include "services/notification/channels/message_check.hpp"
#include "services/notification/channels/reasons.hpp"

namespace watchbell::notification::channels {
namespace {

std::string_view ReasonOfStatus(long status) {
  if (status == 429 || status == 503) return kProviderBusy;
  return status >= 500 ? kProviderError : kProviderRefused;
}

SendResult ResultOf(const http::Answer& answer) {
  SendResult result{.duration = answer.duration};
  if (answer.Accepted())
    result.state = v1::Attempt::STATE_SENT;
  else
    result.reason = answer.code == CURLE_OK ? ReasonOfStatus(answer.status) : ReasonOfFailure(answer.code);
  return result;
}

class PostChannel final : public Channel {
 public:
  PostChannel(PostForm form, http::SenderOptions options)
      : form_(std::move(form)), sender_(std::move(options)) {}

  void Send(OutgoingMessage message, Done done) override {
    if (auto refused = Refuse(message)) return done(std::move(*refused));
    auto composed = form_.compose(message);
    if (auto* refused = std::get_if<SendResult>(&composed)) return done(std::move(*refused));
    const bool taken =
        sender_.Post(std::get<http::Request>(std::move(composed)), [this, done](const http::Answer& answer) {
          auto result = ResultOf(answer);
          if (form_.read && answer.code == CURLE_OK) form_.read(answer, result);
          done(std::move(result));
        });
    if (!taken) done(Refused(v1::Attempt::STATE_FAILED, kQueueFull));
  }
  v1::Channel kind() const override { return form_.kind; }

 private:
  const PostForm form_;
  http::Sender sender_;  // last: its threads use the others
};

}  // namespace

std::unique_ptr<Channel> OpenPostChannel(PostForm form, http::SenderOptions options) {
  return std::make_unique<PostChannel>(std::move(form), std::move(options));
}

}  // namespace watchbell::notification::channels
