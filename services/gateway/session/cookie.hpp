// The session cookie: made and found in one place.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

namespace watchbell::gateway {

// HttpOnly: no script reads it. SameSite=Strict: no other site's request carries it. `secure`: only over
// https.
std::string SetCookie(std::string_view token, std::chrono::seconds life, bool secure);
std::string ClearCookie(bool secure);

// The session's token in a Cookie header, or in "Authorization: Bearer <token>" for callers without a cookie
// jar;
// "" where there is none.
std::string_view SessionToken(std::string_view cookie_header, std::string_view authorization_header);

}  // namespace watchbell::gateway
