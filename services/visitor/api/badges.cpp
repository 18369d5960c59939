#include <fmt/format.h>

#include <array>

#include "common/record/routes.hpp"
#include "services/visitor/adapters/badge_label.hpp"
#include "services/visitor/api/api.hpp"

namespace watchbell::visitor {
namespace {

// "3:30 PM" and "Sun, Nov 22, 2026", where the school stands.
std::pair<std::string, std::string> ClockAndDay(const TimeZone& zone, TimePoint at) {
  constexpr std::array kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                               "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto local = at + zone.OffsetAt(at);
  const auto midnight = std::chrono::floor<std::chrono::days>(local);
  const std::chrono::year_month_day date{midnight};
  const std::chrono::hh_mm_ss time{local - midnight};
  const auto hour = time.hours().count();
  return {fmt::format("{}:{:02} {}", hour % 12 == 0 ? 12 : hour % 12, time.minutes().count(),
                      hour < 12 ? "AM" : "PM"),
          fmt::format("{}, {} {}, {}", kDays[std::chrono::weekday{midnight}.c_encoding()],
                      kMonths[static_cast<unsigned>(date.month()) - 1], static_cast<unsigned>(date.day()),
                      static_cast<int>(date.year()))};
}

// What is recorded of the badge; an empty one as long as nothing is.
Result<v1::Badge> BadgeOfVisit(Parts& parts, const v1::Visit& visit) {
  auto badge = Read(parts.badges, visit.school(), visit.id());
  if (!badge && badge.error().code == Code::kNotFound) return v1::Badge{};
  return badge;
}

Result<BadgeContent> ContentOf(Parts& parts, const v1::Visit& visit, const v1::Badge& badge) {
  BadgeContent content{.school_name = parts.directory.OfSchool(visit.school()),
                       .kind = visit.kind(),
                       .given_name = visit.given_name(),
                       .family_name = visit.family_name(),
                       .host_name = parts.directory.OfPerson(visit.host_id()),
                       .letters = visit.badge(),
                       .qr_text = BadgeText(visit.badge(), ValidPrint(badge)),
                       .print = ValidPrint(badge),
                       .escort = !visit.escort_id().empty()};
  if (content.school_name.empty()) content.school_name = visit.school();
  content.zones = fmt::format("{}", fmt::join(visit.allowed_zones(), ", "));
  const auto until = visit.has_valid_until() ? visit.valid_until() : visit.admitted_at();
  auto [clock, day] = ClockAndDay(parts.zone, FromProto(until));
  if (visit.has_valid_until()) content.until = std::move(clock);
  content.day = std::move(day);
  if (badge.has_photo()) {
    auto photo = parts.files.Get({visit.school(), visit.id()}, badge.photo());
    if (!photo) return tl::unexpected<Error>(photo.error());
    content.photo = std::move(*photo);
  }
  return content;
}

Result<v1::RenderBadgeResponse> Render(Parts& parts, const v1::RenderBadgeRequest& request) {
  const auto visit = Read(parts.visits, request.school(), request.visit_id());
  if (!visit) return tl::unexpected<Error>(visit.error());
  if (auto none = WhyNoBadge(*visit)) return tl::unexpected<Error>(std::move(*none));
  const auto badge = BadgeOfVisit(parts, *visit);
  if (!badge) return tl::unexpected<Error>(badge.error());
  if (ValidPrint(*badge) == 0) {
    return Fail(Code::kFailedPrecondition, "BADGE_VOID", "Reprint the badge first; the one before is void.",
                "visit_id");
  }
  const auto content = ContentOf(parts, *visit, *badge);
  if (!content) return tl::unexpected<Error>(content.error());
  auto file = DrawBadge(*content, request.size(), request.format());
  if (!file) return tl::unexpected<Error>(file.error());
  v1::RenderBadgeResponse response;
  response.set_content(std::move(file->bytes));
  response.set_media_type(file->media_type);
  response.set_print(content->print);
  return response;
}

// Runs a rule that must know the visit.
template <class Request>
Result<v1::Badge> ChangeBadge(Parts& parts, const rpc::Call& call, const Request& request,
                              Decision<v1::BadgeEvent> (*rule)(const v1::Badge&, const v1::Visit&,
                                                               v1::BadgeReason)) {
  const auto visit = Read(parts.visits, request.school(), request.visit_id());
  if (!visit) return tl::unexpected<Error>(visit.error());
  return Answer(parts.badges, call, request, visit->id(), [&](const v1::Badge& badge, const Context&) {
    return rule(badge, *visit, request.reason());
  });
}

Result<v1::Badge> SetPhoto(Parts& parts, const rpc::Call& call, const v1::SetPhotoRequest& request) {
  const auto visit = Read(parts.visits, request.school(), request.visit_id());
  if (!visit) return tl::unexpected<Error>(visit.error());
  // Whoever may have no photograph is refused before anything is stored.
  if (auto refused = WhyNoPhoto(*visit)) return tl::unexpected<Error>(std::move(*refused));
  const auto before = BadgeOfVisit(parts, *visit);
  if (!before) return before;
  const auto clean = parts.sanitizer.Make(request.photo(), sanitize::kPhotos);
  if (!clean) return tl::unexpected<Error>(clean.error());
  const attachment::Owner owner{visit->school(), visit->id()};
  const auto photo = parts.files.Put(owner, clean->media_type, clean->bytes);
  if (!photo) return tl::unexpected<Error>(photo.error());
  auto badge = Answer(parts.badges, call, request, visit->id(),
                      [&](const v1::Badge& now, const Context&) { return TakePhoto(now, *visit, *photo); });
  if (badge && before->has_photo() && before->photo().id() != badge->photo().id()) {
    if (auto erased = parts.files.Erase(owner, before->photo()); !erased)
      return tl::unexpected<Error>(erased.error());
  }
  return badge;
}

Result<v1::GetPhotoResponse> GetPhoto(Parts& parts, const v1::GetPhotoRequest& request) {
  const auto badge = Read(parts.badges, request.school(), request.visit_id());
  if (!badge) return tl::unexpected<Error>(badge.error());
  if (!badge->has_photo()) return Fail(Code::kNotFound, "PHOTO_NONE", "No photograph was taken.", "visit_id");
  auto bytes = parts.files.Get({request.school(), request.visit_id()}, badge->photo());
  if (!bytes) return tl::unexpected<Error>(bytes.error());
  v1::GetPhotoResponse response;
  response.set_content(std::move(*bytes));
  response.set_media_type(badge->photo().media_type());
  return response;
}

struct Wearer {
  v1::Visit visit;
  bool valid = false;  // the print that was scanned counts
};
Result<Wearer> FindWearer(Parts& parts, const std::string& school, const std::string& text) {
  const auto scanned = ReadBadgeText(text);
  auto wearers = parts.visits.ListBlind("badge:" + school, scanned.letters, 2, "");
  if (!wearers) return tl::unexpected<Error>(wearers.error());
  if (wearers->states.empty()) {
    return Fail(Code::kNotFound, "BADGE_UNKNOWN", "Nobody on site wears this badge; look for the name.",
                "badge");
  }
  if (wearers->states.size() > 1) {
    return Fail(Code::kFailedPrecondition, "BADGE_AMBIGUOUS",
                "Two visitors wear this badge; look for the name.", "badge");
  }
  Wearer wearer{std::move(wearers->states.front())};
  const auto badge = BadgeOfVisit(parts, wearer.visit);
  if (!badge) return tl::unexpected<Error>(badge.error());
  wearer.valid = ValidPrint(*badge) == scanned.print;
  return wearer;
}

Result<v1::CheckBadgeResponse> Check(Parts& parts, const v1::CheckBadgeRequest& request) {
  auto wearer = FindWearer(parts, request.school(), request.badge());
  if (!wearer) return tl::unexpected<Error>(wearer.error());
  v1::CheckBadgeResponse response;
  *response.mutable_visit() = std::move(wearer->visit);
  response.set_verdict(!wearer->valid ? "VOID" : response.visit().overdue() ? "OVERDUE" : "VALID");
  return response;
}

}  // namespace

Result<v1::Visit> WearerOf(Parts& parts, const std::string& school, const std::string& badge) {
  auto wearer = FindWearer(parts, school, badge);
  if (!wearer) return tl::unexpected<Error>(wearer.error());
  if (!wearer->valid) {
    return Fail(Code::kFailedPrecondition, "BADGE_VOID", "This print no longer counts; look for the name.",
                "badge");
  }
  return std::move(wearer->visit);
}

void ServeBadges(rpc::Server& server, Parts& parts) {
  const std::string service = "watchbell.visitor.v1.BadgeService.";
  server.Unary(service + "RenderBadge", [&parts](const rpc::Call&, const v1::RenderBadgeRequest& request) {
    return Render(parts, request);
  });
  server.Unary(service + "ReprintBadge",
               [&parts](const rpc::Call& call, const v1::ReprintBadgeRequest& request) {
                 return ChangeBadge(parts, call, request, Reprint);
               });
  server.Unary(service + "VoidBadge", [&parts](const rpc::Call& call, const v1::VoidBadgeRequest& request) {
    return ChangeBadge(parts, call, request, Void);
  });
  server.Unary(service + "SetPhoto", [&parts](const rpc::Call& call, const v1::SetPhotoRequest& request) {
    return SetPhoto(parts, call, request);
  });
  server.Unary(service + "GetPhoto", [&parts](const rpc::Call&, const v1::GetPhotoRequest& request) {
    return GetPhoto(parts, request);
  });
  server.Unary(service + "CheckBadge", [&parts](const rpc::Call&, const v1::CheckBadgeRequest& request) {
    return Check(parts, request);
  });
  Routes<Badges>(server, parts.badges, "watchbell.visitor.v1.BadgeService")
      .Get("GetBadge", &v1::GetBadgeRequest::visit_id);
}

}  // namespace watchbell::visitor
