#include "services/visitor/domain/records/records_request.hpp"

#include <algorithm>

#include "common/time/local.hpp"

namespace watchbell::visitor {
namespace {

using v1::RecordsRequest;
using v1::RecordsRequestEvent;

constexpr std::size_t kNoteMax = 1200;
constexpr std::size_t kRecipientMax = 400;

std::optional<Error> Unknown(const RecordsRequest& request) {
  if (!request.id().empty()) return std::nullopt;
  return Refuse(Code::kNotFound, "NOT_FOUND", "Check the request's id and its school.", "records_request_id");
}

std::optional<Error> BadNote(const std::string& text, const char* field) {
  if (text.empty()) return Refuse(Code::kInvalidArgument, "FIELD_MISSING", "Write it down.", field);
  if (text.size() > kNoteMax)
    return Refuse(Code::kInvalidArgument, "TEXT_TOO_LONG", "Shorten it to 1200 bytes.", field);
  return std::nullopt;
}

template <class Fields>
bool Holds(const Fields& fields, v1::RecordsField field) {
  return std::find(fields.begin(), fields.end(), field) != fields.end();
}

// Inspecting and schedule need no more than the request; these are what an emergency gives at once.
bool IsLeast(v1::RecordsField field) {
  return field == v1::RECORDS_FIELD_SCHEDULE || field == v1::RECORDS_FIELD_CONTACT;
}

// Who may release now: the desk where the rule says so, else only after counsel's yes.
std::optional<Error> WhyNotReleased(const RecordsRequest& request) {
  switch (request.state()) {
    case RecordsRequest::STATE_OPEN:
      if (request.result() == v1::RECORDS_RESULT_NOTIFY_THEN_COUNSEL)
        return Refuse(Code::kFailedPrecondition, "FAMILY_NOT_TOLD",
                      "Tell the family first; objections are waited for, then counsel decides.");
      return std::nullopt;
    case RecordsRequest::STATE_RELEASED:
    case RecordsRequest::STATE_APPROVED: return std::nullopt;
    case RecordsRequest::STATE_WINDOW:
      return Refuse(Code::kFailedPrecondition, "OBJECTION_WINDOW_OPEN",
                    "The family may still object; wait until the window ends.");
    case RecordsRequest::STATE_REFUSED:
      return Refuse(Code::kFailedPrecondition, "REFUSED_BY_COUNSEL", "Counsel has said no.");
    default:
      return Refuse(Code::kFailedPrecondition, "COUNSEL_DECIDES",
                    "Nothing is released before counsel agrees.");
  }
}

std::optional<Error> WhyNotThisField(const RecordsRequest& request,
                                     const v1::RecordsReleasedField& released) {
  const auto& allowed = request.has_decision() ? request.decision().fields() : request.claim().fields();
  if (!Holds(allowed, released.field()))
    return Refuse(Code::kInvalidArgument, "BEYOND_THE_SCOPE",
                  "Release only what was asked for and, where counsel decided, what counsel allowed.",
                  "fields.field");
  if (request.rule() == v1::RECORDS_RULE_F6_EMERGENCY && !IsLeast(released.field()) &&
      released.reason().empty())
    return Refuse(Code::kInvalidArgument, "FIELD_REASON_MISSING",
                  "Beyond schedule and contact, say for each field why the emergency needs it.",
                  "fields.reason");
  if (released.reason().size() > kNoteMax / 2)
    return Refuse(Code::kInvalidArgument, "TEXT_TOO_LONG", "Shorten it to 600 bytes.", "fields.reason");
  return std::nullopt;
}

}  // namespace

void RecordsRequests::Evolve(RecordsRequest& request, const RecordsRequestEvent& event) {
  const auto& at = event.meta().at();
  switch (event.fact_case()) {
    case RecordsRequestEvent::kRequested:
      request = event.requested().request();
      *request.mutable_received_at() = at;
      if (request.rule() == v1::RECORDS_RULE_F1_OWN_RECORD)
        *request.mutable_due_at() = ToProto(FromProto(at) + kInspectWithin);
      return;
    case RecordsRequestEvent::kAskedAgain: request.set_attempts(request.attempts() + 1); return;
    case RecordsRequestEvent::kFamilyTold:
      request.set_state(RecordsRequest::STATE_WINDOW);
      request.set_family_told(event.family_told().how());
      *request.mutable_due_at() = event.family_told().objections_until();
      return;
    case RecordsRequestEvent::kObjected: request.set_objection(event.objected().objection()); return;
    case RecordsRequestEvent::kWindowEnded:
      request.set_state(RecordsRequest::STATE_COUNSEL);
      request.clear_due_at();
      return;
    case RecordsRequestEvent::kDecided:
      *request.mutable_decision() = event.decided().decision();
      request.set_state(event.decided().decision().approved() ? RecordsRequest::STATE_APPROVED
                                                              : RecordsRequest::STATE_REFUSED);
      request.clear_due_at();
      return;
    case RecordsRequestEvent::kReleased:
      *request.add_disclosures() = event.released().disclosure();
      request.set_state(RecordsRequest::STATE_RELEASED);
      request.clear_due_at();
      return;
    case RecordsRequestEvent::kEmergencyEnded: *request.mutable_emergency_ended_at() = at; return;
    case RecordsRequestEvent::kOverdue:
      request.set_overdue(true);
      request.clear_due_at();
      return;
    case RecordsRequestEvent::FACT_NOT_SET: return;
  }
}

Indexes RecordsRequests::IndexesOf(const RecordsRequest& request) {
  const auto received = static_cast<double>(FromProto(request.received_at()).time_since_epoch().count());
  Indexes indexes{{"ledger:" + request.claim().student_id(), received}};
  const bool over =
      request.state() == RecordsRequest::STATE_RELEASED || request.state() == RecordsRequest::STATE_REFUSED;
  if (!over) indexes.push_back({"records_open:" + request.school(), received});
  return indexes;
}

Deadlines RecordsRequests::DeadlinesOf(const RecordsRequest& request) {
  if (!request.has_due_at()) return {};
  return {{"due", FromProto(request.due_at())}};
}

RecordsDecision RecordsRequests::Tick(const RecordsRequest& request, const std::string&,
                                      const Context& context) {
  if (!request.has_due_at() || FromProto(request.due_at()) > context.now) return AlreadySo{};
  RecordsRequestEvent event;
  if (request.state() == RecordsRequest::STATE_WINDOW)
    event.mutable_window_ended();
  else
    event.mutable_overdue();
  return event;
}

RecordsDecision RecordRequest(const RecordsRequest& request, const v1::RecordRequestRequest& asked,
                              std::chrono::year_month_day today, Desk desk, const Context& context) {
  if (!request.id().empty()) return AlreadySo{};
  const auto& row = RowFor(asked.claim(), today);
  const bool secret = asked.claim().secrecy_order() || row.rule == v1::RECORDS_RULE_F5X_SECRET_ORDER;
  if (secret && desk == Desk::kRecords)
    return Refuse(
        Code::kFailedPrecondition, "COUNSEL_RECEIVES_THIS",
        "Nothing was kept. Hand the document to counsel, who records it, and speak to nobody else of it.");
  if (!secret && desk == Desk::kCounsel)
    return Refuse(Code::kFailedPrecondition, "NOT_SECRET",
                  "Without secrecy it is recorded at the records desk.");
  if (auto error = WhatIsMissing(asked.claim())) return *error;
  const auto consented = ParseIsoDate(asked.claim().consent().dated());
  if (consented && *consented > today)
    return Refuse(Code::kInvalidArgument, "CONSENT_INVALID",
                  "A consent bears the day on which it was signed.", "consent.dated");
  RecordsRequestEvent event;
  auto& recorded = *event.mutable_requested()->mutable_request();
  recorded.set_id(context.id);
  recorded.set_school(asked.school());
  recorded.set_state(row.first);
  *recorded.mutable_claim() = asked.claim();
  recorded.set_rule(row.rule);
  recorded.set_result(row.result);
  recorded.set_explanation(row.explanation);
  recorded.set_attempts(1);
  return event;
}

RecordsDecision AskAgain(const RecordsRequest& request, const Context&) {
  if (auto error = Unknown(request)) return *error;
  RecordsRequestEvent event;
  event.mutable_asked_again();
  return event;
}

RecordsDecision TellFamily(const RecordsRequest& request, const v1::TellFamilyRequest& told,
                           std::chrono::seconds objection_window, const Context& context) {
  if (auto error = Unknown(request)) return *error;
  if (request.state() != RecordsRequest::STATE_OPEN ||
      request.result() != v1::RECORDS_RESULT_NOTIFY_THEN_COUNSEL)
    return Refuse(Code::kFailedPrecondition, "NO_NOTICE_HERE",
                  "Only for a court order or subpoena is the family told, once, before counsel decides.");
  if (auto error = BadNote(told.how(), "how")) return *error;
  RecordsRequestEvent event;
  event.mutable_family_told()->set_how(told.how());
  *event.mutable_family_told()->mutable_objections_until() = ToProto(context.now + objection_window);
  return event;
}

RecordsDecision RecordObjection(const RecordsRequest& request, const v1::RecordObjectionRequest& objection,
                                const Context&) {
  if (auto error = Unknown(request)) return *error;
  if (request.state() != RecordsRequest::STATE_WINDOW && request.state() != RecordsRequest::STATE_COUNSEL)
    return Refuse(Code::kFailedPrecondition, "TOO_LATE_TO_OBJECT",
                  "Objections are taken until counsel has decided; tell counsel.");
  if (auto error = BadNote(objection.objection(), "objection")) return *error;
  RecordsRequestEvent event;
  event.mutable_objected()->set_objection(objection.objection());
  return event;
}

RecordsDecision DecideRequest(const RecordsRequest& request, const v1::DecideRequestRequest& decided,
                              const Context& context) {
  if (auto error = Unknown(request)) return *error;
  if (request.state() == RecordsRequest::STATE_WINDOW && decided.approved())
    return Refuse(Code::kFailedPrecondition, "OBJECTION_WINDOW_OPEN",
                  "The family may still object; wait until the window ends.");
  if (request.state() != RecordsRequest::STATE_COUNSEL && request.state() != RecordsRequest::STATE_WINDOW)
    return Refuse(Code::kFailedPrecondition, "NOT_COUNSELS", "This request does not wait for counsel.");
  if (auto error = BadNote(decided.reason(), "reason")) return *error;
  if (decided.approved() && decided.fields().empty())
    return Refuse(Code::kInvalidArgument, "FIELDS_MISSING", "Say what may be released.", "fields");
  for (const int field : decided.fields())
    if (!Holds(request.claim().fields(), static_cast<v1::RecordsField>(field)))
      return Refuse(Code::kInvalidArgument, "BEYOND_THE_SCOPE", "Allow only what was asked for.", "fields");
  RecordsRequestEvent event;
  auto& decision = *event.mutable_decided()->mutable_decision();
  decision.set_approved(decided.approved());
  *decision.mutable_fields() = decided.fields();
  decision.set_reason(decided.reason());
  decision.set_counsel_id(context.actor_id);
  *decision.mutable_at() = ToProto(context.now);
  return event;
}

RecordsDecision Release(const RecordsRequest& request, const v1::ReleaseRequest& release,
                        const std::string& redisclosure_notice_id, const Context& context) {
  if (auto error = Unknown(request)) return *error;
  if (auto error = WhyNotReleased(request)) return *error;
  if (request.has_emergency_ended_at())
    return Refuse(Code::kFailedPrecondition, "EMERGENCY_OVER",
                  "The emergency has ended; nothing more is due.");
  if (request.disclosures_size() >= kDisclosuresMax)
    return Refuse(Code::kResourceExhausted, "REQUEST_FULL", "Record a new request.");
  if (release.recipients().empty() || release.recipients_size() > kRecipientsMax ||
      std::any_of(release.recipients().begin(), release.recipients().end(),
                  [](const auto& one) { return one.empty() || one.size() > kRecipientMax; }))
    return Refuse(Code::kInvalidArgument, "RECIPIENTS_MISSING", "Name each recipient; at most eight.",
                  "recipients");
  if (request.rule() == v1::RECORDS_RULE_F2_CONSENT &&
      std::any_of(release.recipients().begin(), release.recipients().end(),
                  [&](const auto& one) { return one != request.claim().consent().recipient(); }))
    return Refuse(Code::kInvalidArgument, "BEYOND_THE_CONSENT",
                  "Release only to the recipient of the consent.", "recipients");
  if (release.fields().empty())
    return Refuse(Code::kInvalidArgument, "FIELDS_MISSING", "Say what is released.", "fields");
  for (const auto& released : release.fields())
    if (auto error = WhyNotThisField(request, released)) return *error;
  RecordsRequestEvent event;
  auto& disclosure = *event.mutable_released()->mutable_disclosure();
  *disclosure.mutable_at() = ToProto(context.now);
  disclosure.set_released_by(context.actor_id);
  *disclosure.mutable_recipients() = release.recipients();
  *disclosure.mutable_fields() = release.fields();
  disclosure.set_redisclosure_notice_id(redisclosure_notice_id);
  return event;
}

RecordsDecision EndEmergency(const RecordsRequest& request, const v1::EndEmergencyRequest&, const Context&) {
  if (auto error = Unknown(request)) return *error;
  if (request.rule() != v1::RECORDS_RULE_F6_EMERGENCY)
    return Refuse(Code::kFailedPrecondition, "NO_EMERGENCY", "This request does not rest on an emergency.");
  if (request.has_emergency_ended_at()) return AlreadySo{};
  RecordsRequestEvent event;
  event.mutable_emergency_ended();
  return event;
}

}  // namespace watchbell::visitor
