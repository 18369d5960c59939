// Who there is to tell: people, schools, duty rosters and visitors inside, in the memory of every replica.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <shared_mutex>
#include <string>
#include <vector>

#include "common/ledger/mirror.hpp"
#include "services/notification/domain/directory.hpp"
#include "services/notification/domain/notice.hpp"
#include "watchbell/visitor/v1/visit.pb.h"

namespace watchbell::notification {

struct Recipient {
  std::string id;  // a person's, or a visit's
  bool visitor = false;
  std::string email;
  std::string language;
  std::string given_name;
  std::string family_name;
};

// Thread-safe.
class AudienceDirectory {
 public:
  AudienceDirectory(std::shared_ptr<bus::Bus> bus, const policy::Sealer& sealer);

  // By id, so that the same people are in the same order.
  std::vector<Recipient> Resolve(const Cause& cause) const;
  std::vector<Recipient> Find(const std::string& school, const std::vector<std::string>& person_ids,
                              const std::vector<std::string>& visit_ids) const;

  // Of the school now.
  std::optional<v1::Person> Student(const std::string& school, const std::string& person_id) const;
  std::optional<v1::Person> Person(const std::string& person_id) const;
  // Parents and guardians by the district's files.
  std::vector<v1::Person> GuardiansOf(const std::string& student_id) const;

  // Of the school now, students or staff; by id.
  std::vector<v1::Person> PeopleAt(const std::string& school, v1::Person::Kind kind) const;

  std::vector<v1::School> Schools() const;
  std::vector<v1::Person> People() const;
  bool Ready() const { return schools_.Ready() && people_.Ready() && rosters_.Ready(); }
  // Until the directory has been read from the record.
  bool AwaitReady(std::chrono::milliseconds patience) {
    return schools_.AwaitReady(patience) && people_.AwaitReady(patience) && rosters_.AwaitReady(patience);
  }

 private:
  // What a visit says that matters here; read from the visitor service's events.
  struct VisitMirror {
    using State = visitor::v1::Visit;
    using Event = visitor::v1::VisitEvent;
    static constexpr std::string_view kService = "visitor";
    static constexpr std::string_view kAggregate = "visit";
  };
  void Apply(const v1::Person& person);
  void Apply(const visitor::v1::Visit& visit);
  Recipient Of(const v1::Person& person) const;
  std::vector<std::string> Responsible(const std::string& school) const;
  void AddStaff(const std::string& school, std::vector<std::string>& ids) const;
  void AddFamilies(const std::string& school, std::vector<std::string>& ids) const;

  mutable std::shared_mutex mutex_;
  std::map<std::string, v1::School> school_by_code_;
  std::map<std::string, v1::Person> person_by_id_;
  std::map<std::string, std::set<std::string>> staff_by_school_;
  std::map<std::string, std::set<std::string>> guardians_by_child_;
  std::map<std::string, std::vector<std::string>> duty_by_school_;
  std::map<std::string, std::map<std::string, Recipient>> visitors_by_school_;
  ledger::Mirror<notification::Schools> schools_;
  ledger::Mirror<notification::People> people_;
  ledger::Mirror<DutyRosters> rosters_;
  ledger::Mirror<VisitMirror> visits_;
};

}  // namespace watchbell::notification
