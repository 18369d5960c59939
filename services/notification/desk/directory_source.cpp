#include "services/notification/desk/directory_source.hpp"

#include <algorithm>

namespace watchbell::notification {

std::vector<std::string> DirectorySource::Schools() const {
  std::vector<std::string> codes;
  for (const auto& school : directory_.Schools())
    if (!school.removed()) codes.push_back(school.code());
  return codes;
}

std::vector<v1::Person> DirectorySource::At(const std::string& school, v1::Person::Kind kind) const {
  return directory_.PeopleAt(school, kind);
}

std::optional<v1::Person> DirectorySource::Find(const std::string& person_id) const {
  return directory_.Person(person_id);
}

std::vector<v1::Person> DirectorySource::GuardiansOf(const std::string& student_id) const {
  return directory_.GuardiansOf(student_id);
}

std::optional<v1::Group> DirectorySource::Class(const std::string& class_id) const {
  return classes_.Find(class_id);
}

std::optional<v1::AudienceList> DirectorySource::List(const std::string& school, v1::AudiencePart::Scope kind,
                                                      const std::string& tag) const {
  auto list = lists_.Get(school, AudienceListIdOf(school, kind, tag));
  if (!list) return std::nullopt;
  return std::move(list->state);
}

std::vector<std::string> DirectorySource::VisitsInside(const std::string& school) const {
  std::vector<std::string> visits;
  for (auto& recipient : directory_.Resolve({.audience = Audience::kOnSite, .school = school}))
    if (recipient.visitor) visits.push_back(std::move(recipient.id));
  return visits;
}

bool DirectorySource::Barred(const std::string& student_id, const v1::Person& adult) const {
  return directory_.BarredGuardians(student_id).contains(adult.id());
}

std::vector<std::string> DirectorySource::NeighboursOf(const std::string& school) const {
  const auto found = neighbours_.find(school);
  return found == neighbours_.end() ? std::vector<std::string>{} : found->second;
}

std::vector<std::string> DirectorySource::SchoolsOf(const std::string& incident_id) const {
  std::vector<std::string> schools;
  const auto page = notices_.List("about:" + incident_id, view::kPageMax, "");
  if (!page) return schools;
  for (const auto& notice : page->states)
    if (std::find(schools.begin(), schools.end(), notice.school()) == schools.end())
      schools.push_back(notice.school());
  return schools;
}

}  // namespace watchbell::notification
