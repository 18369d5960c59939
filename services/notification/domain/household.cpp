#include "services/notification/domain/household.hpp"

#include <set>

#include "common/id/id.hpp"

namespace watchbell::notification {
namespace {

std::string ChildrenOf(const v1::Person& guardian) {
  std::string children;
  for (const auto& child : guardian.children()) children += child + " ";  // sorted by the import
  return children;
}

std::string HomeId(const std::string& home_key) { return id::Derive("household home", home_key); }

bool Counts(const v1::Person& person) {
  return person.kind() == v1::Person::KIND_GUARDIAN && !person.removed();
}

}  // namespace

std::unordered_map<std::string, std::string> HouseholdIds(const PersonById& people) {
  std::unordered_map<std::string, std::set<std::string>> homes_of_children;
  for (const auto& [id, person] : people)
    if (Counts(person) && !person.home_key().empty() && person.children_size() > 0)
      homes_of_children[ChildrenOf(person)].insert(person.home_key());

  std::unordered_map<std::string, std::string> households;
  for (const auto& [id, person] : people) {
    if (!Counts(person)) continue;
    auto& household = households[id];
    const auto children = ChildrenOf(person);
    const auto homes = homes_of_children.find(children);
    if (!person.household_id().empty())
      household = person.household_id();
    else if (!person.home_key().empty())
      household = HomeId(person.home_key());
    else if (children.empty())
      household = id::Derive("household person", id);
    else if (homes != homes_of_children.end() && homes->second.size() == 1)
      household = HomeId(*homes->second.begin());
    else
      household = id::Derive("household children", children);
  }
  return households;
}

Decision<v1::PersonEvent> CorrectHousehold(const v1::Person& person, const std::string& household_id) {
  if (!Counts(person))
    return Refuse(Code::kNotFound, "NO_SUCH_GUARDIAN", "Only guardians form households.", "person_id");
  if (!household_id.empty() && !id::IsUuid(household_id))
    return Refuse(Code::kInvalidArgument, "HOUSEHOLD_MALFORMED",
                  "Give a household's id, a new UUID for one of its own, or nothing.", "household_id");
  if (person.household_id() == household_id) return AlreadySo{};
  v1::PersonEvent event;
  event.mutable_household_corrected()->set_household_id(household_id);
  return event;
}

}  // namespace watchbell::notification
