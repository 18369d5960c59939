#include "services/visitor/registry/registry_file.hpp"

#include <gmock/gmock.h>
#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>

namespace watchbell::visitor {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::Field;
using testing::IsEmpty;
using testing::SizeIs;

constexpr char kMapping[] = R"({
  "columns": {"ID": "reference", "LAST": "family_name", "FIRST": "given_name", "DOB": "date_of_birth",
              "AKA": "aliases", "UNTIL": "expires_on"},
  "constants": {"state": "CT"}, "dateFormat": "MM/DD/YYYY"})";

v1::RegistryMapping MappingOf(const std::string& json) {
  v1::RegistryMapping mapping;
  EXPECT_TRUE(google::protobuf::util::JsonStringToMessage(json, &mapping).ok());
  return mapping;
}
RegistryFile ReadFile(std::string_view csv, const std::string& mapping = kMapping) {
  v1::Registry registry;
  registry.set_id("registry-1");
  registry.set_school("district");
  return ReadRegistry(csv, MappingOf(mapping), registry, *TimeZone::Find("America/New_York"));
}

TEST(RegistryFile, ColumnsBecomeFieldsAsTheMappingSays) {
  const auto file =
      ReadFile("ID,LAST,FIRST,DOB,AKA,UNTIL,MORE\n7,Roe,Jane,3/4/1985,Janet Roe; J. Row,12/31/2030,x\n");
  ASSERT_THAT(file.faults, IsEmpty());
  ASSERT_THAT(file.entries, SizeIs(1));
  const auto& entry = file.entries.front();
  EXPECT_EQ(entry.kind(), v1::WatchlistEntry::KIND_REGISTRY);
  EXPECT_EQ(entry.school(), "district");
  EXPECT_EQ(entry.registry_ref(), "7");
  EXPECT_EQ(entry.date_of_birth(), "1985-03-04");
  EXPECT_EQ(entry.expires_on(), "2030-12-31");
  EXPECT_TRUE(entry.has_expires_at());
  EXPECT_EQ(entry.state(), "CT");
  EXPECT_THAT(entry.aliases(), ElementsAre("Janet Roe", "J. Row"));
}

TEST(RegistryFile, AFullNameIsTakenApartAndAYearAloneIsABirthDate) {
  const auto file =
      ReadFile("n,who,born\n1,\"Roe, Jane Q\",1985\n",
               R"({"columns": {"n": "reference", "who": "full_name", "born": "date_of_birth"}})");
  ASSERT_THAT(file.faults, IsEmpty());
  EXPECT_EQ(file.entries.front().family_name(), "Roe");
  EXPECT_EQ(file.entries.front().middle_name(), "q");
  EXPECT_EQ(file.entries.front().date_of_birth(), "1985");
}

TEST(RegistryFile, EveryFaultNamesItsLineAndColumnAndNeverTheValue) {
  const auto file = ReadFile(
      "ID,LAST,FIRST,DOB,AKA,UNTIL\n"
      "1,Roe,Jane,13/13/1985,,\n"
      "1,Roe,Jane,,,\n"
      ",Roe,Jane,,,\n"
      "4,,Jane,,,\n"
      "5,Roe,Jane,,,2030\n"
      "6,Roe\n");
  EXPECT_THAT(file.entries, IsEmpty());
  const auto at = [](std::size_t line, const char* column) {
    return AllOf(Field(&csv::RowFault::line, line), Field(&csv::RowFault::column, column));
  };
  EXPECT_THAT(file.faults, ElementsAre(at(2, "DOB"), at(3, "ID"), at(4, "ID"), at(5, "LAST"), at(6, "UNTIL"),
                                       at(7, "FIRST")));
  for (const auto& fault : file.faults) EXPECT_EQ(fault.problem.find("1985"), std::string::npos);
}

TEST(RegistryFile, AMappingThatCannotBeUsedIsSaidBeforeAnyLine) {
  for (const char* mapping :
       {"{}", R"({"columns": {"ID": "reference"}})", R"({"columns": {"ID": "reference", "LAST": "surname"}})",
        R"({"columns": {"ID": "reference", "A": "family_name", "B": "family_name"}})",
        R"({"columns": {"ID": "reference", "LAST": "family_name"}, "dateFormat": "MM/DD"})",
        R"({"columns": {"LAST": "family_name"}, "constants": {"reference": "1"}})"}) {
    const auto file = ReadFile("ID,LAST\n1,Roe\n", mapping);
    ASSERT_FALSE(file.faults.empty()) << mapping;
    EXPECT_EQ(file.faults.front().line, 0U) << mapping;
  }
}

TEST(RegistryFile, AColumnThatTheFileLacksIsNamed) {
  const auto file = ReadFile("ID,LAST\n1,Roe\n");
  ASSERT_THAT(file.faults, SizeIs(4));
  for (const auto& fault : file.faults) EXPECT_EQ(fault.line, 1U);
}

}  // namespace
}  // namespace watchbell::visitor
