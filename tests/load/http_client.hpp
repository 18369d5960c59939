// One HTTP connection that stays open: the raw client of the floors, and a signed-in person at the gateway.
#pragma once

#include <curl/curl.h>

#include <memory>
#include <string>

#include "tests/load/figures.hpp"

namespace watchbell::load {

// Not thread-safe.
class HttpClient {
 public:
  // `from`: the local address; empty: any.
  explicit HttpClient(std::string url, const std::string& from = {});

  struct Answer {
    long status = 0;
    std::string body;
    std::string set_cookie;  // name=value; empty: none
  };
  // `path` follows the url. Throws when nobody answers.
  Answer PostJson(const std::string& path, const std::string& body, const std::string& cookie = {});
  // The session's cookie of a demo person.
  std::string SignIn(const std::string& username);

 private:
  struct Cleanup {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
  };
  const std::string url_;
  std::unique_ptr<CURL, Cleanup> handle_;
  std::unique_ptr<curl_slist, Cleanup> headers_;
};

// The floors of HTTP: posts to a sink.
Samples PostRoundTrips(const std::string& url, int count, const std::string& body);
// Posts a second of `connections` threads, each with one post under way.
double PostRate(const std::string& url, int connections, std::chrono::seconds span, const std::string& body);

}  // namespace watchbell::load
