#include "common/text/plain.hpp"

#include <gtest/gtest.h>

#include <string>

namespace watchbell {
namespace {

TEST(PlainText, IsUtf8WithoutControlsAndLineEnds) {
  EXPECT_TRUE(IsPlainText("", 0));
  EXPECT_TRUE(IsPlainText("Jos\xc3\xa9 \xf0\x9f\x8e\x93", 40));
  EXPECT_FALSE(IsPlainText("Jos\xe9", 40));
  EXPECT_FALSE(IsPlainText("\xed\xa0\x80", 40));  // half of a surrogate pair
  EXPECT_FALSE(IsPlainText("a\nb", 40));
  EXPECT_FALSE(IsPlainText(std::string("a\0b", 3), 40));
  EXPECT_FALSE(IsPlainText("a\xe2\x80\xa8", 40));  // U+2028, a line separator
  EXPECT_FALSE(IsPlainText("abc", 2));
}

}  // namespace
}  // namespace watchbell
