// What the service says to a sender: warnings, questions, the mailbox, files, work.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/threat-intake/domain/first_person.hpp"
#include "services/threat-intake/domain/mailbox.hpp"
#include "services/threat-intake/domain/questions.hpp"
#include "services/threat-intake/domain/test_tips.hpp"
#include "services/threat-intake/domain/tip_upload.hpp"
#include "services/threat-intake/domain/work.hpp"

namespace watchbell::threat_intake {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::IsEmpty;

std::vector<v1::TextWarning::Kind> KindsIn(const std::string& text) {
  std::vector<v1::TextWarning::Kind> kinds;
  for (const auto& warning : FirstPersonWarnings(text)) kinds.push_back(warning.kind());
  return kinds;
}

TEST(FirstPerson, IsFoundInFourLanguages) {
  using W = v1::TextWarning;
  const std::pair<const char*, W::Kind> cases[] = {{"My name is Ursula", W::KIND_NAME},
                                                   {"Me llamo Pedro", W::KIND_NAME},
                                                   {"oi, meu nome é Ana", W::KIND_NAME},
                                                   {"mwen rele Jan", W::KIND_NAME},
                                                   {"call me at 207-555-0123", W::KIND_CONTACT},
                                                   {"mi número es secreto", W::KIND_CONTACT},
                                                   {"meu telefone está", W::KIND_CONTACT},
                                                   {"nimewo mwen se", W::KIND_CONTACT},
                                                   {"write to kid@school.example", W::KIND_CONTACT},
                                                   {"I am @kid_7", W::KIND_CONTACT},
                                                   {"it is in my locker", W::KIND_RELATION},
                                                   {"mi hermano lo dijo", W::KIND_RELATION},
                                                   {"minha turma sabe", W::KIND_RELATION},
                                                   {"frè mwen te wè l", W::KIND_RELATION}};
  for (const auto& [text, kind] : cases) EXPECT_THAT(KindsIn(text), testing::Contains(kind)) << text;
}

TEST(FirstPerson, LeavesTheTextOfOthersAlone) {
  for (const char* text : {"He has a gun in room 204 at 11:30", "El estudiante dijo algo", "Ele tem uma faca",
                           "Li gen yon zam", "academy names are long", "2026-11-23"}) {
    EXPECT_THAT(KindsIn(text), IsEmpty()) << text;
  }
}

TEST(FirstPerson, SaysWhereItStands) {
  const std::string text = "Hello, my name is Ursula";
  const auto warnings = FirstPersonWarnings(text);
  ASSERT_EQ(warnings.size(), 1U);
  EXPECT_EQ(text.substr(static_cast<std::size_t>(warnings[0].begin()),
                        static_cast<std::size_t>(warnings[0].end() - warnings[0].begin())),
            "my name is");
}

TEST(FirstPerson, AnswersAnyBytes) {
  std::string text;
  for (int i = 0; i < 4000; ++i) text += static_cast<char>(i * 37);
  EXPECT_LE(FirstPersonWarnings(text).size(), static_cast<std::size_t>(kWarningsMax));
}

TEST(Questions, AVagueTipIsAskedForWhatIsMissing) {
  EXPECT_THAT(FollowUpQuestions(Saying("something bad")),
              ElementsAre(v1::QUESTION_WHO, v1::QUESTION_WHERE, v1::QUESTION_WHEN, v1::QUESTION_WEAPON,
                          v1::QUESTION_STILL_HAPPENING));
  EXPECT_THAT(FollowUpQuestions(Saying("A boy showed a knife in the gym today")), IsEmpty());
}

TEST(Questions, AreNotAskedWhereTheFormHasTheAnswer) {
  auto draft = Saying("a girl is insulted");
  draft.set_category(v1::Tip::CATEGORY_BULLYING);
  draft.set_place("bus 7");
  draft.set_event_time("every day");
  EXPECT_THAT(FollowUpQuestions(draft), IsEmpty());
}

TEST(Mailbox, TheSenderSeesTheTeamAndNobodysName) {
  v1::TipMessage message;
  message.set_from(v1::TipMessage::FROM_TEAM);
  message.set_author_id(kAnna);
  message.set_text("Where was it?");
  const auto shown = ForSender(message);
  EXPECT_EQ(shown.text(), "Where was it?");
  EXPECT_EQ(shown.SerializeAsString().find(kAnna), std::string::npos);
}

TEST(Mailbox, AMessageKnowsItsTipAndItsSchool) {
  const Decision<v1::TipMessageEvent> decision =
      SendMessage({}, {"lincoln-es", kOtherId, v1::TipMessage::FROM_TEAM, "Where?"}, At(kNoon, kAnna));
  auto event = std::get<v1::TipMessageEvent>(decision);
  *event.mutable_meta()->mutable_at() = ToProto(kNoon);
  event.mutable_meta()->set_actor_id(kAnna);
  v1::TipMessage message;
  TipMessages::Evolve(message, event);
  EXPECT_EQ(message.id(), kTipId);
  EXPECT_EQ(message.school(), "lincoln-es");
  EXPECT_EQ(message.author_id(), kAnna);
  EXPECT_EQ(TipMessages::IndexesOf(message).front().index, std::string("tip:") + kOtherId);
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(SendMessage(message, {}, At(kNoon))));
}

TEST(Mailbox, NeedsAText) {
  const auto decision = SendMessage({}, {"lincoln-es", kTipId, v1::TipMessage::FROM_SENDER, " "}, At(kNoon));
  EXPECT_EQ(std::get<Error>(decision).reason, "TEXT_MISSING");
  const auto long_one = SendMessage(
      {}, {"lincoln-es", kTipId, v1::TipMessage::FROM_SENDER, std::string(kTextBytesMax + 1, 'x')},
      At(kNoon));
  EXPECT_EQ(std::get<Error>(long_one).reason, "TEXT_TOO_LONG");
}

TEST(Mailbox, TheStatusTellsNoDisposition) {
  v1::Tip tip = Received("text");
  tip.set_state(v1::Tip::STATE_QUARANTINED);
  tip.mutable_verdict()->set_disposition(v1::DISPOSITION_SPAM);
  EXPECT_EQ(StatusOf(tip).state(), v1::Tip::STATE_CLOSED);
}

common::v1::Attachment File(const std::string& id) {
  common::v1::Attachment file;
  file.set_id(id);
  return file;
}
v1::TipUpload Holding(int files) {
  v1::TipUpload upload;
  for (int i = 0; i < files; ++i) *upload.add_attachments() = File(std::to_string(i));
  *upload.mutable_first_at() = ToProto(kNoon);
  return upload;
}

TEST(TipFiles, AreAtMostFiveEachOnce) {
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(TakeFile(Holding(2), "lincoln-es", File("1"), At(kNoon))));
  EXPECT_TRUE(
      std::holds_alternative<v1::TipUploadEvent>(TakeFile(Holding(4), "lincoln-es", File("x"), At(kNoon))));
  EXPECT_EQ(std::get<Error>(TakeFile(Holding(5), "lincoln-es", File("x"), At(kNoon))).reason,
            "FILES_TOO_MANY");
}

TEST(TipFiles, ATipTakesThoseThatItNamesBeforeTheyAreSwept) {
  google::protobuf::RepeatedPtrField<std::string> ids;
  *ids.Add() = "1";
  EXPECT_EQ(FilesNamed(Holding(2), ids, kNoon).value().size(), 1U);
  EXPECT_EQ(FilesNamed(Holding(2), ids, kNoon + kFilesWait + seconds{1}).error().reason, "FILE_GONE");
  *ids.Add() = "7";
  EXPECT_EQ(FilesNamed(Holding(2), ids, kNoon).error().reason, "FILE_GONE");
}

TEST(Work, IsNoneWhileItIsQuietAndABitMoreForEachDoubling) {
  EXPECT_EQ(WorkFor(100, 100), 0);
  EXPECT_EQ(WorkFor(101, 100), kWorkBitsMin);
  EXPECT_EQ(WorkFor(201, 100), kWorkBitsMin + 1);
  EXPECT_EQ(WorkFor(801, 100), kWorkBitsMin + 3);
  EXPECT_EQ(WorkFor(1e12, 100), kWorkBitsMax);
}

TEST(Work, OfAWrongPassphraseGrowsAndNeverLocksAnybodyOut) {
  EXPECT_EQ(WorkAfterWrong(3), 0);
  EXPECT_EQ(WorkAfterWrong(4), kWorkBitsMin + 2);
  EXPECT_EQ(WorkAfterWrong(1e9), kWorkBitsMax);
}

TEST(Work, LoadFades) {
  Load load;
  const Instant start{};
  for (int i = 0; i < 100; ++i) load.Add(start);
  EXPECT_NEAR(load.PerMinute(start), 100, 1e-6);
  EXPECT_LT(load.PerMinute(start + minutes{5}), 1);
}

}  // namespace
}  // namespace watchbell::threat_intake
