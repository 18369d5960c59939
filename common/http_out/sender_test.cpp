#include "common/http_out/sender.hpp"

#include <gtest/gtest.h>

namespace watchbell::http {
namespace {

TEST(Sender, AnAddressOfOurOwnNetworksIsNeverCalled) {
  Sender sender({.plain_allowed = true});
  for (const char* url : {"http://127.0.0.1:9/", "http://[::1]:9/", "http://169.254.169.254/latest/meta-data",
                          "http://localhost:9/", "http://2130706433:9/", "http://0x7f.1:9/"}) {
    const auto answer = sender.PostAndWait({.url = url});
    EXPECT_TRUE(answer.forbidden) << url;
    EXPECT_FALSE(answer.Accepted()) << url;
  }
}

TEST(Sender, OnlyHttpsIsSpokenUnlessPlainIsAllowed) {
  Sender sender({.inside_allowed = true});
  for (const char* url : {"http://127.0.0.1:9/", "file:///etc/passwd", "gopher://127.0.0.1:9/"})
    EXPECT_EQ(sender.PostAndWait({.url = url}).code, CURLE_UNSUPPORTED_PROTOCOL) << url;
}

TEST(Sender, WhereNobodyListensNoAnswerComes) {
  Sender sender({.plain_allowed = true, .inside_allowed = true});
  const auto answer = sender.PostAndWait({.url = "http://127.0.0.1:1/"});
  EXPECT_EQ(answer.code, CURLE_COULDNT_CONNECT);
  EXPECT_FALSE(answer.forbidden);
  EXPECT_GT(answer.duration.count(), 0);
}

}  // namespace
}  // namespace watchbell::http
