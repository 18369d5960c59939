#include "common/report/sheet.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "common/csv/csv.hpp"

namespace watchbell::report {
namespace {

TEST(Sheet, WritesARow) { EXPECT_EQ(SheetRow({"lincoln-es", "2026-03", "12"}), "lincoln-es,2026-03,12\n"); }

TEST(Sheet, AFormulaStaysText) {
  EXPECT_EQ(SheetRow({"=1+1"}), "'=1+1\n");
  EXPECT_EQ(SheetRow({"+1"}), "'+1\n");
  EXPECT_EQ(SheetRow({"-1"}), "'-1\n");
  EXPECT_EQ(SheetRow({"@SUM(A1)"}), "'@SUM(A1)\n");
  EXPECT_EQ(SheetRow({"\t=1"}), "'\t=1\n");
  EXPECT_EQ(SheetRow({"\xEF\xBC\x9D"
                      "1"}),
            "'\xEF\xBC\x9D"
            "1\n");
}

TEST(Sheet, WhatNeedsQuotesGetsThem) {
  EXPECT_EQ(SheetRow({"a,b", "c\"d", "e\nf"}), "\"a,b\",\"c\"\"d\",\"e\nf\"\n");
  EXPECT_EQ(SheetRow({"=HYPERLINK(\"x\",\"y\")"}), "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"\n");
}

RC_GTEST_PROP(SheetProperty, NoFieldComesBackAsAFormula, (const std::string& text)) {
  RC_PRE(text.find('\0') == std::string::npos);
  const auto written = SheetRow({text, "end"});
  csv::Reader reader{std::string_view{written}};
  csv::Row row;
  RC_ASSERT(reader.Next(row).value());
  RC_ASSERT(row.fields.size() == 2U);
  RC_ASSERT(row.fields[0].empty() ||
            std::string_view{"=+-@\t\r\n"}.find(row.fields[0][0]) == std::string_view::npos);
}

}  // namespace
}  // namespace watchbell::report
