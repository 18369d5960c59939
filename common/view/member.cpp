#include "common/view/member.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <charconv>
#include <cmath>

namespace watchbell::view {
namespace {

constexpr int kTokenForm = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
constexpr std::size_t kTokenBytesMax = 512;

// Cuts off what stands before the next colon.
std::optional<std::string> CutToken(std::string_view& text) {
  const auto colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0) return std::nullopt;
  std::string token{text.substr(0, colon)};
  text.remove_prefix(colon + 1);
  return token;
}

bool IsFinite(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size() && std::isfinite(value);
}

}  // namespace

std::string MemberOf(const names::Key& key) {
  return fmt::format("{}:{}:{}", key.aggregate, key.school, key.id);
}

std::optional<names::Key> ParseMember(std::string_view service, std::string_view member) {
  auto aggregate = CutToken(member);
  auto school = CutToken(member);
  if (!aggregate || !school || member.empty()) return std::nullopt;
  return names::Key{std::string{service}, std::move(*aggregate), std::move(*school), std::string{member}};
}

std::string TimerMember(const names::Key& key, std::string_view what) {
  return fmt::format("{}:{}", MemberOf(key), what);
}

std::optional<DueTimer> ParseTimerMember(std::string_view service, std::string_view member) {
  const auto colon = member.rfind(':');
  if (colon == std::string_view::npos) return std::nullopt;
  auto key = ParseMember(service, member.substr(0, colon));
  if (!key) return std::nullopt;
  return DueTimer{std::move(*key), std::string{member.substr(colon + 1)}, TimePoint{}};
}

long long ToMillis(TimePoint at) {
  return std::chrono::ceil<std::chrono::milliseconds>(at.time_since_epoch()).count();
}

std::string ToPageToken(const Cursor& cursor) {
  const std::string plain = fmt::format("{} {}", cursor.score, cursor.member);
  std::string token(sodium_base64_encoded_len(plain.size(), kTokenForm), '\0');
  sodium_bin2base64(token.data(), token.size(), reinterpret_cast<const unsigned char*>(plain.data()),
                    plain.size(), kTokenForm);
  token.pop_back();  // the terminator
  return token;
}

std::optional<Cursor> ParsePageToken(const std::string& token) {
  if (token.size() > kTokenBytesMax) return std::nullopt;
  std::string plain(token.size(), '\0');
  std::size_t length = 0;
  const char* end = nullptr;
  if (sodium_base642bin(reinterpret_cast<unsigned char*>(plain.data()), plain.size(), token.data(),
                        token.size(), nullptr, &length, &end, kTokenForm) != 0 ||
      end != token.data() + token.size()) {
    return std::nullopt;
  }
  plain.resize(length);
  const auto space = plain.find(' ');
  if (space == std::string::npos || space + 1 == plain.size() || !IsFinite(plain.substr(0, space))) {
    return std::nullopt;
  }
  return Cursor{plain.substr(0, space), plain.substr(space + 1)};
}

}  // namespace watchbell::view
