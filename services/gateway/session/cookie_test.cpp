#include "services/gateway/session/cookie.hpp"

#include <gtest/gtest.h>

namespace watchbell::gateway {
namespace {

TEST(Cookie, IsOutOfReachOfScriptsAndOtherSites) {
  EXPECT_EQ(SetCookie("abc", std::chrono::hours{12}, false),
            "wb_session=abc; Path=/; HttpOnly; SameSite=Strict; Max-Age=43200");
  EXPECT_TRUE(SetCookie("abc", std::chrono::hours{12}, true).ends_with("; Secure"));
  EXPECT_EQ(ClearCookie(false), "wb_session=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0");
}

TEST(Cookie, IsFoundAmongOthers) {
  EXPECT_EQ(SessionToken("wb_session=abc", ""), "abc");
  EXPECT_EQ(SessionToken("a=b; wb_session=abc; c=d", ""), "abc");
  EXPECT_EQ(SessionToken("xwb_session=abc", ""), "");
  EXPECT_EQ(SessionToken("", ""), "");
  EXPECT_EQ(SessionToken(";;;=", ""), "");
}

TEST(Cookie, ABearerTokenDoesWhereThereIsNoCookie) {
  EXPECT_EQ(SessionToken("", "Bearer abc"), "abc");
  EXPECT_EQ(SessionToken("wb_session=xyz", "Bearer abc"), "xyz");
  EXPECT_EQ(SessionToken("", "Basic abc"), "");
}

TEST(Cookie, AHugeTokenIsNone) { EXPECT_EQ(SessionToken("wb_session=" + std::string(5000, 'x'), ""), ""); }

}  // namespace
}  // namespace watchbell::gateway
