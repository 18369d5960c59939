#include "services/notification/domain/messages/delivery_figures.hpp"

#include <algorithm>

#include "common/report/suppress.hpp"

namespace watchbell::notification {
namespace {

using v1::Attempt;

bool Told(const Attempt& attempt) {
  return attempt.state() == Attempt::STATE_SENT || attempt.state() == Attempt::STATE_DELIVERED;
}

// When so many of `all` were reached: the moment of the one that made it so. Nothing: never.
std::optional<int> Reached(const std::vector<int>& sorted_ms, int all, int percent) {
  const auto wanted = static_cast<std::size_t>((static_cast<std::int64_t>(all) * percent + 99) / 100);
  if (wanted == 0 || wanted > sorted_ms.size()) return std::nullopt;
  return sorted_ms[wanted - 1];
}

int Middle(std::vector<int> numbers) {
  if (numbers.empty()) return 0;
  std::sort(numbers.begin(), numbers.end());
  return numbers[(numbers.size() - 1) / 2];
}

void Set(v1::DeliveryFigure& figure, std::int64_t number, bool hidden) {
  figure.set_hidden(hidden);
  if (!hidden) figure.set_number(number);
}

}  // namespace

void DeliveryFigures::Add(const v1::DeliveryBatch& batch, const SchoolsOf& schools_of) {
  for (const auto& delivery : batch.deliveries()) {
    // Of several attempts on a channel the first that arrived, or the last that did not.
    std::map<v1::Channel, const Attempt*> by_channel;
    for (const auto& attempt : delivery.attempts()) {
      auto& known = by_channel[attempt.channel()];
      if (known == nullptr || !Told(*known)) known = &attempt;
    }
    for (const auto& school : schools_of(delivery.person_id())) {
      for (const auto& [channel, attempt] : by_channel) {
        auto& row = rows_[{school, channel}];
        ++row.recipients;
        if (Told(*attempt)) {
          row.reached_ms.push_back(attempt->after_ms());
        } else {
          ++row.reasons[attempt->reason().empty() ? "UNDER_WAY" : attempt->reason()];
        }
      }
    }
  }
}

v1::DeliveryReport DeliveryFigures::Report() const {
  v1::DeliveryReport report;
  for (const auto& [place, counted] : rows_) {
    auto& row = *report.add_rows();
    row.set_school(place.first);
    row.set_channel(place.second);
    auto reached = counted.reached_ms;
    std::sort(reached.begin(), reached.end());
    // recipients = reached + not reached; not reached = its reasons. Where everybody was reached that is
    // said: it points at nobody.
    const auto missed = counted.recipients - static_cast<std::int64_t>(reached.size());
    std::vector<std::int64_t> numbers{counted.recipients, static_cast<std::int64_t>(reached.size()), missed};
    report::Sum reasons{2, {}};
    for (const auto& [reason, number] : counted.reasons) {
      reasons.parts.push_back(numbers.size());
      numbers.push_back(number);
    }
    std::vector<report::Sum> sums;
    if (missed > 0) sums = {{0, {1, 2}}, reasons};
    auto hidden = report::Suppress(numbers, sums);
    if (missed == 0) hidden[2] = false;
    Set(*row.mutable_recipients(), numbers[0], hidden[0]);
    Set(*row.mutable_reached(), numbers[1], hidden[1]);
    Set(*row.mutable_not_reached(), numbers[2], hidden[2]);
    std::size_t at = 3;
    for (const auto& [reason, number] : counted.reasons) {
      auto& line = *row.add_reasons();
      line.set_reason(reason);
      Set(*line.mutable_recipients(), number, hidden[at++]);
    }
    if (!reached.empty()) row.set_first_ms(reached.front());
    if (const auto half = Reached(reached, counted.recipients, 50)) row.set_half_ms(*half);
    if (const auto nearly = Reached(reached, counted.recipients, 99)) row.set_nearly_all_ms(*nearly);
  }
  return report;
}

std::vector<std::vector<std::string>> SheetOf(const v1::DeliveryReport& report) {
  std::vector<std::vector<std::string>> rows{{"school", "channel", "recipients", "reached", "not_reached",
                                              "first_minutes", "half_minutes", "nearly_all_minutes",
                                              "reasons"}};
  const auto number = [](const v1::DeliveryFigure& figure) {
    return figure.hidden() ? std::string{"hidden"} : std::to_string(figure.number());
  };
  const auto minutes = [](bool known, int ms) {
    if (!known) return std::string{};
    const int hundredths = ms / 600;
    const auto rest = std::to_string(hundredths % 100);
    return std::to_string(hundredths / 100) + "." + (rest.size() < 2 ? "0" + rest : rest);
  };
  for (const auto& row : report.rows()) {
    std::string reasons;
    for (const auto& reason : row.reasons())
      reasons += (reasons.empty() ? "" : "; ") + reason.reason() + " " + number(reason.recipients());
    rows.push_back({row.school(), v1::Channel_Name(row.channel()), number(row.recipients()),
                    number(row.reached()), number(row.not_reached()),
                    minutes(row.has_first_ms(), row.first_ms()), minutes(row.has_half_ms(), row.half_ms()),
                    minutes(row.has_nearly_all_ms(), row.nearly_all_ms()), reasons});
  }
  return rows;
}

void FatigueFigures::Add(const v1::Notice& notice) {
  auto& row = rows_[notice.level()];
  ++row.notices;
  if (notice.drill()) ++row.drills;
}

void FatigueFigures::Add(const v1::Notice& notice, const v1::DeliveryBatch& batch) {
  auto& row = rows_[notice.level()];
  for (const auto& delivery : batch.deliveries())
    if (!delivery.visitor()) ++row.by_person[delivery.person_id()];
}

v1::GetFatigueReportResponse FatigueFigures::Report() const {
  v1::GetFatigueReportResponse response;
  std::map<std::string, int> urgent;
  for (const auto& [level, counted] : rows_) {
    auto& row = *response.add_rows();
    row.set_level(level);
    row.set_notices(counted.notices);
    row.set_drills(counted.drills);
    row.set_people(static_cast<int>(counted.by_person.size()));
    std::vector<int> numbers;
    for (const auto& [person, number] : counted.by_person) {
      numbers.push_back(number);
      if (level >= v1::LEVEL_URGENT) urgent[person] += number;
    }
    row.set_median(Middle(numbers));
    row.set_most(numbers.empty() ? 0 : *std::max_element(numbers.begin(), numbers.end()));
  }
  const auto over =
      std::count_if(urgent.begin(), urgent.end(), [](const auto& one) { return one.second > kUrgentBudget; });
  const bool hidden = over > 0 && over < report::kShownMin;
  response.set_over_budget_hidden(hidden);
  if (!hidden) response.set_over_budget(static_cast<int>(over));
  response.set_budget(kUrgentBudget);
  return response;
}

void ChannelFigures::Add(const v1::DeliveryBatch& batch) {
  for (const auto& delivery : batch.deliveries()) {
    for (const auto& attempt : delivery.attempts()) {
      auto& row = rows_[attempt.channel()];
      if (Told(attempt)) {
        ++row.sent;
        row.sent_ms.push_back(attempt.after_ms());
      } else if (attempt.state() == Attempt::STATE_FAILED) {
        ++row.failed;
        ++row.reasons[attempt.reason()];
      } else if (attempt.state() == Attempt::STATE_UNREACHABLE) {
        ++row.unreachable;
        ++row.reasons[attempt.reason()];
      }
    }
  }
}

v1::GetChannelHealthResponse ChannelFigures::Report() const {
  v1::GetChannelHealthResponse response;
  for (const auto& [channel, counted] : rows_) {
    auto& row = *response.add_channels();
    row.set_channel(channel);
    row.set_sent(counted.sent);
    row.set_failed(counted.failed);
    row.set_unreachable(counted.unreachable);
    for (const auto& [reason, attempts] : counted.reasons) {
      auto& line = *row.add_reasons();
      line.set_reason(reason);
      line.set_attempts(attempts);
    }
    row.set_median_ms(Middle(counted.sent_ms));
    row.set_slowest_ms(
        counted.sent_ms.empty() ? 0 : *std::max_element(counted.sent_ms.begin(), counted.sent_ms.end()));
  }
  return response;
}

}  // namespace watchbell::notification
