#include "common/names/names.hpp"

#include <gtest/gtest.h>

namespace watchbell::names {
namespace {

const Key kVisit{"visitor", "visit", "lincoln-es", "0198c0de-0000-7000-8000-000000000001"};

TEST(Names, TheTwoSubjectTreesHaveSixTokens) {
  EXPECT_EQ(RecordSubject(kVisit), "record.visitor.v1.visit.lincoln-es.0198c0de-0000-7000-8000-000000000001");
  EXPECT_EQ(LiveSubject(kVisit),
            "watchbell.visitor.v1.visit.lincoln-es.0198c0de-0000-7000-8000-000000000001");
}

TEST(Names, ASubjectReadsBackAsItsKey) {
  EXPECT_EQ(ParseSubject(RecordSubject(kVisit)), kVisit);
  EXPECT_EQ(ParseSubject(LiveSubject(kVisit)), kVisit);
}

TEST(Names, OtherSubjectsAreNobodysKey) {
  for (const char* subject : {"", "record", "record.a.v1.b.c", "record.a.v1.b.c.d.e", "record.a.v2.b.c.d",
                              "other.a.v1.b.c.d", "record..v1.b.c.d"}) {
    EXPECT_FALSE(ParseSubject(subject)) << subject;
  }
}

TEST(Names, NoIdOrSchoolReachesAnotherSubjectOrEndsTheServersCommand) {
  for (const std::string& text :
       {std::string{"*"}, std::string{">"}, std::string{"a.b"}, std::string{}, std::string{" "},
        std::string{"x\r\nPUB record.alerting.v1.incident.a.b 0\r\n"}, std::string{"a\0b", 3},
        std::string{"\xff"}, std::string(kTokenMax + 1, 'a')}) {
    EXPECT_EQ(RecordSubject({"visitor", "visit", "lincoln-es", text}),
              "record.visitor.v1.visit.lincoln-es.~");
    EXPECT_EQ(RecordSubject({"visitor", "visit", text, "id"}), "record.visitor.v1.visit.~.id");
    EXPECT_EQ(RecordSubjectsOf("visitor", "visit", text), "record.visitor.v1.visit.~.*");
    EXPECT_EQ(RecordSubjectAtAnySchool("visitor", "visit", text), "record.visitor.v1.visit.*.~");
    EXPECT_EQ(AttachmentSubject("visitor", "lincoln-es", text, "b", 0),
              "attachment.visitor.v1.lincoln-es.~.b.0");
    EXPECT_EQ(AttachmentSubjectsOf("visitor", "lincoln-es", text), "attachment.visitor.v1.lincoln-es.~.>");
    EXPECT_EQ(AttachmentSubjectsOf("visitor", "lincoln-es", "a", text),
              "attachment.visitor.v1.lincoln-es.a.~.*");
  }
}

TEST(Names, ASchoolCodeFitsIntoOneToken) {
  EXPECT_TRUE(IsSchoolCode("lincoln-es"));
  for (const char* code : {"", "Lincoln", "a.b", "a b", "a*", "a>", "123456789012345678901234567890123"}) {
    EXPECT_FALSE(IsSchoolCode(code)) << code;
  }
}

TEST(Names, StreamsConsumersAndKeysAreFrozen) {
  EXPECT_EQ(StreamOf("threat_intake"), "THREAT_INTAKE");
  EXPECT_EQ(DeadLetterSubject("notification__alarms", "lincoln-es", "x"),
            "record.dead_letters.v1.notification__alarms.lincoln-es.x");
  EXPECT_EQ(Durable("notification", "alarms"), "notification__alarms");
  EXPECT_EQ(ViewKey(kVisit), "wb:visitor:view:visit:lincoln-es:0198c0de-0000-7000-8000-000000000001");
  EXPECT_EQ(IndexKey("visitor", "on_site:lincoln-es"), "wb:visitor:index:on_site:lincoln-es");
  EXPECT_EQ(TimersKey("visitor"), "wb:visitor:timers");
  EXPECT_EQ(PositionKey("visitor"), "wb:visitor:position");
  EXPECT_EQ(LeaseKey("visitor", "timers"), "wb:visitor:lease:timers");
  EXPECT_EQ(WorkSubject("urgent"), "work.notification.v1.urgent");
  EXPECT_EQ(WorkStream("urgent"), "DELIVERY_URGENT");
  EXPECT_EQ(AttachmentStream("threat_intake"), "THREAT_INTAKE_ATTACHMENTS");
  EXPECT_EQ(AttachmentSubject("visitor", "lincoln-es", "owner", "content", 7),
            "attachment.visitor.v1.lincoln-es.owner.content.7");
  EXPECT_EQ(AttachmentSubjectsOf("visitor", "lincoln-es", "owner", "content"),
            "attachment.visitor.v1.lincoln-es.owner.content.*");
}

}  // namespace
}  // namespace watchbell::names
