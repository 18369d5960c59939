// What each level of a message asks for, as a table (domain.md 3.9): who must agree, whether quiet hours are
// kept, how soon the first word is promised. Its channels: domain/levels.hpp.
#pragma once

#include <chrono>
#include <vector>

#include "common/time/local.hpp"
#include "watchbell/notification/v1/message.pb.h"

namespace watchbell::notification {

struct LevelRule {
  v1::Level level;
  bool keeps_quiet_hours;
  // Of a message to staff alone, and of any other.
  v1::MessageApproval staff_approval;
  v1::MessageApproval approval;
  // Families by a reviewed template need nobody's word more.
  bool template_suffices;
  // Zero: none is promised.
  std::chrono::seconds first_to_staff;
  std::chrono::seconds first_to_families;
  bool owes_next_update;  // N4
};

// Level 2 for a level that nobody stated.
const LevelRule& RuleOf(v1::Level level);

inline constexpr int kNextUpdateMin = 5;    // minutes
inline constexpr int kNextUpdateMax = 240;  // minutes
// design: evening and night, at the school's time.
inline constexpr std::chrono::minutes kQuietFrom = std::chrono::hours{20};
inline constexpr std::chrono::minutes kQuietUntil = std::chrono::hours{7};
// An owed word is asked for again after so long.
inline constexpr std::chrono::minutes kRemindEvery{5};
// From so many affected schools on a message to all schools needs no superintendent (3.9, "Audience").
inline constexpr int kSchoolsForDistrict = 3;

// The first moment at or after `now` at which a message of this level may go.
TimePoint SendableAt(v1::Level level, TimePoint now, const TimeZone& zone);

struct ApprovalFacts {
  bool to_families = false;
  bool by_template = false;      // every text comes from a template
  bool several_schools = false;  // more than the message's own
  int affected_schools = 1;      // with an open alarm, or so many as the incident says
  v1::MessageTopic topic = v1::MESSAGE_TOPIC_UNSPECIFIED;
};
// In the order in which they are asked; counsel is first (N13).
std::vector<v1::MessageApproval> ApprovalsOf(v1::Level level, const ApprovalFacts& facts);

}  // namespace watchbell::notification
