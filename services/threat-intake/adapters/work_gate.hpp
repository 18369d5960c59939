// Proof of work for whoever may not be known: challenges that nobody has to remember, and how much they ask.
#pragma once

#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "common/result/result.hpp"
#include "common/time/clock.hpp"
#include "services/threat-intake/domain/work.hpp"
#include "watchbell/threat_intake/v1/tip_service.pb.h"

namespace watchbell::threat_intake {

inline constexpr std::chrono::minutes kChallengeLife{5};
inline constexpr std::size_t kProofBytesMax = 32;
inline constexpr std::size_t kWatchedTipsMax = 10'000;  // past that a new one shares one common count

// Thread-safe. Nothing in it comes from a sender but how many came, and which tips were tried in vain.
class WorkGate {
 public:
  using Purpose = v1::GetChallengeRequest::Purpose;
  // `key`: the service's secret, the same in every replica. `quiet_per_minute`: what one replica takes of
  // each purpose without asking for work.
  WorkGate(std::string_view key, double quiet_per_minute);

  v1::Challenge Challenge(Purpose purpose, const std::string& tip_id, TimePoint now);
  // Counts the attempt. RESOURCE_EXHAUSTED/WORK_NEEDED when the proof is not there, stale or too little.
  // `binding`: what the work was done for, so that one proof serves one request.
  Status Admit(Purpose purpose, const std::string& tip_id, std::string_view binding, const v1::Proof& proof,
               TimePoint now);
  void CountWrong(const std::string& tip_id);

 private:
  int Needed(Purpose purpose, const std::string& tip_id);
  std::string Sign(std::string_view challenge) const;
  bool IsOurs(std::string_view challenge, TimePoint now) const;

  const std::string key_;
  const double quiet_per_minute_;
  std::mutex mutex_;
  Load loads_[v1::GetChallengeRequest::Purpose_ARRAYSIZE];
  std::unordered_map<std::string, Load> wrong_by_tip_;
};

}  // namespace watchbell::threat_intake
