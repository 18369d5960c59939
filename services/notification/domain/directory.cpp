#include "services/notification/domain/directory.hpp"

#include <google/protobuf/util/message_differencer.h>

namespace watchbell::notification {
namespace {

using google::protobuf::util::MessageDifferencer;

}  // namespace

void Schools::Evolve(v1::School& school, const v1::SchoolEvent& event) {
  switch (event.fact_case()) {
    case v1::SchoolEvent::kImported: school = event.imported().school(); return;
    case v1::SchoolEvent::kRemoved: school.set_removed(true); return;
    case v1::SchoolEvent::FACT_NOT_SET: return;
  }
}

void People::Evolve(v1::Person& person, const v1::PersonEvent& event) {
  switch (event.fact_case()) {
    case v1::PersonEvent::kImported: person = event.imported().person(); return;
    case v1::PersonEvent::kRemoved: person.set_removed(true); return;
    case v1::PersonEvent::FACT_NOT_SET: return;
  }
}

void DutyRosters::Evolve(v1::DutyRoster& roster, const v1::DutyRosterEvent& event) {
  switch (event.fact_case()) {
    case v1::DutyRosterEvent::kAssigned:
      *roster.mutable_person_ids() = event.assigned().person_ids();
      *roster.mutable_since() = event.meta().at();
      return;
    case v1::DutyRosterEvent::FACT_NOT_SET: return;
  }
}

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
  if (MessageDifferencer::Equals(person, imported)) return AlreadySo{};
  v1::PersonEvent event;
  if (imported.removed()) {
    event.mutable_removed();
  } else {
    *event.mutable_imported()->mutable_person() = imported;
  }
  return event;
}

Decision<v1::DutyRosterEvent> AssignDuty(const v1::DutyRoster& roster, const v1::AssignDutyRequest& request,
                                         const Context&) {
  if (request.person_ids().empty()) {
    return Refuse(Code::kInvalidArgument, "ROSTER_EMPTY",
                  "Name at least one person: somebody must always be asked.", "person_ids");
  }
  if (request.person_ids_size() > kDutyMax) {
    return Refuse(Code::kInvalidArgument, "ROSTER_TOO_LONG", "Name at most 16 people.", "person_ids");
  }
  if (std::equal(roster.person_ids().begin(), roster.person_ids().end(), request.person_ids().begin(),
                 request.person_ids().end())) {
    return AlreadySo{};
  }
  v1::DutyRosterEvent event;
  *event.mutable_assigned()->mutable_person_ids() = request.person_ids();
  return event;
}

}  // namespace watchbell::notification
