// Who there is to tell: people, schools, households, custody, duty rosters and visitors inside, in the memory
// of every replica.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <shared_mutex>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "common/ledger/mirror.hpp"
#include "services/notification/adapters/name_index.hpp"
#include "services/notification/domain/custody.hpp"
#include "services/notification/domain/directory.hpp"
#include "services/notification/domain/duty.hpp"
#include "services/notification/domain/household.hpp"
#include "services/notification/domain/notice.hpp"
#include "watchbell/threat_intake/v1/case_team.pb.h"
#include "watchbell/visitor/v1/visit.pb.h"

namespace watchbell::notification {

// One address that may be used now.
struct Address {
  v1::ContactPoint::Channel channel = v1::ContactPoint::CHANNEL_UNSPECIFIED;
  std::string address;
  bool urgent_only = false;  // its owner opted out of levels 1 and 2
};

struct Recipient {
  std::string id;  // a person's, or a visit's
  bool visitor = false;
  std::string email;
  std::string language;
  std::string given_name;
  std::string family_name;
  std::vector<Address> addresses{};                  // the preferred first; without those that said STOP
  std::vector<v1::ContactPoint::Channel> stopped{};  // channels on which an address said STOP
  std::string household_id{};                        // of a guardian

  // Of a channel, the preferred first. `urgent`: levels 3 and 4, which ignore an ordinary opt-out.
  std::vector<std::string> AddressesOn(v1::ContactPoint::Channel channel, bool urgent) const;
};

// Whom a notice is for: enough to split it by, small enough for a whole district.
struct RecipientId {
  std::string id;  // a person's, or a visit's
  bool visitor = false;
};

struct Household {
  std::string id;
  std::vector<std::string> guardian_ids;
  std::vector<std::string> student_ids;
};

// Thread-safe.
class AudienceDirectory {
 public:
  AudienceDirectory(std::shared_ptr<bus::Bus> bus, const policy::Sealer& sealer, Clock clock, TimeZone zone);

  // By id, so that the same people are in the same order.
  std::vector<RecipientId> Resolve(const Cause& cause) const;
  std::vector<Recipient> Find(const std::string& school, const std::vector<std::string>& person_ids,
                              const std::vector<std::string>& visit_ids) const;

  // Of the school now.
  std::optional<v1::Person> Student(const std::string& school, const std::string& person_id) const;
  std::optional<v1::Person> Person(const std::string& person_id) const;
  // Who gets texts at this number: a family may share it.
  std::vector<v1::Person> WithTextNumber(const std::string& number) const;
  // Parents and guardians by the district's files.
  std::vector<v1::Person> GuardiansOf(const std::string& student_id) const;

  // Of the school now; by id.
  std::vector<v1::Person> PeopleAt(const std::string& school, v1::Person::Kind kind) const;

  // Of the school now, by name: whose names have a word that begins with each word of `name`. `after`: the id
  // of the last one of the page before.
  std::vector<v1::Person> Search(const std::string& school, const std::string& name, v1::Person::Kind kind,
                                 std::size_t count, const std::string& after) const;

  // Nothing: no guardian.
  std::string HouseholdOf(const std::string& person_id) const;
  // With a student at the school; by id.
  std::vector<Household> HouseholdsAt(const std::string& school) const;
  // Guardians who are barred today: they get neither place nor reunification of this student (N6).
  std::set<std::string> BarredGuardians(const std::string& student_id) const;

  // An empty roster where none was ever made.
  v1::DutyRoster Roster(const std::string& school) const;

  // The school and the id under which somebody stood on the record before they changed school: the record
  // keeps people by their first school.
  using LeftBehind = std::set<std::pair<std::string, std::string>>;
  LeftBehind WhatIsLeftBehind() const;

  std::vector<v1::School> Schools() const;
  std::vector<v1::Person> People() const;
  bool Ready() const { return schools_.Ready() && people_.Ready() && custodies_.Ready() && rosters_.Ready(); }
  // Whether its audience is known.
  bool ReadyFor(const Cause& cause) const {
    return Ready() && (cause.audience != Audience::kThreatTeam || teams_.Ready());
  }
  // Until the directory has been read from the record.
  bool AwaitReady(std::chrono::milliseconds patience) {
    return schools_.AwaitReady(patience) && people_.AwaitReady(patience) && custodies_.AwaitReady(patience) &&
           rosters_.AwaitReady(patience);
  }
  // Until these places in the record have been read, or for a moment.
  void Await(std::uint64_t school, std::uint64_t person) {
    schools_.Await(school);
    people_.Await(person);
  }

 private:
  // What a visit says that matters here; read from the visitor service's events.
  struct VisitMirror {
    using State = visitor::v1::Visit;
    using Event = visitor::v1::VisitEvent;
    static constexpr std::string_view kService = "visitor";
    static constexpr std::string_view kAggregate = "visit";
  };
  // Who sits on which threat assessment team; read from the threat-intake service's events.
  struct TeamMirror {
    using State = threat_intake::v1::ThreatTeam;
    using Event = threat_intake::v1::ThreatTeamEvent;
    static constexpr std::string_view kService = "threat_intake";
    static constexpr std::string_view kAggregate = "threat-team";
  };
  void Apply(const v1::Person& person);
  // Under the lock of the caller.
  void Forget(const std::string& person_id);
  bool Has(const std::string& person_id) const;
  const std::set<std::string>& IdsAt(const std::string& school, v1::Person::Kind kind) const;
  void Apply(const visitor::v1::Visit& visit);
  Recipient Of(const v1::Person& person) const;
  std::vector<std::string> OnDutyNow(const std::string& school) const;
  std::vector<std::string> Responsible(const std::string& school) const;
  // Who answers for the district: its duty roster; where it keeps none, who leads its office.
  std::vector<std::string> DistrictOnDuty() const;
  std::vector<std::string> ThreatTeam(const std::string& school) const;
  // All of the guardian's children at the school are barred to them.
  bool IsBarredAt(const std::string& school, const v1::Person& guardian) const;
  std::set<std::string> BarredFrom(const std::string& student_id) const;
  // Computed again after a change. Under the lock of the caller.
  const std::unordered_map<std::string, std::string>& Households() const;
  void AddStaff(const std::string& school, std::vector<std::string>& ids) const;
  void AddFamilies(const std::string& school, std::vector<std::string>& ids) const;

  const Clock clock_;
  const TimeZone zone_;
  mutable std::shared_mutex mutex_;
  std::map<std::string, v1::School> school_by_code_;
  PersonById person_by_id_;
  LeftBehind left_behind_;
  NameIndex names_;
  std::uint64_t people_changes_ = 0;
  mutable std::mutex households_mutex_;
  mutable std::uint64_t households_of_ = 0;  // people_changes_ when they were computed
  mutable std::unordered_map<std::string, std::string> households_;
  std::map<std::pair<std::string, v1::Person::Kind>, std::set<std::string>> ids_at_;
  std::map<std::string, std::set<std::string>> guardians_by_child_;
  std::map<std::string, v1::Custody> custody_by_student_;
  std::map<std::string, v1::DutyRoster> roster_by_school_;
  std::map<std::string, std::map<std::string, Recipient>> visitors_by_school_;
  std::map<std::string, std::vector<std::string>> team_by_school_;
  ledger::Mirror<notification::Schools> schools_;
  ledger::Mirror<notification::People> people_;
  ledger::Mirror<Custodies> custodies_;
  ledger::Mirror<DutyRosters> rosters_;
  ledger::Mirror<VisitMirror> visits_;
  ledger::Mirror<TeamMirror> teams_;
};

}  // namespace watchbell::notification
