#include "services/notification/domain/contacts.hpp"

#include <algorithm>

#include "common/id/id.hpp"
#include "services/notification/domain/refusals.hpp"

namespace watchbell::notification {
namespace {

using v1::ContactPoint;
using v1::Person;
using v1::PersonEvent;

constexpr std::chrono::hours kDay{24};

ContactPoint* Find(Person& person, std::string_view contact_id) {
  auto& points = *person.mutable_contact_points();
  const auto found =
      std::find_if(points.begin(), points.end(), [&](const auto& point) { return point.id() == contact_id; });
  return found == points.end() ? nullptr : &*found;
}

Error Unknown() {
  return Refuse(Code::kNotFound, "NO_SUCH_CONTACT", "Check the contact's id and the person's.", "contact_id");
}

bool Younger(const google::protobuf::Timestamp& at, std::chrono::microseconds age, TimePoint now) {
  return FromProto(at) + age > now;
}

void Remove(Person& person, std::string_view contact_id) {
  auto& points = *person.mutable_contact_points();
  points.erase(std::remove_if(points.begin(), points.end(),
                              [&](const auto& point) { return point.id() == contact_id; }),
               points.end());
}

// One is asked first of each channel.
void Prefer(Person& person, std::string_view contact_id, bool preferred) {
  auto* chosen = Find(person, contact_id);
  if (chosen == nullptr) return;
  if (preferred)
    for (auto& point : *person.mutable_contact_points())
      if (point.channel() == chosen->channel()) point.set_preferred(false);
  chosen->set_preferred(preferred);
}

void NoteCode(ContactPoint& point, const PersonEvent& event) {
  const bool same_day =
      point.has_code_sent_at() && Younger(point.code_sent_at(), kDay, FromProto(event.meta().at()));
  point.set_codes_sent(same_day ? point.codes_sent() + 1 : 1);
  point.set_codes_wrong(0);
  point.set_code_hash(event.contact_code_sent().code_hash());
  *point.mutable_code_sent_at() = event.meta().at();
}

std::size_t MaxBytesOf(ContactPoint::Channel channel) {
  return channel == ContactPoint::CHANNEL_PUSH ? kPushAddressBytesMax : kAddressBytesMax;
}

}  // namespace

std::string ContactIdOf(std::string_view person_id, ContactPoint::Channel channel, std::string_view address) {
  return id::Derive("contact " + ContactPoint::Channel_Name(channel),
                    std::string(person_id) + " " + std::string(address));
}

void AddContactPoint(Person& person, ContactPoint::Channel channel, const std::string& address) {
  if (address.empty()) return;
  auto& point = *person.add_contact_points();
  point.set_id(ContactIdOf(person.id(), channel, address));
  point.set_channel(channel);
  point.set_address(address);
}

const ContactPoint* FindContact(const Person& person, std::string_view contact_id) {
  return Find(const_cast<Person&>(person), contact_id);
}

Person Merged(const Person& before, const Person& imported) {
  Person merged = imported;
  for (auto& point : *merged.mutable_contact_points())
    if (const auto* known = FindContact(before, point.id())) point = *known;
  for (const auto& point : before.contact_points())
    if (point.kept_by_family() && FindContact(merged, point.id()) == nullptr)
      *merged.add_contact_points() = point;
  if (before.language_kept()) {
    merged.set_language(before.language());
    merged.set_language_kept(true);
  }
  merged.set_household_id(before.household_id());
  return merged;
}

void EvolveContacts(Person& person, const PersonEvent& event) {
  ContactPoint* point = nullptr;
  const auto find = [&](const auto& fact) { return point = Find(person, fact.contact_id()); };
  if (event.has_contact_added()) {
    *person.add_contact_points() = event.contact_added().contact();
  } else if (event.has_contact_removed()) {
    Remove(person, event.contact_removed().contact_id());
  } else if (event.has_contact_preference_set()) {
    const auto& fact = event.contact_preference_set();
    if (find(fact) == nullptr) return;
    point->set_consent(fact.consent());
    Prefer(person, fact.contact_id(), fact.preferred());
  } else if (event.has_contact_stopped()) {
    if (find(event.contact_stopped()) != nullptr) *point->mutable_stopped_at() = event.meta().at();
  } else if (event.has_contact_resumed()) {
    if (find(event.contact_resumed()) != nullptr) point->clear_stopped_at();
  } else if (event.has_contact_code_sent()) {
    if (find(event.contact_code_sent()) != nullptr) NoteCode(*point, event);
  } else if (event.has_contact_code_refused()) {
    if (find(event.contact_code_refused()) != nullptr) point->set_codes_wrong(point->codes_wrong() + 1);
  } else if (event.has_contact_confirmed()) {
    if (find(event.contact_confirmed()) == nullptr) return;
    point->clear_code_hash();
    point->clear_codes_wrong();
    *point->mutable_verified_at() = event.meta().at();
  } else if (event.has_language_chosen()) {
    person.set_language(event.language_chosen().language());
    person.set_language_kept(true);
  } else if (event.has_household_corrected()) {
    person.set_household_id(event.household_corrected().household_id());
  }
}

Decision<PersonEvent> AddContact(const Person& person, ContactPoint::Channel channel,
                                 const std::string& address) {
  if (person.id().empty() || person.removed())
    return Refuse(Code::kNotFound, "NO_SUCH_PERSON", "Check the person's id and school.", "person_id");
  if (channel == ContactPoint::CHANNEL_UNSPECIFIED)
    return Bad("CHANNEL_MISSING", "channel", "Say how the address is reached.");
  if (address.empty() || address.size() > MaxBytesOf(channel))
    return Bad("ADDRESS_MALFORMED", "address", "Give a mail address, or a number like +12035550100.");
  if (FindContact(person, ContactIdOf(person.id(), channel, address)) != nullptr) return AlreadySo{};
  if (person.contact_points_size() >= kContactsMax)
    return Refuse(Code::kFailedPrecondition, "TOO_MANY_CONTACTS", "Remove one of the 16 first.", "address");
  Person with;
  with.set_id(person.id());
  AddContactPoint(with, channel, address);
  PersonEvent event;
  auto& contact = *event.mutable_contact_added()->mutable_contact();
  contact = with.contact_points(0);
  contact.set_kept_by_family(true);
  return event;
}

Decision<PersonEvent> RemoveContact(const Person& person, const std::string& contact_id) {
  const auto* contact = FindContact(person, contact_id);
  if (contact == nullptr) return Unknown();
  if (!contact->kept_by_family()) {
    return Refuse(Code::kFailedPrecondition, "CONTACT_OF_THE_FILES",
                  "Have the school's records changed: the next import would bring it back.", "contact_id");
  }
  PersonEvent event;
  event.mutable_contact_removed()->set_contact_id(contact_id);
  return event;
}

Decision<PersonEvent> SetPreference(const Person& person, const std::string& contact_id,
                                    ContactPoint::Consent consent, bool preferred) {
  const auto* contact = FindContact(person, contact_id);
  if (contact == nullptr) return Unknown();
  if (contact->consent() == consent && contact->preferred() == preferred) return AlreadySo{};
  PersonEvent event;
  auto& fact = *event.mutable_contact_preference_set();
  fact.set_contact_id(contact_id);
  fact.set_consent(consent);
  fact.set_preferred(preferred);
  return event;
}

Decision<PersonEvent> SetStopped(const Person& person, const std::string& contact_id, bool stopped) {
  const auto* contact = FindContact(person, contact_id);
  if (contact == nullptr) return Unknown();
  if (contact->has_stopped_at() == stopped) return AlreadySo{};
  PersonEvent event;
  if (stopped)
    event.mutable_contact_stopped()->set_contact_id(contact_id);
  else
    event.mutable_contact_resumed()->set_contact_id(contact_id);
  return event;
}

Decision<PersonEvent> SendCode(const Person& person, const std::string& contact_id,
                               const std::string& code_hash, const Context& context) {
  const auto* contact = FindContact(person, contact_id);
  if (contact == nullptr) return Unknown();
  if (contact->has_stopped_at()) {
    return Refuse(Code::kFailedPrecondition, "CONTACT_STOPPED",
                  "The owner must text START from there first: nothing is delivered after STOP.",
                  "contact_id");
  }
  if (contact->has_code_sent_at() && Younger(contact->code_sent_at(), kCodeAgain, context.now))
    return Refuse(Code::kResourceExhausted, "CODE_JUST_SENT", "Wait a minute before the next.", "contact_id");
  if (contact->codes_sent() >= kCodesPerDayMax && Younger(contact->code_sent_at(), kDay, context.now))
    return Refuse(Code::kResourceExhausted, "TOO_MANY_CODES", "Try again tomorrow.", "contact_id");
  PersonEvent event;
  event.mutable_contact_code_sent()->set_contact_id(contact_id);
  event.mutable_contact_code_sent()->set_code_hash(code_hash);
  return event;
}

Decision<PersonEvent> ConfirmCode(const Person& person, const std::string& contact_id, bool matches,
                                  const Context& context) {
  const auto* contact = FindContact(person, contact_id);
  if (contact == nullptr) return Unknown();
  const bool out = !contact->code_hash().empty();
  if (!out && contact->has_verified_at()) return AlreadySo{};
  if (!out || !Younger(contact->code_sent_at(), kCodeLife, context.now) ||
      contact->codes_wrong() >= kWrongCodesMax) {
    return Refuse(Code::kFailedPrecondition, "CODE_EXPIRED", "Have a new code sent.", "code");
  }
  PersonEvent event;
  if (matches)
    event.mutable_contact_confirmed()->set_contact_id(contact_id);
  else
    event.mutable_contact_code_refused()->set_contact_id(contact_id);
  return event;
}

Decision<PersonEvent> ChooseLanguage(const Person& person, const std::string& language) {
  if (person.id().empty() || person.removed())
    return Refuse(Code::kNotFound, "NO_SUCH_PERSON", "Check the person's id and school.", "person_id");
  if (person.language_kept() && person.language() == language) return AlreadySo{};
  PersonEvent event;
  event.mutable_language_chosen()->set_language(language);
  return event;
}

}  // namespace watchbell::notification
