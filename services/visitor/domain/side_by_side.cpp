#include "services/visitor/domain/side_by_side.hpp"

#include "common/text/fold.hpp"
#include "common/time/local.hpp"
#include "services/visitor/domain/screening/birth_date.hpp"

namespace watchbell::visitor {
namespace {

using v1::ComparedField;

// "41", or "41-42" where only the year is known.
std::string AgeOf(const std::string& date_of_birth, std::chrono::year_month_day today) {
  const auto born = BirthDate::Parse(date_of_birth);
  if (!born || born->absent()) return {};
  const int years = static_cast<int>(today.year()) - static_cast<int>(born->code() / 10000);
  const auto day = ParseIsoDate(date_of_birth);
  if (!day) return std::to_string(years - 1) + "-" + std::to_string(years);
  const bool had_birthday = std::pair{day->month(), day->day()} <= std::pair{today.month(), today.day()};
  return std::to_string(had_birthday ? years : years - 1);
}

std::string Joined(const google::protobuf::RepeatedPtrField<std::string>& texts) {
  std::string joined;
  for (const auto& text : texts) joined += (joined.empty() ? "" : "; ") + text;
  return joined;
}

}  // namespace

std::vector<ComparedField> SideBySide(const v1::Visit& visit, const v1::WatchlistEntry& entry,
                                      std::chrono::year_month_day today) {
  std::vector<ComparedField> fields;
  const auto line = [&](const char* name, std::string visitor, std::string listed) {
    if (visitor.empty() && listed.empty()) return;
    auto& field = fields.emplace_back();
    field.set_field(name);
    if (!visitor.empty() && !listed.empty()) {
      field.set_agreement(Fold(visitor) == Fold(listed) ? ComparedField::AGREEMENT_SAME
                                                        : ComparedField::AGREEMENT_DIFFERENT);
    }
    field.set_visitor(std::move(visitor));
    field.set_entry(std::move(listed));
  };
  line("given_name", visit.given_name(), entry.given_name());
  line("middle_name", visit.middle_name(), entry.middle_name());
  line("family_name", visit.family_name(), entry.family_name());
  line("name_suffix", visit.name_suffix(), entry.name_suffix());
  line("date_of_birth", visit.date_of_birth(), entry.date_of_birth());
  line("age", AgeOf(visit.date_of_birth(), today), AgeOf(entry.date_of_birth(), today));
  line("state", visit.document().state(), entry.state());
  line("aliases", "", Joined(entry.aliases()));
  line("description", "", entry.description());
  line("in_force", "", entry.starts_on() + (entry.expires_on().empty() ? "" : " to " + entry.expires_on()));
  return fields;
}

}  // namespace watchbell::visitor
