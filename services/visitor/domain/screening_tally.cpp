#include "services/visitor/domain/screening_tally.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "common/id/id.hpp"
#include "common/report/suppress.hpp"
#include "common/time/local.hpp"

namespace watchbell::visitor {
namespace {

using v1::KindTally;
using v1::ScreeningCounted;
using v1::ScreeningTally;
using v1::ScreeningTallyEvent;
using v1::VisitEvent;

// Once for each kind of list that the visit matched.
void ForEachKind(const v1::Visit& visit, ScreeningCounted& counted, void (KindTally::*set)(std::int64_t)) {
  std::set<v1::WatchlistEntry::Kind> kinds;
  for (const auto& match : visit.matches()) kinds.insert(match.kind());
  for (const auto kind : kinds) {
    auto& one = *counted.add_kinds();
    one.set_kind(kind);
    (one.*set)(1);
  }
}

void Add(const KindTally& more, KindTally& sum) {
  sum.set_held(sum.held() + more.held());
  sum.set_confirmed(sum.confirmed() + more.confirmed());
  sum.set_not_a_match(sum.not_a_match() + more.not_a_match());
  sum.set_unsure(sum.unsure() + more.unsure());
}

template <class More>
void Add(const More& more, ScreeningTally& sum) {
  for (const auto& one : more.kinds()) {
    auto& kinds = *sum.mutable_kinds();
    auto found = std::ranges::find(kinds, one.kind(), &KindTally::kind);
    if (found == kinds.end()) {
      sum.add_kinds()->set_kind(one.kind());
      found = std::prev(kinds.end());
    }
    Add(one, *found);
  }
  sum.set_clear(sum.clear() + more.clear());
  sum.set_silenced(sum.silenced() + more.silenced());
}

}  // namespace

void ScreeningTallies::Evolve(ScreeningTally& tally, const ScreeningTallyEvent& event) {
  switch (event.fact_case()) {
    case ScreeningTallyEvent::kCounted:
      tally.set_id(event.counted().tally_id());
      tally.set_school(event.counted().school());
      tally.set_month(event.counted().month());
      Add(event.counted(), tally);
      return;
    case ScreeningTallyEvent::FACT_NOT_SET: return;
  }
}

Indexes ScreeningTallies::IndexesOf(const ScreeningTally& tally) {
  return {{"screening-tallies:" + tally.month(), 0}};
}

std::string TallyIdOf(std::string_view school, std::string_view month) {
  return id::Derive("screening-tally", std::string{school} + ":" + std::string{month});
}

std::optional<ScreeningCounted> CountedBy(const VisitEvent& event) {
  const auto& visit = event.visit();
  ScreeningCounted counted;
  switch (event.fact_case()) {
    case VisitEvent::kHeld:
      ForEachKind(visit, counted, &KindTally::set_held);
      counted.set_silenced(visit.silenced_matches());
      break;
    case VisitEvent::kAdmitted:
      if (visit.matches().empty()) {
        counted.set_clear(1);
        counted.set_silenced(visit.silenced_matches());
      } else {
        ForEachKind(visit, counted, &KindTally::set_not_a_match);
      }
      break;
    case VisitEvent::kDenied: ForEachKind(visit, counted, &KindTally::set_confirmed); break;
    case VisitEvent::kUnsure:
      if (visit.unsure_by_size() != 1) return std::nullopt;
      ForEachKind(visit, counted, &KindTally::set_unsure);
      break;
    default: return std::nullopt;
  }
  return counted;
}

Decision<ScreeningTallyEvent> Count(const ScreeningCounted& counted, const std::string& school,
                                    const std::string& month, const Context& context) {
  ScreeningTallyEvent event;
  auto& fact = *event.mutable_counted();
  fact = counted;
  fact.set_tally_id(context.id);
  fact.set_school(school);
  fact.set_month(month);
  return event;
}

std::vector<std::string> MonthsBetween(std::string_view from, std::string_view to) {
  const auto first = ParseIsoDate(std::string{from} + "-01"), last = ParseIsoDate(std::string{to} + "-01");
  std::vector<std::string> months;
  if (!first || !last) return months;
  for (auto month = *first; month <= *last; month += std::chrono::months{1}) {
    if (static_cast<int>(months.size()) == kReportMonthsMax) return {};
    months.push_back(IsoDate(month).substr(0, 7));
  }
  return months;
}

v1::GetScreeningReportResponse ReportOf(std::span<const ScreeningTally> tallies) {
  ScreeningTally sum;
  for (const auto& tally : tallies) Add(tally, sum);
  std::ranges::sort(*sum.mutable_kinds(), {}, &KindTally::kind);
  v1::GetScreeningReportResponse report;
  for (const auto& kind : sum.kinds()) {
    // Held is the decided ones and a few that wait: shown only where their sum may be.
    const auto decided = kind.confirmed() + kind.not_a_match();
    const auto hidden =
        report::Suppress({decided, kind.confirmed(), kind.not_a_match(), kind.unsure(), kind.held()},
                         {{.total = 0, .parts = {1, 2}}});
    auto& row = *report.add_rows();
    row.set_kind(kind.kind());
    if (!hidden[0] && !hidden[4]) row.set_held(kind.held());
    if (!hidden[1]) row.set_confirmed(kind.confirmed());
    if (!hidden[2]) row.set_not_a_match(kind.not_a_match());
    if (!hidden[3]) row.set_unsure(kind.unsure());
    if (!hidden[1] && !hidden[2])
      row.set_false_alarm_rate(static_cast<double>(kind.not_a_match()) / static_cast<double>(decided));
  }
  const auto hidden = report::Suppress({sum.clear(), sum.silenced()}, {});
  if (!hidden[0]) report.set_clear(sum.clear());
  if (!hidden[1]) report.set_silenced(sum.silenced());
  return report;
}

}  // namespace watchbell::visitor
