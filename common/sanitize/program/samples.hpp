// Files for tests, made when the test runs, with remarks in every place where files carry them.
#pragma once

#include <boost/crc.hpp>
#include <string>

#include "common/sanitize/program/image.hpp"

namespace watchbell::sanitize::samples {

using std::string_literals::operator""s;

inline const std::string kCanary = "canary of 41.52 north and 72.79 west";

inline std::string Big(std::uint32_t number, std::size_t bytes) {
  std::string text;
  for (std::size_t i = bytes; i-- > 0;) text += static_cast<char>(number >> (8 * i));
  return text;
}

// Red above, blue below.
inline Raster Flag(int width, int height) {
  Raster flag{.width = width, .height = height};
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const bool above = y < height / 2;
      for (const int value : {above ? 255 : 0, 0, above ? 0 : 255})
        flag.rgb.push_back(static_cast<std::uint8_t>(value));
    }
  }
  return flag;
}

inline std::string Segment(char marker, const std::string& content) {
  return "\xff"s + marker + Big(static_cast<std::uint32_t>(content.size() + 2), 2) + content;
}

// As a phone writes it: EXIF with the orientation, XMP, IPTC, a comment, and something behind the end.
inline std::string Jpeg(const Raster& raster, int orientation = 1) {
  const std::string exif = "Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0"s +
                           static_cast<char>(orientation) + "\0\0\0\0\0\0"s + kCanary;
  const std::string plain = EncodeJpeg(raster);
  return plain.substr(0, 2) + Segment('\xe1', exif) +
         Segment('\xe1', "http://ns.adobe.com/xap/1.0/\0"s + kCanary) +
         Segment('\xed', "Photoshop 3.0\0"s + kCanary) + Segment('\xfe', kCanary) + plain.substr(2) + kCanary;
}

inline std::string Chunk(const std::string& type, const std::string& content) {
  boost::crc_32_type crc;
  crc.process_bytes(type.data(), type.size());
  crc.process_bytes(content.data(), content.size());
  return Big(static_cast<std::uint32_t>(content.size()), 4) + type + content + Big(crc.checksum(), 4);
}

inline const std::string kPngMagic = "\x89PNG\r\n\x1a\n";
inline std::string PngHeader(std::uint32_t width, std::uint32_t height) {
  return Chunk("IHDR", Big(width, 4) + Big(height, 4) + "\x08\x02\0\0\0"s);
}

inline std::string Png(const Raster& raster) {
  const std::string plain = EncodePng(raster);
  const std::size_t first = kPngMagic.size() + 25;  // the header chunk
  return plain.substr(0, first) + Chunk("tEXt", "Author\0"s + kCanary) + Chunk("eXIf", "MM\0*"s + kCanary) +
         plain.substr(first) + kCanary;
}

// A page with a word on it, an author, a script and an embedded file; without a table, which readers mend.
inline std::string Pdf(int pages = 1) {
  std::string kids;
  std::string objects;
  for (int i = 0; i < pages; ++i) {
    const std::string number = std::to_string(10 + i);
    kids += number + " 0 R ";
    objects += number +
               " 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents 5 0 R"
               "/Resources<</Font<</F 6 0 R>>>>>>\nendobj\n";
  }
  const std::string drawing = "0 0 1 rg 0 0 200 50 re f BT /F 24 Tf 10 60 Td (Warrant) Tj ET";
  return "%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>"
         "/Names<</EmbeddedFiles<</Names[(f)7 0 R]>>>>>>\nendobj\n2 0 obj\n<</Type/Pages/Count " +
         std::to_string(pages) + "/Kids[" + kids + "]>>\nendobj\n3 0 obj\n<</Author(" + kCanary +
         ")>>\nendobj\n5 0 obj\n<</Length " + std::to_string(drawing.size()) + ">>\nstream\n" + drawing +
         "\nendstream\nendobj\n6 0 obj\n<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>\nendobj\n"
         "7 0 obj\n<</Type/Filespec/F(" +
         kCanary + ")>>\nendobj\n" + objects + "trailer\n<</Root 1 0 R/Info 3 0 R/Size 20>>\n%%EOF\n";
}

// Silence, with a title before it and one behind.
inline std::string Mp3(int frames = 40) {
  constexpr std::size_t kFrameBytes = 417;  // 128 kbit/s at 44.1 kHz
  const std::string title = "\3"s + kCanary;
  const std::string tag = "TIT2"s + Big(static_cast<std::uint32_t>(title.size()), 4) + "\0\0"s + title;
  std::string file = "ID3\4\0\0"s + Big(static_cast<std::uint32_t>(tag.size()), 4) + tag;
  for (int i = 0; i < frames; ++i) file += "\xff\xfb\x90\x64"s + std::string(kFrameBytes - 4, '\0');
  return file + "TAG" + kCanary + std::string(125 - kCanary.size(), '\0');
}

inline std::string Little(std::uint32_t number, std::size_t bytes) {
  const std::string big = Big(number, bytes);
  return {big.rbegin(), big.rend()};
}

inline std::string Wav() {
  const std::string samples(4410, '\x01');
  const std::string format =
      Little(1, 2) + Little(1, 2) + Little(44100, 4) + Little(88200, 4) + Little(2, 2) + Little(16, 2);
  const std::string info = "INFOIART"s + Little(static_cast<std::uint32_t>(kCanary.size()), 4) + kCanary;
  const std::string body = "WAVEfmt "s + Little(16, 4) + format + "LIST" +
                           Little(static_cast<std::uint32_t>(info.size()), 4) + info + "data" +
                           Little(static_cast<std::uint32_t>(samples.size()), 4) + samples;
  return "RIFF" + Little(static_cast<std::uint32_t>(body.size()), 4) + body;
}

}  // namespace watchbell::sanitize::samples
