#include "services/visitor/domain/report.hpp"

#include <algorithm>
#include <array>

#include "common/report/suppress.hpp"

namespace watchbell::visitor {
namespace {

using v1::VisitReport;
using v1::VisitReportRow;

// What is counted; also the names of the figures in a tally, so they stay as they are.
constexpr char kVisits[] = "visits";
constexpr char kNotHeld[] = "not_held";
constexpr char kHeld[] = "held";
constexpr char kMatches[] = "matches";
constexpr char kNotMatches[] = "not_matches";
constexpr char kUnsure[] = "unsure";
constexpr char kUndecided[] = "undecided";
constexpr char kResponse[] = "response_";  // with the bound behind it

// Seconds: the classes of response times. The last takes all that is longer, too.
constexpr std::array<std::int64_t, 11> kResponseBounds{5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600, 86400};
constexpr int kMedianPercent = 50;
constexpr int kP90Percent = 90;

struct Column {
  const char* name;
  v1::Figure* (VisitReportRow::*figure)();
  const v1::Figure& (VisitReportRow::*shown)() const;
};
constexpr std::array<Column, 7> kColumns{{
    {kVisits, &VisitReportRow::mutable_visits, &VisitReportRow::visits},
    {kNotHeld, &VisitReportRow::mutable_not_held, &VisitReportRow::not_held},
    {kHeld, &VisitReportRow::mutable_held, &VisitReportRow::held},
    {kMatches, &VisitReportRow::mutable_matches, &VisitReportRow::matches},
    {kNotMatches, &VisitReportRow::mutable_not_matches, &VisitReportRow::not_matches},
    {kUnsure, &VisitReportRow::mutable_unsure, &VisitReportRow::unsure},
    {kUndecided, &VisitReportRow::mutable_undecided, &VisitReportRow::undecided},
}};
// By place in kColumns: visits = not_held + held; held = matches + not_matches + unsure + undecided.
const std::vector<report::Sum> kSums = {{0, {1, 2}}, {2, {3, 4, 5, 6}}};
constexpr std::size_t kHeldColumn = 2;

std::int64_t Of(const Numbers& numbers, const std::string& name) {
  const auto found = numbers.find(name);
  return found == numbers.end() ? 0 : found->second;
}

std::string ResponseName(std::int64_t bound) { return kResponse + std::to_string(bound); }

std::int64_t BoundOf(std::chrono::microseconds took) {
  const auto seconds = std::chrono::ceil<std::chrono::seconds>(took).count();
  const auto* bound = std::find_if(kResponseBounds.begin(), kResponseBounds.end(),
                                   [&](std::int64_t one) { return seconds <= one; });
  return bound == kResponseBounds.end() ? kResponseBounds.back() : *bound;
}

// The class in which the percentile falls; hidden where few were measured, or none may be shown.
v1::Figure Percentile(const Numbers& numbers, int percent, bool hidden) {
  std::int64_t measured = 0;
  for (const auto bound : kResponseBounds) measured += Of(numbers, ResponseName(bound));
  v1::Figure figure;
  figure.set_hidden(hidden || measured < report::kShownMin);
  if (figure.hidden()) return figure;
  std::int64_t passed = 0;
  for (const auto bound : kResponseBounds) {
    passed += Of(numbers, ResponseName(bound));
    figure.set_number(bound);
    if (passed * 100 >= measured * percent) break;
  }
  return figure;
}

VisitReportRow RowOf(const Numbers& numbers, std::vector<bool> hidden) {
  std::vector<std::int64_t> values;
  for (const auto& column : kColumns) values.push_back(Of(numbers, column.name));
  hidden = report::Suppress(values, kSums, std::move(hidden));
  VisitReportRow row;
  for (std::size_t i = 0; i < kColumns.size(); ++i) {
    auto& figure = *(row.*kColumns[i].figure)();
    figure.set_hidden(hidden[i]);
    if (!hidden[i]) figure.set_number(values[i]);
  }
  *row.mutable_response_median_s() = Percentile(numbers, kMedianPercent, hidden[kHeldColumn]);
  *row.mutable_response_p90_s() = Percentile(numbers, kP90Percent, hidden[kHeldColumn]);
  return row;
}

// The number of the month, counted from year 0; nothing for what is no month.
std::optional<int> MonthNumber(const std::string& text) {
  constexpr int kMonths = 12;
  const auto digits = [&](std::size_t from, std::size_t count) {
    return std::all_of(text.begin() + static_cast<std::ptrdiff_t>(from),
                       text.begin() + static_cast<std::ptrdiff_t>(from + count),
                       [](char c) { return c >= '0' && c <= '9'; });
  };
  if (text.size() != 7 || text[4] != '-' || !digits(0, 4) || !digits(5, 2)) return std::nullopt;
  const int month = std::stoi(text.substr(5));
  if (month < 1 || month > kMonths) return std::nullopt;
  return std::stoi(text.substr(0, 4)) * kMonths + month - 1;
}

}  // namespace

void VisitStory::Follow(const v1::VisitEvent& event) {
  const auto at = FromProto(event.meta().at());
  if (event.visit().has_arrived_at()) arrived = FromProto(event.visit().arrived_at());
  const auto decide = [&](v1::MatchDecision answer) {
    if (!held || decided) return;
    decision = answer;
    if (answer != v1::MATCH_DECISION_UNSURE) decided = at;
  };
  switch (event.fact_case()) {
    case v1::VisitEvent::kHeld:
      if (!held) held = at;
      return;
    case v1::VisitEvent::kAdmitted: return decide(v1::MATCH_DECISION_NOT_A_MATCH);
    case v1::VisitEvent::kDenied: return decide(v1::MATCH_DECISION_MATCH);
    case v1::VisitEvent::kUnsure: return decide(v1::MATCH_DECISION_UNSURE);
    default: return;  // whatever else happens to a visit is not counted
  }
}

Numbers NumbersOf(const VisitStory& story) {
  if (!story.arrived) return {};
  Numbers numbers{{kVisits, 1}};
  if (!story.held) {
    numbers[kNotHeld] = 1;
    return numbers;
  }
  numbers[kHeld] = 1;
  switch (story.decision) {
    case v1::MATCH_DECISION_MATCH: numbers[kMatches] = 1; break;
    case v1::MATCH_DECISION_NOT_A_MATCH: numbers[kNotMatches] = 1; break;
    case v1::MATCH_DECISION_UNSURE: numbers[kUnsure] = 1; break;
    default: numbers[kUndecided] = 1; break;
  }
  if (story.decided) numbers[ResponseName(BoundOf(*story.decided - *story.held))] = 1;
  return numbers;
}

retention::Counts CountsOfVisit(const std::vector<v1::VisitEvent>& history,
                                const std::function<std::string(TimePoint)>& month_of) {
  VisitStory story;
  for (const auto& event : history) story.Follow(event);
  const auto numbers = NumbersOf(story);
  const auto when = story.arrived     ? *story.arrived
                    : history.empty() ? TimePoint{}
                                      : FromProto(history.front().meta().at());
  return {month_of(when), {numbers.begin(), numbers.end()}};
}

Status CheckMonths(const std::string& from_month, const std::string& to_month) {
  const auto from = MonthNumber(from_month);
  const auto to = MonthNumber(to_month);
  if (!from)
    return Fail(Code::kInvalidArgument, "MONTH_MALFORMED", "Give the month as YYYY-MM.", "from_month");
  if (!to) return Fail(Code::kInvalidArgument, "MONTH_MALFORMED", "Give the month as YYYY-MM.", "to_month");
  if (*to < *from || *to - *from >= kVisitReportMonthsMax)
    return Fail(Code::kInvalidArgument, "MONTHS_OUT_OF_RANGE",
                "Give at most 120 months, the first one first.", "to_month");
  return {};
}

VisitReport ReportOf(const Counted& counted) {
  VisitReport report;
  Numbers total;
  std::vector<bool> hidden(kColumns.size(), false);
  for (const auto& [place, numbers] : counted) {
    if (numbers.empty()) continue;
    auto& row = *report.add_rows();
    row = RowOf(numbers, {});
    row.set_school(place.first);
    row.set_month(place.second);
    for (const auto& [name, number] : numbers) total[name] += number;
    // Rows that are asked for alone, or together with others, must not give away by their sums what each
    // hides.
    for (std::size_t i = 0; i < kColumns.size(); ++i)
      hidden[i] = hidden[i] || (row.*kColumns[i].shown)().hidden();
  }
  *report.mutable_total() = RowOf(total, std::move(hidden));
  return report;
}

std::vector<std::vector<std::string>> SheetOf(const VisitReport& report) {
  std::vector<std::vector<std::string>> rows{{"school", "month"}};
  for (const auto& column : kColumns) rows[0].emplace_back(column.name);
  rows[0].insert(rows[0].end(), {"response_median_s", "response_p90_s"});
  const auto text = [](const v1::Figure& figure) {
    return figure.hidden() ? std::string{"hidden"} : std::to_string(figure.number());
  };
  const auto add = [&](const VisitReportRow& row, std::string school, std::string month) {
    std::vector<std::string> fields{std::move(school), std::move(month)};
    for (const auto& column : kColumns) fields.push_back(text((row.*column.shown)()));
    fields.push_back(text(row.response_median_s()));
    fields.push_back(text(row.response_p90_s()));
    rows.push_back(std::move(fields));
  };
  for (const auto& row : report.rows()) add(row, row.school(), row.month());
  add(report.total(), "total", "");
  return rows;
}

}  // namespace watchbell::visitor
