#include "services/threat-intake/adapters/passphrase.hpp"

#include <sodium.h>

#include <functional>

#include "services/threat-intake/adapters/receipt.hpp"

namespace watchbell::threat_intake {
namespace {

// libsodium's for interactive use: 2 passes over 64 MiB.
constexpr auto kPasses = crypto_pwhash_OPSLIMIT_INTERACTIVE;
constexpr auto kMemoryBytes = crypto_pwhash_MEMLIMIT_INTERACTIVE;

template <std::ptrdiff_t kMax>
class Held {
 public:
  explicit Held(std::counting_semaphore<kMax>& semaphore) : semaphore_(semaphore) {}
  ~Held() { semaphore_.release(); }
  Held(const Held&) = delete;
  Held& operator=(const Held&) = delete;

 private:
  std::counting_semaphore<kMax>& semaphore_;
};

tl::unexpected<Error> Busy() {
  return Fail(Code::kResourceExhausted, "TOO_MANY_REQUESTS", "Wait a second, then ask again.");
}
tl::unexpected<Error> NoMemory() {
  return Fail(Code::kResourceExhausted, "MEMORY_SHORT", "Wait a moment, then ask again.");
}

}  // namespace

Status Passphrases::Check(const std::string& passphrase) {
  const bool fits = passphrase.size() >= kPassphraseBytesMin && passphrase.size() <= kPassphraseBytesMax;
  if (fits && !LooksLikeReceiptCode(passphrase)) return {};
  return Fail(Code::kInvalidArgument, "PASSPHRASE_UNFIT",
              "Choose 12 to 200 characters, such as four words that do not belong together.", "passphrase");
}

Result<std::string> Passphrases::Hash(const std::string& passphrase) {
  if (!inside_.try_acquire()) return Busy();
  const Held inside(inside_);
  turns_.acquire();
  const Held turn(turns_);
  std::string hash(crypto_pwhash_STRBYTES, '\0');
  if (crypto_pwhash_str_alg(hash.data(), passphrase.data(), passphrase.size(), kPasses, kMemoryBytes,
                            crypto_pwhash_ALG_ARGON2ID13) != 0) {
    return NoMemory();
  }
  hash.resize(hash.find('\0'));
  return hash;
}

Result<bool> Passphrases::Fits(const std::string& passphrase, const std::string& hash) {
  if (hash.empty()) {
    if (const auto same_time = Hash(passphrase); !same_time) return tl::unexpected<Error>(same_time.error());
    return false;
  }
  if (!inside_.try_acquire()) return Busy();
  const Held inside(inside_);
  turns_.acquire();
  const Held turn(turns_);
  return crypto_pwhash_str_verify(hash.c_str(), passphrase.data(), passphrase.size()) == 0;
}

}  // namespace watchbell::threat_intake
