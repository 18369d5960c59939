// The smallest PDF that shows pictures: a page each, no date, no producer, nothing else.
#pragma once

#include <string>
#include <vector>

namespace watchbell::sanitize {

class PdfWriter {
 public:
  PdfWriter();
  // `scale`: points a pixel.
  void AddPage(const std::string& jpeg, int width, int height, double scale);
  std::size_t size() const { return pdf_.size(); }
  std::string Finish();

 private:
  void Object(std::size_t number, const std::string& body);

  std::string pdf_;
  std::vector<std::size_t> offsets_;  // by object number
  std::string pages_;                 // references
};

}  // namespace watchbell::sanitize
