// Comma-separated values as districts and registries send them: RFC 4180, read row by row in bounded memory.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <istream>
#include <memory>
#include <optional>
#include <ostream>
#include <span>
#include <streambuf>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace watchbell::csv {

struct Limits {
  std::size_t field_bytes_max = 64 * 1024;
  std::size_t columns_max = 256;
};

enum class Fault {
  kUnclosedQuote,         // the text ends inside a quoted field
  kTextAfterQuote,        // "a"b: only a comma or a line end may follow the closing quote
  kFieldTooLong,          // more than Limits::field_bytes_max
  kTooManyColumns,        // more than Limits::columns_max
  kNulByte,               // not text; a file saved as UTF-16 is the common cause
  kWrongNumberOfColumns,  // a row wider or narrower than the header (Table only)
};

// Where a file is wrong. Lines count physical lines and columns count fields, both from 1, as a spreadsheet
// shows them.
struct Error {
  Fault fault;
  std::size_t line;
  std::size_t column;
};

// "line 7, column 2: the quoted field is never closed"; never quotes the data, so it may be logged.
std::string Describe(const Error& error);

struct Row {
  std::size_t line = 0;  // where the row starts
  std::vector<std::string> fields;
};

// Reads a UTF-8 text. Tolerates a byte order mark, CRLF, LF or CR line ends, blank lines (skipped), a missing
// last line end, and a quote inside an unquoted field (kept as it is). Does not check that the bytes are
// valid UTF-8. Not thread safe. After an error every further call returns the same error.
class Reader {
 public:
  explicit Reader(std::string_view text, Limits limits = {});  // the text must outlive the reader
  explicit Reader(std::istream& in, Limits limits = {});       // so must the stream

  // Fills the row and returns true, or returns false at the end. The row's storage is reused from call to
  // call.
  tl::expected<bool, Error> Next(Row& row);

 private:
  enum class End { kField, kRow, kText };
  tl::expected<End, Error> NextField(std::string& field);
  tl::expected<End, Error> NextQuotedField(std::string& field);
  tl::unexpected<Error> Fail(Fault fault, std::size_t line);
  void CountLineEnd(int first);

  std::unique_ptr<std::streambuf> owned_;
  std::streambuf* in_;
  Limits limits_;
  std::size_t line_ = 1;
  std::size_t column_ = 1;
  std::optional<Error> failed_;
};

// A reader whose first row names the columns. A file without any row has no columns and no rows.
class Table {
 public:
  explicit Table(Reader reader) : reader_(std::move(reader)) {}

  // Reads the header; names are trimmed of blanks. Call once, first.
  tl::expected<void, Error> ReadHeader();
  // As Reader::Next, and a row with more or fewer fields than the header is kWrongNumberOfColumns.
  tl::expected<bool, Error> Next(Row& row);

  const std::vector<std::string>& columns() const { return columns_; }
  std::optional<std::size_t> Column(std::string_view name) const;

 private:
  Reader reader_;
  std::vector<std::string> columns_;
};

// One row with an LF end; a field with a comma, quote, CR, LF or an outer blank is quoted. Excel executes a
// field that starts with = + - or @: a report meant for a spreadsheet has to neutralise such fields itself.
void Write(std::ostream& out, std::span<const std::string> fields);
void Write(std::ostream& out, std::initializer_list<std::string_view> fields);

}  // namespace watchbell::csv
