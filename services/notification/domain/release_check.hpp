// The comparison of an adult at the desk with the record of custody (the table stands here).
#pragma once

#include <string>
#include <vector>

#include "watchbell/notification/v1/custody.pb.h"
#include "watchbell/notification/v1/directory.pb.h"

namespace watchbell::notification {

using Guardians = std::vector<v1::Person>;

// Whether the student may go with the adult on that day, with the grounds. Names are compared folded (case,
// marks, signs and script do not count), and nothing is guessed:
//
//   | on record                        | shown at the desk                      | answer     |
//   | -------------------------------- | -------------------------------------- | ---------- |
//   | a bar in force, birth date known | same names, same date or none          | BARRED     |
//   | the same                         | same date and one of the two names     | BARRED     |
//   | a bar in force, no birth date    | same names                             | BARRED     |
//   | an alternate, birth date known   | same names, same date                  | AUTHORISED |
//   | an alternate, no birth date      | same names                             | AUTHORISED |
//   | a guardian                       | same names (the directory has no date) | AUTHORISED |
//   | anything else                    |                                        | NOT_LISTED |
//
// A bar outweighs everything, and is looked for more widely than an authorisation: its names count in either
// order, and a bar by directory id is a bar on that guardian's name.
v1::CheckReleaseResponse CheckRelease(const v1::Custody& custody, const Guardians& guardians,
                                      const v1::CheckReleaseRequest& adult);

// Ids of those who are not barred on that day.
std::vector<std::string> ConsentingGuardians(const v1::Custody& custody, const Guardians& guardians,
                                             const std::string& day);

// YYYY-MM-DD, and a day of the calendar.
bool IsDay(const std::string& text);

}  // namespace watchbell::notification
