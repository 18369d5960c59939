#include "services/visitor/adapters/directory_names.hpp"

#include <optional>

#include "common/id/id.hpp"
#include "common/names/names.hpp"
#include "watchbell/notification/v1/directory.pb.h"

namespace watchbell::visitor {
namespace {

constexpr char kDirectory[] = "notification";  // the service that keeps it

template <class Event>
std::optional<Event> Newest(bus::Bus& bus, const policy::Sealer& sealer, const std::string& subject) {
  const auto stored = bus.Last(names::StreamOf(kDirectory), subject, bus::Freshness::kAnyReplica);
  Event event;
  if (!stored || !*stored || !event.ParseFromString((*stored)->payload)) return std::nullopt;
  if (!sealer.Open(event, (*stored)->subject)) return std::nullopt;
  return event;
}

}  // namespace

std::string DirectoryNames::OfSchool(const std::string& school) const {
  const auto event = Newest<notification::v1::SchoolEvent>(
      *bus_, sealer_, names::RecordSubjectsOf(kDirectory, "school", school));
  return event ? event->school().name() : "";
}

std::string DirectoryNames::OfPerson(const std::string& person_id) const {
  if (!id::IsUuid(person_id)) return "";
  const auto event = Newest<notification::v1::PersonEvent>(
      *bus_, sealer_,
      names::RecordSubjectAtAnySchool(kDirectory, "person", person_id));  // filed under their first school
  if (!event || event->person().removed()) return "";
  const auto& person = event->person();
  return person.given_name() + ' ' + person.family_name();
}

}  // namespace watchbell::visitor
