#include "common/csv/csv.hpp"

#include <algorithm>
#include <utility>

namespace watchbell::csv {
namespace {

constexpr int kEnd = std::char_traits<char>::eof();
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// A text in memory seen as a stream, without a copy of it.
class TextBuffer final : public std::streambuf {
 public:
  explicit TextBuffer(std::string_view text) {
    char* begin = const_cast<char*>(text.data());  // streambuf wants char*; the get area is never written
    setg(begin, begin, begin + text.size());
  }
};

void SkipByteOrderMark(std::streambuf& in) {
  for (const char byte : kByteOrderMark) {
    if (in.sgetc() != std::char_traits<char>::to_int_type(byte)) return;
    in.sbumpc();
  }
}

std::string_view Trimmed(std::string_view text) {
  constexpr std::string_view kBlanks = " \t";
  const auto first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

std::string_view Text(Fault fault) {
  switch (fault) {
    case Fault::kUnclosedQuote: return "the quoted field is never closed";
    case Fault::kTextAfterQuote: return "text follows a closing quote";
    case Fault::kFieldTooLong: return "the field is too long";
    case Fault::kTooManyColumns: return "the row has too many columns";
    case Fault::kNulByte: return "the file is not UTF-8 text";
    case Fault::kWrongNumberOfColumns: return "the row has not as many fields as the header";
  }
  return "unknown fault";
}

bool NeedsQuotes(std::string_view field) {
  return field.find_first_of("\",\r\n") != std::string_view::npos || Trimmed(field).size() != field.size();
}

void WriteField(std::ostream& out, std::string_view field) {
  if (!NeedsQuotes(field)) {
    out << field;
    return;
  }
  out << '"';
  for (const char c : field) {
    if (c == '"') out << '"';
    out << c;
  }
  out << '"';
}

template <typename Fields>
void WriteRow(std::ostream& out, const Fields& fields) {
  if (fields.size() == 1 && std::string_view(*fields.begin()).empty()) {
    out << "\"\"\n";  // bare, the row would be a blank line, which readers skip
    return;
  }
  bool first = true;
  for (const auto& field : fields) {
    if (!std::exchange(first, false)) out << ',';
    WriteField(out, field);
  }
  out << '\n';
}

}  // namespace

std::string Describe(const Error& error) {
  return "line " + std::to_string(error.line) + ", column " + std::to_string(error.column) + ": " +
         std::string(Text(error.fault));
}

Reader::Reader(std::string_view text, Limits limits)
    : owned_(std::make_unique<TextBuffer>(text)), in_(owned_.get()), limits_(limits) {
  SkipByteOrderMark(*in_);
}

Reader::Reader(std::istream& in, Limits limits) : in_(in.rdbuf()), limits_(limits) {
  SkipByteOrderMark(*in_);
}

tl::unexpected<Error> Reader::Fail(Fault fault, std::size_t line) {
  failed_ = Error{fault, line, column_};
  return tl::unexpected(*failed_);
}

// The first byte of a line end is consumed already; the second of CRLF is consumed here.
void Reader::CountLineEnd(int first) {
  if (first == '\r' && in_->sgetc() == '\n') in_->sbumpc();
  ++line_;
}

tl::expected<Reader::End, Error> Reader::NextQuotedField(std::string& field) {
  const std::size_t opened = line_;  // what is never closed is wrong where it was opened
  for (int c = in_->sbumpc();; c = in_->sbumpc()) {
    if (c == kEnd) return Fail(Fault::kUnclosedQuote, opened);
    if (c == 0) return Fail(Fault::kNulByte, line_);
    if (c == '"') {
      const int next = in_->sbumpc();
      if (next == ',') return End::kField;
      if (next == kEnd) return End::kText;
      if (next == '\r' || next == '\n') {
        CountLineEnd(next);
        return End::kRow;
      }
      if (next != '"') return Fail(Fault::kTextAfterQuote, line_);
    }
    if (c == '\n' || (c == '\r' && in_->sgetc() != '\n')) ++line_;
    if (field.size() == limits_.field_bytes_max) return Fail(Fault::kFieldTooLong, opened);
    field.push_back(static_cast<char>(c));
  }
}

tl::expected<Reader::End, Error> Reader::NextField(std::string& field) {
  if (in_->sgetc() == '"') {
    in_->sbumpc();
    return NextQuotedField(field);
  }
  for (int c = in_->sbumpc();; c = in_->sbumpc()) {
    if (c == ',') return End::kField;
    if (c == kEnd) return End::kText;
    if (c == 0) return Fail(Fault::kNulByte, line_);
    if (c == '\r' || c == '\n') {
      CountLineEnd(c);
      return End::kRow;
    }
    if (field.size() == limits_.field_bytes_max) return Fail(Fault::kFieldTooLong, line_);
    field.push_back(static_cast<char>(c));
  }
}

tl::expected<bool, Error> Reader::Next(Row& row) {
  if (failed_) return tl::unexpected(*failed_);
  while (in_->sgetc() == '\n' || in_->sgetc() == '\r') CountLineEnd(in_->sbumpc());
  if (in_->sgetc() == kEnd) return false;
  row.line = line_;
  column_ = 0;
  for (auto end = End::kField; end == End::kField;) {
    if (column_++ == limits_.columns_max) return Fail(Fault::kTooManyColumns, line_);
    if (row.fields.size() < column_) row.fields.emplace_back();
    auto& field = row.fields[column_ - 1];
    field.clear();
    const auto read = NextField(field);
    if (!read) return tl::unexpected(read.error());
    end = *read;
  }
  row.fields.resize(column_);
  return true;
}

tl::expected<void, Error> Table::ReadHeader() {
  Row header;
  const auto read = reader_.Next(header);
  if (!read) return tl::unexpected(read.error());
  for (const auto& name : header.fields) columns_.emplace_back(Trimmed(name));
  return {};
}

tl::expected<bool, Error> Table::Next(Row& row) {
  auto read = reader_.Next(row);
  if (read && *read && row.fields.size() != columns_.size()) {
    const auto column = std::min(row.fields.size(), columns_.size()) + 1;
    return tl::unexpected(Error{Fault::kWrongNumberOfColumns, row.line, column});
  }
  return read;
}

std::optional<std::size_t> Table::Column(std::string_view name) const {
  const auto found = std::find(columns_.begin(), columns_.end(), name);
  if (found == columns_.end()) return std::nullopt;
  return static_cast<std::size_t>(found - columns_.begin());
}

void Write(std::ostream& out, std::span<const std::string> fields) { WriteRow(out, fields); }
void Write(std::ostream& out, std::initializer_list<std::string_view> fields) { WriteRow(out, fields); }

}  // namespace watchbell::csv
