#include "services/notification/domain/text_answer.hpp"

#include <gtest/gtest.h>

namespace watchbell::notification {
namespace {

TEST(TextAnswer, SafeIsUnderstoodInFourLanguages) {
  for (const char* text : {"SAFE", " safe ", "I'm safe!", "A salvo", "Estoy a salvo.", "SEGURA",
                           "Estou segura", "An sekirite", "Mwen an sekirite"})
    EXPECT_EQ(Understand(text), TextAnswer::kIsSafe) << text;
}

TEST(TextAnswer, ACallForHelpIsUnderstoodInFourLanguagesWhateverFollows) {
  for (const char* text : {"HELP ME", "help me, gym", "I need help", "Not safe", "¡Ayúdame!",
                           "Necesito ayuda ya", "Me ajude", "Não estou segura", "Ede m", "Anmwe!"})
    EXPECT_EQ(Understand(text), TextAnswer::kNeedHelp) << text;
}

TEST(TextAnswer, NothingButTheWordItselfIsSafe) {
  for (const char* text : {"safe? no", "Safe here but one is hurt", "unsafe", "is it safe", "seguro que no"})
    EXPECT_NE(Understand(text), TextAnswer::kIsSafe) << text;
}

TEST(TextAnswer, TheCarriersWordsKeepTheirMeaning) {
  EXPECT_EQ(Understand("Stop please"), TextAnswer::kStop);
  EXPECT_EQ(Understand("STOPALL"), TextAnswer::kStop);
  EXPECT_EQ(Understand("start"), TextAnswer::kStart);
  EXPECT_EQ(Understand("Help"), TextAnswer::kHelp);
  EXPECT_EQ(Understand("Ayuda"), TextAnswer::kHelp);
  EXPECT_EQ(Understand("stopwatch"), TextAnswer::kUnknown);
  EXPECT_EQ(Understand(""), TextAnswer::kUnknown);
  EXPECT_EQ(Understand("who is this"), TextAnswer::kUnknown);
}

}  // namespace
}  // namespace watchbell::notification
