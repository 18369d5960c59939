#include "services/gateway/session/hint.hpp"

#include <gtest/gtest.h>

namespace watchbell::gateway {
namespace {

TEST(Hints, SayWhatChangedWhereAndNothingElse) {
  const auto hint = HintOf({.subject = "watchbell.visitor.v1.visit.lincoln-es.0198",
                            .type = "watchbell.visitor.v1.VisitorAdmitted",
                            .time = "2026-11-22T07:30:00.250Z",
                            .sequence = "42"});
  ASSERT_TRUE(hint);
  EXPECT_EQ(hint->ShortDebugString(),
            "fact: \"watchbell.visitor.v1.VisitorAdmitted\" service: \"visitor\" aggregate: \"visit\" "
            "school: \"lincoln-es\" id: \"0198\" sequence: 42 at { seconds: 1795332600 nanos: 250000000 }");
}

TEST(Hints, ASubjectThatIsNoEventsIsNone) {
  EXPECT_FALSE(HintOf({.subject = "watchbell.visitor.v1"}));
  EXPECT_FALSE(HintOf({.subject = "_INBOX.1.2.3.4.5"}));
}

TEST(Hints, AMissingTimeOrSequenceIsLeftOut) {
  const auto hint =
      HintOf({.subject = "watchbell.visitor.v1.visit.lincoln-es.0198", .time = "soon", .sequence = "x"});
  ASSERT_TRUE(hint);
  EXPECT_FALSE(hint->has_at());
  EXPECT_EQ(hint->sequence(), 0u);
}

TEST(Hints, TheContractSaysWhoMayHear) {
  EXPECT_EQ(EventPermission("visitor", "visit"), "visit.read");
  EXPECT_EQ(EventPermission("alerting", "incident"), "incident.read");
  EXPECT_EQ(EventPermission("threat_intake", "tip"), "tip.read");
  EXPECT_EQ(EventPermission("notification", "delivery_batch"), "notice.read");
  EXPECT_EQ(EventPermission("visitor", "nothing"), "");
  EXPECT_EQ(EventPermission("nobody", "visit"), "");
}

}  // namespace
}  // namespace watchbell::gateway
