// Tips that came another way, read into drafts: a hotline's log, a mail. What tells who sent them is dropped
// here, before anything is kept (domain.md 3.8 A13). Pure functions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/result/result.hpp"
#include "watchbell/threat_intake/v1/tip.pb.h"
#include "watchbell/threat_intake/v1/tip_import.pb.h"

namespace watchbell::threat_intake {

inline constexpr std::size_t kInboxBytesMax = std::size_t{1} << 20;
inline constexpr std::size_t kHotlineRowsMax = 500;

struct InboxDraft {
  v1::Tip draft;     // without school
  std::string mark;  // what makes it this tip and no other, for an id that stays the same
};
struct Inbox {
  std::vector<InboxDraft> drafts;
  std::vector<v1::ImportTipsError> errors;
};

// CSV: time, channel, number, name, anonymous, category, place, text. Faulty rows become errors, the others
// drafts.
Inbox ReadHotlineLog(std::string_view csv);
// One message (RFC 5322). `named`: its sender wants to be known; otherwise address, name and signature go.
Result<InboxDraft> ReadMail(std::string_view message, bool named);

}  // namespace watchbell::threat_intake
