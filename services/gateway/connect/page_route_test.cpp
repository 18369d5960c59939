#include "services/gateway/connect/page_route.hpp"

#include <gtest/gtest.h>

#include "watchbell/alerting/v1/cap_service.pb.h"

namespace watchbell::gateway::connect {
namespace {

TEST(Pages, APathOfTheContractIsFoundWithWhatItSays) {
  const auto feed = FindPage("/cap/feed.atom");
  ASSERT_TRUE(feed);
  EXPECT_EQ(feed->route.method->full_name(), "watchbell.alerting.v1.CapService.GetCapFeed");
  EXPECT_EQ(feed->route.backend, "alerting");
  EXPECT_FALSE(feed->route.anyone);
  const auto document = FindPage("/cap/lincoln-es/0198c0de-0000-7000-8000-000000000009.xml");
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
    EXPECT_FALSE(FindPage(path)) << path;
  }
  EXPECT_FALSE(FindPage("/cap/a/" + std::string(70, 'b') + ".xml"));
  EXPECT_FALSE(FindPage("/" + std::string(100'000, '/')));
}

}  // namespace
}  // namespace watchbell::gateway::connect
