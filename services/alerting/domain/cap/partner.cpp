#include "services/alerting/domain/cap/partner.hpp"

#include <algorithm>

#include "services/alerting/domain/cap/table.hpp"

namespace watchbell::alerting::cap {
namespace {

using v1::CapPartner;
using v1::CapPartnerEvent;

Error Bad(const char* reason, std::string remedy, const char* field) {
  return Refuse(Code::kInvalidArgument, reason, std::move(remedy), field);
}

template <class Texts>
bool Has(const Texts& texts, std::string_view text) {
  return std::find(texts.begin(), texts.end(), text) != texts.end();
}

// One word, as CAP separates addresses by spaces.
bool IsWord(const std::string& text) {
  return !text.empty() && text.size() <= kPartnerNameMax &&
         std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < '\x7f'; });
}

// What the address leads to is seen when it is called; here only that it is one, and hides no sign-in.
bool IsUrl(const std::string& url, bool plain_allowed) {
  const std::string_view secure = "https://", plain = "http://";
  std::string_view rest = url;
  if (rest.starts_with(secure))
    rest.remove_prefix(secure.size());
  else if (plain_allowed && rest.starts_with(plain))
    rest.remove_prefix(plain.size());
  else
    return false;
  const auto host = rest.substr(0, rest.find_first_of("/?#"));
  const bool printable = std::all_of(url.begin(), url.end(), [](char c) { return c > ' ' && c < '\x7f'; });
  return printable && !host.empty() && host.find('@') == std::string_view::npos;
}

bool IsKind(const std::string& word) {
  const auto table = Table();
  return std::any_of(table.begin(), table.end(), [&](const Row& row) { return row.word == word; });
}

std::optional<Error> ProblemOf(const v1::CapSubscription& subscription) {
  if (subscription.kinds_size() > kPartnerKindsMax ||
      !std::all_of(subscription.kinds().begin(), subscription.kinds().end(), IsKind))
    return Bad("KIND_UNKNOWN", "Use the words of the CAP texts, like \"lockdown\"; none means all.",
               "partner.subscription.kinds");
  if (subscription.schools_size() > kPartnerSchoolsMax)
    return Bad("TOO_MANY_SCHOOLS", "Name at most 100; none means all.", "partner.subscription.schools");
  if (subscription.addresses_size() > kPartnerAddressesMax ||
      !std::all_of(subscription.addresses().begin(), subscription.addresses().end(), IsWord))
    return Bad("ADDRESS_MALFORMED", "Use at most 8 addresses of the CAP settings, without spaces.",
               "partner.subscription.addresses");
  return std::nullopt;
}

std::optional<Error> ProblemOf(const CapPartner& partner, bool plain_allowed) {
  if (partner.name().empty() || partner.name().size() > kPartnerNameMax)
    return Bad("NAME_MISSING", "Name the agency, in 100 characters.", "partner.name");
  if (partner.url().size() > kPartnerUrlMax || !IsUrl(partner.url(), plain_allowed))
    return Bad("URL_UNUSABLE", "State an https:// address without a sign-in, in 500 characters.",
               "partner.url");
  if (partner.contact().size() > kPartnerContactMax)
    return Bad("CONTACT_TOO_LONG", "Shorten it to 200 characters.", "partner.contact");
  if (partner.reader_ids_size() > kPartnerReadersMax)
    return Bad("TOO_MANY_READERS", "Name at most 20 people.", "partner.reader_ids");
  return ProblemOf(partner.subscription());
}

// What people may set.
CapPartner Settable(const CapPartner& partner) {
  CapPartner set = partner;
  set.clear_key();
  set.clear_retired_at();
  return set;
}

Error NotFound() { return Refuse(Code::kNotFound, "NOT_FOUND", "Check the partner's id.", "partner_id"); }

}  // namespace

void CapPartners::Evolve(CapPartner& partner, const CapPartnerEvent& event) {
  switch (event.fact_case()) {
    case CapPartnerEvent::kAdded: partner = event.added().partner(); return;
    case CapPartnerEvent::kChanged: {
      const auto key = partner.key();
      partner = event.changed().partner();
      partner.set_key(key);
      return;
    }
    case CapPartnerEvent::kRetired:
      *partner.mutable_retired_at() = event.meta().at();
      partner.clear_key();
      return;
    case CapPartnerEvent::FACT_NOT_SET: return;
  }
}

Indexes CapPartners::IndexesOf(const CapPartner& partner) {
  if (partner.has_retired_at()) return {};
  return {{"cap-partners", 0}};
}

Decision<CapPartnerEvent> AddPartner(const CapPartner& state, const v1::AddCapPartnerRequest& request,
                                     const std::string& key, bool plain_allowed, const Context& context) {
  if (!state.id().empty()) return AlreadySo{};
  if (auto problem = ProblemOf(request.partner(), plain_allowed)) return *problem;
  CapPartnerEvent event;
  auto& partner = *event.mutable_added()->mutable_partner();
  partner = Settable(request.partner());
  partner.set_id(context.id);
  partner.set_key(key);
  return event;
}

Decision<CapPartnerEvent> ChangePartner(const CapPartner& state, const v1::ChangeCapPartnerRequest& request,
                                        bool plain_allowed) {
  if (state.id().empty() || state.has_retired_at()) return NotFound();
  if (auto problem = ProblemOf(request.partner(), plain_allowed)) return *problem;
  const auto wanted = Settable(request.partner());
  if (wanted.SerializeAsString() == Settable(state).SerializeAsString()) return AlreadySo{};
  CapPartnerEvent event;
  *event.mutable_changed()->mutable_partner() = wanted;
  return event;
}

Decision<CapPartnerEvent> RetirePartner(const CapPartner& state) {
  if (state.id().empty()) return NotFound();
  if (state.has_retired_at()) return AlreadySo{};
  CapPartnerEvent event;
  event.mutable_retired();
  return event;
}

bool IsAddressee(const v1::CapSubscription& subscription, const v1::CapMessage& message) {
  std::string_view rest = message.alert().addresses();
  while (!rest.empty()) {
    const auto end = std::min(rest.find(' '), rest.size());
    if (end > 0 && Has(subscription.addresses(), rest.substr(0, end))) return true;
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return false;
}

bool Wants(const CapPartner& partner, const v1::CapMessage& message) {
  const auto& subscription = partner.subscription();
  if (partner.id().empty() || partner.has_retired_at()) return false;
  if (!subscription.kinds().empty() && !Has(subscription.kinds(), message.kind())) return false;
  if (!subscription.schools().empty() && !Has(subscription.schools(), message.school())) return false;
  return !IsPrivate(message) || IsAddressee(subscription, message);
}

bool IsReader(const std::vector<CapPartner>& partners, const std::string& person_id) {
  return std::any_of(partners.begin(), partners.end(), [&](const CapPartner& partner) {
    return !partner.has_retired_at() && Has(partner.reader_ids(), person_id);
  });
}

bool MayRead(const std::vector<CapPartner>& partners, const std::string& person_id,
             const v1::CapMessage& message) {
  if (!IsPrivate(message)) return true;
  return std::any_of(partners.begin(), partners.end(), [&](const CapPartner& partner) {
    return !partner.has_retired_at() && Has(partner.reader_ids(), person_id) &&
           IsAddressee(partner.subscription(), message);
  });
}

}  // namespace watchbell::alerting::cap
