#include "services/visitor/domain/side_by_side.hpp"

#include <gtest/gtest.h>

#include <map>

namespace watchbell::visitor {
namespace {

using namespace std::chrono;
using v1::ComparedField;

TEST(SideBySide, ShowsBothColumnsAndWhereTheyAgree) {
  v1::Visit visit;
  visit.set_given_name("Jos\xc3\xa9");
  visit.set_family_name("O'Brien");
  visit.set_date_of_birth("1985-11-23");
  visit.mutable_document()->set_state("CT");
  v1::WatchlistEntry entry;
  entry.set_given_name("JOSE");
  entry.set_family_name("Bryan");
  entry.set_date_of_birth("1985");
  entry.set_description("scar");
  std::map<std::string, ComparedField> fields;
  for (const auto& field : SideBySide(visit, entry, 2026y / 11 / 22)) fields[field.field()] = field;
  EXPECT_EQ(fields["given_name"].agreement(), ComparedField::AGREEMENT_SAME);
  EXPECT_EQ(fields["family_name"].agreement(), ComparedField::AGREEMENT_DIFFERENT);
  EXPECT_EQ(fields["state"].agreement(), ComparedField::AGREEMENT_UNSPECIFIED);
  EXPECT_EQ(fields["age"].visitor(), "40");
  EXPECT_EQ(fields["age"].entry(), "40-41");
  EXPECT_EQ(fields["description"].entry(), "scar");
  EXPECT_FALSE(fields.contains("middle_name"));
}

}  // namespace
}  // namespace watchbell::visitor
