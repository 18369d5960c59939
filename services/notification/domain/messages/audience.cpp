#include "services/notification/domain/messages/audience.hpp"

#include <algorithm>

#include "common/text/fold.hpp"

namespace watchbell::notification {
namespace {

using v1::AudiencePart;
using v1::Person;

constexpr char kDistrict[] = "district";  // of every school
constexpr char kRelative[] = "relative";  // a contact, but no guardian

bool Staff(const AudiencePart& part) { return part.people() != AudiencePart::PEOPLE_FAMILIES; }
bool Families(const AudiencePart& part) {
  return part.people() == AudiencePart::PEOPLE_FAMILIES ||
         part.people() == AudiencePart::PEOPLE_STAFF_AND_FAMILIES;
}

tl::unexpected<Error> NotThere(const std::string& what) {
  return Fail(Code::kNotFound, "AUDIENCE_PART_UNKNOWN", "Choose " + what + " that is there.", "audience");
}

// Collects the people of the parts.
class Collector {
 public:
  Collector(const std::string& school, bool tells_whereabouts, const AudienceSource& source)
      : school_(school), tells_whereabouts_(tells_whereabouts), source_(source) {}

  Status Add(const AudiencePart& part) {
    if (part.people() == AudiencePart::PEOPLE_UNSPECIFIED) {
      return Fail(Code::kInvalidArgument, "PEOPLE_MISSING", "Say for each part: staff, families, or both.",
                  "audience");
    }
    const std::string& school = part.school().empty() ? school_ : part.school();
    if (school != school_ && school_ != kDistrict) {
      return Fail(Code::kInvalidArgument, "WRONG_SCHOOL",
                  "This message is of one school: write another for the other school, or one of the "
                  "district.",
                  "audience");
    }
    switch (part.scope()) {
      case AudiencePart::SCOPE_SCHOOL: return AddSchools(part, school);
      case AudiencePart::SCOPE_CLASS: return AddClass(part, school);
      case AudiencePart::SCOPE_BUS:
      case AudiencePart::SCOPE_ZONE:
      case AudiencePart::SCOPE_EVENT: return AddList(part, school);
      case AudiencePart::SCOPE_ROLE: return AddRole(part, school);
      case AudiencePart::SCOPE_HOUSEHOLD: return AddHousehold(part, school);
      case AudiencePart::SCOPE_INCIDENT: return AddIncident(part, school);
      case AudiencePart::SCOPE_NEIGHBOURS:
        for (const auto& neighbour : source_.NeighboursOf(school)) AddSchool(part, neighbour);
        return {};
      default:
        return Fail(Code::kInvalidArgument, "SCOPE_MISSING", "Say for each part whose people it means.",
                    "audience");
    }
  }

  ToldById Take() { return std::move(told_); }

 private:
  std::vector<std::string> Expand(const std::string& school) const {
    return school == kDistrict ? source_.Schools() : std::vector<std::string>{school};
  }

  void AddPerson(const Person& person, const std::string& school) {
    if (person.id().empty() || person.removed()) return;
    const auto known = told_.find(person.id());
    if (known == told_.end())
      told_.emplace(person.id(), ToldOf(person, {school}));
    else
      known->second.schools.insert(school);
  }
  void AddFamily(const std::string& student_id, const std::string& school) {
    for (const auto& guardian : source_.GuardiansOf(student_id)) {
      if (guardian.role() == kRelative) continue;
      if (tells_whereabouts_ && source_.Barred(student_id, guardian)) continue;  // N6
      AddPerson(guardian, school);
    }
  }
  void AddSchool(const AudiencePart& part, const std::string& school) {
    if (Staff(part)) {
      for (const auto& person : source_.At(school, Person::KIND_STAFF)) AddPerson(person, school);
    }
    if (Families(part)) {
      for (const auto& student : source_.At(school, Person::KIND_STUDENT)) AddFamily(student.id(), school);
    }
    if (part.people() != AudiencePart::PEOPLE_ON_SITE) return;
    for (const auto& visit : source_.VisitsInside(school)) {
      auto& told = told_[visit];
      told.id = visit;
      told.visitor = true;
      told.schools.insert(school);
    }
  }
  Status AddSchools(const AudiencePart& part, const std::string& school) {
    const auto schools = Expand(school);
    const auto all = source_.Schools();
    for (const auto& one : schools) {
      if (std::find(all.begin(), all.end(), one) == all.end()) return NotThere("a school");
      AddSchool(part, one);
    }
    return {};
  }
  // A member of a class or of a list: staff are told themselves, of students the family.
  void AddMember(const AudiencePart& part, const Person& member, const std::string& school) {
    if (member.kind() == Person::KIND_STAFF && Staff(part)) AddPerson(member, school);
    if (member.kind() == Person::KIND_STUDENT && Families(part)) AddFamily(member.id(), school);
  }
  template <class Ids>
  void AddMembers(const AudiencePart& part, const Ids& ids, const std::string& school) {
    for (const auto& id : ids) {
      if (const auto member = source_.Find(id)) AddMember(part, *member, school);
    }
  }
  Status AddClass(const AudiencePart& part, const std::string& school) {
    const auto group = source_.Class(part.ref());
    if (!group || group->removed() || (group->school() != school && school != kDistrict))
      return NotThere("a class of the school");
    AddMembers(part, group->teacher_ids(), group->school());
    AddMembers(part, group->student_ids(), group->school());
    return {};
  }
  Status AddList(const AudiencePart& part, const std::string& school) {
    const auto list = source_.List(school, part.scope(), part.ref());
    if (!list || list->removed()) return NotThere("a list of the school");
    AddMembers(part, list->member_ids(), list->school());
    return {};
  }
  Status AddRole(const AudiencePart& part, const std::string& school) {
    if (part.ref().empty()) return NotThere("a role");
    for (const auto& one : Expand(school)) {
      for (const auto& person : source_.At(one, Person::KIND_STAFF)) {
        const bool here = std::any_of(person.roles().begin(), person.roles().end(), [&](const auto& held) {
          return held.school() == one && held.role() == part.ref();
        });
        if (here || person.role() == part.ref()) AddPerson(person, one);
      }
    }
    return {};
  }
  Status AddHousehold(const AudiencePart& part, const std::string& school) {
    const auto student = source_.Find(part.ref());
    const bool of_school =
        student && student->kind() == Person::KIND_STUDENT &&
        (school == kDistrict ||
         std::find(student->schools().begin(), student->schools().end(), school) != student->schools().end());
    if (!of_school) return NotThere("a student of the school");
    AddFamily(student->id(), school == kDistrict ? student->school() : school);
    return {};
  }
  Status AddIncident(const AudiencePart& part, const std::string& school) {
    const auto schools = source_.SchoolsOf(part.ref());
    if (schools.empty()) return NotThere("an incident");
    for (const auto& one : schools) {
      if (one != school && school != kDistrict) {
        return Fail(Code::kInvalidArgument, "WRONG_SCHOOL", "The incident is another school's: check which.",
                    "audience");
      }
      AddSchool(part, one);
    }
    return {};
  }

  const std::string& school_;
  const bool tells_whereabouts_;
  const AudienceSource& source_;
  ToldById told_;
};

// Who shares every address with somebody before reads the same words twice.
void Merge(ToldById& told) {
  std::map<std::string, std::string> first_by_addresses;
  for (auto one = told.begin(); one != told.end();) {
    const auto& addresses = one->second.addresses;
    const auto [first, fresh] = first_by_addresses.try_emplace(addresses, one->first);
    if (addresses.empty() || fresh) {
      ++one;
      continue;
    }
    told.at(first->second).schools.merge(one->second.schools);
    one = told.erase(one);
  }
}

}  // namespace

Told ToldOf(const v1::Person& person, std::set<std::string> schools) {
  Told told{.id = person.id(), .kind = person.kind(), .language = person.language()};
  if (!person.email().empty() || !person.phone().empty())
    told.addresses = person.email() + '\n' + person.phone();
  for (const auto& point : person.contact_points())
    if (!point.has_stopped_at()) told.channels.insert(point.channel());
  if (person.contact_points().empty()) {
    if (!person.email().empty()) told.channels.insert(v1::ContactPoint::CHANNEL_EMAIL);
    if (!person.phone().empty()) told.channels.insert(v1::ContactPoint::CHANNEL_SMS);
  }
  told.schools = std::move(schools);
  return told;
}

Result<ToldById> Resolve(const v1::Audience& audience, const std::string& school, bool tells_whereabouts,
                         const AudienceSource& source) {
  if (audience.include().empty() || audience.include_size() > kPartsMax ||
      audience.exclude_size() > kPartsMax) {
    return Fail(Code::kInvalidArgument, "AUDIENCE_MALFORMED",
                "Include 1 to " + std::to_string(kPartsMax) + " parts and exclude at most as many.",
                "audience");
  }
  const auto neighbours = [](const AudiencePart& part) {
    return part.scope() == AudiencePart::SCOPE_NEIGHBOURS;
  };
  if (IsNeighbourAdvice(audience) &&
      !std::all_of(audience.include().begin(), audience.include().end(), neighbours)) {
    return Fail(Code::kInvalidArgument, "NEIGHBOURS_STAND_ALONE",
                "Neighbours get advice, not the affected school's message: write one for each.", "audience");
  }
  Collector included(school, tells_whereabouts, source);
  for (const auto& part : audience.include())
    if (auto added = included.Add(part); !added) return tl::unexpected<Error>(added.error());
  Collector excluded(school, false, source);
  for (const auto& part : audience.exclude())
    if (auto added = excluded.Add(part); !added) return tl::unexpected<Error>(added.error());
  auto told = included.Take();
  for (const auto& [id, person] : excluded.Take()) told.erase(id);
  Merge(told);
  return told;
}

ToldById ResolveTest(const v1::TestList& list, const AudienceSource& source) {
  ToldById told;
  if (list.removed()) return told;
  for (const auto& id : list.staff_ids()) {
    auto person = source.Find(id);
    if (!person || person->kind() != Person::KIND_STAFF || person->removed()) continue;
    told[id] = ToldOf(*person, {list.school()});
  }
  return told;
}

std::set<std::string> SchoolsNamed(const v1::Audience& audience, const std::string& school,
                                   const AudienceSource& source) {
  std::set<std::string> schools;
  for (const auto& part : audience.include()) {
    const auto& own = part.school().empty() ? school : part.school();
    if (part.scope() == AudiencePart::SCOPE_NEIGHBOURS) {
      for (auto& neighbour : source.NeighboursOf(own)) schools.insert(std::move(neighbour));
    } else if (part.scope() == AudiencePart::SCOPE_INCIDENT) {
      for (auto& affected : source.SchoolsOf(part.ref())) schools.insert(std::move(affected));
    } else {
      schools.insert(own);
    }
  }
  return schools;
}

bool ReachesFamilies(const v1::Audience& audience) {
  return std::any_of(audience.include().begin(), audience.include().end(), Families);
}

bool IsNeighbourAdvice(const v1::Audience& audience) {
  return std::any_of(audience.include().begin(), audience.include().end(),
                     [](const auto& part) { return part.scope() == AudiencePart::SCOPE_NEIGHBOURS; });
}

v1::Audience AtLeast(const v1::Audience& opening, const v1::Audience& closing) {
  v1::Audience both = opening;
  for (const auto& part : closing.include()) *both.add_include() = part;
  return both;
}

bool IsTypedName(const std::string& typed, const std::string& school_name) {
  const auto wanted = Fold(school_name);
  return !wanted.empty() && Fold(typed) == wanted;
}

}  // namespace watchbell::notification
