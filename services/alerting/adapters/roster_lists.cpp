#include "services/alerting/adapters/roster_lists.hpp"

#include <iterator>
#include <map>
#include <set>

namespace watchbell::alerting {
namespace {

using notification::v1::ListRosterResponse;
using notification::v1::RosterPerson;
using v1::RollCall;
using v1::RollCallRow;

RollCallRow RowOf(const RosterPerson& person) {
  return ExpectedRow(person.id(), person.given_name(), person.family_name());
}

RollCall Blank(const v1::Incident& incident, RollCall::Kind kind, const std::string& period) {
  RollCall blank;
  blank.set_school(incident.school());
  blank.set_incident_id(incident.id());
  blank.set_drill(incident.drill());
  blank.set_kind(kind);
  blank.set_period(period);
  *blank.mutable_raised_at() = incident.raised_at();
  return blank;
}

void Append(std::vector<RollCall>& lists, std::vector<RollCall> more) {
  lists.insert(lists.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

}  // namespace

std::vector<RollCall> ListsOf(const v1::Incident& incident, const std::string& period,
                              const ListRosterResponse& roster) {
  std::map<std::string, RollCallRow> students;
  for (const auto& student : roster.students()) students[student.id()] = RowOf(student);
  std::vector<RollCall> lists;
  std::set<std::string> placed;
  for (const auto& group : roster.groups()) {
    RollCall blank = Blank(incident, RollCall::KIND_CLASS, period);
    blank.set_group_id(group.id());
    blank.set_title(group.title());
    blank.set_room(group.room());
    *blank.mutable_teacher_ids() = group.teacher_ids();
    std::vector<RollCallRow> rows;
    for (const auto& id : group.student_ids()) {
      if (!students.contains(id)) continue;  // has left the school since the classes were imported
      rows.push_back(students.at(id));
      placed.insert(id);
    }
    Append(lists, PagesOf(blank, group.id(), rows));
  }
  std::vector<RollCallRow> rest;
  for (const auto& [id, row] : students)
    if (!placed.contains(id)) rest.push_back(row);
  Append(lists, PagesOf(Blank(incident, RollCall::KIND_STUDENTS, period), "students-" + period, rest));
  std::vector<RollCallRow> staff;
  for (const auto& person : roster.staff()) staff.push_back(RowOf(person));
  Append(lists, PagesOf(Blank(incident, RollCall::KIND_STAFF, ""), "staff", staff));
  return lists;
}

RollCall VisitorsOf(const visitor::v1::EmergencySnapshot& snapshot) {
  RollCall list;
  list.set_id(RollCallIdOf(snapshot.alarm().incident_id(), "visitors", snapshot.page()));
  list.set_school(snapshot.school());
  list.set_incident_id(snapshot.alarm().incident_id());
  list.set_drill(snapshot.alarm().drill());
  list.set_kind(RollCall::KIND_VISITORS);
  list.set_page(snapshot.page());
  *list.mutable_raised_at() = snapshot.alarm().raised_at();
  for (const auto& person : snapshot.people())
    *list.add_rows() = ExpectedRow(person.visit_id(), person.given_name(), person.family_name());
  return list;
}

}  // namespace watchbell::alerting
