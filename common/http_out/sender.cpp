#include "common/http_out/sender.hpp"

#include <sys/socket.h>

#include <future>
#include <new>

#include "common/http_out/outside.hpp"

namespace watchbell::http {
namespace {

struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

class PostTransfer final : public Transfer {
 public:
  PostTransfer(Request request, Sender::Done done, const SenderOptions& options)
      : options_(options), request_(std::move(request)), done_(std::move(done)) {
    AddHeader("Expect:");  // the body is small: never wait for leave to send it
    for (const auto& header : request_.headers) AddHeader(header);
  }

  void Prepare(CURL* handle) override {
    curl_easy_setopt(handle, CURLOPT_URL, request_.url.c_str());
    curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers_.get());
    curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request_.body.size()));
    curl_easy_setopt(handle, CURLOPT_POSTFIELDS, request_.body.data());
    curl_easy_setopt(handle, CURLOPT_WRITEDATA, this);
    curl_easy_setopt(handle, CURLOPT_OPENSOCKETDATA, this);
  }

  void Finish(CURL* handle, CURLcode code) override {
    answer_.code = code;
    if (handle != nullptr && code == CURLE_OK)
      curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &answer_.status);
    answer_.duration =
        std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begun_);
    done_(std::move(answer_));
  }

  static std::size_t Keep(char* bytes, std::size_t size, std::size_t count, void* transfer) {
    auto& self = *static_cast<PostTransfer*>(transfer);
    if (self.answer_.body.size() + size * count > self.options_.answer_bytes_max) return 0;
    self.answer_.body.append(bytes, size * count);
    return size * count;
  }

  // libcurl asks for a socket for each address that the name server gave: whoever it is, here is seen where
  // it goes.
  static curl_socket_t Open(void* transfer, curlsocktype, curl_sockaddr* address) {
    auto& self = *static_cast<PostTransfer*>(transfer);
    if (!self.options_.inside_allowed && !IsOutside(&address->addr)) {
      self.answer_.forbidden = true;
      return CURL_SOCKET_BAD;
    }
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
  }

 private:
  void AddHeader(const std::string& line) {
    curl_slist* longer = curl_slist_append(headers_.get(), line.c_str());
    if (longer == nullptr) throw std::bad_alloc();
    (void)headers_.release();
    headers_.reset(longer);
  }

  const std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
  const SenderOptions& options_;
  const Request request_;
  const Sender::Done done_;
  std::unique_ptr<curl_slist, FreeList> headers_;
  Answer answer_;
};

}  // namespace

Sender::Sender(SenderOptions options)
    : options_(std::move(options)),
      loop_({.threads = 1, .transfers_per_thread = options_.connections, .queue_max = options_.queue_max},
            [this](CURL* handle) { Configure(handle); }) {}

bool Sender::Post(Request request, Done done) {
  std::unique_ptr<Transfer> transfer =
      std::make_unique<PostTransfer>(std::move(request), std::move(done), options_);
  return loop_.Submit(transfer);
}

Answer Sender::PostAndWait(Request request) {
  auto promise = std::make_shared<std::promise<Answer>>();
  auto answer = promise->get_future();
  if (!Post(std::move(request), [promise](Answer got) { promise->set_value(std::move(got)); }))
    return {.code = CURLE_AGAIN};
  return answer.get();
}

void Sender::Configure(CURL* handle) const {
  curl_easy_setopt(handle, CURLOPT_PROXY, options_.proxy.c_str());
  curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, options_.plain_allowed ? "http,https" : "https");
  curl_easy_setopt(handle, CURLOPT_POST, 1L);
  curl_easy_setopt(handle, CURLOPT_USERAGENT, "watchbell");
  curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, &PostTransfer::Keep);
  curl_easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, &PostTransfer::Open);
  curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options_.connect_timeout.count()));
  curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, static_cast<long>(options_.timeout.count()));
}

}  // namespace watchbell::http
