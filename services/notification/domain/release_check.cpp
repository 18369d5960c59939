#include "services/notification/domain/release_check.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>

#include "common/text/fold.hpp"

namespace watchbell::notification {
namespace {

using Response = v1::CheckReleaseResponse;

// An adult as compared.
struct Adult {
  std::string given;
  std::string family;
  std::string date_of_birth;

  bool SameNames(const Adult& other) const { return given == other.given && family == other.family; }
};

template <class Message>
Adult Folded(const Message& message, const std::string& date_of_birth) {
  return {Fold(message.given_name()), Fold(message.family_name()), date_of_birth};
}

bool InForce(const v1::BarredAdult& bar, const std::string& day) {
  return !bar.has_lifted_at() && bar.starts_on() <= day && (bar.ends_on().empty() || day <= bar.ends_on());
}

// GROUND_UNSPECIFIED: it does not concern the adult.
Response::Ground GroundOf(const v1::BarredAdult& bar, const Adult& shown) {
  const Adult barred = Folded(bar, bar.date_of_birth());
  const Adult swapped{barred.family, barred.given, barred.date_of_birth};
  const bool dates_known = !barred.date_of_birth.empty() && !shown.date_of_birth.empty();
  const bool same_date = dates_known && barred.date_of_birth == shown.date_of_birth;
  if ((barred.SameNames(shown) || swapped.SameNames(shown)) && (same_date || !dates_known)) {
    return Response::GROUND_BAR;
  }
  const bool one_name = barred.given == shown.given || barred.family == shown.family ||
                        swapped.given == shown.given || swapped.family == shown.family;
  return same_date && one_name ? Response::GROUND_BAR_BY_BIRTH_DATE : Response::GROUND_UNSPECIFIED;
}

Response::Ground GroundOf(const v1::AuthorisedAdult& alternate, const Adult& shown) {
  const Adult named = Folded(alternate, alternate.date_of_birth());
  if (!named.SameNames(shown)) return Response::GROUND_UNSPECIFIED;
  if (named.date_of_birth.empty()) return Response::GROUND_ALTERNATE_BY_NAME;
  return named.date_of_birth == shown.date_of_birth ? Response::GROUND_ALTERNATE
                                                    : Response::GROUND_UNSPECIFIED;
}

}  // namespace

bool IsDay(const std::string& text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  const auto number = [&](std::size_t at, std::size_t length, int& value) {
    const auto* end = text.data() + at + length;
    return std::from_chars(text.data() + at, end, value).ptr == end;
  };
  int year = 0;
  int month = 0;
  int day = 0;
  if (!number(0, 4, year) || !number(5, 2, month) || !number(8, 2, day) || month < 1 || day < 1) return false;
  return std::chrono::year_month_day{std::chrono::year{year},
                                     std::chrono::month{static_cast<unsigned>(month)},
                                     std::chrono::day{static_cast<unsigned>(day)}}
      .ok();
}

std::vector<std::string> ConsentingGuardians(const v1::Custody& custody, const Guardians& guardians,
                                             const std::string& day) {
  std::vector<std::string> ids;
  for (const auto& guardian : guardians) {
    const Adult adult = Folded(guardian, "");
    const auto& bars = custody.barred();
    const bool barred = std::any_of(bars.begin(), bars.end(), [&](const auto& bar) {
      return InForce(bar, day) &&
             (bar.person_id() == guardian.id() || GroundOf(bar, adult) != Response::GROUND_UNSPECIFIED);
    });
    if (!barred) ids.push_back(guardian.id());
  }
  return ids;
}

Response CheckRelease(const v1::Custody& custody, const Guardians& guardians,
                      const v1::CheckReleaseRequest& adult) {
  const Adult shown = Folded(adult, adult.date_of_birth());
  Response response;
  for (auto& id : ConsentingGuardians(custody, guardians, adult.day())) {
    response.add_consenting_guardian_ids(std::move(id));
  }
  for (const auto& bar : custody.barred()) {
    const auto ground = InForce(bar, adult.day()) ? GroundOf(bar, shown) : Response::GROUND_UNSPECIFIED;
    if (ground != Response::GROUND_UNSPECIFIED) response.add_grounds(ground);
  }
  if (response.grounds_size() > 0) {
    response.set_verdict(v1::RELEASE_VERDICT_BARRED);
    return response;
  }
  const bool nameless = shown.given.empty() || shown.family.empty();
  for (const auto& guardian : guardians) {
    if (!nameless && Folded(guardian, "").SameNames(shown)) response.add_grounds(Response::GROUND_GUARDIAN);
  }
  for (const auto& alternate : custody.alternates()) {
    const auto ground = nameless ? Response::GROUND_UNSPECIFIED : GroundOf(alternate, shown);
    if (ground != Response::GROUND_UNSPECIFIED) response.add_grounds(ground);
  }
  const bool listed = response.grounds_size() > 0;
  if (!listed) response.add_grounds(Response::GROUND_NOBODY);
  response.set_verdict(listed ? v1::RELEASE_VERDICT_AUTHORISED : v1::RELEASE_VERDICT_NOT_LISTED);
  return response;
}

}  // namespace watchbell::notification
