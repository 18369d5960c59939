#include "services/notification/domain/directory.hpp"

#include <google/protobuf/util/message_differencer.h>

#include <algorithm>

#include "services/notification/domain/contacts.hpp"

namespace watchbell::notification {

using google::protobuf::util::MessageDifferencer;

void Schools::Evolve(v1::School& school, const v1::SchoolEvent& event) {
  switch (event.fact_case()) {
    case v1::SchoolEvent::kImported: school = event.imported().school(); return;
    case v1::SchoolEvent::kRemoved: school.set_removed(true); return;
    case v1::SchoolEvent::FACT_NOT_SET: return;
  }
}

void People::Evolve(v1::Person& person, const v1::PersonEvent& event) {
  switch (event.fact_case()) {
    case v1::PersonEvent::kImported: person = Merged(person, event.imported().person()); return;
    case v1::PersonEvent::kRemoved:
      person.set_removed(true);
      *person.mutable_removed_at() = event.meta().at();
      return;
    case v1::PersonEvent::kContactAdded:
    case v1::PersonEvent::kContactRemoved:
    case v1::PersonEvent::kContactPreferenceSet:
    case v1::PersonEvent::kContactStopped:
    case v1::PersonEvent::kContactResumed:
    case v1::PersonEvent::kContactCodeSent:
    case v1::PersonEvent::kContactCodeRefused:
    case v1::PersonEvent::kContactConfirmed:
    case v1::PersonEvent::kLanguageChosen:
    case v1::PersonEvent::kHouseholdCorrected: EvolveContacts(person, event); return;
    case v1::PersonEvent::FACT_NOT_SET: return;
  }
}

bool BelongsTo(const v1::Person& person, const std::string& school) {
  return std::find(person.schools().begin(), person.schools().end(), school) != person.schools().end();
}

bool IsRelative(const v1::Person& person) { return person.role() == "relative"; }

Decision<v1::SchoolEvent> ImportSchool(const v1::School& school, const v1::School& imported) {
  if (MessageDifferencer::Equals(school, imported)) return AlreadySo{};
  v1::SchoolEvent event;
  if (imported.removed()) {
    event.mutable_removed();
  } else {
    *event.mutable_imported()->mutable_school() = imported;
  }
  return event;
}

Decision<v1::PersonEvent> ImportPerson(const v1::Person& person, const v1::Person& imported) {
  v1::PersonEvent event;
  if (imported.removed()) {
    if (person.removed()) return AlreadySo{};
    event.mutable_removed();
  } else {
    if (MessageDifferencer::Equals(person, Merged(person, imported))) return AlreadySo{};
    *event.mutable_imported()->mutable_person() = imported;
  }
  return event;
}

}  // namespace watchbell::notification
