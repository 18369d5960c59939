#include "services/notification/oneroster/families.hpp"

#include <algorithm>
#include <unordered_map>

namespace watchbell::notification::oneroster {
namespace {

template <class Field>
void SortUnique(Field& field) {
  std::sort(field.begin(), field.end());
  field.erase(std::unique(field.begin(), field.end()), field.end());
}

template <class Field, class Goes>
void EraseIf(Field& field, Goes goes) {
  field.erase(std::remove_if(field.begin(), field.end(), goes), field.end());
}

bool Lists(const User& user, const std::string& person_id) {
  return std::find(user.agents.begin(), user.agents.end(), person_id) != user.agents.end();
}

// Links that the directory knows and a row of the child no longer lists.
void CutLinks(Users& users) {
  for (User& adult : users.all()) {
    EraseIf(*adult.person.mutable_children(), [&](const std::string& child_id) {
      const User* child = users.FindId(child_id);
      return child == nullptr ||
             (!child->agents.empty() && !Lists(*child, adult.person.id()) && !Lists(adult, child_id));
    });
  }
}

}  // namespace

void PlaceInSchools(Users& users, const Orgs& orgs) {
  for (User& user : users.all()) {
    if (user.person.kind() == v1::Person::KIND_GUARDIAN) continue;
    auto& schools = *user.person.mutable_schools();
    for (const auto& org : user.orgs) {
      const auto code = orgs.CodeOf(org);
      if (code && !code->empty() && std::find(schools.begin(), schools.end(), *code) == schools.end())
        user.person.add_schools(*code);
    }
  }
}

void LinkFamilies(Users& users, csv::FaultList& left_out) {
  CutLinks(users);
  for (User& user : users.all()) {
    for (const auto& agent : user.agents) {
      User* other = users.FindId(agent);
      if (other == nullptr) {
        if (!users.LeftOut(agent))
          left_out.Add("users.csv", user.line, "agentSourcedIds",
                       "names nobody of users.csv; the link is left out");
        continue;
      }
      v1::Person* child = &user.person;
      v1::Person* adult = &other->person;
      if (child->kind() != v1::Person::KIND_STUDENT) std::swap(child, adult);
      if (child->kind() != v1::Person::KIND_STUDENT || adult->kind() == v1::Person::KIND_STUDENT) continue;
      adult->add_children(child->id());
    }
  }
  for (User& user : users.all()) {
    SortUnique(*user.person.mutable_children());
    if (user.person.kind() != v1::Person::KIND_GUARDIAN) continue;
    user.person.clear_schools();
    for (const auto& child : user.person.children())
      if (const User* student = users.FindId(child))
        for (const auto& school : student->person.schools()) user.person.add_schools(school);
    SortUnique(*user.person.mutable_schools());
  }
}

}  // namespace watchbell::notification::oneroster
