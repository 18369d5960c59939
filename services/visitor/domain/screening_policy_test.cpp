#include "services/visitor/domain/screening_policy.hpp"

#include <gtest/gtest.h>

namespace watchbell::visitor {
namespace {

v1::SetSensitivityRequest Asking(v1::Sensitivity sensitivity) {
  v1::SetSensitivityRequest request;
  request.set_school("lincoln-es");
  request.set_sensitivity(sensitivity);
  request.set_reason("after the incident");
  return request;
}

TEST(ScreeningPolicy, IsSetWithAReason) {
  v1::ScreeningPolicy policy;
  const auto decision = SetSensitivity(policy, Asking(v1::SENSITIVITY_NAME), {.id = "p"});
  ScreeningPolicies::Evolve(policy, std::get<v1::ScreeningPolicyEvent>(decision));
  EXPECT_EQ(policy.school(), "lincoln-es");
  EXPECT_EQ(policy.sensitivity(), v1::SENSITIVITY_NAME);
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(SetSensitivity(policy, Asking(v1::SENSITIVITY_NAME), {})));
  auto silent = Asking(v1::SENSITIVITY_NAME_AND_DOB);
  silent.clear_reason();
  EXPECT_EQ(std::get<Error>(SetSensitivity(policy, silent, {})).field, "reason");
  EXPECT_EQ(std::get<Error>(SetSensitivity(policy, {}, {})).field, "sensitivity");
}

TEST(ScreeningPolicy, EachSettingNamesItsTable) {
  EXPECT_EQ(TableOf(v1::SENSITIVITY_UNSPECIFIED), Sensitivity::kNameAndDob);
  EXPECT_EQ(TableOf(v1::SENSITIVITY_NAME_AND_DOB), Sensitivity::kNameAndDob);
  EXPECT_EQ(TableOf(v1::SENSITIVITY_NAME), Sensitivity::kName);
  EXPECT_EQ(TableOf(v1::SENSITIVITY_NAME_DOB_STATE), Sensitivity::kNameDobState);
}

}  // namespace
}  // namespace watchbell::visitor
