#include "common/sanitize/program/document.hpp"

#include <poppler-document.h>
#include <poppler-global.h>
#include <poppler-page-renderer.h>
#include <poppler-page.h>

#include <algorithm>
#include <memory>

#include "common/sanitize/program/image.hpp"
#include "common/sanitize/program/pdf_writer.hpp"
#include "common/sanitize/sanitizer.hpp"

namespace watchbell::sanitize {
namespace {

constexpr double kPointsPerInch = 72;
constexpr double kDotsPerInch = 150;
constexpr double kPageEdgeMax = 2400;  // pixels: a poster is drawn coarser, not larger

Raster ToRaster(const poppler::image& image) {
  Raster raster{.width = image.width(), .height = image.height()};
  raster.rgb.resize(static_cast<std::size_t>(raster.width) * static_cast<std::size_t>(raster.height) * 3);
  for (int y = 0; y < raster.height; ++y) {
    const auto* row = reinterpret_cast<const std::uint8_t*>(image.const_data()) +
                      static_cast<std::size_t>(y) * static_cast<std::size_t>(image.bytes_per_row());
    std::copy(row, row + static_cast<std::size_t>(raster.width) * 3, raster.At(0, y));
  }
  return raster;
}

}  // namespace

Made MakeDocument(std::string_view bytes) {
  poppler::set_debug_error_function([](const std::string&, void*) {}, nullptr);
  const std::unique_ptr<poppler::document> document(
      poppler::document::load_from_raw_data(bytes.data(), static_cast<int>(bytes.size())));
  if (!document) return tl::unexpected(Exit::kUnreadable);
  if (document->is_locked()) return tl::unexpected(Exit::kUnsupported);
  const int pages = document->pages();
  if (pages <= 0) return tl::unexpected(Exit::kUnreadable);
  if (pages > kPagesMax) return tl::unexpected(Exit::kTooComplex);

  poppler::page_renderer renderer;
  renderer.set_render_hint(poppler::page_renderer::antialiasing);
  renderer.set_render_hint(poppler::page_renderer::text_antialiasing);
  renderer.set_image_format(poppler::image::format_rgb24);
  PdfWriter writer;
  for (int i = 0; i < pages; ++i) {
    const std::unique_ptr<poppler::page> page(document->create_page(i));
    if (!page) return tl::unexpected(Exit::kUnreadable);
    const auto size = page->page_rect();
    const double edge = std::max({size.width(), size.height(), 1.0});
    const double dots = std::min(kDotsPerInch, kPageEdgeMax * kPointsPerInch / edge);
    const auto image = renderer.render_page(page.get(), dots, dots);
    if (!image.is_valid()) return tl::unexpected(Exit::kUnreadable);
    const Raster raster = ToRaster(image);
    writer.AddPage(EncodeJpeg(raster), raster.width, raster.height, kPointsPerInch / dots);
    if (writer.size() > kFileBytesMax) return tl::unexpected(Exit::kTooLarge);
  }
  return NewFile{"application/pdf", writer.Finish()};
}

}  // namespace watchbell::sanitize
