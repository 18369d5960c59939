#include "services/notification/channels/mail.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "services/notification/sinks/mail_text.hpp"

namespace watchbell::notification::channels {
namespace {

void EveryLineIsAtMost(std::string_view text, std::size_t size_max) {
  while (!text.empty()) {
    const auto end = std::min(text.find("\r\n"), text.size());
    RC_ASSERT(end <= size_max);
    text.remove_prefix(std::min(end + 2, text.size()));
  }
}

RC_GTEST_PROP(Mail, AnyHeaderTextSurvivesInShortLines, (const std::string& text)) {
  const std::string encoded = EncodeHeader(text);
  EveryLineIsAtMost(encoded, 76);
  const auto plain = [](char c) { return c >= ' ' && c < '\x7f'; };
  RC_PRE(!text.empty() && !std::all_of(text.begin(), text.end(), plain));
  RC_ASSERT(sinks::DecodeHeader(sinks::ParseHeaders("s: " + encoded).at("s")) == text);
}

RC_GTEST_PROP(Mail, AnyBodySurvivesInShortLines, ()) {
  const auto text = *rc::gen::container<std::string>(
      rc::gen::oneOf(rc::gen::element(' ', '=', '.', '\n', '\t', '\r'), rc::gen::arbitrary<char>()));
  const std::string encoded = EncodeQuotedPrintable(text);
  EveryLineIsAtMost(encoded, 76);
  std::string expected;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;
    expected += text[i] == '\n' ? std::string("\r\n") : std::string(1, text[i]);
  }
  if (!expected.ends_with("\r\n")) expected += "\r\n";
  RC_ASSERT(sinks::DecodeQuotedPrintable(encoded) == expected);
}

TEST(Mail, APlainSubjectStaysReadable) {
  EXPECT_EQ(EncodeHeader("Lockdown at Lincoln"), "Lockdown at Lincoln");
  EXPECT_NE(EncodeHeader("=?UTF-8?B?QQ==?="), "=?UTF-8?B?QQ==?=") << "it would be read as something else";
}

TEST(Mail, ACharacterNeverSpansTwoWords) {
  std::string text = "x";
  for (int i = 0; i < 40; ++i) text += "\xe2\x82\xac";
  const std::string encoded = EncodeHeader(text);
  const std::string first = sinks::DecodeHeader(encoded.substr(0, encoded.find("\r\n")));
  EXPECT_EQ((first.size() - 1) % 3, 0u);
}

}  // namespace
}  // namespace watchbell::notification::channels
