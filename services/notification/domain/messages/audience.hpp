// Who is meant by an audience: pure over what the directory says. domain.md 3.9 "Audience", N1 to N3, N6, N7.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "common/result/result.hpp"
#include "watchbell/notification/v1/audience.pb.h"
#include "watchbell/notification/v1/directory.pb.h"
#include "watchbell/notification/v1/group.pb.h"

namespace watchbell::notification {

inline constexpr int kPartsMax = 20;

// What audiences are read from.
class AudienceSource {
 public:
  virtual ~AudienceSource() = default;
  // Codes of every school of the district.
  virtual std::vector<std::string> Schools() const = 0;
  // Students or staff of the school now.
  virtual std::vector<v1::Person> At(const std::string& school, v1::Person::Kind kind) const = 0;
  virtual std::optional<v1::Person> Find(const std::string& person_id) const = 0;
  virtual std::vector<v1::Person> GuardiansOf(const std::string& student_id) const = 0;
  virtual std::optional<v1::Group> Class(const std::string& class_id) const = 0;
  virtual std::optional<v1::AudienceList> List(const std::string& school, v1::AudiencePart::Scope kind,
                                               const std::string& tag) const = 0;
  // Visits of who is inside now.
  virtual std::vector<std::string> VisitsInside(const std::string& school) const = 0;
  // May this adult not be told where this student is?
  virtual bool Barred(const std::string& student_id, const v1::Person& adult) const = 0;
  virtual std::vector<std::string> NeighboursOf(const std::string& school) const = 0;
  // The schools whose alarm an incident is.
  virtual std::vector<std::string> SchoolsOf(const std::string& incident_id) const = 0;
};

// One recipient, and the schools because of which: one message for who has children at three (N7).
struct Told {
  std::string id;  // a person's, or a visit's
  bool visitor = false;
  v1::Person::Kind kind = v1::Person::KIND_UNSPECIFIED;  // of a person
  std::string language{};
  std::string addresses{};  // mail and telephone; empty: neither. Whoever shares both reads it once
  std::set<v1::ContactPoint::Channel> channels{};  // with an address that did not say STOP
  std::set<std::string> schools{};
};
// All that is kept of a person for as long as a message is looked at: a district is many.
Told ToldOf(const v1::Person& person, std::set<std::string> schools);
// By id.
using ToldById = std::map<std::string, Told>;

// Of a message of `school` (or of the district). People of one household who share every address count once.
// Refused when a part names what is not there, or reaches a school that is not the message's (N1).
Result<ToldById> Resolve(const v1::Audience& audience, const std::string& school, bool tells_whereabouts,
                         const AudienceSource& source);

// A test goes to the staff of its list. There is no way from here to a family, whatever the list holds (N2).
ToldById ResolveTest(const v1::TestList& list, const AudienceSource& source);

// Every school that the parts name; "district" stands for itself.
std::set<std::string> SchoolsNamed(const v1::Audience& audience, const std::string& school,
                                   const AudienceSource& source);
bool ReachesFamilies(const v1::Audience& audience);
bool IsNeighbourAdvice(const v1::Audience& audience);

// The closing audience: what it says itself and everybody of the opening's, who cannot be excluded again
// (N3).
v1::Audience AtLeast(const v1::Audience& opening, const v1::Audience& closing);

// What the sender is shown before anything is sent (N1). Names and approvals are left to the caller.
v1::PreviewAudienceResponse PreviewOf(const ToldById& told);

// Whether what the author typed is the school's name: case, accents and spaces do not count.
bool IsTypedName(const std::string& typed, const std::string& school_name);

}  // namespace watchbell::notification
