#include "services/notification/desk/reply_links.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace watchbell::notification {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

TEST(ReplyLinks, OnlyTheKeysHolderMakesOneAndItNamesNobody) {
  const policy::BlindIndex keys{{{"notification/1", std::string(32, 'k')}}};
  const policy::BlindIndex others{{{"notification/1", std::string(32, 'x')}}};
  const ReplyLinks links(keys, "https://watchbell.example");
  const auto link = links.Link("lincoln-es", "batch", "person-7");
  EXPECT_THAT(link, StartsWith("https://watchbell.example/reply/lincoln-es/batch/"));
  EXPECT_THAT(link, Not(HasSubstr("person")));
  const auto code = link.substr(link.rfind('/') + 1);
  EXPECT_TRUE(links.Is(code, "batch", "person-7"));
  EXPECT_FALSE(links.Is(code, "batch", "person-8"));
  EXPECT_FALSE(links.Is(code, "another", "person-7"));
  EXPECT_FALSE(ReplyLinks(others, "").Is(code, "batch", "person-7"));
}

TEST(ReplyLinks, AfterARotationTheOldOnesStillOpen) {
  const std::string old_key(32, 'o');
  const std::string new_key(32, 'n');
  const policy::BlindIndex before{{{"notification/1", old_key}}};
  const policy::BlindIndex after{{{"notification/1", old_key}, {"notification/2", new_key}}};
  const auto link = ReplyLinks(before, "https://w.example").Link("s", "batch", "p");
  EXPECT_TRUE(ReplyLinks(after, "").Is(link.substr(link.rfind('/') + 1), "batch", "p"));
}

}  // namespace
}  // namespace watchbell::notification
