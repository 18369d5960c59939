#include "services/visitor/domain/release_facts.hpp"

#include <algorithm>

#include "common/text/fold.hpp"

namespace watchbell::visitor {

using notification::v1::Consent;
using notification::v1::RELEASE_VERDICT_AUTHORISED;
using notification::v1::RELEASE_VERDICT_BARRED;
using notification::v1::RELEASE_VERDICT_NOT_LISTED;

std::vector<std::string> AlertsNaming(const std::string& student_id, const v1::Visit& visit,
                                      const std::vector<v1::Match>& matches) {
  const bool somebody_else = visit.decision() == v1::MATCH_DECISION_NOT_A_MATCH;
  std::vector<std::string> ids;
  for (const auto& match : matches) {
    const bool order = match.kind() == v1::WatchlistEntry::KIND_CUSTODY ||
                       match.kind() == v1::WatchlistEntry::KIND_PROTECTIVE_ORDER;
    const auto& named = match.student_ids();
    if (!order || std::find(named.begin(), named.end(), student_id) == named.end()) continue;
    const auto& seen = visit.matches();
    const bool compared =
        somebody_else && std::any_of(seen.begin(), seen.end(), [&](const auto& one) {
          return one.entry_id() == match.entry_id() && one.entry_hash() == match.entry_hash();
        });
    if (!compared) ids.push_back(match.entry_id());
  }
  return ids;
}

bool Stopped(const v1::Dismissal& earlier, const v1::Dismissal& now) {
  const bool for_good =
      earlier.hold() == v1::Dismissal::HOLD_BARRED || earlier.hold() == v1::Dismissal::HOLD_CHILD_SAID_NO;
  if (!for_good || earlier.id() == now.id() || earlier.student_id() != now.student_id()) return false;
  return earlier.visit_id() == now.visit_id() ||
         (Fold(earlier.adult_given_name()) == Fold(now.adult_given_name()) &&
          Fold(earlier.adult_family_name()) == Fold(now.adult_family_name()) &&
          earlier.adult_date_of_birth() == now.adult_date_of_birth());
}

bool Consented(const Consent& consent, const notification::v1::CheckReleaseResponse& custody) {
  const auto& ids = custody.consenting_guardian_ids();
  return !consent.guardian_id().empty() &&
         std::find(ids.begin(), ids.end(), consent.guardian_id()) != ids.end();
}

std::optional<Step> StepOf(const ReleaseFacts& facts, const Consent& consent) {
  if (!facts.alert_ids.empty() || !facts.stopped_before_id.empty()) return Step::kBarred;
  switch (facts.custody.verdict()) {
    case RELEASE_VERDICT_BARRED: return Step::kBarred;
    case RELEASE_VERDICT_AUTHORISED: return Step::kAuthorised;
    case RELEASE_VERDICT_NOT_LISTED:
      return Consented(consent, facts.custody) ? Step::kAuthorised : Step::kNotListed;
    default: return std::nullopt;
  }
}

v1::ReleaseCheck CheckOf(const ReleaseFacts& facts, Step step, const Context& context) {
  v1::ReleaseCheck check;
  check.set_verdict(step == Step::kBarred ? RELEASE_VERDICT_BARRED : facts.custody.verdict());
  *check.mutable_grounds() = facts.custody.grounds();
  for (const auto& id : facts.alert_ids) check.add_alert_ids(id);
  check.set_stopped_before_id(facts.stopped_before_id);
  check.set_checked_by(context.actor_id);
  *check.mutable_at() = ToProto(context.now);
  return check;
}

}  // namespace watchbell::visitor
