#include "services/gateway/session/cookie.hpp"

#include <fmt/format.h>

namespace watchbell::gateway {
namespace {

constexpr std::string_view kName = "wb_session=";
constexpr std::string_view kBearer = "Bearer ";
constexpr std::size_t kTokenMax = 4096;

std::string_view InCookie(std::string_view header) {
  while (!header.empty()) {
    const auto end = header.find(';');
    auto pair = header.substr(0, end);
    while (pair.starts_with(' ')) pair.remove_prefix(1);
    if (pair.starts_with(kName)) return pair.substr(kName.size());
    if (end == std::string_view::npos) break;
    header.remove_prefix(end + 1);
  }
  return {};
}

}  // namespace

std::string SetCookie(std::string_view token, std::chrono::seconds life, bool secure) {
  return fmt::format("{}{}; Path=/; HttpOnly; SameSite=Strict; Max-Age={}{}", kName, token, life.count(),
                     secure ? "; Secure" : "");
}

std::string ClearCookie(bool secure) { return SetCookie("", std::chrono::seconds{0}, secure); }

std::string_view SessionToken(std::string_view cookie_header, std::string_view authorization_header) {
  auto token = InCookie(cookie_header);
  if (token.empty() && authorization_header.starts_with(kBearer))
    token = authorization_header.substr(kBearer.size());
  return token.size() <= kTokenMax ? token : std::string_view{};
}

}  // namespace watchbell::gateway
