#include "services/alerting/adapters/hazard.hpp"

#include <gtest/gtest.h>

namespace watchbell::alerting {
namespace {

v1::Incident Incident(v1::Action action, const std::string& hazard = "", const std::string& reason = "") {
  v1::Incident incident;
  incident.set_action(action);
  incident.set_hazard(hazard);
  auto& zone = *incident.add_zones();
  zone.set_action(action);
  zone.mutable_detail()->set_reason(reason);
  return incident;
}

TEST(OperatingPacket, AnAlarmOpensTheCallListOfItsHazard) {
  EXPECT_EQ(HazardOf(Incident(v1::ACTION_LOCKDOWN)), notification::v1::HAZARD_INTRUDER);
  EXPECT_EQ(HazardOf(Incident(v1::ACTION_EVACUATE, "fire")), notification::v1::HAZARD_FIRE);
  EXPECT_EQ(HazardOf(Incident(v1::ACTION_EVACUATE, "gas")), notification::v1::HAZARD_HAZMAT);
  EXPECT_EQ(HazardOf(Incident(v1::ACTION_SHELTER, "tornado")), notification::v1::HAZARD_WEATHER);
  EXPECT_EQ(HazardOf(Incident(v1::ACTION_HOLD, "", "medical")), notification::v1::HAZARD_MEDICAL);
  EXPECT_EQ(HazardOf(Incident(v1::ACTION_HOLD, "", "animal")), notification::v1::HAZARD_THREAT);
}

TEST(OperatingPacket, WhatIsNoAlarmOpensNone) {
  EXPECT_EQ(HazardOf(Incident(v1::ACTION_NORMAL)), notification::v1::HAZARD_UNSPECIFIED);
}

}  // namespace
}  // namespace watchbell::alerting
