// What opens a mailbox for half an hour, so that the passphrase travels and is hashed once. Nothing is kept
// here.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "common/result/result.hpp"
#include "common/time/clock.hpp"

namespace watchbell::threat_intake {

inline constexpr std::chrono::minutes kMailboxOpen{30};

struct MailboxAccess {
  std::string school;
  std::string tip_id;
  TimePoint expires_at;
};

// `key`: the service's secret, the same in every replica.
std::string MakeMailboxToken(std::string_view key, const MailboxAccess& access);
// UNAUTHENTICATED/MAILBOX_CLOSED for one that is not ours or over.
Result<MailboxAccess> ReadMailboxToken(std::string_view key, std::string_view token, TimePoint now);

}  // namespace watchbell::threat_intake
