#include "common/sanitize/program/document.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <poppler-document.h>
#include <poppler-page.h>

#include <memory>

#include "common/sanitize/program/samples.hpp"

namespace watchbell::sanitize {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::unique_ptr<poppler::document> Read(const std::string& pdf) {
  return std::unique_ptr<poppler::document>(
      poppler::document::load_from_raw_data(pdf.data(), static_cast<int>(pdf.size())));
}

TEST(Document, OfAPdfOnlyPicturesOfItsPagesAreLeft) {
  const auto original = samples::Pdf(3);
  ASSERT_THAT(Read(original)->create_page(0)->text().to_latin1(), HasSubstr("Warrant"));
  const auto made = MakeDocument(original).value();
  EXPECT_EQ(made.media_type, "application/pdf");
  for (const auto& word : {samples::kCanary, std::string("JavaScript"), std::string("EmbeddedFiles"),
                           std::string("Author"), std::string("Producer")}) {
    EXPECT_THAT(made.bytes, Not(HasSubstr(word)));
  }
  const auto document = Read(made.bytes);
  ASSERT_NE(document, nullptr);
  EXPECT_EQ(document->pages(), 3);
  const std::unique_ptr<poppler::page> page(document->create_page(2));
  EXPECT_NEAR(page->page_rect().width(), 200, 1);
  EXPECT_NEAR(page->page_rect().height(), 100, 1);
  EXPECT_THAT(page->text().to_latin1(), Not(HasSubstr("Warrant")));
  EXPECT_GT(made.bytes.size(), 2000U);  // something was drawn
}

TEST(Document, AnEndlessOneIsRefused) {
  EXPECT_EQ(MakeDocument(samples::Pdf(kPagesMax + 1)).error(), Exit::kTooComplex);
}

TEST(Document, NonsenseIsUnreadable) {
  EXPECT_EQ(MakeDocument("%PDF-1.7 nonsense").error(), Exit::kUnreadable);
}

}  // namespace
}  // namespace watchbell::sanitize
