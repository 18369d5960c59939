// Drawing on a label, in points from its upper left corner: text that fits its box in any script, pictures,
// QR codes.
#pragma once

#include <cairo.h>

#include <memory>
#include <string>

namespace watchbell::visitor {

struct Box {
  double x = 0;
  double y = 0;
  double width = 0;
  double height = 0;
};

enum class Ink { kBlack, kWhite };  // label printers know no other
enum class Align { kLeft, kCentre, kRight };

struct TextStyle {
  double size_max = 12;  // points; smaller as far as the box asks for it
  double size_min = 6;   // then it is cut with an ellipsis
  bool bold = false;
  Ink ink = Ink::kBlack;
  Align align = Align::kLeft;
};

// Draws on a surface that is not its own. Not thread-safe; each thread may have one.
class BadgeCanvas {
 public:
  explicit BadgeCanvas(cairo_t* cairo) : cairo_(cairo) {}

  void Fill(const Box& box, Ink ink);
  // Slanting stripes, as on a barrier.
  void Stripes(const Box& box);
  // One line, in the middle of the box's height; with `lines_max` as many as fit it.
  void Text(const Box& box, const std::string& text, const TextStyle& style, int lines_max = 1);
  // Fills the box; what does not fit its shape is cut away at the edges. JPEG or PNG; false for anything
  // else.
  bool Picture(const Box& box, const std::string& file);
  // The largest square in the box, with the code's quiet zone inside.
  void Qr(const Box& box, const std::string& text);

 private:
  void Use(Ink ink);

  cairo_t* cairo_;
};

}  // namespace watchbell::visitor
