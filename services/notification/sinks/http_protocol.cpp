#include "services/notification/sinks/http_protocol.hpp"

#include <charconv>
#include <nlohmann/json.hpp>

#include "services/notification/sinks/mail_text.hpp"

namespace watchbell::notification::sinks {
namespace {

constexpr std::size_t kHeaderBytesMax = 16 * 1024;
constexpr std::size_t kBodyBytesMax = std::size_t{1} << 20;

void Answer(std::string& out, std::string_view status, std::string_view body = {}) {
  out += "HTTP/1.1 ";
  out += status;
  if (!body.empty()) out += "\r\nContent-Type: application/json";
  if (!status.starts_with("204")) out += "\r\nContent-Length: " + std::to_string(body.size());
  out += "\r\n\r\n";
  out += body;
}

std::string AsJsonLine(const Message& message) {
  const nlohmann::ordered_json json{
      {"sequence", message.sequence},         {"channel", message.channel}, {"to", message.to},
      {"headers", message.headers},           {"subject", message.subject}, {"body", message.body},
      {"received_at", message.received_at_us}};
  return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

// One field of a form, decoded.
std::string FieldOf(std::string_view form, std::string_view name) {
  for (std::size_t at = 0; at < form.size();) {
    const auto end = std::min(form.find('&', at), form.size());
    const auto field = form.substr(at, end - at);
    at = end + 1;
    if (!field.starts_with(name) || field.size() <= name.size() || field[name.size()] != '=') continue;
    std::string value;
    for (std::size_t i = name.size() + 1; i < field.size(); ++i) {
      unsigned byte = 0;
      const bool code =
          field[i] == '%' && i + 2 < field.size() &&
          std::from_chars(field.data() + i + 1, field.data() + i + 3, byte, 16).ptr == field.data() + i + 3;
      value.push_back(code ? static_cast<char>(byte) : field[i] == '+' ? ' ' : field[i]);
      if (code) i += 2;
    }
    return value;
  }
  return {};
}

// Of Twilio's test numbers (twilio.com/docs/iam/test-credentials).
std::string_view RefusalOf(std::string_view number) {
  if (number == "+15005550001") return R"({"code": 21211, "status": 400})";
  if (number == "+15005550004") return R"({"code": 21610, "status": 400})";
  return {};
}

std::uint64_t AfterOf(std::string_view target) {
  constexpr std::string_view kAfter = "?after=";
  std::uint64_t after = 0;
  if (const auto at = target.find(kAfter); at != target.npos)
    std::from_chars(target.data() + at + kAfter.size(), target.data() + target.size(), after);
  return after;
}

}  // namespace

Protocol::Step HttpProtocol::Advance(std::string& in, std::string& out, std::int64_t now_us) {
  while (!in.empty()) {
    if (first_byte_us_ == 0) first_byte_us_ = now_us;
    const auto header_end = in.find("\r\n\r\n");
    if (header_end == in.npos && in.size() <= kHeaderBytesMax) return {};
    if (header_end == in.npos || header_end > kHeaderBytesMax) {
      Answer(out, "431 Request Header Fields Too Large");
      return {.close = true};
    }
    const std::string_view head(in.data(), header_end);
    const std::string_view line = head.substr(0, head.find("\r\n"));
    const auto method_end = line.find(' '), target_end = line.rfind(' ');
    Request request;
    request.headers = ParseHeaders(head.substr(std::min(line.size() + 2, head.size())));
    std::size_t length = 0;
    const std::string& stated = request.headers["content-length"];
    const bool understood = std::from_chars(stated.data(), stated.data() + stated.size(), length).ptr ==
                            stated.data() + stated.size();
    if (method_end == target_end || !understood || length > kBodyBytesMax ||
        request.headers.contains("transfer-encoding")) {
      Answer(out, "400 Bad Request");
      return {.close = true};
    }
    const std::size_t body_at = header_end + 4;
    if (in.size() < body_at + length) return {};
    request.method = line.substr(0, method_end);
    request.target = line.substr(method_end + 1, target_end - method_end - 1);
    request.body = in.substr(body_at, length);
    in.erase(0, body_at + length);
    const bool close = request.headers["connection"] == "close";
    // Before the message is kept: whoever sees it there may change what the next is to suffer.
    const std::chrono::milliseconds stall{faults_.stall_ms.load()};
    const bool webhook = Receive(std::move(request), out);
    first_byte_us_ = 0;
    if (close) return {.close = true};
    if (webhook && stall.count() > 0) return {.stall = stall};
  }
  return {};
}

void HttpProtocol::Keep(Request request, std::string& out) {
  const std::string target = request.target;
  Message message{.channel = "webhook",
                  .to = std::move(request.target),
                  .headers = std::move(request.headers),
                  .subject = {},
                  .body = std::move(request.body),
                  .received_at_us = first_byte_us_};
  if (target.starts_with("/2010-04-01/Accounts/")) {
    const bool call = target.ends_with("/Calls.json");
    message.channel = call ? "voice" : "sms";
    message.to = FieldOf(message.body, "To");
    message.subject = FieldOf(message.body, "StatusCallback");
    message.body = FieldOf(message.body, call ? "Twiml" : "Body");
    if (const auto refusal = RefusalOf(message.to); !refusal.empty()) {
      return Answer(out, "400 Bad Request", refusal);
    }
    store_.Add(std::move(message));
    const auto number = std::to_string(store_.count());
    const auto sid = (call ? "CA" : "SM") + std::string(32 - number.size(), '0') + number;
    return Answer(out, "201 Created", R"({"sid": ")" + sid + R"(", "status": "queued"})");
  }
  if (target.starts_with("/push/gone")) return Answer(out, "410 Gone");
  const bool push = target.starts_with("/push/");
  if (push) message.channel = "push";
  store_.Add(std::move(message));
  Answer(out, push ? "201 Created" : "204 No Content");
}

bool HttpProtocol::Receive(Request request, std::string& out) {
  if (request.method == "POST") {
    if (faults_.FailsNext()) {
      Answer(out, "503 Service Unavailable");
      return true;
    }
    Keep(std::move(request), out);
    return true;
  }
  if (request.method == "GET" && request.target == "/count") {
    Answer(out, "200 OK", "{\"count\": " + std::to_string(store_.count()) + "}\n");
  } else if (request.method == "GET" && request.target.starts_with("/messages")) {
    std::string lines;
    for (const Message& message : store_.After(AfterOf(request.target))) lines += AsJsonLine(message);
    Answer(out, "200 OK", lines);
  } else if (request.method == "DELETE" && request.target == "/messages") {
    store_.Clear();
    Answer(out, "204 No Content");
  } else {
    Answer(out, "404 Not Found");
  }
  return false;
}

}  // namespace watchbell::notification::sinks
