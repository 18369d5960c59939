#include "common/sanitize/program/pdf_writer.hpp"

#include <fmt/format.h>

namespace watchbell::sanitize {
namespace {

constexpr std::size_t kCatalog = 1;
constexpr std::size_t kPages = 2;
constexpr std::size_t kFirstPage = 3;
constexpr std::size_t kObjectsPerPage = 3;  // the page, what is drawn on it, its picture

std::string Stream(const std::string& dictionary, const std::string& bytes) {
  return fmt::format("<<{}/Length {}>>\nstream\n", dictionary, bytes.size()) + bytes + "\nendstream";
}

}  // namespace

PdfWriter::PdfWriter() : pdf_("%PDF-1.4\n"), offsets_(kFirstPage) {}

void PdfWriter::Object(std::size_t number, const std::string& body) {
  if (offsets_.size() <= number) offsets_.resize(number + 1);
  offsets_[number] = pdf_.size();
  pdf_ += fmt::format("{} 0 obj\n", number) + body + "\nendobj\n";
}

void PdfWriter::AddPage(const std::string& jpeg, int width, int height, double scale) {
  const std::size_t page = offsets_.size();
  const std::size_t drawing = page + 1;
  const std::size_t picture = page + 2;
  const double points_wide = width * scale;
  const double points_high = height * scale;
  pages_ += fmt::format("{} 0 R ", page);
  Object(page, fmt::format("<</Type/Page/Parent {} 0 R/MediaBox[0 0 {:.2f} {:.2f}]/Contents {} 0 R"
                           "/Resources<</XObject<</P {} 0 R>>>>>>",
                           kPages, points_wide, points_high, drawing, picture));
  Object(drawing, Stream("", fmt::format("{:.2f} 0 0 {:.2f} 0 0 cm /P Do", points_wide, points_high)));
  Object(picture, Stream(fmt::format("/Type/XObject/Subtype/Image/Width {}/Height {}/ColorSpace/DeviceRGB"
                                     "/BitsPerComponent 8/Filter/DCTDecode",
                                     width, height),
                         jpeg));
}

std::string PdfWriter::Finish() {
  Object(kCatalog, fmt::format("<</Type/Catalog/Pages {} 0 R>>", kPages));
  Object(kPages, fmt::format("<</Type/Pages/Count {}/Kids[{}]>>",
                             (offsets_.size() - kFirstPage) / kObjectsPerPage, pages_));
  const std::size_t table = pdf_.size();
  pdf_ += fmt::format("xref\n0 {}\n0000000000 65535 f \n", offsets_.size());
  for (std::size_t i = 1; i < offsets_.size(); ++i) pdf_ += fmt::format("{:010} 00000 n \n", offsets_[i]);
  pdf_ += fmt::format("trailer\n<</Size {}/Root {} 0 R>>\nstartxref\n{}\n%%EOF\n", offsets_.size(), kCatalog,
                      table);
  return std::move(pdf_);
}

}  // namespace watchbell::sanitize
