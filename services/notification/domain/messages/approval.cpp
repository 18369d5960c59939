#include "services/notification/domain/messages/approval.hpp"

#include <algorithm>
#include <array>

namespace watchbell::notification {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

constexpr auto kNobody = v1::MESSAGE_APPROVAL_UNSPECIFIED;
constexpr auto kAdministrator = v1::MESSAGE_APPROVAL_ADMINISTRATOR;
constexpr auto kSuperintendent = v1::MESSAGE_APPROVAL_SUPERINTENDENT;
constexpr auto kCounsel = v1::MESSAGE_APPROVAL_COUNSEL;
constexpr seconds kNone{0};

// The table of domain.md 3.9.
const std::array<LevelRule, 4> kLevels{{
    {v1::LEVEL_INFO, true, kNobody, kNobody, true, kNone, kNone, false},
    {v1::LEVEL_ADVISORY, true, kSuperintendent, kSuperintendent, false, kNone, kNone, false},
    {v1::LEVEL_URGENT, false, kAdministrator, kAdministrator, false, minutes{10}, minutes{10}, true},
    {v1::LEVEL_EMERGENCY, false, kNobody, kAdministrator, true, seconds{5}, minutes{10}, true},
}};

}  // namespace

const LevelRule& RuleOf(v1::Level level) {
  const auto* const found = std::find_if(kLevels.begin(), kLevels.end(),
                                         [&](const LevelRule& rule) { return rule.level == level; });
  return found == kLevels.end() ? kLevels[1] : *found;
}

TimePoint SendableAt(v1::Level level, TimePoint now, const TimeZone& zone) {
  if (!RuleOf(level).keeps_quiet_hours) return now;
  const auto today = zone.DateOf(now);
  const auto morning = zone.At(today, kQuietUntil);
  if (now < morning) return morning;
  if (now < zone.At(today, kQuietFrom)) return now;
  return zone.At(std::chrono::year_month_day{std::chrono::sys_days{today} + std::chrono::days{1}},
                 kQuietUntil);
}

std::vector<v1::MessageApproval> ApprovalsOf(v1::Level level, const ApprovalFacts& facts) {
  std::vector<v1::MessageApproval> needed;
  const auto add = [&](v1::MessageApproval approval) {
    if (approval != kNobody && std::find(needed.begin(), needed.end(), approval) == needed.end())
      needed.push_back(approval);
  };
  const auto& rule = RuleOf(level);
  if (facts.topic == v1::MESSAGE_TOPIC_AGENCY) {
    add(kCounsel);
    add(kSuperintendent);
  }
  if (!facts.to_families) {
    add(rule.staff_approval);
  } else if (!(rule.template_suffices && facts.by_template)) {
    add(rule.approval);
  }
  if (facts.several_schools && facts.affected_schools < kSchoolsForDistrict) add(kSuperintendent);
  return needed;
}

}  // namespace watchbell::notification
