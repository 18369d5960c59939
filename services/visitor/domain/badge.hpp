// The rules of badges: which print counts, and when a photograph may be taken. Pure functions.
#pragma once

#include <optional>
#include <string>

#include "common/ledger/decision.hpp"
#include "common/retention/span.hpp"
#include "common/view/projection.hpp"
#include "watchbell/visitor/v1/badge.pb.h"

namespace watchbell::visitor {

inline constexpr int kPrintsMax = 50;  // of one visit

struct Badges {
  using State = v1::Badge;
  using Event = v1::BadgeEvent;
  static constexpr std::string_view kService = "visitor";
  static constexpr std::string_view kAggregate = "badge";

  static void Evolve(State& badge, const Event& event);
  static Indexes IndexesOf(const State&) { return {}; }
  static Deadlines DeadlinesOf(const State&) { return {}; }
  // The photograph goes with it, long before the visit does.
  static std::optional<retention::Span> RetentionOf(const State& badge) {
    return retention::Span{"changed", FromProto(badge.changed_at())};
  }
};

// `visit`: whose badge it is.
Decision<v1::BadgeEvent> Reprint(const v1::Badge& badge, const v1::Visit& visit, v1::BadgeReason reason);
Decision<v1::BadgeEvent> Void(const v1::Badge& badge, const v1::Visit& visit, v1::BadgeReason reason);
// Only of who stands at the door or is inside.
std::optional<Error> WhyNoPhoto(const v1::Visit& visit);
Decision<v1::BadgeEvent> TakePhoto(const v1::Badge& badge, const v1::Visit& visit,
                                   const common::v1::Attachment& photo);

// The print that counts; a badge of which nothing is recorded yet has its first. 0: none.
int ValidPrint(const v1::Badge& badge);

// Refused unless the visitor is inside, with a badge.
std::optional<Error> WhyNoBadge(const v1::Visit& visit);

// What the QR code says: "A7K2QX", and from the second print on "A7K2QX-2".
std::string BadgeText(const std::string& letters, int print);
struct ScannedBadge {
  std::string letters;
  int print = 1;
};
// Reads any text; lower case counts as upper.
ScannedBadge ReadBadgeText(const std::string& text);

}  // namespace watchbell::visitor
