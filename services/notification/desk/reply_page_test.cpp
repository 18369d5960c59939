#include "services/notification/desk/reply_page.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace watchbell::notification {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(ReplyPage, OffersWhatIsAskedInTheReadersLanguage) {
  v1::MessageQuestion question;
  EXPECT_THAT(ReplyPage("Lincoln", "es", question), HasSubstr("<button value=\"0\">Lo he leído</button>"));
  question.set_kind(v1::MessageQuestion::KIND_SAFE);
  EXPECT_THAT(ReplyPage("Lincoln", "xx", question), HasSubstr("<button value=\"2\">I need help</button>"));
}

TEST(ReplyPage, NoTextBecomesMarkup) {
  v1::MessageQuestion question;
  question.set_kind(v1::MessageQuestion::KIND_POLL);
  question.add_options("<script>alert(\"1\")</script>");
  const auto page = ReplyPage("A & \"B\"", "en", question);
  EXPECT_THAT(page, Not(HasSubstr("<script>alert")));
  EXPECT_THAT(page, HasSubstr("A &amp; &quot;B&quot;"));
}

}  // namespace
}  // namespace watchbell::notification
