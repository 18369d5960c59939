#include "services/threat-intake/domain/triage/routing.hpp"

#include <algorithm>
#include <cmath>

namespace watchbell::threat_intake {
namespace {

using std::chrono::minutes;
using std::chrono::sys_days;
using Request = v1::AdviseRouteRequest;
using Contact = v1::RouteContact;

tl::unexpected<Error> Malformed(const std::string& what) {
  return Fail(Code::kInvalidArgument, "DISTRICT_MALFORMED", "In the file of --district: " + what + ".",
              "district");
}

// Any: the row holds whatever is said.
constexpr auto kAnyDanger = Request::DANGER_UNSPECIFIED;
struct Row {
  Request::When when;
  Request::Danger danger;
  bool emergency;
};
// domain.md 3.9, police routing: the first that fits; what fits none is an emergency.
constexpr std::array<Row, 3> kEmergencies{{
    {Request::WHEN_ACTIVE, kAnyDanger, true},
    {Request::WHEN_IMMEDIATE, kAnyDanger, true},
    {Request::WHEN_PAST, Request::DANGER_NO, false},
}};

bool IsEmergency(const Request& request) {
  for (const auto& row : kEmergencies) {
    if (row.when == request.when() && (row.danger == kAnyDanger || row.danger == request.danger()))
      return row.emergency;
  }
  return true;
}

// domain.md row 10 and N14: who is called in which order.
constexpr std::array kEmergencyOrder{Contact::LINE_EMERGENCY};
constexpr std::array kOffHoursOrder{Contact::LINE_POLICE, Contact::LINE_ADMINISTRATION,
                                    Contact::LINE_EMERGENCY};
constexpr std::array kInHoursOrder{Contact::LINE_ADMINISTRATION, Contact::LINE_OFFICER, Contact::LINE_POLICE,
                                   Contact::LINE_EMERGENCY};

std::string NumberOf(Contact::Line line, const District& district, const std::string& school) {
  const auto* known = district.Find(school);
  switch (line) {
    case Contact::LINE_EMERGENCY: return district.settings().emergency_number();
    case Contact::LINE_POLICE: return district.settings().police_number();
    case Contact::LINE_ADMINISTRATION: return known ? known->administration_number() : "";
    case Contact::LINE_OFFICER: return known ? known->officer_number() : "";
    default: return {};
  }
}

template <class Order>
void AddContacts(const Order& order, const District& district, const std::string& school,
                 v1::RouteAdvice& advice) {
  for (const auto line : order) {
    const auto number = NumberOf(line, district, school);
    if (number.empty()) continue;
    auto& contact = *advice.add_contacts();
    contact.set_line(line);
    contact.set_number(number);
  }
}

const v1::RouteText& TextIn(const District& district, const std::string& language) {
  const auto& texts = district.settings().texts();
  const auto found = std::find_if(texts.begin(), texts.end(), [&](const auto& text) {
    return text.language() == language.substr(0, text.language().size());
  });
  return found == texts.end() ? texts.Get(0) : *found;
}

std::string MissingIn(const v1::DistrictSettings& settings) {
  if (settings.emergency_number().empty()) return "\"emergencyNumber\" is missing";
  if (settings.police_number().empty()) return "\"policeNumber\" is missing";
  if (settings.texts().empty()) return "\"texts\" is missing";
  for (const auto& text : settings.texts()) {
    if (text.language().empty() || text.call_emergency().empty() || text.call_police().empty() ||
        text.call_school().empty())
      return "a text is missing in \"" + text.language() + "\"";
  }
  for (const auto& school : settings.schools()) {
    if (school.school().empty()) return "a school has no code";
    if (std::abs(school.latitude()) > 90 || std::abs(school.longitude()) > 180)
      return "\"" + school.school() + "\" does not stand on earth";
  }
  return {};
}

}  // namespace

Result<SchoolCalendar> SchoolCalendar::Of(const v1::SchoolHours& hours, TimeZone zone) {
  SchoolCalendar calendar(zone);
  const auto opens = ParseTimeOfDay(hours.opens());
  const auto closes = ParseTimeOfDay(hours.closes());
  if (!opens || !closes || *opens >= *closes)
    return Malformed("hours are two times of day, like 07:30 and 16:00, the earlier first");
  calendar.opens_ = *opens;
  calendar.closes_ = *closes;
  for (const auto& days : hours.closed()) {
    const auto from = ParseIsoDate(days.from());
    const auto to = ParseIsoDate(days.to());
    if (!from || !to || *to < *from) return Malformed("closed days are two dates, the earlier first");
    calendar.closed_.emplace_back(sys_days{*from}, sys_days{*to});
  }
  return calendar;
}

bool SchoolCalendar::IsSchoolDay(Day day) const {
  const sys_days date{day};
  const std::chrono::weekday weekday{date};
  if (weekday == std::chrono::Saturday || weekday == std::chrono::Sunday) return false;
  return std::none_of(closed_.begin(), closed_.end(),
                      [&](const auto& days) { return days.first <= date && date <= days.second; });
}

bool SchoolCalendar::IsOpen(TimePoint at) const {
  const Day today = zone_.DateOf(at);
  return IsSchoolDay(today) && at >= zone_.At(today, opens_) && at < zone_.At(today, closes_);
}

TimePoint SchoolCalendar::NextMorning(TimePoint after) const {
  const sys_days today{zone_.DateOf(after)};
  for (int days = 0; days <= kClosedDaysMax; ++days) {
    const Day day{today + std::chrono::days{days}};
    if (!IsSchoolDay(day)) continue;
    for (const auto time : {kMorning, std::max(kMorning, opens_)}) {
      if (const auto morning = zone_.At(day, time); morning > after) return morning;
    }
  }
  return after + kOtherRungAfter;
}

SchoolCalendar::Day SchoolCalendar::SchoolDayFrom(TimePoint at, int later) const {
  sys_days day{zone_.DateOf(at)};
  if (at >= zone_.At(Day{day}, closes_)) day += std::chrono::days{1};
  for (int days = 0; days <= kClosedDaysMax; ++days, day += std::chrono::days{1})
    if (IsSchoolDay(Day{day}) && later-- == 0) break;
  return Day{day};
}

TimePoint SchoolCalendar::OpenFrom(TimePoint at) const {
  return std::max(at, zone_.At(SchoolDayFrom(at, 0), opens_));
}

TimePoint SchoolCalendar::CloseOfDay(TimePoint at, int school_days_later) const {
  return zone_.At(SchoolDayFrom(at, school_days_later), closes_);
}

Result<District> District::Of(v1::DistrictSettings settings, const TimeZone& zone) {
  if (const auto missing = MissingIn(settings); !missing.empty()) return Malformed(missing);
  auto calendar = SchoolCalendar::Of(settings.hours(), zone);
  if (!calendar) return tl::unexpected<Error>(calendar.error());
  District district(std::move(*calendar));
  for (const auto& school : settings.schools()) {
    if (!school.has_hours()) continue;
    // A school with hours of its own keeps the district's closed days.
    v1::SchoolHours hours = school.hours();
    hours.mutable_closed()->MergeFrom(settings.hours().closed());
    auto own = SchoolCalendar::Of(hours, zone);
    if (!own) return tl::unexpected<Error>(own.error());
    district.calendars_.emplace(school.school(), std::move(*own));
  }
  district.settings_ = std::move(settings);
  return district;
}

const SchoolCalendar& District::CalendarOf(const std::string& school) const {
  const auto own = calendars_.find(school);
  return own == calendars_.end() ? calendar_ : own->second;
}

const v1::SchoolSettings* District::Find(const std::string& school) const {
  const auto& schools = settings_.schools();
  const auto found = std::find_if(schools.begin(), schools.end(),
                                  [&](const auto& known) { return known.school() == school; });
  return found == schools.end() ? nullptr : &*found;
}

TimePoint NextRungAt(bool life_safety, TimePoint asked_at, const SchoolCalendar& calendar) {
  if (life_safety) return asked_at + kLifeSafetyRungAfter;
  return calendar.IsOpen(asked_at) ? asked_at + kOtherRungAfter : calendar.NextMorning(asked_at);
}

std::array<TimePoint, kRungsAfterDuty> LadderOf(bool life_safety, TimePoint received_at,
                                                const SchoolCalendar& calendar) {
  std::array<TimePoint, kRungsAfterDuty> ladder{};
  for (auto& rung : ladder) {
    rung = NextRungAt(life_safety, received_at, calendar);
    received_at = rung;
  }
  return ladder;
}

v1::RouteAdvice AdviceOf(const Request& request, const District& district, TimePoint now) {
  v1::RouteAdvice advice;
  const auto& text = TextIn(district, request.language());
  advice.set_language(text.language());
  advice.set_in_school_hours(district.CalendarOf(request.school()).IsOpen(now));
  if (IsEmergency(request)) {
    AddContacts(kEmergencyOrder, district, request.school(), advice);
    advice.set_text(text.call_emergency());
  } else if (advice.in_school_hours()) {
    AddContacts(kInHoursOrder, district, request.school(), advice);
    advice.set_text(text.call_school());
  } else {
    AddContacts(kOffHoursOrder, district, request.school(), advice);
    advice.set_text(text.call_police());
  }
  return advice;
}

}  // namespace watchbell::threat_intake
