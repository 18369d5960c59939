#include "services/notification/domain/messages/address_check.hpp"

#include "common/id/id.hpp"

namespace watchbell::notification {
namespace {

using v1::ContactTest;
using v1::ContactTestEvent;

// A calendar month later, at the same time of day.
TimePoint NextMonth(TimePoint at) {
  const auto day = std::chrono::floor<std::chrono::days>(at);
  const std::chrono::year_month_day date{day};
  return TimePoint{std::chrono::sys_days{date + std::chrono::months{1}}} + (at - day);
}

ContactTestEvent Started(const ContactTest& test, const std::string& school, const Context& context) {
  ContactTestEvent event;
  auto& started = *event.mutable_started();
  started.set_school(school);
  started.set_run_id(id::Derive("contact-test", context.request_id));
  if (!test.has_next_at()) return event;
  auto next = FromProto(test.next_at());
  while (next <= context.now) next = NextMonth(next);
  *started.mutable_next_at() = ToProto(next);
  return event;
}

}  // namespace

std::string ContactTestIdOf(const std::string& school) { return id::Derive("contact-tests", school); }

void ContactTests::Evolve(ContactTest& test, const ContactTestEvent& event) {
  switch (event.fact_case()) {
    case ContactTestEvent::kPlanned:
      test.set_id(ContactTestIdOf(event.planned().school()));
      test.set_school(event.planned().school());
      test.set_day_of_month(event.planned().day_of_month());
      test.clear_next_at();
      if (event.planned().has_next_at()) *test.mutable_next_at() = event.planned().next_at();
      return;
    case ContactTestEvent::kStarted:
      test.set_id(ContactTestIdOf(event.started().school()));
      test.set_school(event.started().school());
      *test.mutable_last_at() = event.meta().at();
      test.set_last_run_id(event.started().run_id());
      test.set_runs(test.runs() + 1);
      if (event.started().has_next_at()) *test.mutable_next_at() = event.started().next_at();
      return;
    case ContactTestEvent::FACT_NOT_SET: return;
  }
}

Deadlines ContactTests::DeadlinesOf(const ContactTest& test) {
  if (!test.has_next_at()) return {};
  return {{"start", FromProto(test.next_at())}};
}

TimePoint FirstRun(int day_of_month, TimePoint now, const TimeZone& zone) {
  auto date = zone.DateOf(now);
  for (int months = 0;; ++months) {
    const auto month = date.year() / date.month() + std::chrono::months{months};
    const auto at = zone.At(month / std::chrono::day{static_cast<unsigned>(day_of_month)}, kTestTimeOfDay);
    if (at > now) return at;
  }
}

Decision<ContactTestEvent> Plan(const ContactTest& test, const v1::PlanContactTestsRequest& request,
                                const TimeZone& zone, const Context& context) {
  if (request.day_of_month() < 0 || request.day_of_month() > kTestDayMax) {
    return Refuse(Code::kInvalidArgument, "DAY_MALFORMED", "Choose a day from 1 to 28, or 0 for none.",
                  "day_of_month");
  }
  if (!test.id().empty() && test.day_of_month() == request.day_of_month()) return AlreadySo{};
  ContactTestEvent event;
  auto& planned = *event.mutable_planned();
  planned.set_school(request.school());
  planned.set_day_of_month(request.day_of_month());
  if (request.day_of_month() > 0)
    *planned.mutable_next_at() = ToProto(FirstRun(request.day_of_month(), context.now, zone));
  return event;
}

Decision<ContactTestEvent> Start(const ContactTest& test, const v1::StartContactTestRequest& request,
                                 const Context& context) {
  if (test.has_last_at() && context.now - FromProto(test.last_at()) < kBetweenTests) {
    return Refuse(Code::kFailedPrecondition, "TESTED_TODAY",
                  "Everybody was written to within the last day: wait until tomorrow.", "school");
  }
  return Started(test, request.school(), context);
}

Decision<ContactTestEvent> ContactTests::Tick(const ContactTest& test, const std::string& what,
                                              const Context& context) {
  if (what != "start" || !test.has_next_at() || context.now < FromProto(test.next_at())) return AlreadySo{};
  return Started(test, test.school(), context);
}

}  // namespace watchbell::notification
