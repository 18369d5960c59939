#include "services/visitor/domain/kinds.hpp"

#include <algorithm>
#include <array>

namespace watchbell::visitor {
namespace {

struct KindRule {
  v1::PersonKind kind;
  bool cleared_or_escorted;  // alone only with a valid background check
  std::chrono::hours stay;   // when nobody says otherwise
};

// Design; a district's volunteer policy decides the middle column.
constexpr std::array<KindRule, 7> kRules{{
    {v1::PERSON_KIND_VISITOR, false, std::chrono::hours{4}},
    {v1::PERSON_KIND_GUARDIAN, false, std::chrono::hours{2}},
    {v1::PERSON_KIND_VOLUNTEER, true, std::chrono::hours{8}},
    {v1::PERSON_KIND_CONTRACTOR, true, std::chrono::hours{10}},
    {v1::PERSON_KIND_OFFICIAL, false, std::chrono::hours{4}},
    {v1::PERSON_KIND_EXERCISE_PARTNER, false, std::chrono::hours{12}},
    {v1::PERSON_KIND_FORMER_STUDENT, false, std::chrono::hours{2}},
}};

const KindRule& RuleOf(v1::PersonKind kind) {
  const auto* const rule =
      std::find_if(kRules.begin(), kRules.end(), [&](const KindRule& one) { return one.kind == kind; });
  return rule == kRules.end() ? kRules.front() : *rule;
}

Error Refusal(const char* reason, const char* remedy) {
  return {Code::kFailedPrecondition, reason, "escort_id", remedy};
}

}  // namespace

std::chrono::hours UsualStay(v1::PersonKind kind) { return RuleOf(kind).stay; }

bool ClearanceMatters(v1::PersonKind kind) { return RuleOf(kind).cleared_or_escorted; }

std::optional<Error> EscortMissing(const v1::Visit& arrival) {
  if (!arrival.escort_id().empty()) return std::nullopt;
  if (arrival.minor()) {
    return Refusal("UNDER_AGE",
                   "The visitor is under 18: use the student path, or name who accompanies the visitor.");
  }
  if (arrival.document().kind() == v1::Document::KIND_NONE) {
    return Refusal("ESCORT_MISSING", "Without a document a visitor needs an escort; name a member of staff.");
  }
  if (ClearanceMatters(arrival.kind()) && arrival.clearance_id().empty()) {
    return Refusal(
        "CLEARANCE_MISSING",
        "No valid background check is known for this person; name an escort, or record the check.");
  }
  return std::nullopt;
}

}  // namespace watchbell::visitor
