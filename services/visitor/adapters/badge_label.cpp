#include "services/visitor/adapters/badge_label.hpp"

#include <cairo-pdf.h>
#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <string_view>

#include "services/visitor/adapters/badge_canvas.hpp"

namespace watchbell::visitor {
namespace {

constexpr double kPointsPerInch = 72;
constexpr double kPointsPerMm = kPointsPerInch / 25.4;
constexpr double kDotsPerInch = 300;
constexpr double kMargin = 2.5 * kPointsPerMm;  // what label printers may not reach
constexpr double kGap = 1.2 * kPointsPerMm;
constexpr double kLabelPoints = 6;
constexpr double kFactPoints = 12;

// Where everything stands on a label of one shape. A box without width is not drawn.
struct Places {
  Box band, kind, school, photo, given, family, facts, qr, letters, escort;
  double name_max = 0;       // points
  bool two_columns = false;  // of facts
};

void PlaceNames(Places& at, const Box& box) {
  at.given = {box.x, box.y, box.width, box.height * 0.57};
  at.family = {box.x, box.y + at.given.height, box.width, box.height * 0.43};
}

void PlaceQr(Places& at, const Box& box, double letters) {
  at.qr = {box.x, box.y, box.width, box.height - letters};
  at.letters = {box.x, box.y + at.qr.height - kGap, box.width, letters + kGap};
}

// With a photograph: it and the code beside each other, then the name over the whole width, then the facts.
Places Upright(double width, double height, bool photo, bool escort) {
  const double inner = width - 2 * kMargin;
  const double letters = height * 0.045;
  Places at;
  at.name_max = height * 0.14;
  at.band = {0, 0, width, height * 0.12};
  at.kind = {kMargin, 0, inner, at.band.height};
  at.school = {kMargin, at.band.height + kGap, inner, height * 0.05};
  if (escort) at.escort = {0, height * 0.89, width, height * 0.11};
  const double floor = (escort ? at.escort.y : height - kMargin) - kGap;
  const double top = at.school.y + at.school.height + kGap;
  if (photo) {
    const double tall = height * (escort ? 0.29 : 0.34);
    at.photo = {kMargin, top, inner * 0.48, tall};
    PlaceQr(at, {kMargin + inner * 0.52, top, inner * 0.48, tall}, letters);
    at.facts = {kMargin, floor - height * 0.15, inner, height * 0.15};
    at.two_columns = true;
    const double names = top + tall + kGap;
    PlaceNames(at, {kMargin, names, inner, at.facts.y - names - kGap});
  } else {
    const double qr = inner * 0.46;
    PlaceQr(at, {kMargin + inner - qr, floor - qr - letters, qr, qr + letters}, letters);
    at.facts = {kMargin, at.qr.y, inner - qr - kGap, qr + letters};
    PlaceNames(at, {kMargin, top, inner, at.qr.y - top - kGap});
  }
  return at;
}

// The photograph over the whole height at the left.
Places Across(double width, double height, bool photo, bool escort) {
  const double inner = width - 2 * kMargin;
  const double letters = height * 0.055;
  Places at;
  at.name_max = height * 0.22;
  at.band = {0, 0, width, height * 0.15};
  at.kind = {kMargin, 0, inner * 0.55, at.band.height};
  at.school = {kMargin + inner * 0.57, 0, inner * 0.43, at.band.height};
  if (escort) at.escort = {0, height * 0.86, width, height * 0.14};
  const double floor = (escort ? at.escort.y : height - kMargin) - kGap;
  const double top = at.band.height + kGap;
  double left = kMargin;
  if (photo) {
    at.photo = {kMargin, top + kGap, (floor - top) * 0.62, floor - top - kGap};
    left += at.photo.width + 2 * kGap;
  }
  const double rest = kMargin + inner - left;
  const double qr = height * 0.32;
  PlaceQr(at, {kMargin + inner - qr, floor - qr - letters, qr, qr + letters}, letters);
  at.facts = {left, at.qr.y, rest - qr - kGap, qr + letters};
  PlaceNames(at, {left, top, rest, at.qr.y - top});
  return at;
}

std::string Title(v1::PersonKind kind) {
  switch (kind) {
    case v1::PERSON_KIND_GUARDIAN: return "PARENT / GUARDIAN";
    case v1::PERSON_KIND_VOLUNTEER: return "VOLUNTEER";
    case v1::PERSON_KIND_CONTRACTOR: return "CONTRACTOR";
    case v1::PERSON_KIND_OFFICIAL: return "OFFICIAL";
    case v1::PERSON_KIND_EXERCISE_PARTNER: return "EXERCISE";
    default: return "VISITOR";
  }
}

struct Fact {
  std::string_view label;
  const std::string& value;
  double share = 1;  // of the column's height
};

// Label and value below each other; what is not known leaves its room to the rest.
void Column(BadgeCanvas& canvas, const Box& box, std::initializer_list<Fact> facts) {
  double shares = 0;
  for (const auto& fact : facts) shares += fact.value.empty() ? 0 : fact.share;
  double y = box.y;
  for (const auto& fact : facts) {
    if (fact.value.empty()) continue;
    const double height = box.height * fact.share / shares;
    const double label = fact.label.empty() ? 0 : std::min(height * 0.3, kLabelPoints * 1.4);
    canvas.Text({box.x, y, box.width, label}, std::string{fact.label},
                {.size_max = kLabelPoints, .size_min = 4});
    canvas.Text({box.x, y + label, box.width, height - label}, fact.value,
                {.size_max = kFactPoints * fact.share, .size_min = 6, .bold = true}, fact.share > 1 ? 1 : 2);
    y += height;
  }
}

void Facts(BadgeCanvas& canvas, const Box& box, bool two_columns, const BadgeContent& content) {
  const Fact host{"HOST", content.host_name}, zone{"ZONE", content.zones}, until{"UNTIL", content.until, 1.7},
      day{"", content.day, 0.7};
  if (!two_columns) return Column(canvas, box, {host, zone, until, day});
  const double half = box.width * 0.48;
  Column(canvas, {box.x, box.y, half, box.height}, {host, zone});
  Column(canvas, {box.x + box.width - half, box.y, half, box.height}, {until, day});
}

void Draw(BadgeCanvas& canvas, const Places& at, const BadgeContent& content, bool across) {
  canvas.Fill(at.band, Ink::kBlack);
  canvas.Text(at.kind, Title(content.kind),
              {.size_max = at.band.height * 0.66,
               .bold = true,
               .ink = Ink::kWhite,
               .align = across ? Align::kLeft : Align::kCentre});
  canvas.Text(at.school, content.school_name,
              {.size_max = across ? 11.0 : 10.0,
               .size_min = 5,
               .bold = true,
               .ink = across ? Ink::kWhite : Ink::kBlack,
               .align = across ? Align::kRight : Align::kCentre});
  if (at.photo.width > 0) canvas.Picture(at.photo, content.photo);
  const auto align = across ? Align::kLeft : Align::kCentre;
  canvas.Text(at.given, content.given_name,
              {.size_max = at.name_max, .size_min = 10, .bold = true, .align = align}, 2);
  canvas.Text(at.family, content.family_name,
              {.size_max = at.name_max * 0.72, .size_min = 9, .bold = true, .align = align}, 2);
  Facts(canvas, at.facts, at.two_columns, content);
  canvas.Qr(at.qr, content.qr_text);
  canvas.Text(at.letters,
              content.print > 1 ? fmt::format("{} · {}", content.letters, content.print) : content.letters,
              {.size_max = 11, .size_min = 5, .bold = true, .align = Align::kCentre});
  if (!content.escort) return;
  canvas.Stripes(at.escort);
  const double edge = at.escort.width * 0.09;
  const Box middle{edge, at.escort.y, at.escort.width - 2 * edge, at.escort.height};
  canvas.Fill(middle, Ink::kBlack);
  canvas.Text({middle.x + kGap, middle.y, middle.width - 2 * kGap, middle.height}, "ESCORT REQUIRED",
              {.size_max = middle.height * 0.62, .bold = true, .ink = Ink::kWhite, .align = Align::kCentre});
}

struct Label {
  double width, height;  // points
};
std::optional<Label> LabelOf(v1::BadgeSize size) {
  switch (size) {
    case v1::BADGE_SIZE_62X100_MM: return Label{62 * kPointsPerMm, 100 * kPointsPerMm};
    case v1::BADGE_SIZE_54X86_MM: return Label{54 * kPointsPerMm, 86 * kPointsPerMm};
    case v1::BADGE_SIZE_4X3_IN: return Label{4 * kPointsPerInch, 3 * kPointsPerInch};
    default: return std::nullopt;
  }
}

cairo_status_t Append(void* closure, const unsigned char* data, unsigned count) {
  static_cast<std::string*>(closure)->append(reinterpret_cast<const char*>(data), count);
  return CAIRO_STATUS_SUCCESS;
}

}  // namespace

Result<BadgeFile> DrawBadge(const BadgeContent& content, v1::BadgeSize size, v1::BadgeFormat format) {
  const auto label = LabelOf(size);
  if (!label) {
    return Fail(Code::kInvalidArgument, "SIZE_MISSING", "Choose the size of the label in the printer.",
                "size");
  }
  const bool png = format == v1::BADGE_FORMAT_PNG;
  BadgeFile file{png ? "image/png" : "application/pdf", {}};
  const double scale = kDotsPerInch / kPointsPerInch;
  const std::unique_ptr<cairo_surface_t, decltype(&cairo_surface_destroy)> surface(
      png ? cairo_image_surface_create(CAIRO_FORMAT_RGB24, static_cast<int>(label->width * scale),
                                       static_cast<int>(label->height * scale))
          : cairo_pdf_surface_create_for_stream(&Append, &file.bytes, label->width, label->height),
      &cairo_surface_destroy);
  const std::unique_ptr<cairo_t, decltype(&cairo_destroy)> cairo(cairo_create(surface.get()), &cairo_destroy);
  if (png) cairo_scale(cairo.get(), scale, scale);
  BadgeCanvas canvas(cairo.get());
  canvas.Fill({0, 0, label->width, label->height}, Ink::kWhite);
  const bool across = label->width > label->height;
  const auto places =
      (across ? Across : Upright)(label->width, label->height, !content.photo.empty(), content.escort);
  Draw(canvas, places, content, across);
  cairo_show_page(cairo.get());
  if (png) cairo_surface_write_to_png_stream(surface.get(), &Append, &file.bytes);
  cairo_surface_finish(surface.get());  // which writes what is left of a PDF
  if (cairo_status(cairo.get()) != CAIRO_STATUS_SUCCESS || file.bytes.empty()) {
    return Fail(Code::kInternal, "BADGE_NOT_DRAWN", "Report this to the operators.");
  }
  return file;
}

}  // namespace watchbell::visitor
