#include "services/notification/adapters/report_key.hpp"

namespace watchbell::notification {
namespace {

struct Name {
  v1::Channel channel;
  std::string_view text;
};
// In report keys; stand in addresses that providers keep, so they never change.
constexpr Name kNames[] = {{v1::CHANNEL_EMAIL, "email"}, {v1::CHANNEL_WEBHOOK, "webhook"},
                           {v1::CHANNEL_SMS, "sms"},     {v1::CHANNEL_VOICE, "voice"},
                           {v1::CHANNEL_PUSH, "push"},   {v1::CHANNEL_INTERCOM, "intercom"}};

}  // namespace

std::string ReportKey(const std::string& person_id, v1::Channel channel) {
  for (const auto& name : kNames) {
    if (name.channel == channel) return person_id + "_" + std::string{name.text};
  }
  return {};
}

std::optional<Reported> ParseReportKey(const std::string& key) {
  const auto mark = key.rfind('_');
  if (mark == std::string::npos) return std::nullopt;
  for (const auto& name : kNames) {
    if (name.text == std::string_view{key}.substr(mark + 1))
      return Reported{key.substr(0, mark), name.channel};
  }
  return std::nullopt;
}

}  // namespace watchbell::notification
