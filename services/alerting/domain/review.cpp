#include "services/alerting/domain/review.hpp"

#include <algorithm>

#include "services/alerting/domain/readiness.hpp"

namespace watchbell::alerting {
namespace {

using readiness::Bad;
using readiness::NotNow;
using v1::Review;
using v1::ReviewEvent;

// The fact's name as the contract has it.
std::string FactOf(const v1::IncidentEvent& event) {
  const auto* oneof = v1::IncidentEvent::descriptor()->FindOneofByName("fact");
  const auto* field = v1::IncidentEvent::GetReflection()->GetOneofFieldDescriptor(event, oneof);
  return field ? field->message_type()->name() : "";
}

v1::TimelineLine LineOf(const v1::IncidentEvent& event, const v1::IncidentEvent& first) {
  v1::TimelineLine line;
  line.set_seconds(event.meta().at().seconds() - first.meta().at().seconds());
  line.set_fact(FactOf(event));
  line.set_action(event.incident().action());
  line.set_actor_id(event.meta().actor_id());
  return line;
}

}  // namespace

void Reviews::Evolve(Review& review, const ReviewEvent& event) {
  switch (event.fact_case()) {
    case ReviewEvent::kDrafted:
      review = event.drafted().review();
      *review.mutable_drafted_at() = event.meta().at();
      return;
    case ReviewEvent::kFindingAdded: review.add_findings(event.finding_added().finding()); return;
    case ReviewEvent::kClosed: *review.mutable_closed_at() = event.meta().at(); return;
    case ReviewEvent::FACT_NOT_SET: return;
  }
}

Indexes Reviews::IndexesOf(const Review& review) {
  if (review.id().empty()) return {};
  return {{"reviews:" + review.school(), readiness::Score(review.drafted_at())}};
}

Decision<ReviewEvent> DraftReview(const Review& review, const v1::DraftReviewRequest& request,
                                  const std::vector<v1::IncidentEvent>& history, const Context& context) {
  if (!review.id().empty()) return AlreadySo{};
  if (request.kind() == Review::KIND_UNSPECIFIED) return Bad("KIND_MISSING", "kind", "Say what it is.");
  const bool audit = request.kind() == Review::KIND_AUDIT;
  if (audit != request.incident_id().empty())
    return Bad("INCIDENT_WRONG", "incident_id", "A review is of an incident, an audit is of none.");
  if (!audit && (history.empty() || history.back().incident().state() == v1::Incident::STATE_OPEN))
    return NotNow("INCIDENT_OPEN", "Review an incident when it is over.", "incident_id");
  ReviewEvent event;
  auto& made = *event.mutable_drafted()->mutable_review();
  made.set_id(context.id);
  made.set_school(request.school());
  made.set_kind(request.kind());
  made.set_incident_id(request.incident_id());
  if (audit) return event;
  made.set_drill(history.back().incident().drill());
  for (std::size_t i = 0; i < std::min(history.size(), kTimelineMax); ++i)
    *made.add_timeline() = LineOf(history[i], history.front());
  return event;
}

Decision<ReviewEvent> AddReviewFinding(const Review& review, const v1::AddReviewFindingRequest& request,
                                       const Context&) {
  if (review.id().empty()) return readiness::Unknown("review_id");
  if (review.has_closed_at()) return NotNow("REVIEW_CLOSED", "Draft another review.", "review_id");
  if (auto refusal = readiness::CheckText(request.finding(), readiness::kNoteBytesMax, "finding"))
    return *refusal;
  if (review.findings_size() >= kReviewFindingsMax) return Bad("TOO_MANY", "finding", "At most 30 findings.");
  ReviewEvent event;
  event.mutable_finding_added()->set_finding(request.finding());
  return event;
}

Decision<ReviewEvent> CloseReview(const Review& review, bool open_items, const Context&) {
  if (review.id().empty()) return readiness::Unknown("review_id");
  if (review.has_closed_at()) return AlreadySo{};
  if (open_items) return NotNow("ACTION_ITEMS_OPEN", "Close its action items first.", "review_id");
  ReviewEvent event;
  event.mutable_closed();
  return event;
}

}  // namespace watchbell::alerting
