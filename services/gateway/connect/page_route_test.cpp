#include "services/gateway/connect/page_route.hpp"

#include <gtest/gtest.h>

#include "watchbell/alerting/v1/cap_service.pb.h"
#include "watchbell/notification/v1/provider_service.pb.h"

namespace watchbell::gateway::connect {
namespace {

std::optional<PageRoute> Find(const std::string& path) { return FindPage({.method = "GET", .path = path}); }

TEST(Pages, APathOfTheContractIsFoundWithWhatItSays) {
  const auto feed = Find("/cap/feed.atom");
  ASSERT_TRUE(feed);
  EXPECT_EQ(feed->route.method->full_name(), "watchbell.alerting.v1.CapService.GetCapFeed");
  EXPECT_EQ(feed->route.backend, "alerting");
  EXPECT_FALSE(feed->route.anyone);
  const auto document = Find("/cap/lincoln-es/0198c0de-0000-7000-8000-000000000009.xml");
  ASSERT_TRUE(document);
  alerting::v1::GetCapDocumentRequest request;
  ASSERT_TRUE(request.ParseFromString(document->request));
  EXPECT_EQ(request.school(), "lincoln-es");
  EXPECT_EQ(request.message_id(), "0198c0de-0000-7000-8000-000000000009");
}

TEST(Pages, NoOtherPathIsFound) {
  for (const auto* path : {"", "/", "cap/feed.atom", "/cap", "/cap/", "/cap/feed.atom/", "/cap//x.xml",
                           "/cap/a/.xml", "/cap/a/b", "/cap/a/b.xml/c", "/cap/../b.xml", "/cap/A/b.xml",
                           "/cap/a%2e/b.xml", "/cap/a/b c.xml", "/index.html"}) {
    EXPECT_FALSE(Find(path)) << path;
  }
  EXPECT_FALSE(Find("/cap/a/" + std::string(70, 'b') + ".xml"));
  EXPECT_FALSE(Find("/" + std::string(100'000, '/')));
}

TEST(Pages, AProvidersPostBringsItsBodyAndTheHeadersThatTheContractNames) {
  const http::Request post{.method = "POST",
                           .path = "/provider/twilio-a/text",
                           .headers = {{"x-twilio-signature", "c2ln"}, {"cookie", "secret"}},
                           .body = "Body=STOP\xff"};
  const auto page = FindPage(post);
  ASSERT_TRUE(page);
  notification::v1::ReceiveTextRequest request;
  ASSERT_TRUE(request.ParseFromString(page->request));
  EXPECT_EQ(request.provider(), "twilio-a");
  EXPECT_EQ(request.body(), "Body=STOP\xff");
  EXPECT_EQ(request.headers().size(), 1U);
  EXPECT_EQ(request.headers().at("x-twilio-signature"), "c2ln");
  EXPECT_FALSE(Find("/provider/twilio-a/text"));
  EXPECT_FALSE(FindPage({.method = "POST", .path = "/cap/feed.atom"}));
}

}  // namespace
}  // namespace watchbell::gateway::connect
