#include "services/threat-intake/inbox/inbox.hpp"

#include <gtest/gtest.h>

namespace watchbell::threat_intake {
namespace {

using v1::Tip;

constexpr char kHeader[] = "time,channel,number,name,anonymous,category,place,text\n";

TEST(HotlineLog, OfAnAnonymousCallerNumberAndNameAreDropped) {
  const auto inbox =
      ReadHotlineLog(std::string{kHeader} +
                     "2026-11-20 21:05,voice,+1 207 555 0199,Nomi,yes,firearm,bus 7,he has a gun\n"
                     "2026-11-20 21:06,sms,+1 207 555 0198,Ben,no,,,call me\n");
  ASSERT_EQ(inbox.drafts.size(), 2U);
  EXPECT_TRUE(inbox.errors.empty());
  const auto& anonymous = inbox.drafts[0].draft;
  EXPECT_EQ(anonymous.channel(), Tip::CHANNEL_VOICE);
  EXPECT_EQ(anonymous.category(), Tip::CATEGORY_FIREARM);
  EXPECT_TRUE(anonymous.not_fully_anonymous());
  EXPECT_FALSE(anonymous.has_reporter());
  for (const char* secret : {"0199", "Nomi"}) {
    EXPECT_EQ(anonymous.SerializeAsString().find(secret), std::string::npos);
    EXPECT_EQ(inbox.drafts[0].mark.find(secret), std::string::npos);
  }
  const auto& named = inbox.drafts[1].draft;
  EXPECT_EQ(named.reporter().contact(), "+1 207 555 0198");
  EXPECT_FALSE(named.not_fully_anonymous());
}

TEST(HotlineLog, AFaultyRowIsNamedByItsLineAndTheOthersAreTaken) {
  const auto inbox =
      ReadHotlineLog(std::string{kHeader} + "t,voice,1,n,maybe,,,text\nt,voice,1,n,yes,,,text\n");
  ASSERT_EQ(inbox.errors.size(), 1U);
  EXPECT_EQ(inbox.errors[0].line(), 2);
  EXPECT_EQ(inbox.drafts.size(), 1U);
  EXPECT_EQ(ReadHotlineLog("a,b\n1,2\n").drafts.size(), 0U);
  EXPECT_FALSE(ReadHotlineLog("a,b\n1,2\n").errors.empty());
}

constexpr char kMail[] =
    "From: \"Nomi Nated\" <nomi@example.org>\r\nSubject: =?utf-8?q?Una_amenaza?=\r\nMIME-Version: 1.0\r\n"
    "Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\n"
    "Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    "Ma=F1ana va a pasar algo\r\n-- \r\nNomi Nated, 5B\r\n--b\r\nContent-Type: "
    "text/html\r\n\r\n<p>x</p>\r\n--b--\r\n";

TEST(Mail, OfAnAnonymousSenderAddressNameAndSignatureAreDropped) {
  const auto read = ReadMail(kMail, false);
  ASSERT_TRUE(read) << read.error().reason;
  EXPECT_EQ(read->draft.text(), "Una amenaza\n\nMañana va a pasar algo");
  EXPECT_EQ(read->draft.channel(), Tip::CHANNEL_EMAIL);
  EXPECT_TRUE(read->draft.not_fully_anonymous());
  EXPECT_EQ(read->draft.SerializeAsString().find("omi"), std::string::npos);
}

TEST(Mail, WhoWantsToBeNamedIs) {
  const auto read = ReadMail(kMail, true);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->draft.reporter().name(), "Nomi Nated");
  EXPECT_EQ(read->draft.reporter().contact(), "nomi@example.org");
  EXPECT_FALSE(read->draft.not_fully_anonymous());
}

TEST(Mail, WithoutAPlainTextIsRefused) {
  for (const char* message : {"", "From: a@b.example\nContent-Type: text/html\n\n<p>x</p>\n"}) {
    EXPECT_EQ(ReadMail(message, false).error().reason, "MAIL_UNREADABLE") << message;
  }
  EXPECT_FALSE(ReadMail(std::string(kInboxBytesMax + 1, 'x'), false));
}

}  // namespace
}  // namespace watchbell::threat_intake
