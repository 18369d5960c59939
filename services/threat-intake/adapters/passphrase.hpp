// The passphrase that a sender chose, kept as Argon2id. Hashing is slow and wants memory on purpose: it has
// few turns, and whoever finds them taken is told to ask again.
#pragma once

#include <semaphore>
#include <string>

#include "common/result/result.hpp"

namespace watchbell::threat_intake {

inline constexpr std::size_t kPassphraseBytesMin = 12;
inline constexpr std::size_t kPassphraseBytesMax = 200;

// Thread-safe.
class Passphrases {
 public:
  // INVALID_ARGUMENT for one that is too short, too long or looks like a receipt code.
  static Status Check(const std::string& passphrase);

  Result<std::string> Hash(const std::string& passphrase);
  // Takes as long when `hash` is empty: an unknown tip and a wrong passphrase look alike.
  Result<bool> Fits(const std::string& passphrase, const std::string& hash);

 private:
  static constexpr int kAtOnce = 2;  // each takes 64 MiB and a tenth of a second of a processor
  static constexpr int kWaiting = 2;
  std::counting_semaphore<kAtOnce + kWaiting> inside_{kAtOnce + kWaiting};
  std::counting_semaphore<kAtOnce> turns_{kAtOnce};
};

}  // namespace watchbell::threat_intake
