// A small district for tests: two schools, their staff, three children in two homes, one class, one bus.
#pragma once

#include <algorithm>

#include "services/notification/domain/messages/audience.hpp"

namespace watchbell::notification {

inline v1::Person PersonNamed(const std::string& id, v1::Person::Kind kind,
                              const std::vector<std::string>& schools, const std::string& role,
                              const std::vector<std::string>& children = {}) {
  v1::Person person;
  person.set_id(id);
  person.set_kind(kind);
  person.set_school(schools.front());
  for (const auto& school : schools) person.add_schools(school);
  person.set_role(role);
  for (const auto& child : children) person.add_children(child);
  person.set_email(id + "@example.com");
  return person;
}

class TestDistrict : public AudienceSource {
 public:
  std::vector<v1::Person> people{
      PersonNamed("teacher", v1::Person::KIND_STAFF, {"lincoln"}, "teacher"),
      PersonNamed("aide", v1::Person::KIND_STAFF, {"lincoln"}, "aide"),
      PersonNamed("coach", v1::Person::KIND_STAFF, {"roosevelt"}, "teacher"),
      PersonNamed("ana", v1::Person::KIND_STUDENT, {"lincoln"}, "student"),
      PersonNamed("ben", v1::Person::KIND_STUDENT, {"lincoln"}, "student"),
      PersonNamed("cleo", v1::Person::KIND_STUDENT, {"roosevelt"}, "student"),
      PersonNamed("mother", v1::Person::KIND_GUARDIAN, {"lincoln", "roosevelt"}, "guardian", {"ana", "cleo"}),
      PersonNamed("father", v1::Person::KIND_GUARDIAN, {"lincoln", "roosevelt"}, "guardian", {"ana", "cleo"}),
      PersonNamed("uncle", v1::Person::KIND_GUARDIAN, {"lincoln"}, "relative", {"ana"}),
      PersonNamed("other", v1::Person::KIND_GUARDIAN, {"lincoln"}, "guardian", {"ben"})};
  std::vector<v1::AudienceList> lists;
  std::vector<std::pair<std::string, std::string>> bars;  // student, adult
  std::vector<std::string> affected{"lincoln"};

  TestDistrict() {
    auto& bus = lists.emplace_back();
    bus.set_school("lincoln");
    bus.set_kind(v1::AudiencePart::SCOPE_BUS);
    bus.set_tag("bus-12");
    bus.add_member_ids("ben");
    bus.add_member_ids("aide");
  }

  std::vector<std::string> Schools() const override { return {"lincoln", "roosevelt"}; }
  std::vector<v1::Person> At(const std::string& school, v1::Person::Kind kind) const override {
    std::vector<v1::Person> found;
    for (const auto& person : people) {
      const auto& schools = person.schools();
      if (person.kind() == kind && std::find(schools.begin(), schools.end(), school) != schools.end())
        found.push_back(person);
    }
    return found;
  }
  std::optional<v1::Person> Find(const std::string& person_id) const override {
    for (const auto& person : people)
      if (person.id() == person_id) return person;
    return std::nullopt;
  }
  std::vector<v1::Person> GuardiansOf(const std::string& student_id) const override {
    std::vector<v1::Person> found;
    for (const auto& person : people) {
      const auto& children = person.children();
      if (std::find(children.begin(), children.end(), student_id) != children.end()) found.push_back(person);
    }
    return found;
  }
  std::optional<v1::Group> Class(const std::string& class_id) const override {
    if (class_id != "maths") return std::nullopt;
    v1::Group group;
    group.set_id("maths");
    group.set_school("lincoln");
    group.add_teacher_ids("teacher");
    group.add_student_ids("ana");
    return group;
  }
  std::optional<v1::AudienceList> List(const std::string& school, v1::AudiencePart::Scope kind,
                                       const std::string& tag) const override {
    for (const auto& list : lists)
      if (list.school() == school && list.kind() == kind && list.tag() == tag) return list;
    return std::nullopt;
  }
  std::vector<std::string> VisitsInside(const std::string& school) const override {
    return school == "lincoln" ? std::vector<std::string>{"visit"} : std::vector<std::string>{};
  }
  bool Barred(const std::string& student_id, const v1::Person& adult) const override {
    return std::find(bars.begin(), bars.end(), std::pair{student_id, adult.id()}) != bars.end();
  }
  std::vector<std::string> NeighboursOf(const std::string& school) const override {
    return school == "lincoln" ? std::vector<std::string>{"roosevelt"} : std::vector<std::string>{};
  }
  std::vector<std::string> SchoolsOf(const std::string& incident_id) const override {
    return incident_id == "incident" ? affected : std::vector<std::string>{};
  }
};

inline v1::AudiencePart Part(v1::AudiencePart::Scope scope, v1::AudiencePart::People people,
                             const std::string& ref = {}, const std::string& school = {}) {
  v1::AudiencePart part;
  part.set_scope(scope);
  part.set_people(people);
  part.set_ref(ref);
  part.set_school(school);
  return part;
}
inline v1::Audience AudienceOf(const std::vector<v1::AudiencePart>& include,
                               const std::vector<v1::AudiencePart>& exclude = {}) {
  v1::Audience audience;
  for (const auto& part : include) *audience.add_include() = part;
  for (const auto& part : exclude) *audience.add_exclude() = part;
  return audience;
}

}  // namespace watchbell::notification
