#include "services/visitor/adapters/badge_label.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <pango/pangocairo.h>
#include <poppler-document.h>
#include <poppler-page.h>

#include <array>
#include <cstdlib>
#include <fstream>
#include <memory>

namespace watchbell::visitor {
namespace {

using ::testing::HasSubstr;

constexpr std::array kSizes{v1::BADGE_SIZE_62X100_MM, v1::BADGE_SIZE_54X86_MM, v1::BADGE_SIZE_4X3_IN};

BadgeContent Content() {
  return {.school_name = "Lincoln Elementary School",
          .kind = v1::PERSON_KIND_GUARDIAN,
          .given_name = "Maria",
          .family_name = "Garcia-Hernandez",
          .host_name = "Dana Whitfield",
          .zones = "Room 12, Gym",
          .until = "3:30 PM",
          .day = "Sun, Nov 22, 2026",
          .letters = "A7K2QX",
          .qr_text = "A7K2QX-2",
          .print = 2,
          .escort = true};
}

std::unique_ptr<poppler::document> Read(const std::string& pdf) {
  return std::unique_ptr<poppler::document>(
      poppler::document::load_from_raw_data(pdf.data(), static_cast<int>(pdf.size())));
}
std::string TextOf(const std::string& pdf) {
  const auto document = Read(pdf);
  const std::unique_ptr<poppler::page> page(document->create_page(0));
  const auto text = page->text(page->page_rect(), poppler::page::raw_order_layout).to_utf8();
  return {text.begin(), text.end()};
}
unsigned Number(const std::string& bytes, std::size_t at) {
  unsigned number = 0;
  for (std::size_t i = 0; i < 4; ++i) number = (number << 8) | static_cast<unsigned char>(bytes[at + i]);
  return number;
}
// A picture with a face-like spot, as the sanitizer gives it.
std::string Photo() {
  const std::unique_ptr<cairo_surface_t, decltype(&cairo_surface_destroy)> surface(
      cairo_image_surface_create(CAIRO_FORMAT_RGB24, 240, 300), &cairo_surface_destroy);
  const std::unique_ptr<cairo_t, decltype(&cairo_destroy)> cairo(cairo_create(surface.get()), &cairo_destroy);
  cairo_set_source_rgb(cairo.get(), 0.6, 0.7, 0.8);
  cairo_paint(cairo.get());
  cairo_set_source_rgb(cairo.get(), 0.8, 0.6, 0.5);
  cairo_arc(cairo.get(), 120, 130, 70, 0, 7);
  cairo_fill(cairo.get());
  std::string png;
  cairo_surface_write_to_png_stream(
      surface.get(),
      [](void* closure, const unsigned char* data, unsigned count) {
        static_cast<std::string*>(closure)->append(reinterpret_cast<const char*>(data), count);
        return CAIRO_STATUS_SUCCESS;
      },
      &png);
  return png;
}

// For looking at them: BADGE_PICTURES=/tmp/x visitor_adapters_test.
void Show(const std::string& name, const std::string& bytes) {
  if (const char* folder = std::getenv("BADGE_PICTURES"))
    std::ofstream(std::string(folder) + '/' + name) << bytes;
}

TEST(BadgeLabel, APdfHasTheSizeOfTheLabelAndSaysEverything) {
  for (const auto size : kSizes) {
    const auto file = DrawBadge(Content(), size, v1::BADGE_FORMAT_PDF).value();
    EXPECT_EQ(file.media_type, "application/pdf");
    const auto text = TextOf(file.bytes);
    for (const char* word : {"PARENT / GUARDIAN", "Lincoln", "Maria", "Garcia", "Dana Whitfield", "Room 12",
                             "3:30 PM", "Nov 22, 2026", "A7K2QX · 2", "ESCORT REQUIRED"}) {
      EXPECT_THAT(text, HasSubstr(word)) << v1::BadgeSize_Name(size);
    }
    EXPECT_EQ(Read(file.bytes)->pages(), 1);
  }
  const auto label = DrawBadge(Content(), v1::BADGE_SIZE_62X100_MM, v1::BADGE_FORMAT_PDF).value();
  const std::unique_ptr<poppler::page> page(Read(label.bytes)->create_page(0));
  EXPECT_NEAR(page->page_rect().width(), 175.7, 0.5);
  EXPECT_NEAR(page->page_rect().height(), 283.5, 0.5);
}

TEST(BadgeLabel, APngHasThreeHundredDotsAnInch) {
  for (const auto size : kSizes) {
    const auto file = DrawBadge(Content(), size, v1::BADGE_FORMAT_PNG).value();
    EXPECT_EQ(file.media_type, "image/png");
    Show(v1::BadgeSize_Name(size) + "_plain.png", file.bytes);
    auto content = Content();
    content.photo = Photo();
    const auto shown = DrawBadge(content, size, v1::BADGE_FORMAT_PNG).value();
    EXPECT_NE(shown.bytes, file.bytes);
    Show(v1::BadgeSize_Name(size) + "_photo.png", shown.bytes);
  }
  const auto across = DrawBadge(Content(), v1::BADGE_SIZE_4X3_IN, v1::BADGE_FORMAT_PNG).value();
  EXPECT_EQ(Number(across.bytes, 16), 1200U);
  EXPECT_EQ(Number(across.bytes, 20), 900U);
}

TEST(BadgeLabel, NobodyWithoutAnEscortIsSaidToNeedOne) {
  auto content = Content();
  content.escort = false;
  const auto file = DrawBadge(content, v1::BADGE_SIZE_54X86_MM, v1::BADGE_FORMAT_PDF).value();
  EXPECT_THAT(TextOf(file.bytes), ::testing::Not(HasSubstr("ESCORT")));
  Show("no_escort.png", DrawBadge(content, v1::BADGE_SIZE_54X86_MM, v1::BADGE_FORMAT_PNG)->bytes);
}

TEST(BadgeLabel, NamesOfManyScriptsHaveTheirLetters) {
  const std::unique_ptr<cairo_surface_t, decltype(&cairo_surface_destroy)> surface(
      cairo_image_surface_create(CAIRO_FORMAT_RGB24, 10, 10), &cairo_surface_destroy);
  const std::unique_ptr<cairo_t, decltype(&cairo_destroy)> cairo(cairo_create(surface.get()), &cairo_destroy);
  for (const char* name : {"Nguyễn Thị Ánh", "Олександр Шевченко", "محمد العلي", "王小明", "שרה לוי",
                           "अनिल शर्मा", "Αικατερίνη", "ეკატერინე", "สมชาย", "アンナ"}) {
    PangoLayout* layout = pango_cairo_create_layout(cairo.get());
    pango_layout_set_text(layout, name, -1);
    EXPECT_EQ(pango_layout_get_unknown_glyphs_count(layout), 0) << name;
    g_object_unref(layout);
  }
  auto content = Content();
  content.given_name = "محمد";
  content.family_name = "王小明 Нгуен";
  Show("scripts.png", DrawBadge(content, v1::BADGE_SIZE_62X100_MM, v1::BADGE_FORMAT_PNG)->bytes);
}

TEST(BadgeLabel, ALongNameIsMadeSmallerAndAnEndlessOneCut) {
  auto content = Content();
  content.given_name = "Maximiliana-Konstantina Alexandrovna";
  content.family_name = std::string(400, 'W');
  for (const auto size : kSizes) {
    const auto file = DrawBadge(content, size, v1::BADGE_FORMAT_PNG);
    ASSERT_TRUE(file);
    Show(v1::BadgeSize_Name(size) + "_long.png", file->bytes);
  }
}

TEST(BadgeLabel, ABrokenPhotographIsNoReasonToPrintNothing) {
  auto content = Content();
  content.photo = "\xff\xd8\xff nonsense";
  EXPECT_TRUE(DrawBadge(content, v1::BADGE_SIZE_62X100_MM, v1::BADGE_FORMAT_PDF));
}

TEST(BadgeLabel, WithoutASizeNothingIsDrawn) {
  EXPECT_EQ(DrawBadge(Content(), v1::BADGE_SIZE_UNSPECIFIED, v1::BADGE_FORMAT_PDF).error().reason,
            "SIZE_MISSING");
}

}  // namespace
}  // namespace watchbell::visitor
