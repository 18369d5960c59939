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

// On which there is an address that did not say STOP.
std::set<std::string> ChannelsOf(const v1::Person& person) {
  std::set<std::string> channels;
  for (const auto& point : person.contact_points())
    if (!point.has_stopped_at()) channels.insert(NameOf(point.channel()));
  if (!person.contact_points().empty()) return channels;
  if (!person.email().empty()) channels.insert("email");
  if (!person.phone().empty()) channels.insert("sms");
  return channels;
}

}  // namespace

v1::PreviewAudienceResponse PreviewOf(const ToldById& told) {
  v1::PreviewAudienceResponse preview;
  std::map<std::string, int> schools;
  std::map<std::string, int> languages;
  std::map<std::string, int> channels;
  for (const auto& [id, one] : told) {
    for (const auto& school : one.schools) ++schools[school];
    ++languages[one.person.language().empty() ? kEnglish : one.person.language()];
    if (one.visitor) {
      preview.set_visitors(preview.visitors() + 1);
      continue;
    }
    const bool staff = one.person.kind() == v1::Person::KIND_STAFF;
    staff ? preview.set_staff(preview.staff() + 1) : preview.set_family_members(preview.family_members() + 1);
    const auto reachable = ChannelsOf(one.person);
    for (const auto& channel : reachable) ++channels[channel];
    if (reachable.empty()) preview.set_unreachable(preview.unreachable() + 1);
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
