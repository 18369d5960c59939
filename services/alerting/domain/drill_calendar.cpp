#include "services/alerting/domain/drill_calendar.hpp"

#include <google/protobuf/util/message_differencer.h>

#include <algorithm>
#include <set>

#include "common/id/id.hpp"
#include "services/alerting/domain/drill_compliance.hpp"
#include "services/alerting/domain/readiness.hpp"

namespace watchbell::alerting {
namespace {

using google::protobuf::util::MessageDifferencer;
using readiness::Bad;
using std::chrono::July;
using std::chrono::June;
using std::chrono::year_month_day;

constexpr char kSpans[] = "spans";
constexpr int kYearMin = 2000;
constexpr int kYearMax = 2100;

// A name of the contract without its enum's, in small letters: "fire".
std::string Word(const std::string& name, std::string_view prefix) {
  std::string word = name.substr(prefix.size());
  std::transform(word.begin(), word.end(), word.begin(),
                 [](char letter) { return letter == '_' ? ' ' : static_cast<char>(std::tolower(letter)); });
  return word;
}
std::string StatusWord(v1::ComplianceStatus status) {
  return Word(v1::ComplianceStatus_Name(status), "COMPLIANCE_STATUS_");
}

template <class Texts>
std::string Joined(const Texts& texts) {
  std::string joined;
  for (const auto& text : texts) joined += (joined.empty() ? "" : " ") + text;
  return joined;
}

v1::DrillReportLine LineOf(const v1::Drill& drill, const TimeZone& zone) {
  v1::DrillReportLine line;
  line.set_drill_id(drill.id());
  line.set_day(IsoDate(DayOf(drill, zone)));
  line.set_kind(Word(v1::DrillKind_Name(drill.kind()), "DRILL_KIND_") +
                (drill.real_event() ? " (real)" : ""));
  line.set_outcome(Word(v1::Drill::State_Name(drill.state()), "STATE_"));
  if (drill.has_started_at() && drill.has_ended_at())  // D8
    line.set_seconds(static_cast<int>(drill.ended_at().seconds() - drill.started_at().seconds()));
  line.set_evaluations(drill.evaluations_size());
  return line;
}

// Without what another day or another issue changes by itself.
v1::DrillReport Content(v1::DrillReport report) {
  report.clear_version();
  report.clear_issued_at();
  report.mutable_compliance()->clear_as_of();
  return report;
}

// A drill may be held until its day is over.
TimePoint EndOf(const std::string& day, const TimeZone& zone) {
  return zone.At(std::chrono::sys_days{*ParseIsoDate(day)} + std::chrono::days{1}, {});
}

// Those that a drill ends: the first thirty days, the months, the blocks of three.
std::vector<const v1::ComplianceFinding*> SpansOf(const v1::Compliance& compliance) {
  std::vector<const v1::ComplianceFinding*> spans{&compliance.initial()};
  for (const auto& month : compliance.months()) {
    // The month in which the first one is due speaks of the same.
    if (!month.due_on().empty() && month.rule() != compliance.initial().rule()) spans.push_back(&month);
  }
  for (const auto& quarter : compliance.quarters())
    if (!quarter.due_on().empty()) spans.push_back(&quarter);
  return spans;
}

// The ends of the spans; none of a year that is over, whose drills nobody can hold any more.
void SetSpanEnds(v1::SchoolYear& year, const TimeZone& zone, TimePoint now) {
  if (EndOf(year.last_day(), zone) <= now) return;
  const auto first_day = *ParseIsoDate(year.first_day());
  v1::Drill first;
  first.set_kind(v1::DRILL_KIND_FIRE);
  first.set_state(v1::Drill::STATE_COMPLETED);
  *first.mutable_started_at() = ToProto(zone.At(first_day, {}));
  std::set<TimePoint> ends;
  // From when on the months count depends on when the first drill is held: at once, or not at all.
  for (const auto& drills : {std::vector<v1::Drill>{}, std::vector{first}}) {
    const auto compliance = ComplianceOf(year, drills, first_day, zone);
    for (const auto* span : SpansOf(compliance)) ends.insert(EndOf(span->due_on(), zone));
  }
  for (const auto end : ends) *year.add_span_ends() = ToProto(end);
}

bool IsAfter(const google::protobuf::Timestamp& at, const v1::SchoolYear& year) {
  return !year.has_looked_at_until() || FromProto(at) > FromProto(year.looked_at_until());
}

}  // namespace

void SchoolYears::Evolve(State& year, const Event& event) {
  switch (event.fact_case()) {
    case Event::kSet: {
      const auto before = year;
      year = event.set().school_year();
      if (before.has_looked_at_until()) *year.mutable_looked_at_until() = before.looked_at_until();
      *year.mutable_overdue() = before.overdue();
      return;
    }
    case Event::kSpansEnded:
      *year.mutable_looked_at_until() = event.spans_ended().until();
      year.clear_overdue();
      return;
    case Event::kFellOverdue: *year.mutable_overdue() = event.fell_overdue().findings(); return;
    case Event::FACT_NOT_SET: return;
  }
}

Deadlines SchoolYears::DeadlinesOf(const State& year) {
  for (const auto& end : year.span_ends())
    if (IsAfter(end, year)) return {{kSpans, FromProto(end)}};
  return {};
}

// All that are over at once: whoever sets a calendar late hears of it once.
Decision<v1::SchoolYearEvent> SchoolYears::Tick(const State& year, const std::string& what,
                                                const Context& context) {
  if (what != kSpans) return AlreadySo{};
  v1::SchoolYearEvent event;
  for (const auto& end : year.span_ends()) {
    if (!IsAfter(end, year) || FromProto(end) > context.now) continue;
    if (year.has_looked_at_until()) *event.mutable_spans_ended()->mutable_after() = year.looked_at_until();
    *event.mutable_spans_ended()->mutable_until() = end;
  }
  if (!event.has_spans_ended()) return AlreadySo{};
  return event;
}

void DrillReports::Evolve(State& report, const Event& event) {
  switch (event.fact_case()) {
    case Event::kIssued: report = event.issued().report(); return;
    case Event::FACT_NOT_SET: return;
  }
}

int SchoolYearOf(year_month_day day) { return static_cast<int>(day.year()) - (day.month() < July ? 1 : 0); }
std::string SchoolYearId(const std::string& school, int year) {
  return id::Derive("school-year", school + '/' + std::to_string(year));
}
std::string DrillReportId(const std::string& school, int year) {
  return id::Derive("drill-report", school + '/' + std::to_string(year));
}

Decision<v1::SchoolYearEvent> SetSchoolYear(const v1::SchoolYear& state,
                                            const v1::SetSchoolYearRequest& request, const TimeZone& zone,
                                            const Context& context) {
  if (request.year() < kYearMin || request.year() > kYearMax)
    return Bad("YEAR_WRONG", "year", "State the year in which the school year begins.");
  const std::chrono::year begins{request.year()};
  const auto within = [&](const std::string& text) -> std::optional<year_month_day> {
    const auto day = ParseIsoDate(text);
    const bool fits =
        day && *day >= begins / July / 1 && *day <= (begins + std::chrono::years{1}) / June / 30;
    return fits ? day : std::nullopt;
  };
  const auto first = within(request.first_day());
  const auto last = within(request.last_day());
  if (!first) return Bad("DAY_WRONG", "first_day", "State a day from 1 July of the year to 30 June.");
  if (!last || *last <= *first)
    return Bad("DAY_WRONG", "last_day", "State a day after the first, up to 30 June.");
  if (request.closed_days_size() > kClosedDaysMax)
    return Bad("TOO_MANY", "closed_days", "At most 120; Saturdays and Sundays need not be named.");
  for (const auto& text : request.closed_days()) {
    const auto day = within(text);
    if (!day || *day < *first || *day > *last)
      return Bad("DAY_WRONG", "closed_days", "Name days between the first and the last school day.");
  }
  const auto notice = request.policy().notice_days();
  if (notice < 0 || notice > kNoticeDaysMax)
    return Bad("NOTICE_WRONG", "policy.notice_days", "State 0 to 30 days.");
  v1::SchoolYearEvent event;
  auto& set = *event.mutable_set()->mutable_school_year();
  set.set_school(request.school());
  set.set_year(request.year());
  set.set_first_day(request.first_day());
  set.set_last_day(request.last_day());
  *set.mutable_closed_days() = request.closed_days();
  *set.mutable_policy() = request.policy();
  auto known = state;
  known.clear_span_ends();
  known.clear_looked_at_until();
  known.clear_overdue();
  if (MessageDifferencer::Equals(set, known)) return AlreadySo{};
  SetSpanEnds(set, zone, context.now);
  return event;
}

Decision<v1::SchoolYearEvent> FindOverdue(const v1::SchoolYear& year, const v1::DrillSpansEnded& ended,
                                          const std::vector<v1::Drill>& drills, const TimeZone& zone) {
  const auto until = FromProto(ended.until());
  const auto compliance = ComplianceOf(year, drills, zone.DateOf(until), zone);
  v1::SchoolYearEvent event;
  for (const auto* span : SpansOf(compliance)) {
    const auto end = EndOf(span->due_on(), zone);
    const bool just_ended = end <= until && (!ended.has_after() || end > FromProto(ended.after()));
    const bool held_late = span == &compliance.initial() && !span->drill_days().empty();
    if (just_ended && !held_late && span->status() == v1::COMPLIANCE_STATUS_LATE)
      *event.mutable_fell_overdue()->add_findings() = *span;
  }
  if (!event.has_fell_overdue()) return AlreadySo{};
  const auto& found = event.fell_overdue().findings();
  const bool said =
      std::equal(found.begin(), found.end(), year.overdue().begin(), year.overdue().end(),
                 [](const auto& one, const auto& other) { return MessageDifferencer::Equals(one, other); });
  if (said) return AlreadySo{};
  return event;
}

v1::DrillReport DraftReport(const v1::SchoolYear& year, const std::vector<v1::Drill>& drills,
                            year_month_day today, const TimeZone& zone) {
  v1::DrillReport report;
  report.set_school(year.school());
  report.set_year(year.year());
  *report.mutable_compliance() = ComplianceOf(year, drills, today, zone, today);
  std::vector<const v1::Drill*> held;
  for (const auto& drill : drills) {
    const bool over =
        drill.state() == v1::Drill::STATE_COMPLETED || drill.state() == v1::Drill::STATE_ABORTED;
    if (over && SchoolYearOf(DayOf(drill, zone)) == year.year()) held.push_back(&drill);
  }
  std::sort(held.begin(), held.end(), [](const auto* one, const auto* two) {
    return std::pair{one->started_at().seconds(), one->id()} <
           std::pair{two->started_at().seconds(), two->id()};
  });
  for (const auto* drill : held) *report.add_drills() = LineOf(*drill, zone);
  return report;
}

Decision<v1::DrillReportEvent> IssueReport(const v1::DrillReport& state, const v1::DrillReport& draft,
                                           const Context& context) {
  if (state.version() > 0 && MessageDifferencer::Equals(Content(state), Content(draft))) return AlreadySo{};
  v1::DrillReportEvent event;
  auto& report = *event.mutable_issued()->mutable_report();
  report = draft;
  report.set_version(state.version() + 1);
  *report.mutable_issued_at() = ToProto(context.now);
  return event;
}

std::vector<std::vector<std::string>> SheetOf(const v1::DrillReport& report) {
  std::vector<std::vector<std::string>> rows{{"line", "span or day", "status or outcome", "rule or kind",
                                              "due on", "drill days", "missing", "seconds", "evaluations"}};
  const auto add = [&](const char* line, const v1::ComplianceFinding& finding) {
    rows.push_back({line, finding.span(), StatusWord(finding.status()), finding.rule(), finding.due_on(),
                    Joined(finding.drill_days()), Joined(finding.missing()), "", ""});
  };
  const auto& compliance = report.compliance();
  add("requirement", compliance.initial());
  for (const auto& month : compliance.months()) add("month", month);
  for (const auto& quarter : compliance.quarters()) add("quarter", quarter);
  for (const auto& yearly : compliance.yearly()) add("requirement", yearly);
  for (const auto& drill : report.drills()) {
    rows.push_back({"drill", drill.day(), drill.outcome(), drill.kind(), "", "", "",
                    std::to_string(drill.seconds()), std::to_string(drill.evaluations())});
  }
  return rows;
}

}  // namespace watchbell::alerting
