// One request's answer on its way from any thread to the connection's.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <deque>
#include <optional>

#include "services/gateway/http/loop.hpp"

namespace watchbell::gateway::http {

class Turn final : public Exchange, public std::enable_shared_from_this<Turn> {
 public:
  explicit Turn(std::shared_ptr<Loop> loop);

  void Respond(Response response) override;
  void Begin(Response head) override;
  bool Send(std::string chunk) override;
  void End(std::string last_chunk) override;
  void OnGone(std::function<void()> gone) override;

  // The rest on the loop's thread only.

  // Until there is something to write, or Wake.
  asio::awaitable<void> Wait();
  void Wake() { wake_.cancel(); }
  // The caller has left, or all is written: whatever feeds this turn is let go.
  void Finish();

  bool Answered() const { return response_.has_value(); }
  bool Streaming() const { return streaming_; }
  bool Ended() const { return ended_; }
  bool Finished() const { return finished_; }
  const Response& response() const { return *response_; }
  bool Empty() const { return chunks_.empty() && !ended_; }
  // What waits to be written, framed as chunks of HTTP/1.1 or as it is.
  std::string TakeChunks(bool framed);

 private:
  void OnLoop(std::function<void(Turn&)> change);

  const std::shared_ptr<Loop> loop_;
  asio::steady_timer wake_;
  std::atomic<int> waiting_{0};
  std::atomic<bool> finished_{false};
  std::optional<Response> response_;
  std::deque<std::string> chunks_;
  std::function<void()> gone_;
  bool streaming_ = false;
  bool ended_ = false;
};

}  // namespace watchbell::gateway::http
