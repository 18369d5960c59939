#include "services/threat-intake/domain/cases/interview.hpp"

#include "services/threat-intake/domain/cases/case.hpp"

namespace watchbell::threat_intake {

void Interviews::Evolve(v1::Interview& interview, const v1::InterviewEvent& event) {
  switch (event.fact_case()) {
    case v1::InterviewEvent::kRecorded:
      interview = event.recorded().interview();
      interview.set_interviewer_id(event.meta().actor_id());
      return;
    case v1::InterviewEvent::kAddedTo: {
      auto& addition = *interview.add_additions();
      addition.set_text(event.added_to().text());
      addition.set_author_id(event.meta().actor_id());
      *addition.mutable_at() = event.meta().at();
      return;
    }
    case v1::InterviewEvent::FACT_NOT_SET: return;
  }
}

Indexes Interviews::IndexesOf(const v1::Interview& interview) {
  return {{"interviews:" + interview.case_id(),
           static_cast<double>(FromProto(interview.held_at()).time_since_epoch().count())}};
}

Decision<v1::InterviewEvent> RecordInterview(const v1::Interview& interview,
                                             const v1::RecordInterviewRequest& request, const v1::Case& of,
                                             const CaseContext& context) {
  if (!interview.id().empty()) return AlreadySo{};
  if (auto error = WhyNotOpen(of)) return *error;
  if (of.interviews_size() >= kInterviewsMax)
    return Refuse(Code::kResourceExhausted, "CASE_FULL",
                  "At most sixteen interviews a case; add to one of them.");
  const auto& person = request.person();
  if (person.role() == v1::CASE_PERSON_ROLE_UNSPECIFIED)
    return Refuse(Code::kInvalidArgument, "ROLE_MISSING", "Say whether subject, target or witness.",
                  "person.role");
  if (person.person_id().empty())
    if (auto error = BadText(person.description(), "person.description", kPersonMax)) return *error;
  if (auto error = BadText(request.exact_words(), "exact_words", kInterviewWordsMax)) return *error;
  if (auto error = TooLong(request.observations(), "observations", kObservationsMax)) return *error;
  if (!request.has_held_at() || FromProto(request.held_at()) > context.now)
    return Refuse(Code::kInvalidArgument, "TIME_IMPLAUSIBLE", "Say when it was held; not in the future.",
                  "held_at");
  v1::InterviewEvent event;
  auto& held = *event.mutable_recorded()->mutable_interview();
  held.set_id(context.id);
  held.set_school(request.school());
  held.set_case_id(of.id());
  held.set_role(person.role());
  *held.mutable_person() = person;
  held.set_exact_words(request.exact_words());
  held.set_observations(request.observations());
  *held.mutable_held_at() = request.held_at();
  return event;
}

Decision<v1::InterviewEvent> AddToInterview(const v1::Interview& interview,
                                            const v1::AddToInterviewRequest& request, const CaseContext&) {
  if (interview.id().empty())
    return Refuse(Code::kNotFound, "NOT_FOUND", "Check the id and the school.", "interview_id");
  if (auto error = BadText(request.text(), "text", kObservationsMax)) return *error;
  if (interview.additions_size() >= kAdditionsMax)
    return Refuse(Code::kResourceExhausted, "INTERVIEW_FULL", "Record another interview.");
  v1::InterviewEvent event;
  event.mutable_added_to()->set_text(request.text());
  return event;
}

}  // namespace watchbell::threat_intake
