#include "services/threat-intake/adapters/mailbox_token.hpp"

#include <sodium.h>

#include <array>
#include <charconv>

namespace watchbell::threat_intake {
namespace {

constexpr std::size_t kMacBytes = 32;
constexpr char kBetween = '~';
constexpr std::string_view kUse = "mailbox";  // no other use of the secret gives this signature

std::string Sign(std::string_view key, std::string_view text) {
  std::array<unsigned char, kMacBytes> mac{};
  const std::string signed_text = std::string{kUse} + kBetween + std::string{text};
  crypto_generichash(mac.data(), mac.size(), reinterpret_cast<const unsigned char*>(signed_text.data()),
                     signed_text.size(), reinterpret_cast<const unsigned char*>(key.data()), key.size());
  std::string hex(2 * kMacBytes + 1, '\0');
  sodium_bin2hex(hex.data(), hex.size(), mac.data(), mac.size());
  hex.pop_back();
  return hex;
}

}  // namespace

std::string MakeMailboxToken(std::string_view key, const MailboxAccess& access) {
  const auto expires =
      std::chrono::duration_cast<std::chrono::seconds>(access.expires_at.time_since_epoch()).count();
  std::string text = access.school + kBetween + access.tip_id + kBetween + std::to_string(expires);
  return text + kBetween + Sign(key, text);
}

Result<MailboxAccess> ReadMailboxToken(std::string_view key, std::string_view token, TimePoint now) {
  const auto closed =
      Fail(Code::kUnauthenticated, "MAILBOX_CLOSED", "Open the mailbox again.", "mailbox_token");
  const auto last = token.rfind(kBetween);
  if (last == std::string_view::npos) return closed;
  const auto text = token.substr(0, last);
  const auto mac = Sign(key, text);
  const auto given = token.substr(last + 1);
  if (given.size() != mac.size() || sodium_memcmp(given.data(), mac.data(), mac.size()) != 0) return closed;
  const auto first = text.find(kBetween);
  const auto second = text.find(kBetween, first + 1);
  std::int64_t seconds = 0;
  std::from_chars(text.data() + second + 1, text.data() + text.size(), seconds);
  MailboxAccess access{std::string{text.substr(0, first)},
                       std::string{text.substr(first + 1, second - first - 1)},
                       TimePoint{std::chrono::seconds{seconds}}};
  if (access.expires_at < now) return closed;
  return access;
}

}  // namespace watchbell::threat_intake
