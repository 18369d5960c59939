#include "tests/load/http_client.hpp"

#include <atomic>
#include <nlohmann/json.hpp>
#include <string_view>
#include <thread>

namespace watchbell::load {
namespace {

constexpr char kDemoPassword[] = "watchbell-demo";
constexpr long kPatienceMs = 10'000;

std::size_t Append(char* data, std::size_t size, std::size_t count, void* body) {
  static_cast<std::string*>(body)->append(data, size * count);
  return size * count;
}

std::size_t KeepCookie(char* data, std::size_t size, std::size_t count, void* cookie) {
  constexpr std::string_view kName = "set-cookie: ";
  const std::string_view line(data, size * count);
  if (line.size() > kName.size() && curl_strnequal(data, kName.data(), kName.size()) != 0) {
    const auto value = line.substr(kName.size());
    *static_cast<std::string*>(cookie) = value.substr(0, value.find(';'));
  }
  return size * count;
}

}  // namespace

HttpClient::HttpClient(std::string url, const std::string& from)
    : url_(std::move(url)),
      handle_(curl_easy_init()),
      headers_(curl_slist_append(curl_slist_append(nullptr, "Content-Type: application/json"), "Expect:")) {
  CURL* handle = handle_.get();
  if (!from.empty()) curl_easy_setopt(handle, CURLOPT_INTERFACE, from.c_str());
  curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(handle, CURLOPT_PROXY, "");
  curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, kPatienceMs);
  curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers_.get());
  curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, &Append);
  curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, &KeepCookie);
}

HttpClient::Answer HttpClient::PostJson(const std::string& path, const std::string& body,
                                        const std::string& cookie) {
  CURL* handle = handle_.get();
  Answer answer;
  curl_easy_setopt(handle, CURLOPT_HEADERDATA, &answer.set_cookie);
  curl_easy_setopt(handle, CURLOPT_URL, (url_ + path).c_str());
  curl_easy_setopt(handle, CURLOPT_COOKIE, cookie.empty() ? nullptr : cookie.c_str());
  curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
  curl_easy_setopt(handle, CURLOPT_POSTFIELDS, body.data());
  curl_easy_setopt(handle, CURLOPT_WRITEDATA, &answer.body);
  const CURLcode code = curl_easy_perform(handle);
  Require(code == CURLE_OK, url_ + ": " + curl_easy_strerror(code));
  curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &answer.status);
  return answer;
}

std::string HttpClient::SignIn(const std::string& username) {
  const nlohmann::json request{{"username", username}, {"password", kDemoPassword}};
  const auto answer = PostJson("/watchbell.gateway.v1.SessionService/SignIn", request.dump());
  Require(answer.status == 200, "sign-in refused: " + answer.body);
  return answer.set_cookie;
}

Samples PostRoundTrips(const std::string& url, int count, const std::string& body) {
  HttpClient client(url);
  Samples samples;
  for (int i = 0; i < count; ++i) {
    const auto begun = SteadyClock::now();
    client.PostJson("", body);
    samples.Add(MicrosSince(begun));
  }
  return samples;
}

double PostRate(const std::string& url, int connections, std::chrono::seconds span, const std::string& body) {
  std::atomic<int> posts{0};
  const auto begun = SteadyClock::now();
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < connections; ++i) {
      threads.emplace_back([&] {
        HttpClient client(url);
        for (; SteadyClock::now() < begun + span; ++posts) client.PostJson("", body);
      });
    }
  }
  return posts / (MicrosSince(begun) / 1e6);
}

}  // namespace watchbell::load
