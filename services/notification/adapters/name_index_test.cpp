#include "services/notification/adapters/name_index.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace watchbell::notification {
namespace {

using ::testing::ElementsAre;

v1::Person Named(const std::string& id, const std::string& given, const std::string& family) {
  v1::Person person;
  person.set_id(id);
  person.set_given_name(given);
  person.set_family_name(family);
  return person;
}

TEST(NameIndex, BeginningsOfWordsFindInAnyOrderWithoutAccents) {
  NameIndex index;
  index.Add(Named("1", "Jos\xc3\xa9 Maria", "Silva"));
  index.Add(Named("2", "Maria", "Souza"));
  index.Add(Named("3", "Rui", "Silveira"));
  EXPECT_THAT(index.Find("maria"), ElementsAre("1", "2"));
  EXPECT_THAT(index.Find("SIL jose"), ElementsAre("1"));
  EXPECT_THAT(index.Find("sil"), ElementsAre("1", "3"));
  EXPECT_THAT(index.Find("lva"), ElementsAre());
  EXPECT_THAT(index.Find(" "), ElementsAre());
}

TEST(NameIndex, WhoIsRemovedIsNotFound) {
  NameIndex index;
  index.Add(Named("1", "Ana", "Ana"));
  EXPECT_THAT(index.Find("ana"), ElementsAre("1"));
  index.Remove(Named("1", "Ana", "Ana"));
  EXPECT_THAT(index.Find("ana"), ElementsAre());
}

}  // namespace
}  // namespace watchbell::notification
