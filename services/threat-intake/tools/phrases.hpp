// What people write: pieces of reports about a post, and of tips about anything else.
#pragma once

#include <array>
#include <span>
#include <string_view>

namespace watchbell::threat_intake::tools {

using Pieces = std::span<const std::string_view>;

// {handle} {name} {platform} {place} {day} {quote} {weapon} stand for what the post showed.
struct ReportPieces {
  Pieces openings, facts_of_who, facts_of_what, facts_of_where, facts_of_weapon, facts_of_quote, closings;
};
extern const ReportPieces kEnglish, kSpanish;

extern const Pieces kHandles, kNames, kPlatforms, kSchoolNames, kSchoolCodes, kDays, kQuotes, kWeapons;

// {who} {spot} {grade} {when} {place} differ from tip to tip.
extern const Pieces kOthers, kOtherEnds, kSpots, kGrades, kTimes;

}  // namespace watchbell::threat_intake::tools
