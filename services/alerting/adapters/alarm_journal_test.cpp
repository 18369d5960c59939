#include "services/alerting/adapters/alarm_journal.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "common/testing/process.hpp"

namespace watchbell::alerting {
namespace {

JournalledAlarm Alarm(int number) {
  JournalledAlarm alarm;
  alarm.request.set_school("lincoln-es");
  alarm.request.set_action(v1::ACTION_LOCKDOWN);
  alarm.context.now = TimePoint{std::chrono::seconds{1'800'000'000 + number}};
  alarm.context.request_id = "0198c0de-0000-7000-8000-00000000000" + std::to_string(number);
  alarm.context.actor_id = "teacher";
  alarm.context.permissions = {"incident.admin", "incident.raise"};
  return alarm;
}

TEST(AlarmJournal, GivesBackWhatItKeptOldestFirstAlsoToTheNextProcess) {
  testing::TempDir dir;
  {
    auto journal = AlarmJournal::Open(dir.path()).value();
    ASSERT_TRUE(journal->Keep(Alarm(2)));
    ASSERT_TRUE(journal->Keep(Alarm(1)));
    ASSERT_TRUE(journal->Keep(Alarm(1)));
  }
  const auto waiting = AlarmJournal::Open(dir.path()).value()->Waiting();
  ASSERT_EQ(waiting.size(), 2U);
  EXPECT_EQ(waiting[0].context.request_id, Alarm(1).context.request_id);
  EXPECT_EQ(waiting[0].context.now, Alarm(1).context.now);
  EXPECT_EQ(waiting[0].context.permissions, Alarm(1).context.permissions);
  EXPECT_EQ(waiting[0].request.SerializeAsString(), Alarm(1).request.SerializeAsString());
}

TEST(AlarmJournal, ForgetsWhatIsOnTheRecord) {
  testing::TempDir dir;
  auto journal = AlarmJournal::Open(dir.path()).value();
  ASSERT_TRUE(journal->Keep(Alarm(1)));
  journal->Remove(Alarm(1).context.request_id);
  EXPECT_TRUE(journal->Waiting().empty());
}

TEST(AlarmJournal, AnUnreadableFileIsPutAsideAndHoldsUpNothing) {
  testing::TempDir dir;
  auto journal = AlarmJournal::Open(dir.path()).value();
  std::ofstream(dir.path() + "/torn.alarm") << "torn";
  ASSERT_TRUE(journal->Keep(Alarm(1)));
  EXPECT_EQ(journal->Waiting().size(), 1U);
  EXPECT_TRUE(std::ifstream(dir.path() + "/torn.alarm.bad").good());
}

TEST(AlarmJournal, ADirectoryThatCannotBeMadeIsSaidAtTheStart) {
  EXPECT_EQ(AlarmJournal::Open("/proc/no/such").error().field, "journal");
}

}  // namespace
}  // namespace watchbell::alerting
