#include "services/notification/domain/family_plan.hpp"

#include <algorithm>

#include "common/id/id.hpp"
#include "common/text/fold.hpp"
#include "services/notification/domain/custody.hpp"
#include "services/notification/domain/refusals.hpp"

namespace watchbell::notification {
namespace {

using v1::FamilyPlan;
using v1::FamilyPlanEvent;
using v1::ProposedAdult;

Error UnknownAdult() { return Refuse(Code::kNotFound, "NO_SUCH_ADULT", "Check the adult's id.", "adult_id"); }

bool Holds(const v1::FamilyLink& link, TimePoint now) {
  return !link.revoked() && FromProto(link.expires_at()) > now;
}

// The oldest link that holds no more makes room; else the oldest.
void MakeRoom(FamilyPlan& plan, TimePoint now) {
  auto& links = *plan.mutable_links();
  if (links.size() < kLinksMax) return;
  const auto ended =
      std::find_if(links.begin(), links.end(), [&](const auto& link) { return !Holds(link, now); });
  links.erase(ended == links.end() ? links.begin() : ended);
}

template <class List>
auto FindIn(List& list, const std::string& id) {
  const auto found = std::find_if(list.begin(), list.end(), [&](const auto& one) { return one.id() == id; });
  return found == list.end() ? nullptr : &*found;
}

}  // namespace

std::string FamilyPlanIdOf(std::string_view student_id) { return id::Derive("family-plan", student_id); }

void FamilyPlans::Evolve(FamilyPlan& plan, const FamilyPlanEvent& event) {
  auto& adults = *plan.mutable_adults();
  switch (event.fact_case()) {
    case FamilyPlanEvent::kLinkIssued:
      plan.set_id(FamilyPlanIdOf(event.link_issued().student_id()));
      plan.set_student_id(event.link_issued().student_id());
      MakeRoom(plan, FromProto(event.meta().at()));
      *plan.add_links() = event.link_issued().link();
      return;
    case FamilyPlanEvent::kLinkRevoked:
      if (auto* link = FindIn(*plan.mutable_links(), event.link_revoked().link_id())) link->set_revoked(true);
      return;
    case FamilyPlanEvent::kAdultProposed:
      *plan.add_adults() = event.adult_proposed().adult();
      *plan.mutable_reviewed_at() = event.meta().at();
      return;
    case FamilyPlanEvent::kAdultWithdrawn:
      adults.erase(
          std::remove_if(adults.begin(), adults.end(),
                         [&](const auto& one) { return one.id() == event.adult_withdrawn().adult_id(); }),
          adults.end());
      *plan.mutable_reviewed_at() = event.meta().at();
      return;
    case FamilyPlanEvent::kProposalDecided:
      if (auto* adult = FindIn(adults, event.proposal_decided().adult_id())) {
        adult->set_state(event.proposal_decided().confirmed() ? ProposedAdult::STATE_CONFIRMED
                                                              : ProposedAdult::STATE_DECLINED);
        adult->set_decided_by(event.meta().actor_id());
      }
      return;
    case FamilyPlanEvent::kReviewed: *plan.mutable_reviewed_at() = event.meta().at(); return;
    case FamilyPlanEvent::FACT_NOT_SET: return;
  }
}

Decision<FamilyPlanEvent> IssueLink(const FamilyPlan&, const v1::IssueFamilyLinkRequest& request,
                                    const std::vector<std::string>& may_consent, const std::string& code_hash,
                                    const Context& context) {
  if (std::find(may_consent.begin(), may_consent.end(), request.guardian_id()) == may_consent.end())
    return Bad("NOT_A_GUARDIAN", "guardian_id",
               "A link goes to a guardian of the student who is not barred.");
  FamilyPlanEvent event;
  event.mutable_link_issued()->set_student_id(request.student_id());
  auto& link = *event.mutable_link_issued()->mutable_link();
  link.set_id(request.request_id());
  link.set_guardian_id(request.guardian_id());
  link.set_code_hash(code_hash);
  *link.mutable_expires_at() = ToProto(context.now + kLinkLife);
  return event;
}

Decision<FamilyPlanEvent> RevokeLink(const FamilyPlan& plan, const std::string& link_id) {
  const auto* link = FindIn(plan.links(), link_id);
  if (link == nullptr) return Refuse(Code::kNotFound, "NO_SUCH_LINK", "Check the link's id.", "link_id");
  if (link->revoked()) return AlreadySo{};
  FamilyPlanEvent event;
  event.mutable_link_revoked()->set_link_id(link_id);
  return event;
}

const v1::FamilyLink* LinkOf(const FamilyPlan& plan, const std::vector<std::string>& code_hashes,
                             TimePoint now) {
  for (const auto& link : plan.links())
    if (Holds(link, now) &&
        std::find(code_hashes.begin(), code_hashes.end(), link.code_hash()) != code_hashes.end())
      return &link;
  return nullptr;
}

const ProposedAdult* FindAdult(const FamilyPlan& plan, const std::string& adult_id) {
  return FindIn(plan.adults(), adult_id);
}

Decision<FamilyPlanEvent> Propose(const FamilyPlan& plan, const v1::ProposeAdultRequest& request,
                                  const std::string& guardian_id, const Context& context) {
  if (Fold(request.given_name()).empty() || Fold(request.family_name()).empty())
    return Bad("NAME_MISSING", "given_name", "Give both names of the adult.");
  if (request.given_name().size() > kAdultNameBytesMax || request.family_name().size() > kAdultNameBytesMax)
    return Bad("NAME_TOO_LONG", "given_name", "Shorten each name to 100 characters.");
  if (!request.date_of_birth().empty() && !IsDay(request.date_of_birth()))
    return Bad("BIRTH_DATE_MALFORMED", "date_of_birth", "Give YYYY-MM-DD, or nothing.");
  if (request.relation().size() > kRelationBytesMax)
    return Bad("TEXT_TOO_LONG", "relation", "Shorten it to 50 characters.");
  if (request.phone().size() > kPhoneBytesMax)
    return Bad("PHONE_MALFORMED", "phone", "Give the number like +12035550100.");
  if (plan.adults_size() >= kProposalsMax)
    return Refuse(Code::kFailedPrecondition, "TOO_MANY_ADULTS", "Take one of the 8 back first.",
                  "given_name");
  FamilyPlanEvent event;
  auto& adult = *event.mutable_adult_proposed()->mutable_adult();
  adult.set_id(request.request_id());
  adult.set_state(ProposedAdult::STATE_PROPOSED);
  adult.set_given_name(request.given_name());
  adult.set_family_name(request.family_name());
  adult.set_date_of_birth(request.date_of_birth());
  adult.set_relation(request.relation());
  adult.set_phone(request.phone());
  adult.set_proposed_by(guardian_id);
  *adult.mutable_proposed_at() = ToProto(context.now);
  return event;
}

Decision<FamilyPlanEvent> Withdraw(const FamilyPlan& plan, const std::string& adult_id) {
  if (FindAdult(plan, adult_id) == nullptr) return AlreadySo{};
  FamilyPlanEvent event;
  event.mutable_adult_withdrawn()->set_adult_id(adult_id);
  return event;
}

Decision<FamilyPlanEvent> Decide(const FamilyPlan& plan, const std::string& adult_id, bool confirm) {
  const auto* adult = FindAdult(plan, adult_id);
  if (adult == nullptr) return UnknownAdult();
  const auto wanted = confirm ? ProposedAdult::STATE_CONFIRMED : ProposedAdult::STATE_DECLINED;
  if (adult->state() == wanted) return AlreadySo{};
  if (adult->state() != ProposedAdult::STATE_PROPOSED)
    return Refuse(Code::kFailedPrecondition, "ALREADY_DECIDED", "Change the custody record instead.",
                  "adult_id");
  FamilyPlanEvent event;
  event.mutable_proposal_decided()->set_adult_id(adult_id);
  event.mutable_proposal_decided()->set_confirmed(confirm);
  return event;
}

v1::AuthorisedAdult AlternateOf(const ProposedAdult& adult) {
  v1::AuthorisedAdult alternate;
  alternate.set_given_name(adult.given_name());
  alternate.set_family_name(adult.family_name());
  alternate.set_date_of_birth(adult.date_of_birth());
  alternate.set_relation(adult.relation());
  alternate.set_phone(adult.phone());
  alternate.mutable_consent()->set_guardian_id(adult.proposed_by());
  alternate.mutable_consent()->set_form(v1::Consent::FORM_FAMILY_LINK);
  return alternate;
}

v1::FamilyPlanView ViewOf(const FamilyPlan& plan, const v1::FamilyLink& link) {
  v1::FamilyPlanView view;
  for (const auto& adult : plan.adults()) {
    if (adult.proposed_by() != link.guardian_id()) continue;  // parents may live apart
    auto& seen = *view.add_adults();
    seen.set_id(adult.id());
    seen.set_state(adult.state());
    seen.set_given_name(adult.given_name());
    seen.set_family_name(adult.family_name());
    seen.set_relation(adult.relation());
    seen.set_phone(adult.phone());
  }
  if (plan.has_reviewed_at()) *view.mutable_reviewed_at() = plan.reviewed_at();
  *view.mutable_link_expires_at() = link.expires_at();
  return view;
}

}  // namespace watchbell::notification
