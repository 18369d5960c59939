#include "services/notification/channels/bounce.hpp"

#include <algorithm>

namespace watchbell::notification::channels {
namespace {

constexpr std::string_view kReportHeader = "x-watchbell-delivery";
constexpr std::size_t kReportMax = 200;

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool Begins(std::string_view line, std::string_view name) {
  return line.size() > name.size() && line[name.size()] == ':' &&
         std::equal(name.begin(), name.end(), line.begin(), [](char a, char b) { return a == Lower(b); });
}

std::string_view Trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == '\r' || text.back() == ' ')) text.remove_suffix(1);
  return text;
}

std::string LowerCase(std::string_view text) {
  std::string lower{text};
  std::transform(lower.begin(), lower.end(), lower.begin(), &Lower);
  return lower;
}

bool IsReport(std::string_view text) {
  return text.size() <= kReportMax && std::count(text.begin(), text.end(), '/') == 2 &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '/';
         });
}

// RFC 3463: what the middle and last number say.
std::string_view ReasonOf(std::string_view status) {
  if (status.starts_with("5.1.")) return "ADDRESS_UNKNOWN";
  if (status.starts_with("5.2.2")) return "MAILBOX_FULL";
  if (status.starts_with("5.7.")) return "REFUSED_AS_UNWANTED";
  return "NOT_DELIVERED";
}

}  // namespace

// Every part is read line by line, whatever the parts are called: the fields' names are enough, and mail
// programs differ in how they wrap them.
std::optional<Bounce> ParseBounce(std::string_view mail) {
  if (mail.size() > kBounceBytesMax) return std::nullopt;
  std::string action, status, report;
  for (std::size_t at = 0; at < mail.size();) {
    const auto end = std::min(mail.find('\n', at), mail.size());
    const auto line = mail.substr(at, end - at);
    at = end + 1;
    const auto value = [&](std::string_view name) { return Trimmed(line.substr(name.size() + 1)); };
    if (Begins(line, "action") && action.empty())
      action = LowerCase(value("action"));
    else if (Begins(line, "status") && status.empty())
      status = value("status");
    else if (Begins(line, kReportHeader))
      report = value(kReportHeader);  // the last one: that of the mail inside
  }
  if (!IsReport(report)) return std::nullopt;
  Bounce bounce{.report = std::move(report), .attempt = {}};
  bounce.attempt.set_channel(v1::CHANNEL_EMAIL);
  if (action == "failed") {
    bounce.attempt.set_state(v1::Attempt::STATE_FAILED);
    bounce.attempt.set_reason(std::string{ReasonOf(status)});
  } else if (action == "delivered") {
    bounce.attempt.set_state(v1::Attempt::STATE_DELIVERED);
  } else {
    return std::nullopt;  // delayed, relayed, expanded: not the last word
  }
  return bounce;
}

}  // namespace watchbell::notification::channels
