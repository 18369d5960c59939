#include <array>
#include <optional>

#include "common/csv/rows.hpp"
#include "services/threat-intake/domain/words.hpp"
#include "services/threat-intake/inbox/inbox.hpp"
#include "services/threat-intake/inbox/utf8.hpp"

namespace watchbell::threat_intake {
namespace {

using v1::Tip;

constexpr std::array<std::pair<std::string_view, Tip::Category>, 10> kCategories{
    {{"", Tip::CATEGORY_UNSPECIFIED},
     {"threat", Tip::CATEGORY_THREAT},
     {"weapon", Tip::CATEGORY_WEAPON},
     {"firearm", Tip::CATEGORY_FIREARM},
     {"bullying", Tip::CATEGORY_BULLYING},
     {"cyberbullying", Tip::CATEGORY_CYBERBULLYING},
     {"self-harm", Tip::CATEGORY_SELF_HARM},
     {"abuse", Tip::CATEGORY_ABUSE},
     {"drugs", Tip::CATEGORY_DRUGS},
     {"other", Tip::CATEGORY_OTHER}}};
constexpr std::array<std::pair<std::string_view, Tip::Channel>, 3> kChannels{
    {{"", Tip::CHANNEL_HOTLINE}, {"voice", Tip::CHANNEL_VOICE}, {"sms", Tip::CHANNEL_SMS}}};

template <class Table>
auto Find(const Table& table, std::string_view word) -> std::optional<decltype(table.front().second)> {
  for (const auto& [name, value] : table)
    if (name == word) return value;
  return std::nullopt;
}

std::optional<InboxDraft> ReadRow(csv::Rows& rows) {
  const auto category = Find(kCategories, LowerAscii(rows.Get("category")));
  const auto channel = Find(kChannels, LowerAscii(rows.Get("channel")));
  const auto anonymous = LowerAscii(rows.Get("anonymous"));
  if (!category) rows.Fault("category", "is none of the form's categories");
  if (!channel) rows.Fault("channel", "is neither voice nor sms");
  if (anonymous != "yes" && anonymous != "no") rows.Fault("anonymous", "is neither yes nor no");
  if (rows.Get("text").empty()) rows.Fault("text", "is empty");
  if (!category || !channel || (anonymous != "yes" && anonymous != "no") || rows.Get("text").empty())
    return std::nullopt;
  InboxDraft read;
  auto& draft = read.draft;
  draft.set_category(*category);
  draft.set_channel(*channel);
  draft.set_text(ValidUtf8(rows.Get("text")));
  draft.set_place(ValidUtf8(rows.Get("place")));
  draft.set_event_time(ValidUtf8(rows.Get("time")));
  draft.set_not_fully_anonymous(anonymous == "yes");
  if (anonymous == "no") {
    draft.mutable_reporter()->set_role(v1::Reporter::ROLE_OTHER);
    draft.mutable_reporter()->set_name(ValidUtf8(rows.Get("name")));
    draft.mutable_reporter()->set_contact(ValidUtf8(rows.Get("number")));
  }
  read.mark = draft.event_time() + '\n' + draft.text();
  return read;
}

}  // namespace

Inbox ReadHotlineLog(std::string_view text) {
  csv::FaultList faults;
  csv::Rows rows("hotline log", text, faults);
  Inbox inbox;
  if (rows.Open({"time", "channel", "anonymous", "text"})) {
    while (inbox.drafts.size() < kHotlineRowsMax && rows.Next()) {
      if (auto read = ReadRow(rows)) inbox.drafts.push_back(std::move(*read));
    }
  }
  for (const auto& fault : faults.Take()) {
    auto& error = inbox.errors.emplace_back();
    error.set_line(static_cast<int>(fault.line));
    error.set_reason("ROW_MALFORMED");
    error.set_remedy(fault.column.empty() ? fault.problem : "\"" + fault.column + "\" " + fault.problem);
  }
  return inbox;
}

}  // namespace watchbell::threat_intake
