#include "services/threat-intake/domain/cases/evidence.hpp"

#include <algorithm>

namespace watchbell::threat_intake {
namespace {

using v1::CustodyEntry;
using v1::Evidence;
using v1::EvidenceEvent;

constexpr std::string_view kHttps = "https://";

CustodyEntry& AddEntry(Evidence& evidence, CustodyEntry::Act act, const EvidenceEvent& event) {
  auto& entry = *evidence.add_custody();
  entry.set_act(act);
  entry.set_actor_id(event.meta().actor_id());
  *entry.mutable_at() = event.meta().at();
  return entry;
}

// That person's view for that reason, if there is one already.
template <class Chain>
auto ViewIn(Chain& custody, const std::string& actor, const std::string& reason) {
  return std::find_if(custody.begin(), custody.end(), [&](const auto& entry) {
    return entry.act() == CustodyEntry::ACT_VIEWED && entry.actor_id() == actor && entry.reason() == reason;
  });
}

void AddView(Evidence& evidence, const EvidenceEvent& event) {
  auto& custody = *evidence.mutable_custody();
  const auto known = ViewIn(custody, event.meta().actor_id(), event.viewed().reason());
  if (known == custody.end()) {
    AddEntry(evidence, CustodyEntry::ACT_VIEWED, event).set_reason(event.viewed().reason());
    return;
  }
  known->set_again(known->again() + 1);
  *known->mutable_last_at() = event.meta().at();
}

Error NoSuchEvidence() {
  return Refuse(Code::kNotFound, "NOT_FOUND", "Check the id and the school.", "evidence_id");
}
Error ChainFull() {
  return Refuse(Code::kResourceExhausted, "CHAIN_FULL",
                "The chain of custody is full: give the reason that you gave before, or add the piece anew.");
}

}  // namespace

void EvidencePieces::Evolve(Evidence& evidence, const EvidenceEvent& event) {
  switch (event.fact_case()) {
    case EvidenceEvent::kReceived:
      evidence = event.received().evidence();
      *evidence.mutable_received_at() = event.meta().at();
      evidence.set_holder(event.meta().actor_id());
      AddEntry(evidence, CustodyEntry::ACT_RECEIVED, event);
      return;
    case EvidenceEvent::kViewed: return AddView(evidence, event);
    case EvidenceEvent::kHandedOver: {
      auto& entry = AddEntry(evidence, CustodyEntry::ACT_HANDED_OVER, event);
      entry.set_to(event.handed_over().to());
      entry.set_reason(event.handed_over().reason());
      evidence.set_holder(event.handed_over().to());
      return;
    }
    case EvidenceEvent::FACT_NOT_SET: return;
  }
}

Indexes EvidencePieces::IndexesOf(const Evidence& evidence) {
  return {{"evidence:" + evidence.case_id(),
           static_cast<double>(FromProto(evidence.received_at()).time_since_epoch().count())}};
}

std::optional<Error> WhyNotKept(const v1::AddEvidenceRequest& request, const Matter& of) {
  if (auto error = WhyNotOpen(of)) return error;
  if (request.kind() == Evidence::KIND_UNSPECIFIED)
    return Refuse(Code::kInvalidArgument, "KIND_MISSING", "Say whether it is a file or a post.", "kind");
  const bool post = request.kind() == Evidence::KIND_SOCIAL_MEDIA;
  if (post && (!request.link().starts_with(kHttps) || request.link().size() > kLinkMax))
    return Refuse(Code::kInvalidArgument, "LINK_MISSING",
                  "Give the https link of the post, of at most 500 bytes.", "link");
  if (!post && !request.link().empty())
    return Refuse(Code::kInvalidArgument, "LINK_UNEXPECTED", "Only a post has a link.", "link");
  return BadText(request.description(), "description");
}

EvidenceDecision AddEvidence(const Evidence& evidence, const v1::AddEvidenceRequest& request,
                             const common::v1::Attachment& file, const std::string& received_sha256,
                             const Matter& of, const CaseContext& context) {
  if (!evidence.id().empty()) return AlreadySo{};
  if (auto error = WhyNotKept(request, of)) return *error;
  EvidenceEvent event;
  auto& received = *event.mutable_received()->mutable_evidence();
  received.set_id(context.id);
  received.set_school(request.school());
  received.set_case_id(request.case_id());
  received.set_path(request.path());
  received.set_kind(request.kind());
  *received.mutable_file() = file;
  received.set_received_sha256(received_sha256);
  received.set_link(request.link());
  received.set_description(request.description());
  return event;
}

EvidenceDecision ViewEvidence(const Evidence& evidence, const v1::ViewEvidenceRequest& request,
                              const CaseContext& context) {
  if (evidence.id().empty()) return NoSuchEvidence();
  if (auto error = BadText(request.reason(), "reason", kCustodyReasonMax)) return *error;
  const bool known =
      ViewIn(evidence.custody(), context.actor_id, request.reason()) != evidence.custody().end();
  if (!known && evidence.custody_size() >= kCustodyMax) return ChainFull();
  EvidenceEvent event;
  event.mutable_viewed()->set_reason(request.reason());
  return event;
}

EvidenceDecision HandOverEvidence(const Evidence& evidence, const v1::HandOverEvidenceRequest& request,
                                  const CaseContext&) {
  if (evidence.id().empty()) return NoSuchEvidence();
  if (auto error = BadText(request.to(), "to", kCustodyToMax)) return *error;
  if (auto error = BadText(request.reason(), "reason", kCustodyReasonMax)) return *error;
  if (evidence.custody_size() >= kCustodyMax) return ChainFull();
  EvidenceEvent event;
  event.mutable_handed_over()->set_to(request.to());
  event.mutable_handed_over()->set_reason(request.reason());
  return event;
}

}  // namespace watchbell::threat_intake
