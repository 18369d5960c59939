#include "services/alerting/domain/cap/vocabulary.hpp"

#include <algorithm>

namespace watchbell::alerting::cap {
namespace {

// Two or four digits at `at`; -1 when there is anything else.
int Number(std::string_view text, std::size_t at, std::size_t digits) {
  int number = 0;
  for (const char c : text.substr(at, digits)) {
    if (c < '0' || c > '9') return -1;
    number = number * 10 + (c - '0');
  }
  return number;
}

std::string Digits(long number, std::size_t digits) {
  auto text = std::to_string(number);
  return text.size() < digits ? std::string(digits - text.size(), '0') + text : text;
}

constexpr std::size_t kTimeSize = 25;
constexpr int kOffsetHoursMax = 14;

}  // namespace

bool IsOneOf(Words words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string Listed(Words words) {
  std::string text;
  for (const auto word : words) {
    if (!text.empty()) text += ", ";
    text += word;
  }
  return text;
}

std::string_view Worse(std::string_view one, std::string_view other) {
  const auto found = std::find_if(kSeverities.begin(), kSeverities.end(),
                                  [&](std::string_view word) { return word == one || word == other; });
  return found == kSeverities.end() ? one : *found;
}

std::string ToCapTime(TimePoint at, std::chrono::seconds offset) {
  using namespace std::chrono;
  const auto local = floor<seconds>(at) + offset;
  const auto day = floor<days>(local);
  const year_month_day date{day};
  const hh_mm_ss time{local - day};
  const auto ahead = duration_cast<minutes>(abs(offset)).count();
  return Digits(static_cast<int>(date.year()), 4) + '-' + Digits(static_cast<unsigned>(date.month()), 2) +
         '-' + Digits(static_cast<unsigned>(date.day()), 2) + 'T' + Digits(time.hours().count(), 2) + ':' +
         Digits(time.minutes().count(), 2) + ':' + Digits(time.seconds().count(), 2) +
         (offset < seconds{0} ? '-' : '+') + Digits(ahead / 60, 2) + ':' + Digits(ahead % 60, 2);
}

std::optional<TimePoint> FromCapTime(std::string_view text) {
  using namespace std::chrono;
  if (text.size() != kTimeSize || text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' ||
      text[16] != ':' || (text[19] != '-' && text[19] != '+') || text[22] != ':')
    return std::nullopt;
  const int y = Number(text, 0, 4), mo = Number(text, 5, 2), d = Number(text, 8, 2), h = Number(text, 11, 2),
            mi = Number(text, 14, 2), s = Number(text, 17, 2), oh = Number(text, 20, 2),
            om = Number(text, 23, 2);
  // An XML dateTime has no second 60 and no year 0.
  if (y < 1 || mo < 1 || d < 1 || h < 0 || h > 23 || mi < 0 || mi > 59 || s < 0 || s > 59 || oh < 0 ||
      oh > kOffsetHoursMax || om < 0 || om > 59 || (oh == kOffsetHoursMax && om > 0))
    return std::nullopt;
  const year_month_day date{year{y}, month{static_cast<unsigned>(mo)}, day{static_cast<unsigned>(d)}};
  if (!date.ok()) return std::nullopt;
  const auto offset = (hours{oh} + minutes{om}) * (text[19] == '-' ? -1 : 1);
  return TimePoint{sys_days{date} + hours{h} + minutes{mi} + seconds{s} - offset};
}

}  // namespace watchbell::alerting::cap
