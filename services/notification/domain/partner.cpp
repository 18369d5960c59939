#include "services/notification/domain/partner.hpp"

#include <google/protobuf/util/message_differencer.h>

#include <algorithm>
#include <set>
#include <tuple>

#include "common/text/plain.hpp"
#include "services/notification/domain/district.hpp"
#include "services/notification/domain/refusals.hpp"

namespace watchbell::notification {
namespace {

using v1::Partner;
using v1::PartnerEvent;

Error Unknown() {
  return Refuse(Code::kNotFound, "NO_SUCH_PARTNER", "Check the partner's id and school.", "partner_id");
}

bool IsNumber(const std::string& phone) {
  constexpr std::size_t kDigitsMax = 16;  // E.164 with its plus
  return phone.size() >= 3 && phone.size() <= kDigitsMax &&
         phone.find_first_not_of("0123456789", phone[0] == '+' ? 1 : 0) == std::string::npos;
}

int PlaceOf(const Partner& partner, v1::Hazard hazard) {
  for (const auto& place : partner.call_list())
    if (place.hazard() == hazard) return place.place();
  return 0;
}

}  // namespace

void Partners::Evolve(Partner& partner, const PartnerEvent& event) {
  switch (event.fact_case()) {
    case PartnerEvent::kSaved: partner = event.saved().partner(); return;
    case PartnerEvent::kVerified:
      *partner.mutable_verified_at() = event.meta().at();
      partner.set_verified_by(event.meta().actor_id());
      return;
    case PartnerEvent::kRetired:
      partner.set_retired(true);
      *partner.mutable_retired_at() = event.meta().at();
      return;
    case PartnerEvent::FACT_NOT_SET: return;
  }
}

Decision<PartnerEvent> SavePartner(const Partner& partner, const v1::SavePartnerRequest& request,
                                   const Context& context) {
  const auto& asked = request.partner();
  if (!request.partner_id().empty() && partner.id().empty()) return Unknown();
  if (asked.kind() == Partner::KIND_UNSPECIFIED)
    return Bad("KIND_MISSING", "partner.kind", "Say what the partner is.");
  if (!IsPlainText(asked.name(), kPartnerNameBytesMax) || asked.name().empty())
    return Bad("NAME_MISSING", "partner.name", "Give a name of at most 100 characters.");
  if (!IsNumber(asked.phone()))
    return Bad("PHONE_MALFORMED", "partner.phone", "Give the number like +12035550100, or 911.");
  if (!asked.second_phone().empty() && !IsNumber(asked.second_phone()))
    return Bad("PHONE_MALFORMED", "partner.second_phone", "Give the number like +12035550100, or nothing.");
  if (!IsPlainText(asked.contact_name(), kPartnerNameBytesMax) ||
      !IsPlainText(asked.email(), kPartnerNameBytesMax) || !IsPlainText(asked.note(), kPartnerNoteBytesMax))
    return Bad("TEXT_TOO_LONG", "partner", "Shorten the contact to 100 characters, the note to 300.");
  std::set<int> hazards;
  for (const auto& place : asked.call_list())
    if (place.hazard() == v1::HAZARD_UNSPECIFIED || place.place() < 1 ||
        !hazards.insert(place.hazard()).second)
      return Bad("CALL_LIST_MALFORMED", "partner.call_list", "Name each hazard once, with a place from 1.");
  if (asked.call_list_size() > kCallListMax)
    return Bad("CALL_LIST_MALFORMED", "partner.call_list", "Name at most 8 hazards.");
  PartnerEvent event;
  auto& saved = *event.mutable_saved()->mutable_partner();
  saved = asked;
  saved.set_id(context.id);
  saved.set_school(request.school());
  saved.set_retired(false);
  saved.clear_retired_at();
  saved.clear_verified_at();
  saved.clear_verified_by();
  const bool same_numbers =
      asked.phone() == partner.phone() && asked.second_phone() == partner.second_phone();
  if (same_numbers && partner.has_verified_at()) {
    *saved.mutable_verified_at() = partner.verified_at();
    saved.set_verified_by(partner.verified_by());
  }
  if (google::protobuf::util::MessageDifferencer::Equals(saved, partner)) return AlreadySo{};
  return event;
}

Decision<PartnerEvent> VerifyPartner(const Partner& partner, const v1::VerifyPartnerRequest&,
                                     const Context&) {
  if (partner.id().empty() || partner.retired()) return Unknown();
  PartnerEvent event;
  event.mutable_verified();
  return event;
}

Decision<PartnerEvent> RetirePartner(const Partner& partner, const v1::RetirePartnerRequest&,
                                     const Context&) {
  if (partner.id().empty()) return Unknown();
  if (partner.retired()) return AlreadySo{};
  PartnerEvent event;
  event.mutable_retired();
  return event;
}

std::vector<Partner> PartnersOf(std::vector<Partner> all, const std::string& school) {
  std::erase_if(all, [&](const auto& one) {
    return one.retired() || (one.school() != school && one.school() != kWholeDistrict);
  });
  std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) {
    return std::tuple(a.kind(), a.name()) < std::tuple(b.kind(), b.name());
  });
  return all;
}

std::vector<Partner> CallList(std::vector<Partner> all, const std::string& school, v1::Hazard hazard) {
  auto called = PartnersOf(std::move(all), school);
  std::erase_if(called, [&](const auto& one) { return PlaceOf(one, hazard) == 0; });
  std::stable_sort(called.begin(), called.end(), [&](const auto& a, const auto& b) {
    return std::tuple(PlaceOf(a, hazard), a.school() != school) <
           std::tuple(PlaceOf(b, hazard), b.school() != school);
  });
  return called;
}

bool IsStale(const Partner& partner, TimePoint now) {
  return !partner.has_verified_at() || FromProto(partner.verified_at()) + kPartnerStale < now;
}

}  // namespace watchbell::notification
