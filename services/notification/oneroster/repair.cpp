#include "services/notification/oneroster/repair.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <sstream>
#include <vector>

#include "services/notification/oneroster/encoding.hpp"
#include "services/notification/oneroster/fields.hpp"

namespace watchbell::notification::oneroster {
namespace {

// Of a quoted field over several lines: beyond it a quote was never closed, and the search for its end stops.
constexpr std::size_t kBrokenLinesMax = 16;
constexpr std::size_t kBrokenBytesMax = 8 * 1024;
constexpr std::size_t kFieldBytesMax = 16 * 1024;  // a list of 64 ids has a quarter of it

constexpr std::array<std::string_view, 32> kColumns{"agentSourcedIds",
                                                    "beginDate",
                                                    "birthDate",
                                                    "classSourcedId",
                                                    "dateLastModified",
                                                    "email",
                                                    "enabledUser",
                                                    "endDate",
                                                    "familyName",
                                                    "givenName",
                                                    "identifier",
                                                    "location",
                                                    "metadata.homeKey",
                                                    "metadata.language",
                                                    "name",
                                                    "orgSourcedId",
                                                    "orgSourcedIds",
                                                    "periods",
                                                    "phone",
                                                    "propertyName",
                                                    "role",
                                                    "roleType",
                                                    "schoolSourcedId",
                                                    "sms",
                                                    "sourcedId",
                                                    "startDate",
                                                    "status",
                                                    "termSourcedIds",
                                                    "title",
                                                    "type",
                                                    "userSourcedId",
                                                    "value"};

bool IsBreak(char c) { return c == '\n' || c == '\r'; }
bool IsBlank(std::string_view text) { return csv::Trim(text).empty(); }

struct Scanned {
  std::vector<std::string> fields;
  std::size_t end = 0;    // after the line end of the row
  std::size_t lines = 1;  // how many the row has
  bool whole = false;     // every quote was closed where it could be
};

class Scanner {
 public:
  Scanner(std::string_view text, std::size_t at) : text_(text), at_(at) {}

  Scanned Row() {
    for (bool more = true; more;) {
      auto& field = row_.fields.emplace_back();
      const bool quoted = Peek() == '"';
      if (quoted && !Quoted(field)) return std::move(row_);
      if (!quoted) Plain(field);
      more = Peek() == ',';
      if (more) ++at_;
    }
    SkipBreak();
    row_.whole = true;
    row_.end = at_;
    return std::move(row_);
  }

 private:
  char Peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }  // no zero byte is in the text

  void SkipBreak() {
    if (at_ < text_.size() && IsBreak(text_[at_])) at_ += text_.substr(at_, 2) == "\r\n" ? 2 : 1;
  }

  void Plain(std::string& field) {
    const auto end = std::min(text_.find_first_of(",\r\n", at_), text_.size());
    field = text_.substr(at_, end - at_);
    at_ = end;
  }

  // After a closing quote: blanks may stand before the comma or the line end.
  bool Closes() {
    const auto next = std::min(text_.find_first_not_of(" \t", at_), text_.size());
    if (next < text_.size() && text_[next] != ',' && !IsBreak(text_[next])) return false;
    at_ = next;
    return true;
  }

  bool Quoted(std::string& field) {
    const auto first_line = row_.lines;
    for (++at_; at_ < text_.size();) {
      const char c = text_[at_];
      if (IsBreak(c)) {
        if (++row_.lines - first_line > kBrokenLinesMax || field.size() > kBrokenBytesMax) return false;
        SkipBreak();
        field.push_back(' ');
        continue;
      }
      ++at_;
      if (c == '"') {
        if (Peek() == '"') {
          ++at_;
        } else if (Closes()) {
          return true;
        } else if (row_.lines > first_line) {
          return false;  // more likely the quote that opens a later field
        }
      }
      field.push_back(c);
    }
    return false;
  }

  const std::string_view text_;
  std::size_t at_;
  Scanned row_;
};

std::optional<std::string_view> Known(std::string_view column) {
  const auto* found = std::find_if(kColumns.begin(), kColumns.end(),
                                   [&](const auto known) { return SameInAnyCase(column, known); });
  return found == kColumns.end() ? std::nullopt : std::optional(*found);
}

class Repairer {
 public:
  Repairer(std::string_view file, std::string_view text, csv::FaultList& left_out)
      : file_(file), text_(text), left_out_(left_out) {}

  Repaired Run() {
    while (at_ < text_.size()) {
      auto row = Scanner(text_, at_).Row();
      // Over several lines and yet too short: the quote of a later row closed it.
      if (row.lines > 1 && row.fields.size() < width_) row.whole = false;
      if (!row.whole)
        SkipLine("has a quote that is never closed; the row is left out");
      else
        Take(row);
    }
    return {std::move(out_).str(), rows_lost_};
  }

 private:
  void Take(const Scanned& row) {
    if (std::all_of(row.fields.begin(), row.fields.end(), [](const auto& field) { return IsBlank(field); })) {
      Pass(row, 0);
    } else if (width_ == 0) {
      Pass(row, TakeHeader(row.fields));
    } else if (HasMore(row)) {
      SkipLine("has more fields than the header, as by a comma without quotes; the row is left out");
    } else {
      Pass(row, TakeRow(row.fields));
    }
  }

  bool HasMore(const Scanned& row) const {
    for (std::size_t i = width_; i < row.fields.size(); ++i)
      if (!IsBlank(row.fields[i])) return true;
    return false;
  }

  // These say how many lines they have written.
  std::size_t TakeHeader(const std::vector<std::string>& fields) {
    width_ = fields.size();
    for (std::size_t i = 0; i < fields.size(); ++i) {
      const auto known = Known(csv::Trim(fields[i]));
      if (!known) continue;
      if (std::find(names_.begin(), names_.end(), *known) != names_.end()) {
        left_out_.Add(file_, line_, *known, "is there twice; the first column counts");
        continue;
      }
      names_.emplace_back(*known);
      kept_.push_back(i);
    }
    if (names_.empty()) return 0;
    csv::Write(out_, names_);
    return 1;
  }

  std::size_t TakeRow(const std::vector<std::string>& fields) {
    if (names_.empty()) return 0;
    std::vector<std::string> kept;
    for (std::size_t column = 0; column < kept_.size(); ++column) {
      auto& field = kept.emplace_back();
      if (kept_[column] < fields.size()) field = fields[kept_[column]];
      if (field.size() <= kFieldBytesMax) continue;
      field.clear();
      left_out_.Add(file_, line_, names_[column], "is too long; it is left out");
    }
    csv::Write(out_, kept);
    return 1;
  }

  // As many line ends as the row has, of which `written` are there.
  void Pass(const Scanned& row, std::size_t written) {
    for (std::size_t i = written; i < row.lines; ++i) out_ << '\n';
    line_ += row.lines;
    at_ = row.end;
  }

  // Only the line that begins here is lost.
  void SkipLine(std::string_view problem) {
    left_out_.Add(file_, line_, "", problem);
    ++rows_lost_;
    at_ = std::min(text_.find_first_of("\r\n", at_), text_.size());
    if (at_ < text_.size()) at_ += text_.substr(at_, 2) == "\r\n" ? 2 : 1;
    out_ << '\n';
    ++line_;
  }

  const std::string_view file_;
  const std::string_view text_;
  csv::FaultList& left_out_;
  std::ostringstream out_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
  std::size_t rows_lost_ = 0;
  std::size_t width_ = 0;           // of the header; 0: not read yet
  std::vector<std::string> names_;  // of the columns that are kept
  std::vector<std::size_t> kept_;
};

}  // namespace

Repaired Repair(std::string_view file, std::string_view text, csv::FaultList& left_out) {
  const std::string utf8 = Utf8Of(text);
  return Repairer(file, utf8, left_out).Run();
}

}  // namespace watchbell::notification::oneroster
