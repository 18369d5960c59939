#include "services/threat-intake/domain/triage/routing.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace watchbell::threat_intake {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using ::testing::ElementsAre;
using Request = v1::AdviseRouteRequest;
using Contact = v1::RouteContact;

TimeZone Zone() { return *TimeZone::Find("America/New_York"); }
// "2026-11-23", "07:30": there.
TimePoint At(const char* date, const char* time) {
  return Zone().At(*ParseIsoDate(date), *ParseTimeOfDay(time));
}

v1::DistrictSettings Settings() {
  v1::DistrictSettings settings;
  settings.set_emergency_number("911");
  settings.set_police_number("police");
  settings.mutable_hours()->set_opens("07:30");
  settings.mutable_hours()->set_closes("16:00");
  auto& holiday = *settings.mutable_hours()->add_closed();
  holiday.set_from("2026-11-25");
  holiday.set_to("2026-11-27");
  auto& school = *settings.add_schools();
  school.set_school("lincoln-es");
  school.set_administration_number("office");
  school.set_officer_number("officer");
  auto& late = *settings.add_schools();
  late.set_school("late-hs");
  late.mutable_hours()->set_opens("08:45");
  late.mutable_hours()->set_closes("15:00");
  for (const char* language : {"en", "es"}) {
    auto& text = *settings.add_texts();
    text.set_language(language);
    text.set_call_emergency(std::string("emergency ") + language);
    text.set_call_police(std::string("police ") + language);
    text.set_call_school(std::string("school ") + language);
  }
  return settings;
}
District Demo() { return *District::Of(Settings(), Zone()); }

v1::RouteAdvice Advice(Request::When when, Request::Danger danger, TimePoint now,
                       const std::string& school = "lincoln-es", const std::string& language = "en") {
  Request request;
  request.set_school(school);
  request.set_when(when);
  request.set_danger(danger);
  request.set_language(language);
  return AdviceOf(request, Demo(), now);
}
std::vector<Contact::Line> Lines(const v1::RouteAdvice& advice) {
  std::vector<Contact::Line> lines;
  for (const auto& contact : advice.contacts()) lines.push_back(contact.line());
  return lines;
}

const TimePoint kMondayNoon = At("2026-11-23", "12:00");
const TimePoint kMondayEvening = At("2026-11-23", "21:00");

TEST(Routing, OnlyWhatIsOverAndWithoutDangerIsNoEmergency) {
  for (const auto when : {Request::WHEN_UNSPECIFIED, Request::WHEN_ACTIVE, Request::WHEN_IMMEDIATE,
                          Request::WHEN_PAST, Request::WHEN_UNKNOWN}) {
    for (const auto danger :
         {Request::DANGER_UNSPECIFIED, Request::DANGER_YES, Request::DANGER_NO, Request::DANGER_UNKNOWN}) {
      const bool past = when == Request::WHEN_PAST && danger == Request::DANGER_NO;
      for (const auto now : {kMondayNoon, kMondayEvening}) {
        const auto advice = Advice(when, danger, now);
        EXPECT_EQ(advice.contacts(0).line() == Contact::LINE_EMERGENCY, !past) << when << " " << danger;
        EXPECT_EQ(advice.text() == "emergency en", !past);
      }
    }
  }
}

TEST(Routing, OffHoursThePoliceNumberComesFirstAndInHoursTheSchools) {
  const auto evening = Advice(Request::WHEN_PAST, Request::DANGER_NO, kMondayEvening);
  EXPECT_THAT(Lines(evening),
              ElementsAre(Contact::LINE_POLICE, Contact::LINE_ADMINISTRATION, Contact::LINE_EMERGENCY));
  EXPECT_EQ(evening.contacts(0).number(), "police");
  EXPECT_FALSE(evening.in_school_hours());
  const auto noon = Advice(Request::WHEN_PAST, Request::DANGER_NO, kMondayNoon);
  EXPECT_THAT(Lines(noon), ElementsAre(Contact::LINE_ADMINISTRATION, Contact::LINE_OFFICER,
                                       Contact::LINE_POLICE, Contact::LINE_EMERGENCY));
  EXPECT_TRUE(noon.in_school_hours());
}

TEST(Routing, ASchoolWithoutNumbersSendsItsCallersToThePolice) {
  const auto advice = Advice(Request::WHEN_PAST, Request::DANGER_NO, kMondayNoon, "unknown-es");
  EXPECT_THAT(Lines(advice), ElementsAre(Contact::LINE_POLICE, Contact::LINE_EMERGENCY));
}

TEST(Routing, SpeaksTheVisitorsLanguageOrTheDistrictsFirst) {
  EXPECT_EQ(Advice(Request::WHEN_ACTIVE, Request::DANGER_YES, kMondayNoon, "", "es-MX").text(),
            "emergency es");
  EXPECT_EQ(Advice(Request::WHEN_ACTIVE, Request::DANGER_YES, kMondayNoon, "", "so").language(), "en");
  EXPECT_EQ(Advice(Request::WHEN_ACTIVE, Request::DANGER_YES, kMondayNoon, "", "").language(), "en");
}

TEST(Calendar, WeekendsClosedDaysAndEveningsAreOffHours) {
  const auto district = Demo();
  const auto& calendar = district.CalendarOf("lincoln-es");
  EXPECT_TRUE(calendar.IsOpen(At("2026-11-23", "07:30")));
  EXPECT_FALSE(calendar.IsOpen(At("2026-11-23", "07:29")));
  EXPECT_FALSE(calendar.IsOpen(At("2026-11-23", "16:00")));
  EXPECT_FALSE(calendar.IsOpen(At("2026-11-22", "12:00")));
  EXPECT_FALSE(calendar.IsOpen(At("2026-11-25", "12:00")));
}

TEST(Calendar, TheNextMorningSkipsWhatIsClosed) {
  const auto district = Demo();
  const auto& calendar = district.CalendarOf("lincoln-es");
  EXPECT_EQ(calendar.NextMorning(At("2026-11-23", "07:00")), At("2026-11-23", "08:00"));
  EXPECT_EQ(calendar.NextMorning(At("2026-11-23", "08:00")), At("2026-11-24", "08:00"));
  EXPECT_EQ(calendar.NextMorning(At("2026-11-24", "17:00")), At("2026-11-30", "08:00"));
}

TEST(Calendar, ASchoolThatOpensLaterIsAskedWhenItOpensAndKeepsTheDistrictsClosedDays) {
  const auto district = Demo();
  const auto& calendar = district.CalendarOf("late-hs");
  EXPECT_EQ(calendar.NextMorning(At("2026-11-23", "08:15")), At("2026-11-23", "08:45"));
  EXPECT_FALSE(calendar.IsOpen(At("2026-11-26", "12:00")));
}

TEST(Calendar, AMorningIsEightOClockAlsoWhenTheClocksChange) {
  const auto district = Demo();
  const auto& calendar = district.CalendarOf("lincoln-es");
  // On 2026-11-01 clocks are put back, on 2027-03-14 forward.
  const auto autumn = calendar.NextMorning(At("2026-10-30", "20:00"));
  EXPECT_EQ(autumn - At("2026-10-30", "20:00"), hours{61});
  EXPECT_EQ(autumn, At("2026-11-02", "08:00"));
  const auto spring = calendar.NextMorning(At("2027-03-12", "20:00"));
  EXPECT_EQ(spring - At("2027-03-12", "20:00"), hours{59});
}

TEST(Calendar, AFaultyFileIsRefusedAndSaysWhy) {
  const auto why = [](const std::function<void(v1::DistrictSettings&)>& spoil) {
    auto settings = Settings();
    spoil(settings);
    return District::Of(settings, Zone()).error().remedy;
  };
  EXPECT_THAT(why([](auto& settings) { settings.clear_police_number(); }),
              ::testing::HasSubstr("policeNumber"));
  EXPECT_THAT(why([](auto& settings) { settings.mutable_hours()->set_closes("06:00"); }),
              ::testing::HasSubstr("hours"));
  EXPECT_THAT(why([](auto& settings) { settings.mutable_hours()->add_closed()->set_from("2026-13-01"); }),
              ::testing::HasSubstr("closed days"));
  EXPECT_THAT(why([](auto& settings) { settings.mutable_texts(1)->clear_call_school(); }),
              ::testing::HasSubstr("\"es\""));
  EXPECT_THAT(why([](auto& settings) { settings.mutable_schools(0)->set_latitude(91); }),
              ::testing::HasSubstr("lincoln-es"));
}

TEST(Ladder, ADangerToLifeAsksTheNextPersonEveryFiveMinutesAtAnyTime) {
  const auto district = Demo();
  const auto& calendar = district.CalendarOf("lincoln-es");
  for (const auto at : {kMondayNoon, kMondayEvening, At("2026-11-26", "03:00")}) {
    EXPECT_THAT(LadderOf(true, at, calendar),
                ElementsAre(at + minutes{5}, at + minutes{10}, at + minutes{15}));
  }
}

TEST(Ladder, AnythingElseTakesThirtyMinutesInHoursAndTheNextSchoolMorningOtherwise) {
  const auto district = Demo();
  const auto& calendar = district.CalendarOf("lincoln-es");
  EXPECT_THAT(LadderOf(false, kMondayNoon, calendar),
              ElementsAre(kMondayNoon + minutes{30}, kMondayNoon + minutes{60}, kMondayNoon + minutes{90}));
  EXPECT_THAT(LadderOf(false, At("2026-11-24", "15:50"), calendar),
              ElementsAre(At("2026-11-24", "16:20"), At("2026-11-30", "08:00"), At("2026-11-30", "08:30")));
}

TEST(SchoolCalendar, WhatComesAfterTheLastBellBelongsToTheNextSchoolDay) {
  const auto district = Demo();
  const auto& calendar = district.CalendarOf("lincoln-es");
  EXPECT_EQ(calendar.OpenFrom(kMondayNoon), kMondayNoon);
  EXPECT_EQ(calendar.OpenFrom(kMondayEvening), At("2026-11-24", "07:30"));
  EXPECT_EQ(calendar.CloseOfDay(kMondayNoon), At("2026-11-23", "16:00"));
  EXPECT_EQ(calendar.CloseOfDay(kMondayEvening), At("2026-11-24", "16:00"));
  EXPECT_EQ(calendar.CloseOfDay(kMondayNoon, 2), At("2026-11-30", "16:00")) << "the holidays are none";
}

TEST(Ladder, ACalendarWithoutSchoolDaysMakesNobodyWaitForOne) {
  auto settings = Settings();
  auto& always = *settings.mutable_hours()->add_closed();
  always.set_from("2026-01-01");
  always.set_to("2029-01-01");
  const auto district = *District::Of(settings, Zone());
  EXPECT_EQ(NextRungAt(false, kMondayNoon, district.CalendarOf("lincoln-es")), kMondayNoon + minutes{30});
}

}  // namespace
}  // namespace watchbell::threat_intake
