#include "services/visitor/adapters/badge_canvas.hpp"

#include <pango/pangocairo.h>
#include <qrencode.h>
#include <turbojpeg.h>

#include <algorithm>
#include <string_view>

namespace watchbell::visitor {
namespace {

constexpr char kFont[] = "Noto Sans, DejaVu Sans, Droid Sans Fallback";  // then whatever has the letters
constexpr double kShrink = 0.96;
constexpr int kQuietModules = 4;  // ISO/IEC 18004
constexpr double kStripe = 6;     // points
constexpr int kPhotoPixelsMax = 50'000'000;

struct Unref {
  void operator()(void* object) const { g_object_unref(object); }
};
struct FreeFont {
  void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }
};
struct FreeSurface {
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
using Layout = std::unique_ptr<PangoLayout, Unref>;
using Font = std::unique_ptr<PangoFontDescription, FreeFont>;
using Surface = std::unique_ptr<cairo_surface_t, FreeSurface>;

Layout NewLayout(cairo_t* cairo, const std::string& text, const TextStyle& style) {
  Layout layout(pango_cairo_create_layout(cairo));
  PangoContext* context = pango_layout_get_context(layout.get());
  pango_context_set_round_glyph_positions(context, FALSE);  // a unit here is many dots of the printer
  const std::unique_ptr<cairo_font_options_t, decltype(&cairo_font_options_destroy)> options(
      cairo_font_options_create(), &cairo_font_options_destroy);
  cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options(context, options.get());
  pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
  pango_layout_set_auto_dir(layout.get(), TRUE);
  pango_layout_set_alignment(layout.get(),
                             style.align == Align::kCentre ? PANGO_ALIGN_CENTER : PANGO_ALIGN_LEFT);
  return layout;
}

struct Size {
  double width;
  double height;
};
Size SizeAt(PangoLayout* layout, PangoFontDescription* font, double points) {
  pango_font_description_set_absolute_size(font, points * PANGO_SCALE);
  pango_layout_set_font_description(layout, font);
  int width = 0, height = 0;
  pango_layout_get_size(layout, &width, &height);
  return {width / double{PANGO_SCALE}, height / double{PANGO_SCALE}};
}

Surface FromJpeg(const std::string& file) {
  const std::unique_ptr<void, decltype(&tjDestroy)> decoder(tjInitDecompress(), &tjDestroy);
  const auto* bytes = reinterpret_cast<const unsigned char*>(file.data());
  int width = 0, height = 0, sampling = 0, colours = 0;
  if (tjDecompressHeader3(decoder.get(), bytes, file.size(), &width, &height, &sampling, &colours) != 0 ||
      width <= 0 || height <= 0 || width > kPhotoPixelsMax / height)
    return nullptr;
  Surface surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height));
  if (cairo_surface_status(surface.get()) != CAIRO_STATUS_SUCCESS) return nullptr;
  if (tjDecompress2(decoder.get(), bytes, file.size(), cairo_image_surface_get_data(surface.get()), width,
                    cairo_image_surface_get_stride(surface.get()), height, TJPF_BGRX, 0) != 0)
    return nullptr;
  cairo_surface_mark_dirty(surface.get());
  return surface;
}

Surface FromPng(std::string_view file) {
  const auto read = [](void* closure, unsigned char* to, unsigned count) {
    auto& left = *static_cast<std::string_view*>(closure);
    if (count > left.size()) return CAIRO_STATUS_READ_ERROR;
    std::copy_n(left.begin(), count, to);
    left.remove_prefix(count);
    return CAIRO_STATUS_SUCCESS;
  };
  Surface surface(cairo_image_surface_create_from_png_stream(read, &file));
  if (cairo_surface_status(surface.get()) != CAIRO_STATUS_SUCCESS) return nullptr;
  return surface;
}

}  // namespace

void BadgeCanvas::Use(Ink ink) {
  const double value = ink == Ink::kBlack ? 0 : 1;
  cairo_set_source_rgb(cairo_, value, value, value);
}

void BadgeCanvas::Fill(const Box& box, Ink ink) {
  Use(ink);
  cairo_rectangle(cairo_, box.x, box.y, box.width, box.height);
  cairo_fill(cairo_);
}

void BadgeCanvas::Stripes(const Box& box) {
  cairo_save(cairo_);
  cairo_rectangle(cairo_, box.x, box.y, box.width, box.height);
  cairo_clip(cairo_);
  Fill(box, Ink::kWhite);
  Use(Ink::kBlack);
  for (double x = box.x - box.height; x < box.x + box.width; x += 2 * kStripe) {
    cairo_move_to(cairo_, x, box.y + box.height);
    cairo_line_to(cairo_, x + box.height, box.y);
    cairo_line_to(cairo_, x + box.height + kStripe, box.y);
    cairo_line_to(cairo_, x + kStripe, box.y + box.height);
    cairo_close_path(cairo_);
  }
  cairo_fill(cairo_);
  cairo_restore(cairo_);
}

void BadgeCanvas::Text(const Box& box, const std::string& text, const TextStyle& style, int lines_max) {
  if (text.empty() || box.width <= 0 || box.height <= 0) return;
  const Layout layout = NewLayout(cairo_, text, style);
  const Font font(pango_font_description_from_string(kFont));
  pango_font_description_set_weight(font.get(), style.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  if (lines_max > 1) {
    pango_layout_set_width(layout.get(), static_cast<int>(box.width * PANGO_SCALE));
    pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD);
  }
  double points = style.size_max;
  const auto fits = [&](double at) {
    const Size size = SizeAt(layout.get(), font.get(), at);
    return size.width <= box.width && size.height <= box.height &&
           pango_layout_get_line_count(layout.get()) <= lines_max;
  };
  while (points > style.size_min && !fits(points)) points *= kShrink;
  if (!fits(points)) {
    pango_layout_set_width(layout.get(), static_cast<int>(box.width * PANGO_SCALE));
    pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
    pango_layout_set_height(layout.get(), -lines_max);
    pango_layout_set_ellipsize(layout.get(), PANGO_ELLIPSIZE_END);
  }
  const Size size = SizeAt(layout.get(), font.get(), points);
  const double spare = pango_layout_get_width(layout.get()) < 0 ? box.width - size.width : 0;
  const double share = style.align == Align::kLeft ? 0 : style.align == Align::kCentre ? 0.5 : 1;
  Use(style.ink);
  cairo_move_to(cairo_, box.x + spare * share, box.y + (box.height - size.height) / 2);
  pango_cairo_show_layout(cairo_, layout.get());
}

bool BadgeCanvas::Picture(const Box& box, const std::string& file) {
  const Surface picture = file.starts_with("\x89PNG") ? FromPng(file) : FromJpeg(file);
  if (!picture) return false;
  const double width = cairo_image_surface_get_width(picture.get());
  const double height = cairo_image_surface_get_height(picture.get());
  const double scale = std::max(box.width / width, box.height / height);
  cairo_save(cairo_);
  cairo_rectangle(cairo_, box.x, box.y, box.width, box.height);
  cairo_clip(cairo_);
  cairo_translate(cairo_, box.x + (box.width - width * scale) / 2, box.y + (box.height - height * scale) / 2);
  cairo_scale(cairo_, scale, scale);
  cairo_set_source_surface(cairo_, picture.get(), 0, 0);
  cairo_pattern_set_filter(cairo_get_source(cairo_), CAIRO_FILTER_GOOD);
  cairo_paint(cairo_);
  cairo_restore(cairo_);
  return true;
}

void BadgeCanvas::Qr(const Box& box, const std::string& text) {
  const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
      QRcode_encodeString(text.c_str(), 0, QR_ECLEVEL_M, QR_MODE_8, 0), &QRcode_free);
  if (!code) return;
  const double side = std::min(box.width, box.height);
  const double module = side / (code->width + 2 * kQuietModules);
  const double left = box.x + (box.width - side) / 2 + kQuietModules * module;
  const double top = box.y + (box.height - side) / 2 + kQuietModules * module;
  Use(Ink::kBlack);
  cairo_save(cairo_);
  cairo_set_antialias(cairo_, CAIRO_ANTIALIAS_NONE);  // no hairlines between modules
  for (int row = 0; row < code->width; ++row) {
    for (int column = 0; column < code->width; ++column) {
      if ((code->data[row * code->width + column] & 1) == 0) continue;
      cairo_rectangle(cairo_, left + column * module, top + row * module, module, module);
    }
  }
  cairo_fill(cairo_);
  cairo_restore(cairo_);
}

}  // namespace watchbell::visitor
