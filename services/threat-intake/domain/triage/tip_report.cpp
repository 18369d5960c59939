#include "services/threat-intake/domain/triage/tip_report.hpp"

#include <algorithm>
#include <array>

#include "common/report/suppress.hpp"

namespace watchbell::threat_intake {
namespace {

using v1::Tip;
using v1::TipFigure;
using v1::TipReportRow;

// The names of the figures also stand in tallies, so they stay as they are.
constexpr char kTips[] = "tips";
constexpr char kNotKept[] = "not_kept";
constexpr char kOpen[] = "open";
constexpr char kResponse[] = "response_";  // with the bound behind it

// Minutes, whole quarters of an hour (A14): the classes of response times. The last takes all that is longer.
constexpr std::array<std::int64_t, 9> kResponseBounds{15, 30, 60, 120, 240, 480, 1440, 2880, 4320};
constexpr int kMedianPercent = 50;
constexpr int kP90Percent = 90;
constexpr std::size_t kMonthLength = 7;  // YYYY-MM
constexpr int kSchoolYearBegins = 7;     // July

// "CATEGORY_SELF_HARM" as "self_harm".
std::string Word(const std::string& name, std::string_view prefix) {
  std::string word = name.substr(std::min(prefix.size(), name.size()));
  std::transform(word.begin(), word.end(), word.begin(),
                 [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
  return word;
}
std::vector<std::string> Words(const google::protobuf::EnumDescriptor& values, std::string_view prefix) {
  std::vector<std::string> words;
  for (int i = 0; i < values.value_count(); ++i) words.push_back(Word(values.value(i)->name(), prefix));
  return words;
}

// A way to part all tips.
struct Group {
  std::string prefix;
  std::vector<std::string> names;
  TipFigure* (TipReportRow::*add)();
  const google::protobuf::RepeatedPtrField<TipFigure>& (TipReportRow::*shown)() const;
};
const std::vector<Group>& Groups() {
  static const auto groups = [] {
    auto categories = Words(*Tip::Category_descriptor(), "CATEGORY_");
    categories.emplace_back(kNotKept);
    auto outcomes = Words(*v1::Disposition_descriptor(), "DISPOSITION_");
    outcomes.front() = kOpen;  // unspecified
    outcomes.emplace_back(kNotKept);
    return std::vector<Group>{
        {"level_", {"life_safety", "other"}, &TipReportRow::add_levels, &TipReportRow::levels},
        {"category_", categories, &TipReportRow::add_categories, &TipReportRow::categories},
        {"outcome_", outcomes, &TipReportRow::add_outcomes, &TipReportRow::outcomes},
        {"answer_", {"answered", "waiting"}, &TipReportRow::add_answers, &TipReportRow::answers},
    };
  }();
  return groups;
}

// All cells of a row by place: the tips, then the groups one after the other, each adding up to the tips.
struct Cells {
  std::vector<std::string> names{kTips};
  std::vector<report::Sum> sums;
  std::size_t answered = 0;
};
const Cells& AllCells() {
  static const auto cells = [] {
    Cells all;
    for (const auto& group : Groups()) {
      report::Sum sum{0, {}};
      for (const auto& name : group.names) {
        if (name == "answered") all.answered = all.names.size();
        sum.parts.push_back(all.names.size());
        all.names.push_back(group.prefix + name);
      }
      all.sums.push_back(std::move(sum));
    }
    return all;
  }();
  return cells;
}

std::int64_t Of(const TipNumbers& numbers, const std::string& name) {
  const auto found = numbers.find(name);
  return found == numbers.end() ? 0 : found->second;
}

std::int64_t BoundOf(std::chrono::microseconds took) {
  const auto minutes = std::chrono::ceil<std::chrono::minutes>(took).count();
  const auto* bound = std::find_if(kResponseBounds.begin(), kResponseBounds.end(),
                                   [&](std::int64_t one) { return minutes <= one; });
  return bound == kResponseBounds.end() ? kResponseBounds.back() : *bound;
}

TipFigure FigureOf(const std::string& name, std::int64_t number, bool hidden) {
  TipFigure figure;
  figure.set_name(name);
  figure.set_hidden(hidden);
  if (!hidden) figure.set_number(number);
  return figure;
}

// The class in which the percentile falls.
TipFigure Percentile(const TipNumbers& numbers, int percent, bool hidden) {
  std::int64_t measured = 0, passed = 0, found = 0;
  for (const auto bound : kResponseBounds) measured += Of(numbers, kResponse + std::to_string(bound));
  for (const auto bound : kResponseBounds) {
    passed += Of(numbers, kResponse + std::to_string(bound));
    found = bound;
    if (passed * 100 >= measured * percent) break;
  }
  return FigureOf("p" + std::to_string(percent), found, hidden || measured < report::kShownMin);
}

// `hidden`: by place, also after what this row hides of its own.
TipReportRow RowOf(const TipNumbers& numbers, std::vector<bool>& hidden) {
  const auto& cells = AllCells();
  std::vector<std::int64_t> values;
  for (const auto& name : cells.names) values.push_back(Of(numbers, name));
  hidden = report::Suppress(values, cells.sums, std::move(hidden));
  TipReportRow row;
  *row.mutable_tips() = FigureOf(kTips, values[0], hidden[0]);
  std::size_t at = 1;
  for (const auto& group : Groups()) {
    for (const auto& name : group.names) {
      *(row.*group.add)() = FigureOf(name, values[at], hidden[at]);
      ++at;
    }
  }
  *row.mutable_answer_median_min() = Percentile(numbers, kMedianPercent, hidden[cells.answered]);
  *row.mutable_answer_p90_min() = Percentile(numbers, kP90Percent, hidden[cells.answered]);
  return row;
}

std::optional<int> MonthNumber(const std::string& text) {
  constexpr int kMonths = 12;
  if (text.size() != kMonthLength || text[4] != '-' ||
      !std::all_of(text.begin(), text.end(), [](char c) { return c == '-' || (c >= '0' && c <= '9'); }) ||
      std::count(text.begin(), text.end(), '-') != 1)
    return std::nullopt;
  const int month = std::stoi(text.substr(5));
  if (month < 1 || month > kMonths) return std::nullopt;
  return std::stoi(text.substr(0, 4)) * kMonths + month - 1;
}

std::string SchoolYearOf(const std::string& month) {
  const int year = std::stoi(month.substr(0, 4)) - (std::stoi(month.substr(5)) < kSchoolYearBegins ? 1 : 0);
  return std::to_string(year) + "-" + std::to_string(year + 1);
}

std::string Text(const TipFigure& figure) {
  return figure.hidden() ? std::string{"hidden"} : std::to_string(figure.number());
}

}  // namespace

TipNumbers NumbersOf(const Tip& tip, bool erased) {
  TipNumbers numbers{{kTips, 1}};
  numbers[tip.life_safety() ? "level_life_safety" : "level_other"] = 1;
  numbers["category_" + (erased ? kNotKept : Word(Tip::Category_Name(tip.category()), "CATEGORY_"))] = 1;
  const auto disposition = tip.verdict().disposition();
  numbers["outcome_" + (erased ? std::string{kNotKept}
                        : disposition == v1::DISPOSITION_UNSPECIFIED
                            ? std::string{kOpen}
                            : Word(v1::Disposition_Name(disposition), "DISPOSITION_"))] = 1;
  numbers[tip.has_acknowledged_at() ? "answer_answered" : "answer_waiting"] = 1;
  if (tip.has_acknowledged_at()) {
    const auto bound = BoundOf(FromProto(tip.acknowledged_at()) - FromProto(tip.received_at()));
    numbers[kResponse + std::to_string(bound)] = 1;
  }
  return numbers;
}

retention::Counts CountsOfTip(const std::vector<v1::TipEvent>& history,
                              const std::function<std::string(TimePoint)>& month_of) {
  if (history.empty()) return {month_of(TimePoint{}), {}};
  const auto& tip = history.back().tip();
  const auto numbers = NumbersOf(tip, true);
  return {month_of(FromProto(tip.received_at())), {numbers.begin(), numbers.end()}};
}

Status CheckTipMonths(const std::string& from_month, const std::string& to_month) {
  const auto from = MonthNumber(from_month);
  const auto to = MonthNumber(to_month);
  if (!from)
    return Fail(Code::kInvalidArgument, "MONTH_MALFORMED", "Give the month as YYYY-MM.", "from_month");
  if (!to) return Fail(Code::kInvalidArgument, "MONTH_MALFORMED", "Give the month as YYYY-MM.", "to_month");
  if (*to < *from || *to - *from >= kTipReportMonthsMax)
    return Fail(Code::kInvalidArgument, "MONTHS_OUT_OF_RANGE",
                "Give at most 120 months, the first one first.", "to_month");
  return {};
}

v1::TipReport ReportOf(const TipsCounted& counted) {
  v1::TipReport report;
  TipNumbers total;
  std::vector<bool> hidden_anywhere(AllCells().names.size(), false);
  for (const auto& [place, numbers] : counted) {
    if (numbers.empty()) continue;
    std::vector<bool> hidden;
    auto& row = *report.add_rows();
    row = RowOf(numbers, hidden);
    row.set_school(place.first);
    row.set_month(place.second);
    for (const auto& [name, number] : numbers) total[name] += number;
    // Rows that are asked for alone, or together with others, must not give away by their sums what each
    // hides.
    for (std::size_t i = 0; i < hidden.size(); ++i) hidden_anywhere[i] = hidden_anywhere[i] || hidden[i];
  }
  *report.mutable_total() = RowOf(total, hidden_anywhere);
  return report;
}

std::vector<std::vector<std::string>> SheetOf(const v1::TipReport& report) {
  std::vector<std::vector<std::string>> rows{{"school", "month"}};
  rows[0].insert(rows[0].end(), AllCells().names.begin(), AllCells().names.end());
  rows[0].insert(rows[0].end(), {"answer_median_min", "answer_p90_min"});
  const auto add = [&](const TipReportRow& row, std::string school, std::string month) {
    std::vector<std::string> fields{std::move(school), std::move(month), Text(row.tips())};
    for (const auto& group : Groups()) {
      for (const auto& figure : (row.*group.shown)()) fields.push_back(Text(figure));
    }
    fields.push_back(Text(row.answer_median_min()));
    fields.push_back(Text(row.answer_p90_min()));
    rows.push_back(std::move(fields));
  };
  for (const auto& row : report.rows()) add(row, row.school(), row.month());
  add(report.total(), "total", "");
  return rows;
}

TipsCounted SchoolYearsOf(const TipsCounted& counted, const std::string& this_month) {
  TipsCounted years;
  for (const auto& [place, numbers] : counted) {
    const auto year = SchoolYearOf(place.second);
    if (year >= SchoolYearOf(this_month)) continue;
    auto& sum = years[{"", year}];
    for (const auto& [name, number] : numbers) sum[name] += number;
  }
  return years;
}

std::string PublicPage(const v1::TipReport& years) {
  std::string page =
      "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Tips to our "
      "schools</title></head>"
      "<body><h1>Tips to our schools</h1><p>By school year, for the whole district. Numbers under 5, and "
      "what "
      "they could be computed from, are hidden. Nothing here is about a person.</p>";
  if (years.rows().empty()) return page + "<p>No full school year has been counted yet.</p></body></html>\n";
  page += "<table><thead><tr><th scope=\"col\">What</th>";
  for (const auto& row : years.rows()) page += "<th scope=\"col\">" + row.month() + "</th>";
  page += "</tr></thead><tbody>";
  const auto sheet = SheetOf(years);
  for (std::size_t column = 2; column < sheet[0].size(); ++column) {
    page += "<tr><th scope=\"row\">" + sheet[0][column] + "</th>";
    for (std::size_t row = 1; row + 1 < sheet.size(); ++row) page += "<td>" + sheet[row][column] + "</td>";
    page += "</tr>";
  }
  return page + "</tbody></table></body></html>\n";
}

}  // namespace watchbell::threat_intake
