// What the sender is shown of an audience before anything is sent.
#include "services/notification/domain/messages/audience.hpp"

namespace watchbell::notification {
namespace {

constexpr char kEnglish[] = "en";

std::string NameOf(v1::ContactPoint::Channel channel) {
  switch (channel) {
    case v1::ContactPoint::CHANNEL_EMAIL: return "email";
    case v1::ContactPoint::CHANNEL_SMS: return "sms";
    case v1::ContactPoint::CHANNEL_VOICE: return "voice";
    case v1::ContactPoint::CHANNEL_PUSH: return "push";
    default: return "other";
  }
}

}  // namespace

v1::PreviewAudienceResponse PreviewOf(const ToldById& told) {
  v1::PreviewAudienceResponse preview;
  std::map<std::string, int> schools;
  std::map<std::string, int> languages;
  std::map<std::string, int> channels;
  for (const auto& [id, one] : told) {
    for (const auto& school : one.schools) ++schools[school];
    ++languages[one.language.empty() ? kEnglish : one.language];
    if (one.visitor) {
      preview.set_visitors(preview.visitors() + 1);
      continue;
    }
    const bool staff = one.kind == v1::Person::KIND_STAFF;
    staff ? preview.set_staff(preview.staff() + 1) : preview.set_family_members(preview.family_members() + 1);
    std::set<std::string> names;
    for (const auto channel : one.channels) names.insert(NameOf(channel));
    for (const auto& name : names) ++channels[name];
    if (names.empty()) preview.set_unreachable(preview.unreachable() + 1);
  }
  preview.set_recipients(static_cast<int>(told.size()));
  const auto fill = [](const std::map<std::string, int>& counts, auto* rows) {
    for (const auto& [name, count] : counts) {
      auto& row = *rows->Add();
      row.set_name(name);
      row.set_recipients(count);
    }
  };
  fill(schools, preview.mutable_schools());
  fill(languages, preview.mutable_languages());
  fill(channels, preview.mutable_channels());
  return preview;
}

}  // namespace watchbell::notification
