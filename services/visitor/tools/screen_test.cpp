#include "services/visitor/tools/screen.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace watchbell::visitor {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

class ScreenTool : public ::testing::Test {
 protected:
  void SetUp() override { std::filesystem::create_directory(folder_); }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::string File(const std::string& name, std::string_view text) {
    const auto path = folder_ / name;
    std::ofstream(path, std::ios::binary) << text;
    return path.string();
  }

  int Run(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "screen");
    std::vector<char*> argv;
    for (auto& argument : arguments) argv.push_back(argument.data());
    ::testing::internal::CaptureStdout();
    ::testing::internal::CaptureStderr();
    const int status = RunScreen(static_cast<int>(argv.size()), argv.data());
    out_ = ::testing::internal::GetCapturedStdout();
    err_ = ::testing::internal::GetCapturedStderr();
    return status;
  }

  std::filesystem::path folder_ = std::filesystem::path(::testing::TempDir()) /
                                  ::testing::UnitTest::GetInstance()->current_test_info()->name();
  std::string out_, err_;
};

TEST_F(ScreenTool, PairsPassOtherColumnsThrough) {
  const auto pairs =
      File("p.csv", "note,name1,name2\n\"a, b\",John Smith,\"Smith, John\"\nc,Ann Roe,Bob Doe\n");
  EXPECT_EQ(Run({"--pairs", pairs}), 0);
  EXPECT_THAT(out_, StartsWith("note,name1,name2,grade,score,match\n"
                               "\"a, b\",John Smith,\"Smith, John\",EXACT,1.0000,true\n"
                               "c,Ann Roe,Bob Doe,NONE,"));
  EXPECT_THAT(out_, HasSubstr(",false\n"));
}

TEST_F(ScreenTool, AListAnswersEveryQueryThatIsNotClear) {
  const auto list =
      File("l.csv",
           "id,given_name,surname,date_of_birth,aliases\ne1,William,Smith,1990-03-04,John Doe; Jack Roe\n"
           "e2,Ann,Poe,,\n");
  const auto queries =
      File("q.csv",
           "date_of_birth,surname,given_name,id\n1990-03-04,Smith,Bill,q1\n1990-03-04,Roe,Jack,q2\n"
           ",Poe,Ann,q3\n1980-01-01,Smith,Bill,q4\n");
  EXPECT_EQ(Run({"--list", list, "--queries", queries, "--stats"}), 0);
  EXPECT_EQ(out_,
            "query_id,entry_id,outcome,name_grade,dob_grade,score\n"
            "q1,e1,PROBABLE,STRONG,SAME,0.9542\n"
            "q2,e1,PROBABLE,EXACT,SAME,1.0000\n"
            "q3,e2,POSSIBLE,EXACT,ABSENT,0.7500\n");
  for (const auto* key : {"\"entries\":2,", "\"index_seconds\":", "\"bytes_per_entry\":",
                          "\"queries_per_second\":", "\"p50_us\":", "\"p99_us\":"}) {
    EXPECT_THAT(err_, HasSubstr(key));
  }
}

TEST_F(ScreenTool, AFileThatCannotBeUsedIsNamedWithItsPlace) {
  EXPECT_EQ(Run({"--pairs", File("p.csv", "name1\nx\n")}), 1);
  EXPECT_THAT(err_, HasSubstr("has no column name2"));
  EXPECT_EQ(Run({"--pairs", File("p.csv", "name1,name2\nx,\"y\n")}), 1);
  EXPECT_THAT(err_, HasSubstr("line 2, column 2"));
  EXPECT_EQ(Run({"--pairs", (folder_ / "missing.csv").string()}), 1);
  EXPECT_THAT(err_, HasSubstr("cannot be opened"));
  EXPECT_EQ(Run({"--pairs", folder_.string()}), 1);
  EXPECT_THAT(err_, HasSubstr("is a folder"));
}

TEST_F(ScreenTool, AnUnreadableBirthDateIsSaidAndTakenAsAbsent) {
  const auto list = File("l.csv", "id,given_name,surname,date_of_birth\ne1,Ann,Poe,4 March\n");
  EXPECT_EQ(Run({"--list", list, "--queries", list}), 0);
  EXPECT_THAT(err_, HasSubstr("line 2"));
  EXPECT_THAT(out_, HasSubstr("e1,e1,POSSIBLE,EXACT,ABSENT"));
}

TEST_F(ScreenTool, WrongFlagsAreRefused) {
  EXPECT_NE(Run({}), 0);
  EXPECT_NE(Run({"--list", "l.csv"}), 0);
  EXPECT_NE(Run({"--pairs", "p.csv", "--stats"}), 0);
}

}  // namespace
}  // namespace watchbell::visitor
