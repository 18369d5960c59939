#include "services/gateway/session/demo_people.hpp"

#include <gtest/gtest.h>

#include "common/id/id.hpp"

namespace watchbell::gateway {
namespace {

constexpr char kOne[] =
    R"([{"username":"clerk","password":"right","display_name":"Clerk","person_source":"staff-0001",
                             "grants":[{"role":"clerk","school":"lincoln-es"}]}])";

TEST(DemoPeople, TheRightPasswordSignsIn) {
  const auto people = DemoPeople::Parse(kOne).value();
  const auto person = people.SignIn("clerk", "right");
  ASSERT_TRUE(person);
  EXPECT_EQ(person->caller.person_id, id::Derive("person", "staff-0001"));
  EXPECT_EQ(person->caller.grants, (std::vector<identity::Grant>{{"clerk", "lincoln-es"}}));
  EXPECT_EQ(people.Find(person->caller.person_id)->display_name, "Clerk");
}

TEST(DemoPeople, AWrongNameAndAWrongPasswordSoundTheSame) {
  const auto people = DemoPeople::Parse(kOne).value();
  for (const auto& [name, password] :
       std::vector<std::pair<std::string, std::string>>{{"clerk", "wrong"},
                                                        {"clerk", ""},
                                                        {"nobody", "right"},
                                                        {"", ""},
                                                        {"clerk", std::string(100'000, 'x')}}) {
    const auto person = people.SignIn(name, password);
    ASSERT_FALSE(person);
    EXPECT_EQ(person.error().code, Code::kUnauthenticated);
    EXPECT_EQ(person.error().reason, "SIGN_IN_WRONG");
  }
}

TEST(DemoPeople, ABrokenFileIsRefusedAtStart) {
  for (const auto* json :
       {"", "{}x", R"([{"username":"a"}])", R"([{"username":"a","password":"b","display_name":"c",
        "person_source":"d","grants":[{"role":"clerk","school":"Not A Code"}]}])"}) {
    EXPECT_EQ(DemoPeople::Parse(json).error().reason, "DEMO_PEOPLE_MALFORMED") << json;
  }
  EXPECT_FALSE(DemoPeople::Load("/nonexistent"));
}

}  // namespace
}  // namespace watchbell::gateway
