// What an event gives cause to say, and to whom.
#pragma once

#include <string>
#include <vector>

#include "watchbell/notification/v1/notice.pb.h"

namespace watchbell::notification {

// Who is told.
enum class Audience {
  kOnSite,       // the school's staff and the visitors inside
  kResponsible,  // the duty roster and the school's administrators
  kDuty,         // one person: the `rung`th of the roster
  kNamed,        // whom the event names
  kThreatTeam,   // the school's threat assessment team; the district's, where it has none
  kStaff,        // the school's staff
  kFamilies,     // parents and guardians of the school's students
  kStaffAndFamilies,
};

// What an event gives cause to say.
struct Cause {
  Audience audience = Audience::kOnSite;
  int rung = 0;                           // kDuty
  std::vector<std::string> person_ids{};  // kNamed
  bool district = false;                  // besides, whoever answers for the district
  v1::Level level = v1::LEVEL_UNSPECIFIED;
  std::string wording;  // of wordings.json
  std::string subject;
  std::string school;
  std::string about_id;
  bool drill = false;
  bool asks_acknowledgement = false;
  // Of a message that a person wrote: what it says, whether anybody may read it, and on which channels it
  // goes where it is not the level that says so.
  std::vector<v1::NoticeText> texts{};
  bool published = false;
  std::vector<v1::Channel> channels{};
};

}  // namespace watchbell::notification
