#include "services/notification/domain/custody.hpp"

#include <algorithm>
#include <optional>

#include "common/id/id.hpp"
#include "common/text/fold.hpp"
#include "services/notification/domain/refusals.hpp"

namespace watchbell::notification {
namespace {

using v1::Custody;
using v1::CustodyEvent;

// The first thing that is wrong with what stands on a family's card.
std::optional<Error> Fault(const v1::AuthorisedAdult& adult, const Custody& custody,
                           const Guardians& guardians, const std::string& day) {
  if (Fold(adult.given_name()).empty() || Fold(adult.family_name()).empty())
    return Bad("NAME_MISSING", "alternate", "Give both names of the adult.");
  if (adult.given_name().size() > kAdultNameBytesMax || adult.family_name().size() > kAdultNameBytesMax)
    return Bad("NAME_TOO_LONG", "alternate", "Shorten each name to 100 characters.");
  if (adult.relation().size() > kRelationBytesMax)
    return Bad("TEXT_TOO_LONG", "alternate.relation", "Shorten it to 50 characters.");
  if (adult.phone().size() > kPhoneBytesMax)
    return Bad("PHONE_MALFORMED", "alternate.phone", "Give the number like +12035550100.");
  if (!adult.date_of_birth().empty() && !IsDay(adult.date_of_birth()))
    return Bad("BIRTH_DATE_MALFORMED", "alternate.date_of_birth", "Give YYYY-MM-DD, or nothing.");
  if (adult.consent().form() == v1::Consent::FORM_UNSPECIFIED)
    return Bad("CONSENT_MISSING", "alternate.consent.form", "Say how the guardian consented.");
  const auto consenting = ConsentingGuardians(custody, guardians, day);
  if (std::find(consenting.begin(), consenting.end(), adult.consent().guardian_id()) == consenting.end()) {
    return Bad("NOT_A_GUARDIAN", "alternate.consent.guardian_id",
               "Consent comes from a guardian of the student who is not barred.");
  }
  return std::nullopt;
}

v1::AuthorisedAdult Recorded(const v1::AuthorisedAdult& adult, const Context& context) {
  v1::AuthorisedAdult recorded = adult;
  recorded.mutable_consent()->set_recorded_by(context.actor_id);
  *recorded.mutable_consent()->mutable_recorded_at() = ToProto(context.now);
  return recorded;
}

v1::BarredAdult* FindBar(Custody& custody, const std::string& bar_id) {
  auto& bars = *custody.mutable_barred();
  const auto bar =
      std::find_if(bars.begin(), bars.end(), [&](const auto& one) { return one.id() == bar_id; });
  return bar == bars.end() ? nullptr : &*bar;
}

// The oldest lifted bar makes room.
void MakeRoom(Custody& custody) {
  auto& bars = *custody.mutable_barred();
  if (bars.size() < kBarredMax) return;
  const auto lifted =
      std::find_if(bars.begin(), bars.end(), [](const auto& bar) { return bar.has_lifted_at(); });
  if (lifted != bars.end()) bars.erase(lifted);
}

void Begin(Custody& custody, const std::string& student_id) {
  custody.set_id(CustodyIdOf(student_id));
  custody.set_student_id(student_id);
}

}  // namespace

std::string CustodyIdOf(std::string_view student_id) { return id::Derive("custody", student_id); }

void Custodies::Evolve(Custody& custody, const CustodyEvent& event) {
  switch (event.fact_case()) {
    case CustodyEvent::kAlternatesSet:
      Begin(custody, event.alternates_set().student_id());
      *custody.mutable_alternates() = event.alternates_set().alternates();
      return;
    case CustodyEvent::kAlternateAdded:
      Begin(custody, event.alternate_added().student_id());
      *custody.add_alternates() = event.alternate_added().alternate();
      return;
    case CustodyEvent::kBarred:
      Begin(custody, event.barred().student_id());
      MakeRoom(custody);
      *custody.add_barred() = event.barred().adult();
      return;
    case CustodyEvent::kLiftAsked:
      if (auto* bar = FindBar(custody, event.lift_asked().bar_id())) {
        bar->set_lift_asked_by(event.meta().actor_id());
        bar->set_lift_reason(event.lift_asked().reason());
      }
      return;
    case CustodyEvent::kLifted:
      if (auto* bar = FindBar(custody, event.lifted().bar_id())) {
        bar->set_lifted_by(event.meta().actor_id());
        *bar->mutable_lifted_at() = event.meta().at();
      }
      return;
    case CustodyEvent::FACT_NOT_SET: return;
  }
}

Decision<CustodyEvent> SetAlternates(const Custody& custody, const v1::SetCustodyRequest& request,
                                     const Guardians& guardians, const std::string& day,
                                     const Context& context) {
  if (request.alternates_size() > kAlternatesMax)
    return Bad("TOO_MANY_ALTERNATES", "alternates", "Name at most 8 adults.");
  CustodyEvent event;
  event.mutable_alternates_set()->set_student_id(request.student_id());
  for (const auto& alternate : request.alternates()) {
    if (auto fault = Fault(alternate, custody, guardians, day)) return *fault;
    *event.mutable_alternates_set()->add_alternates() = Recorded(alternate, context);
  }
  return event;
}

Decision<CustodyEvent> AddAlternate(const Custody& custody, const v1::AddAuthorisedAdultRequest& request,
                                    const Guardians& guardians, const std::string& day,
                                    const Context& context) {
  if (custody.alternates_size() >= kAlternatesMax)
    return Bad("TOO_MANY_ALTERNATES", "alternate", "Name at most 8 adults; set the whole card anew.");
  if (auto fault = Fault(request.alternate(), custody, guardians, day)) return *fault;
  CustodyEvent event;
  event.mutable_alternate_added()->set_student_id(request.student_id());
  *event.mutable_alternate_added()->mutable_alternate() = Recorded(request.alternate(), context);
  return event;
}

Decision<CustodyEvent> Bar(const Custody& custody, const v1::BarAdultRequest& request,
                           const v1::Person* known, const Context& context) {
  const auto& asked = request.adult();
  v1::BarredAdult bar;
  bar.set_id(request.request_id());
  bar.set_person_id(asked.person_id());
  bar.set_given_name(known ? known->given_name() : asked.given_name());
  bar.set_family_name(known ? known->family_name() : asked.family_name());
  bar.set_date_of_birth(asked.date_of_birth());
  bar.set_document_ref(asked.document_ref());
  bar.set_starts_on(asked.starts_on());
  bar.set_ends_on(asked.ends_on());
  bar.set_entered_by(context.actor_id);
  if (Fold(bar.given_name()).empty() || Fold(bar.family_name()).empty())
    return Bad("NAME_MISSING", "adult", "Name a person of the directory, or give both names.");
  if (bar.given_name().size() > kAdultNameBytesMax || bar.family_name().size() > kAdultNameBytesMax)
    return Bad("NAME_TOO_LONG", "adult", "Shorten each name to 100 characters.");
  if (!bar.date_of_birth().empty() && !IsDay(bar.date_of_birth()))
    return Bad("BIRTH_DATE_MALFORMED", "adult.date_of_birth", "Give YYYY-MM-DD, or nothing.");
  if (bar.document_ref().empty())
    return Bad("DOCUMENT_MISSING", "adult.document_ref", "Name the order that the bar rests on.");
  if (bar.document_ref().size() > kDocumentRefBytesMax)
    return Bad("TEXT_TOO_LONG", "adult.document_ref", "Shorten it to 200 characters.");
  if (!IsDay(bar.starts_on()))
    return Bad("START_MISSING", "adult.starts_on", "Give its first day, YYYY-MM-DD.");
  if (!bar.ends_on().empty() && (!IsDay(bar.ends_on()) || bar.ends_on() < bar.starts_on()))
    return Bad("END_MALFORMED", "adult.ends_on", "Give its last day, not before the first, or nothing.");
  const auto& bars = custody.barred();
  if (bars.size() >= kBarredMax &&
      std::none_of(bars.begin(), bars.end(), [](const auto& one) { return one.has_lifted_at(); })) {
    return Refuse(Code::kFailedPrecondition, "TOO_MANY_BARS", "Lift a bar that has ended first.", "adult");
  }
  CustodyEvent event;
  event.mutable_barred()->set_student_id(request.student_id());
  *event.mutable_barred()->mutable_adult() = std::move(bar);
  return event;
}

Decision<CustodyEvent> LiftBar(const Custody& custody, const v1::LiftBarRequest& request,
                               const Context& context) {
  const auto& bars = custody.barred();
  const auto bar =
      std::find_if(bars.begin(), bars.end(), [&](const auto& one) { return one.id() == request.bar_id(); });
  if (bar == bars.end())
    return Refuse(Code::kNotFound, "NOT_FOUND", "Check the bar's id and the student's.", "bar_id");
  if (bar->has_lifted_at()) return AlreadySo{};
  CustodyEvent event;
  if (!bar->lift_asked_by().empty()) {
    if (bar->lift_asked_by() == context.actor_id) {
      return Refuse(Code::kFailedPrecondition, "SECOND_PERSON_NEEDED",
                    "Somebody else must ask as well before the bar is lifted.", "bar_id");
    }
    event.mutable_lifted()->set_bar_id(bar->id());
    return event;
  }
  if (request.reason().empty()) return Bad("REASON_MISSING", "reason", "Say why the bar should be lifted.");
  if (request.reason().size() > kLiftReasonBytesMax)
    return Bad("TEXT_TOO_LONG", "reason", "Shorten it to 500 characters.");
  event.mutable_lift_asked()->set_bar_id(bar->id());
  event.mutable_lift_asked()->set_reason(request.reason());
  return event;
}

}  // namespace watchbell::notification
