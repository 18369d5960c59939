#include "services/cli/commands/gateway_client.hpp"

#include <curl/curl.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "common/http_out/curl_loop.hpp"
#include "watchbell/gateway/v1/session_service.pb.h"

namespace watchbell::cli {
namespace {

using Take = std::function<bool(std::string_view)>;

// A stream's messages and its end each come behind five bytes: what it is, and how long (Connect protocol).
constexpr std::size_t kHeadBytes = 5;
constexpr unsigned char kEnd = 2;

std::size_t OnBody(char* bytes, std::size_t size, std::size_t count, void* take) {
  const std::size_t length = size * count;
  return (*static_cast<Take*>(take))({bytes, length}) ? length : 0;
}

std::size_t OnHeader(char* bytes, std::size_t size, std::size_t count, void* cookie) {
  constexpr std::string_view kSetCookie = "set-cookie:";
  const std::string_view line(bytes, size * count);
  const bool sets = line.size() > kSetCookie.size() &&
                    curl_strnequal(line.data(), kSetCookie.data(), kSetCookie.size()) != 0;
  if (sets) {
    const auto from = line.find_first_not_of(' ', kSetCookie.size());
    static_cast<std::string*>(cookie)->assign(line.substr(from, line.find_first_of(";\r\n", from) - from));
  }
  return line.size();
}

// What the gateway says of an error, in its own words where there are any.
Error ErrorOf(const std::string& json, long status) {
  const auto said = nlohmann::json::parse(json, nullptr, false);
  Error error{Code::kInternal, "HTTP_" + std::to_string(status), "", "The gateway did not answer as one."};
  if (!said.is_object()) return error;
  const auto text = [](const nlohmann::json& object, const char* name, const std::string& otherwise) {
    return object.contains(name) && object[name].is_string() ? object[name].get<std::string>() : otherwise;
  };
  error.reason = text(said, "code", error.reason);
  error.remedy = text(said, "message", error.remedy);
  if (!said.contains("details") || !said["details"].is_array()) return error;
  for (const auto& detail : said["details"]) {
    if (!detail.is_object() || !detail.contains("debug") || !detail["debug"].is_object()) continue;
    error.reason = text(detail["debug"], "reason", error.reason);
    error.field = text(detail["debug"], "field", error.field);
    error.remedy = text(detail["debug"], "remedy", error.remedy);
  }
  return error;
}

std::string Framed(const std::string& message) {
  std::string framed(kHeadBytes, '\0');
  for (std::size_t i = 1; i < kHeadBytes; ++i)
    framed[i] = static_cast<char>(message.size() >> (8 * (kHeadBytes - 1 - i)) & 0xFF);
  return framed + message;
}

std::size_t LengthOf(const std::string& head) {
  std::size_t length = 0;
  for (std::size_t i = 1; i < kHeadBytes; ++i) length = length << 8 | static_cast<unsigned char>(head[i]);
  return length;
}

}  // namespace

Result<long> GatewayClient::Post(const std::string& method, const std::string& media_type,
                                 const std::string& body, const Take& take) {
  http::InitialiseCurl();
  const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl(curl_easy_init(), curl_easy_cleanup);
  curl_slist* lines = nullptr;
  for (const auto& line : {"Content-Type: " + media_type, std::string{"Connect-Protocol-Version: 1"},
                           std::string{"Expect:"}, "Cookie: " + cookie_})
    lines = curl_slist_append(lines, line.c_str());
  const std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> headers(lines, curl_slist_free_all);
  CURL* const handle = curl.get();
  curl_easy_setopt(handle, CURLOPT_URL, (url_ + "/" + method).c_str());
  curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
  curl_easy_setopt(handle, CURLOPT_POSTFIELDS, body.data());
  curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
  curl_easy_setopt(handle, CURLOPT_LOW_SPEED_LIMIT, 1L);
  curl_easy_setopt(handle, CURLOPT_LOW_SPEED_TIME, kSilence);
  curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, &OnHeader);
  curl_easy_setopt(handle, CURLOPT_HEADERDATA, &cookie_);
  curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, &OnBody);
  curl_easy_setopt(handle, CURLOPT_WRITEDATA, &take);
  if (const CURLcode code = curl_easy_perform(handle); code != CURLE_OK)
    return Fail(Code::kUnavailable, "GATEWAY_AWAY", curl_easy_strerror(code), "url");
  long status = 0;
  curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
  return status;
}

Status GatewayClient::SignIn(const std::string& username, const std::string& password) {
  gateway::v1::SignInRequest request;
  request.set_username(username);
  request.set_password(password);
  std::string body;
  const auto status = Post("watchbell.gateway.v1.SessionService/SignIn", "application/proto",
                           request.SerializeAsString(), [&](std::string_view bytes) {
                             body += bytes;
                             return body.size() <= kMessageBytesMax;
                           });
  if (!status) return tl::unexpected<Error>(status.error());
  constexpr long kOk = 200;
  if (*status != kOk) return tl::unexpected<Error>(ErrorOf(body, *status));
  return {};
}

Status GatewayClient::Stream(const std::string& method, const google::protobuf::Message& request,
                             const std::function<void(const std::string&)>& each) {
  std::string pending, end;
  bool ended = false;
  const auto status = Post(method, "application/connect+proto", Framed(request.SerializeAsString()),
                           [&](std::string_view bytes) {
                             pending += bytes;
                             while (pending.size() >= kHeadBytes) {
                               const std::size_t length = LengthOf(pending);
                               if (length > kMessageBytesMax) return false;
                               if (pending.size() < kHeadBytes + length) break;
                               const std::string message = pending.substr(kHeadBytes, length);
                               ended = (static_cast<unsigned char>(pending[0]) & kEnd) != 0;
                               if (ended)
                                 end = message;
                               else
                                 each(message);
                               pending.erase(0, kHeadBytes + length);
                             }
                             return true;
                           });
  if (!status) return tl::unexpected<Error>(status.error());
  if (!ended) return tl::unexpected<Error>(ErrorOf(pending, *status));
  const auto said = nlohmann::json::parse(end, nullptr, false);
  if (said.is_object() && said.contains("error"))
    return tl::unexpected<Error>(ErrorOf(said["error"].dump(), *status));
  return {};
}

}  // namespace watchbell::cli
