#include "services/notification/domain/family_resource.hpp"

#include <algorithm>
#include <tuple>

#include "common/text/plain.hpp"
#include "services/notification/domain/district.hpp"
#include "services/notification/domain/refusals.hpp"

namespace watchbell::notification {
namespace {

using v1::FamilyResource;
using v1::FamilyResourceEvent;

Error Unknown() {
  return Refuse(Code::kNotFound, "NO_SUCH_RESOURCE", "Check the resource's id.", "resource_id");
}

bool Speaks(const FamilyResource& resource, const std::string& language) {
  const auto& languages = resource.languages();
  return std::find(languages.begin(), languages.end(), language) != languages.end();
}

}  // namespace

void FamilyResources::Evolve(FamilyResource& resource, const FamilyResourceEvent& event) {
  switch (event.fact_case()) {
    case FamilyResourceEvent::kSaved:
      resource = event.saved().resource();
      *resource.mutable_verified_at() = event.meta().at();
      return;
    case FamilyResourceEvent::kVerified: *resource.mutable_verified_at() = event.meta().at(); return;
    case FamilyResourceEvent::kRetired: resource.set_retired(true); return;
    case FamilyResourceEvent::FACT_NOT_SET: return;
  }
}

Decision<FamilyResourceEvent> SaveResource(const FamilyResource& resource,
                                           const v1::SaveResourceRequest& request, const Context& context) {
  const auto& asked = request.resource();
  if (!request.resource_id().empty() && resource.id().empty()) return Unknown();
  if (asked.kind() == FamilyResource::KIND_UNSPECIFIED)
    return Bad("KIND_MISSING", "resource.kind", "Say what help it is.");
  if (asked.name().empty() || !IsPlainText(asked.name(), kResourceNameBytesMax))
    return Bad("NAME_MISSING", "resource.name", "Give a name of at most 100 characters.");
  if (asked.phone().empty() && asked.url().empty())
    return Bad("WAY_MISSING", "resource", "Give a number or an address on the web.");
  if (asked.phone().find_first_not_of("+0123456789") != std::string::npos)
    return Bad("PHONE_MALFORMED", "resource.phone", "Give the number like +12035550100, or 988.");
  if (!asked.url().empty() &&
      (!asked.url().starts_with("https://") || !IsPlainText(asked.url(), kResourceUrlBytesMax)))
    return Bad("URL_MALFORMED", "resource.url", "Give an https address of at most 200 characters.");
  if (!IsPlainText(asked.note(), kResourceNoteBytesMax))
    return Bad("TEXT_TOO_LONG", "resource.note", "Shorten it to 300 characters.");
  if (asked.languages_size() > kResourceLanguagesMax)
    return Bad("TOO_MANY_LANGUAGES", "resource.languages", "Name at most 16 languages.");
  FamilyResourceEvent event;
  auto& saved = *event.mutable_saved()->mutable_resource();
  saved = asked;
  saved.set_id(context.id);
  saved.set_school(std::string(kWholeDistrict));
  saved.clear_verified_at();
  saved.set_retired(false);
  return event;
}

Decision<FamilyResourceEvent> VerifyResource(const FamilyResource& resource) {
  if (resource.id().empty() || resource.retired()) return Unknown();
  FamilyResourceEvent event;
  event.mutable_verified();
  return event;
}

Decision<FamilyResourceEvent> RetireResource(const FamilyResource& resource) {
  if (resource.id().empty()) return Unknown();
  if (resource.retired()) return AlreadySo{};
  FamilyResourceEvent event;
  event.mutable_retired();
  return event;
}

std::vector<FamilyResource> ResourcesFor(std::vector<FamilyResource> all,
                                         const v1::ListResourcesRequest& request) {
  std::erase_if(all, [&](const auto& one) {
    return one.retired() ||
           (request.kind() != FamilyResource::KIND_UNSPECIFIED && one.kind() != request.kind());
  });
  std::stable_sort(all.begin(), all.end(), [&](const auto& a, const auto& b) {
    return std::tuple(!Speaks(a, request.language()), a.kind(), a.name()) <
           std::tuple(!Speaks(b, request.language()), b.kind(), b.name());
  });
  return all;
}

}  // namespace watchbell::notification
