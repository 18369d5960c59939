#include "common/csv/csv.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <sstream>

namespace watchbell::csv {
namespace {

using ::testing::ElementsAre;
using Rows = std::vector<std::vector<std::string>>;

Rows ReadAll(std::string_view text, Limits limits = {}) {
  Reader reader(text, limits);
  Rows rows;
  for (Row row; reader.Next(row).value();) rows.push_back(row.fields);
  return rows;
}

Error FirstError(std::string_view text, Limits limits = {}) {
  Reader reader(text, limits);
  Row row;
  auto read = reader.Next(row);
  while (read && *read) read = reader.Next(row);
  return read.error();
}

TEST(CsvReader, FieldsAreSplitAtCommas) { EXPECT_EQ(ReadAll("a,b\nc,\n"), (Rows{{"a", "b"}, {"c", ""}})); }

TEST(CsvReader, AllLineEndsAndAMissingLastOneAreAccepted) {
  EXPECT_EQ(ReadAll("a\r\nb\nc\rd"), (Rows{{"a"}, {"b"}, {"c"}, {"d"}}));
}

TEST(CsvReader, AByteOrderMarkIsDropped) { EXPECT_EQ(ReadAll("\xEF\xBB\xBF\"id\"\n"), (Rows{{"id"}})); }

TEST(CsvReader, BlankLinesAreSkipped) { EXPECT_EQ(ReadAll("a\n\r\n\nb\n"), (Rows{{"a"}, {"b"}})); }

TEST(CsvReader, QuotedFieldsKeepCommasLineEndsAndDoubledQuotes) {
  EXPECT_EQ(ReadAll("\"Smith, John\",\"two\r\nlines\",\"say \"\"hi\"\"\"\n"),
            (Rows{{"Smith, John", "two\r\nlines", "say \"hi\""}}));
}

TEST(CsvReader, AQuoteInsideAnUnquotedFieldIsKept) { EXPECT_EQ(ReadAll("O\"Brien\n"), (Rows{{"O\"Brien"}})); }

TEST(CsvReader, RowsKnowTheLineTheyStartOn) {
  Reader reader("a\n\"b\nb\"\n\nc\n");
  std::vector<std::size_t> lines;
  for (Row row; reader.Next(row).value();) lines.push_back(row.line);
  EXPECT_THAT(lines, ElementsAre(1, 2, 5));
}

TEST(CsvReader, ErrorsNameLineAndColumn) {
  EXPECT_EQ(Describe(FirstError("a,b\nc,\"d")), "line 2, column 2: the quoted field is never closed");
  EXPECT_EQ(Describe(FirstError("a\nb\n\"c\nd\ne\n")), "line 3, column 1: the quoted field is never closed");
  EXPECT_EQ(Describe(FirstError("a\n\"b\"x\n")), "line 2, column 1: text follows a closing quote");
  EXPECT_EQ(Describe(FirstError("aaaa,b", {.field_bytes_max = 3})),
            "line 1, column 1: the field is too long");
  EXPECT_EQ(FirstError("a,b,c", {.columns_max = 2}).fault, Fault::kTooManyColumns);
  EXPECT_EQ(FirstError(std::string_view("a\0b", 3)).fault, Fault::kNulByte);
}

TEST(CsvReader, AnErrorIsFinal) {
  Reader reader("\"a\"b\nc\n");
  Row row;
  EXPECT_FALSE(reader.Next(row));
  EXPECT_FALSE(reader.Next(row));
}

TEST(CsvTable, ColumnsAreFoundByName) {
  Table table(Reader("id, name\n7,Ann\n"));
  ASSERT_TRUE(table.ReadHeader());
  EXPECT_EQ(table.Column("name"), 1u);
  EXPECT_EQ(table.Column("date"), std::nullopt);
}

TEST(CsvTable, ARowOfAnotherWidthThanTheHeaderIsRefused) {
  Table table(Reader("id,name\n7,Ann\n8\n"));
  ASSERT_TRUE(table.ReadHeader());
  Row row;
  EXPECT_TRUE(table.Next(row).value());
  const auto error = table.Next(row).error();
  EXPECT_EQ(error.fault, Fault::kWrongNumberOfColumns);
  EXPECT_EQ(error.line, 3u);
}

TEST(CsvTable, AnEmptyFileHasNeitherColumnsNorRows) {
  Table table(Reader(std::string_view{}));
  ASSERT_TRUE(table.ReadHeader());
  Row row;
  EXPECT_TRUE(table.columns().empty());
  EXPECT_FALSE(table.Next(row).value());
}

RC_GTEST_PROP(CsvWrite, WhatIsWrittenIsReadBack, ()) {
  const auto field = rc::gen::container<std::string>(rc::gen::elementOf(std::string("ab ,\"\r\n\t")));
  const auto row = *rc::gen::nonEmpty(rc::gen::container<std::vector<std::string>>(field));
  std::stringstream file;
  Write(file, row);
  Write(file, {"last", "row"});
  Reader reader(file);
  Row read;
  RC_ASSERT(reader.Next(read).value());
  RC_ASSERT(read.fields == row);
  RC_ASSERT(reader.Next(read).value());
  RC_ASSERT(read.fields == (std::vector<std::string>{"last", "row"}));
}

}  // namespace
}  // namespace watchbell::csv
