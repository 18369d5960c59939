#include "services/alerting/domain/drill_compliance.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace watchbell::alerting {
namespace {

using std::chrono::day;
using std::chrono::days;
using std::chrono::months;
using std::chrono::sys_days;
using std::chrono::year_month;
using std::chrono::year_month_day;
using v1::ComplianceFinding;
using v1::Drill;

// D6: plans go to the state by 1 November; the report of a year's drills after it, which is the same day.
constexpr std::chrono::month_day kReportDue{std::chrono::November, day{1}};
// D7: each of them sees some drill each year.
constexpr std::array kOfficials{v1::OFFICE_EMERGENCY_DIRECTOR, v1::OFFICE_FIRE_MARSHAL,
                                v1::OFFICE_BUILDING_INSPECTOR, v1::OFFICE_EMS};

struct Held {
  sys_days on;
  const Drill* drill;
};
// In the order of their days.
using Log = std::vector<Held>;

struct Year {
  sys_days first;
  sys_days last;
  std::set<sys_days> closed;
  sys_days today;

  bool IsSchoolDay(sys_days on) const {
    const std::chrono::weekday weekday{on};
    return on >= first && on <= last && weekday != std::chrono::Saturday && weekday != std::chrono::Sunday &&
           !closed.contains(on);
  }
  // Of the months from `from` to `to`; nothing: the school is closed throughout.
  std::optional<sys_days> LastSchoolDay(year_month from, year_month to) const {
    const sys_days begin{from / day{1}};
    for (sys_days on{to / std::chrono::last}; on >= begin; on -= days{1}) {
      if (IsSchoolDay(on)) return on;
    }
    return std::nullopt;
  }
};

year_month MonthOf(sys_days on) {
  const year_month_day date{on};
  return date.year() / date.month();
}
std::string Text(sys_days on) { return IsoDate(year_month_day{on}); }
std::string Text(year_month month) { return IsoDate(month / day{1}).substr(0, 7); }

// Whether it is met, still may be met, or cannot be any more.
v1::ComplianceStatus Open(const Year& year, sys_days begin, sys_days due) {
  if (year.today > due) return v1::COMPLIANCE_STATUS_LATE;
  return year.today >= begin ? v1::COMPLIANCE_STATUS_DUE : v1::COMPLIANCE_STATUS_NOT_DUE;
}

ComplianceFinding Finding(std::string span, v1::ComplianceStatus status, const char* rule) {
  ComplianceFinding finding;
  finding.set_span(std::move(span));
  finding.set_status(status);
  finding.set_rule(rule);
  return finding;
}
void Cite(ComplianceFinding& finding, const Held& held) {
  finding.set_status(v1::COMPLIANCE_STATUS_DONE);
  finding.add_drill_days(Text(held.on));
}

bool Counts(const Drill& drill, const v1::DrillPolicy& policy) {
  return drill.state() == Drill::STATE_COMPLETED && (!drill.real_event() || policy.real_event_counts());
}

// What counts at all, of one kind.
Log Counted(const std::vector<Drill>& drills, v1::DrillKind kind, const v1::SchoolYear& of, const Year& year,
            const TimeZone& zone) {
  Log log;
  for (const auto& drill : drills) {
    const sys_days on{DayOf(drill, zone)};
    const bool within = on >= year.first && on <= year.last && on <= year.today;
    if (within && drill.kind() == kind && Counts(drill, of.policy())) log.push_back({on, &drill});
  }
  std::stable_sort(log.begin(), log.end(), [](const auto& one, const auto& two) { return one.on < two.on; });
  return log;
}

const Held* FirstWithin(const Log& log, year_month from, year_month to) {
  const auto found = std::find_if(log.begin(), log.end(), [&](const Held& held) {
    return MonthOf(held.on) >= from && MonthOf(held.on) <= to;
  });
  return found == log.end() ? nullptr : &*found;
}

// D1.
ComplianceFinding Initial(const Year& year, const Log& fire) {
  const sys_days due = year.first + days{kInitialDays};
  auto finding = Finding("initial", Open(year, year.first, due), "D1");
  finding.set_due_on(Text(due));
  if (!fire.empty()) {
    Cite(finding, fire.front());
    if (fire.front().on > due) finding.set_status(v1::COMPLIANCE_STATUS_LATE);
  }
  return finding;
}

// The month that the initial requirement is about: when it was met, else when it was due.
year_month InitialMonth(const Year& year, const Log& fire) {
  const sys_days due = year.first + days{kInitialDays};
  return MonthOf(fire.empty() || fire.front().on > due ? due : fire.front().on);
}

// The months of the year, in blocks of three from the first: the first month of the block of each.
year_month QuarterOf(const Year& year, year_month month) {
  const auto behind = (month - MonthOf(year.first)).count() % kQuarterMonths;
  return month - months{behind};
}
year_month QuarterEnd(const Year& year, year_month begin) {
  return std::min(begin + months{kQuarterMonths - 1}, MonthOf(year.last));
}

// D2, or D3 where a crisis drill takes the place of the fire drill.
ComplianceFinding Monthly(const Year& year, year_month month, const Log& fire, const Log& crisis) {
  const auto due = year.LastSchoolDay(month, month);
  if (!due) return Finding(Text(month), v1::COMPLIANCE_STATUS_EXEMPT, "D2");
  auto finding = Finding(Text(month), Open(year, sys_days{month / day{1}}, *due), "D2");
  finding.set_due_on(Text(*due));
  if (const auto* held = FirstWithin(fire, month, month)) {
    Cite(finding, *held);
    return finding;
  }
  const auto quarter = QuarterOf(year, month);
  const auto* first = FirstWithin(crisis, quarter, QuarterEnd(year, quarter));
  if (first == nullptr) return finding;
  if (MonthOf(first->on) == month) {
    Cite(finding, *first);
    finding.set_status(v1::COMPLIANCE_STATUS_SUBSTITUTED);
    finding.set_rule("D3");
  } else if (FirstWithin(crisis, month, month) != nullptr) {
    // The block's one substitution was used up on that day.
    finding.set_rule("D3");
    finding.add_drill_days(Text(first->on));
  }
  return finding;
}

ComplianceFinding Month(const Year& year, year_month month, const Log& fire, const Log& crisis) {
  const auto initial = InitialMonth(year, fire);
  if (month > initial) return Monthly(year, month, fire, crisis);
  if (month < initial) return Finding(Text(month), v1::COMPLIANCE_STATUS_NOT_DUE, "D1");
  auto finding = Initial(year, fire);
  finding.set_span(Text(month));
  return finding;
}

// D3: every block holds a crisis drill.
ComplianceFinding Quarter(const Year& year, year_month begin, const Log& crisis) {
  const auto end = QuarterEnd(year, begin);
  const auto due = year.LastSchoolDay(begin, end);
  const auto span = Text(begin) + ".." + Text(end);
  if (!due) return Finding(span, v1::COMPLIANCE_STATUS_EXEMPT, "D3");
  auto finding = Finding(span, Open(year, sys_days{begin / day{1}}, *due), "D3");
  finding.set_due_on(Text(*due));
  if (const auto* held = FirstWithin(crisis, begin, end)) Cite(finding, *held);
  return finding;
}

// D9.
ComplianceFinding Bus(const Year& year, const Log& bus) {
  auto finding = Finding("bus", Open(year, year.first, year.last), "D9");
  finding.set_due_on(Text(year.last));
  for (const auto& held : bus) finding.add_drill_days(Text(held.on));
  if (bus.size() >= kBusDrillsMin) finding.set_status(v1::COMPLIANCE_STATUS_DONE);
  return finding;
}

// D5: the police or another office of public safety has scored every crisis drill.
ComplianceFinding Evaluation(const Year& year, const Log& crisis) {
  auto finding = Finding("evaluation", Open(year, year.first, year.last), "D5");
  finding.set_due_on(Text(year.last));
  for (const auto& held : crisis) {
    const auto& made = held.drill->evaluations();
    const bool scored = std::any_of(made.begin(), made.end(), [](const auto& evaluation) {
      return evaluation.office() != v1::OFFICE_SCHOOL_STAFF;
    });
    if (scored)
      finding.add_drill_days(Text(held.on));
    else
      finding.add_missing(held.drill->id());
  }
  if (finding.missing().empty() && !crisis.empty()) finding.set_status(v1::COMPLIANCE_STATUS_DONE);
  return finding;
}

// D7.
ComplianceFinding Officials(const Year& year, const std::vector<const Log*>& logs) {
  auto finding = Finding("officials", Open(year, year.first, year.last), "D7");
  finding.set_due_on(Text(year.last));
  std::set<v1::Office> seen;
  for (const auto* log : logs) {
    for (const auto& held : *log) {
      for (const auto& agency : held.drill->plan().agencies()) seen.insert(agency.office());
    }
  }
  for (const auto office : kOfficials) {
    if (!seen.contains(office)) finding.add_missing(v1::Office_Name(office));
  }
  if (finding.missing().empty()) finding.set_status(v1::COMPLIANCE_STATUS_DONE);
  return finding;
}

// D6: what is reported before the last day does not tell the whole year.
ComplianceFinding Report(const Year& year, int number, std::optional<year_month_day> reported_on) {
  const sys_days due{std::chrono::year{number + 1} / kReportDue.month() / kReportDue.day()};
  auto finding = Finding("report", Open(year, year.last, due), "D6");
  finding.set_due_on(Text(due));
  if (reported_on && sys_days{*reported_on} >= year.last) finding.set_status(v1::COMPLIANCE_STATUS_DONE);
  return finding;
}

Year Read(const v1::SchoolYear& year, year_month_day as_of) {
  Year read{.first = *ParseIsoDate(year.first_day()),
            .last = *ParseIsoDate(year.last_day()),
            .closed = {},
            .today = as_of};
  for (const auto& text : year.closed_days()) read.closed.insert(sys_days{*ParseIsoDate(text)});
  return read;
}

}  // namespace

year_month_day DayOf(const Drill& drill, const TimeZone& zone) {
  return zone.DateOf(FromProto(drill.has_started_at() ? drill.started_at() : drill.scheduled_at()));
}

v1::Compliance ComplianceOf(const v1::SchoolYear& school_year, const std::vector<Drill>& drills,
                            year_month_day as_of, const TimeZone& zone,
                            std::optional<year_month_day> reported_on) {
  const Year year = Read(school_year, as_of);
  const auto counted = [&](v1::DrillKind kind) { return Counted(drills, kind, school_year, year, zone); };
  const auto fire = counted(v1::DRILL_KIND_FIRE);
  const auto crisis = counted(v1::DRILL_KIND_CRISIS);
  const auto bus = counted(v1::DRILL_KIND_BUS);
  v1::Compliance compliance;
  compliance.set_school(school_year.school());
  compliance.set_year(school_year.year());
  compliance.set_as_of(IsoDate(as_of));
  *compliance.mutable_initial() = Initial(year, fire);
  const auto last = MonthOf(year.last);
  for (auto month = MonthOf(year.first); month <= last; month += months{1})
    *compliance.add_months() = Month(year, month, fire, crisis);
  for (auto begin = MonthOf(year.first); begin <= last; begin += months{kQuarterMonths})
    *compliance.add_quarters() = Quarter(year, begin, crisis);
  *compliance.add_yearly() = Evaluation(year, crisis);
  *compliance.add_yearly() = Officials(year, {&fire, &crisis});
  *compliance.add_yearly() = Bus(year, bus);
  *compliance.add_yearly() = Report(year, school_year.year(), reported_on);
  return compliance;
}

}  // namespace watchbell::alerting
