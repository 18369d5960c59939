#include "services/visitor/domain/clearance.hpp"

#include "common/text/fold.hpp"
#include "services/visitor/domain/arrival.hpp"

namespace watchbell::visitor {
namespace {

using v1::Clearance;
using v1::ClearanceEvent;

constexpr std::string_view kLapse = "lapse";
constexpr double kWithoutEnd = 1e18;  // behind every date

Error Bad(const char* reason, const char* field, const char* remedy) {
  return Refuse(Code::kInvalidArgument, reason, remedy, field);
}
Error NoSuchClearance() {
  return Refuse(Code::kNotFound, "NOT_FOUND", "Check the clearance's id and its school.", "clearance_id");
}

}  // namespace

void Clearances::Evolve(Clearance& clearance, const ClearanceEvent& event) {
  switch (event.fact_case()) {
    case ClearanceEvent::kRequested:
      clearance = event.requested().clearance();
      clearance.set_status(Clearance::STATUS_APPOINTED);
      return;
    case ClearanceEvent::kDecided: {
      const auto& decided = event.decided();
      clearance.set_status(decided.cleared() ? Clearance::STATUS_CLEARED : Clearance::STATUS_NOT_CLEARED);
      clearance.set_expires_on(decided.expires_on());
      clearance.clear_lapses_at();
      if (decided.has_lapses_at()) *clearance.mutable_lapses_at() = decided.lapses_at();
      clearance.set_decided_by(event.meta().actor_id());
      return;
    }
    case ClearanceEvent::kWithdrawn: clearance.set_status(Clearance::STATUS_WITHDRAWN); return;
    case ClearanceEvent::kExpired: clearance.set_status(Clearance::STATUS_EXPIRED); return;
    case ClearanceEvent::FACT_NOT_SET: return;
  }
}

std::string PersonWord(const std::string& given_name, const std::string& family_name,
                       const std::string& date_of_birth) {
  const auto given = Fold(given_name);
  return Fold(family_name) + '|' + given.substr(0, given.find(' ')) + '|' + date_of_birth;
}

Indexes Clearances::IndexesOf(const Clearance& clearance) {
  if (clearance.id().empty() || clearance.status() == Clearance::STATUS_WITHDRAWN) return {};
  const double end = clearance.has_lapses_at()
                         ? static_cast<double>(FromProto(clearance.lapses_at()).time_since_epoch().count())
                         : kWithoutEnd;
  Indexes indexes{{"clearances:" + clearance.school(), end}};
  if (clearance.status() == Clearance::STATUS_CLEARED) {
    indexes.push_back(
        {"clearance:" + clearance.school(), end,
         PersonWord(clearance.given_name(), clearance.family_name(), clearance.date_of_birth())});
  }
  return indexes;
}

Deadlines Clearances::DeadlinesOf(const Clearance& clearance) {
  if (clearance.status() != Clearance::STATUS_CLEARED) return {};
  return {{std::string{kLapse}, FromProto(clearance.lapses_at())}};
}

bool IsValid(const Clearance& clearance, TimePoint now) {
  return clearance.status() == Clearance::STATUS_CLEARED && FromProto(clearance.lapses_at()) > now;
}

Decision<ClearanceEvent> Clearances::Tick(const Clearance& clearance, std::string_view,
                                          const Context& context) {
  if (clearance.status() != Clearance::STATUS_CLEARED || IsValid(clearance, context.now)) return AlreadySo{};
  ClearanceEvent event;
  event.mutable_expired();
  return event;
}

Decision<ClearanceEvent> RequestClearance(const Clearance& clearance,
                                          const v1::RequestClearanceRequest& request,
                                          std::chrono::year_month_day today, const Context& context) {
  if (!clearance.id().empty()) return AlreadySo{};
  if (auto named = CheckFamilyName(request.family_name(), "family_name"); !named) return named.error();
  if (auto fits = CheckName(request.given_name(), "given_name"); !fits) return fits.error();
  if (auto born = CheckBirthDate(request.date_of_birth(), today, "date_of_birth"); !born) return born.error();
  if (request.appointment_ref().size() > kAppointmentRefBytesMax) {
    return Bad("TEXT_TOO_LONG", "appointment_ref", "Shorten it to 64 characters.");
  }
  ClearanceEvent event;
  auto& made = *event.mutable_requested()->mutable_clearance();
  made.set_id(context.id);
  *made.mutable_requested_at() = ToProto(context.now);
  made.set_school(request.school());
  made.set_given_name(request.given_name());
  made.set_family_name(request.family_name());
  made.set_date_of_birth(request.date_of_birth());
  made.set_appointment_ref(request.appointment_ref());
  if (request.has_appointment_at()) *made.mutable_appointment_at() = request.appointment_at();
  return event;
}

Decision<ClearanceEvent> DecideClearance(const Clearance& clearance,
                                         const v1::DecideClearanceRequest& request,
                                         std::optional<TimePoint> lapses_at, const Context& context) {
  if (clearance.id().empty()) return NoSuchClearance();
  if (clearance.status() == Clearance::STATUS_WITHDRAWN) {
    return Refuse(Code::kFailedPrecondition, "CLEARANCE_WITHDRAWN", "Request a new clearance.",
                  "clearance_id");
  }
  ClearanceEvent event;
  auto& decided = *event.mutable_decided();
  decided.set_cleared(request.cleared());
  if (!request.cleared()) return event;
  if (!lapses_at || *lapses_at <= context.now || *lapses_at > context.now + kClearanceMax) {
    return Bad("EXPIRY_WRONG", "expires_on", "State the last day of the clearance, in the next five years.");
  }
  decided.set_expires_on(request.expires_on());
  *decided.mutable_lapses_at() = ToProto(*lapses_at);
  return event;
}

Decision<ClearanceEvent> WithdrawClearance(const Clearance& clearance, const v1::WithdrawClearanceRequest&,
                                           const Context&) {
  if (clearance.id().empty()) return NoSuchClearance();
  if (clearance.status() == Clearance::STATUS_WITHDRAWN) return AlreadySo{};
  ClearanceEvent event;
  event.mutable_withdrawn();
  return event;
}

}  // namespace watchbell::visitor
