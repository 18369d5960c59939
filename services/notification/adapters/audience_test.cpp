// Who is told, by what the record says of people and teams, on a real nats-server.
#include "services/notification/adapters/audience.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/bus/stream.hpp"
#include "common/id/id.hpp"
#include "common/ledger/ledger.hpp"
#include "common/testing/await.hpp"
#include "common/testing/servers.hpp"

namespace watchbell::notification {
namespace {

using ::testing::UnorderedElementsAre;

// As the threat-intake service writes them.
struct Teams {
  using State = threat_intake::v1::ThreatTeam;
  using Event = threat_intake::v1::ThreatTeamEvent;
  static constexpr std::string_view kService = "threat_intake";
  static constexpr std::string_view kAggregate = "threat-team";
  static void Evolve(State& team, const Event& event) {
    *team.mutable_members() = event.appointed().members();
  }
  static Indexes IndexesOf(const State&) { return {}; }
  static Deadlines DeadlinesOf(const State&) { return {}; }
};

class AudienceTest : public ::testing::Test {
 protected:
  AudienceTest() {
    for (const char* service : {"notification", "visitor", "threat_intake"})
      EXPECT_TRUE(bus::Reconcile(*bus, bus::RecordStream(service, 1)));
    for (const char* name : {"ana", "ben", "cam", "dan"}) {
      v1::Person person;
      person.set_id(name);
      person.set_kind(v1::Person::KIND_STAFF);
      person.set_role("administrator");
      person.add_schools("lincoln-es");
      Import(person);
    }
  }
  void Import(const v1::Person& person) {
    EXPECT_TRUE(people.Run("district", id::Derive("person", person.id()), Now(person.id()),
                           [&](const v1::Person&, const Context&) -> Decision<v1::PersonEvent> {
                             v1::PersonEvent event;
                             *event.mutable_imported()->mutable_person() = person;
                             return event;
                           }));
  }
  static Context Now(const std::string& what) {
    return {.now = SystemClock()(), .request_id = id::Derive("audience test", what)};
  }
  void Appoint(const std::string& school, const std::vector<std::string>& ids) {
    EXPECT_TRUE(
        teams.Run(school, id::Derive("team", school), Now(school),
                  [&](const threat_intake::v1::ThreatTeam&, const Context&) -> Decision<Teams::Event> {
                    Teams::Event event;
                    event.mutable_appointed();
                    for (const auto& one : ids) event.mutable_appointed()->add_members()->set_person_id(one);
                    return event;
                  }));
  }
  std::vector<std::string> Told(const std::string& school) {
    return Told(Cause{.audience = Audience::kThreatTeam, .school = school});
  }
  std::vector<std::string> Told(const Cause& cause) {
    EXPECT_TRUE(testing::Await([&] { return directory.ReadyFor(cause); }));
    std::vector<std::string> ids;
    for (const auto& recipient : directory.Resolve(cause)) ids.push_back(recipient.id);
    return ids;
  }

  testing::NatsServer nats;
  std::shared_ptr<bus::Bus> bus = bus::Bus::Connect({.url = nats.url()}).value();
  policy::Sealer sealer{policy::KeyRing::Random("notification"), policy::KeyRing::Random("directory")};
  prometheus::Registry registry;
  ledger::Environment environment{bus, &sealer, nullptr, &registry};
  ledger::Ledger<People> people{environment};
  ledger::Ledger<Teams> teams{environment};
  ledger::Ledger<DutyRosters> rosters{environment};
  AudienceDirectory directory{bus, sealer, SystemClock(), TimeZone::Find("America/New_York").value()};
};

TEST_F(AudienceTest, TheSchoolsThreatTeamIsToldElseTheDistrictsElseWhoeverIsResponsible) {
  EXPECT_TRUE(testing::Await([&] { return Told("lincoln-es").size() == 4; })) << "no team yet";
  Appoint("district", {"dan"});
  EXPECT_TRUE(testing::Await([&] { return Told("lincoln-es") == std::vector<std::string>{"dan"}; }));
  Appoint("lincoln-es", {"ana", "ben"});
  EXPECT_TRUE(testing::Await([&] { return Told("lincoln-es").size() == 2; }));
  EXPECT_THAT(Told("lincoln-es"), UnorderedElementsAre("ana", "ben"));
  EXPECT_THAT(Told("roosevelt-ms"), UnorderedElementsAre("dan"));
}

TEST_F(AudienceTest, TheDistrictIsItsDutyRosterElseWhoLeadsItsOffice) {
  const Cause cause{
      .audience = Audience::kNamed, .person_ids = {"ana"}, .district = true, .school = "lincoln-es"};
  for (const auto& [id, role] : {std::pair{"eva", "administrator"}, {"fay", "aide"}}) {
    v1::Person person;
    person.set_id(id);
    person.set_kind(v1::Person::KIND_STAFF);
    person.set_school("district");
    person.set_role(role);
    Import(person);
  }
  EXPECT_TRUE(testing::Await([&] { return Told(cause) == std::vector<std::string>{"ana", "eva"}; }));
  google::protobuf::RepeatedPtrField<std::string> on_duty;
  for (const char* id : {"fay", "ana"}) *on_duty.Add() = id;
  EXPECT_TRUE(
      rosters.Run("district", DutyRosterIdOf("district"), Now("duty"),
                  [&](const v1::DutyRoster& roster, const Context&) { return AssignDuty(roster, on_duty); }));
  EXPECT_TRUE(testing::Await([&] {
    return Told(cause) == std::vector<std::string>{"ana", "fay"};
  })) << "nobody is told twice";
}

TEST_F(AudienceTest, StaffOfNoSingleSchoolAreFoundAtTheDistrictAndAtNoSchool) {
  for (const auto& [id, school] : {std::pair{"eva", "district"}, {"fay", "lincoln-es"}}) {
    v1::Person person;
    person.set_id(id);
    person.set_kind(v1::Person::KIND_STAFF);
    person.set_school(school);
    person.set_family_name("Walsh");
    if (person.school() != "district") person.add_schools(school);
    Import(person);
  }
  const auto found = [&](const std::string& school) {
    std::vector<std::string> ids;
    for (const auto& person : directory.Search(school, "wal", v1::Person::KIND_STAFF, 10, ""))
      ids.push_back(person.id());
    return ids;
  };
  EXPECT_TRUE(testing::Await([&] { return found("district") == std::vector<std::string>{"eva"}; }));
  EXPECT_TRUE(testing::Await([&] { return found("lincoln-es") == std::vector<std::string>{"fay"}; }));
}

TEST_F(AudienceTest, WhoIsNotInTheDirectoryIsNotTold) {
  EXPECT_TRUE(testing::Await([&] { return Told("lincoln-es").size() == 4; }));
  Appoint("lincoln-es", {"nobody we know"});
  EXPECT_TRUE(testing::Await([&] { return Told("lincoln-es").empty(); }));
}

}  // namespace
}  // namespace watchbell::notification
