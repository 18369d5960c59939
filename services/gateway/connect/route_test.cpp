#include "services/gateway/connect/route.hpp"

#include <gtest/gtest.h>

#include "watchbell/gateway/v1/session_service.pb.h"
#include "watchbell/notification/v1/directory_service.pb.h"
#include "watchbell/threat_intake/v1/tip.pb.h"
#include "watchbell/visitor/v1/visit_service.pb.h"

namespace watchbell::gateway::connect {
namespace {

TEST(Routes, AMethodOfTheContractIsFoundAndItsPackageNamesTheBackend) {
  const auto check_in = FindRoute("/watchbell.visitor.v1.VisitService/CheckIn");
  ASSERT_TRUE(check_in);
  EXPECT_EQ(check_in->method->input_type(), visitor::v1::CheckInRequest::descriptor());
  EXPECT_EQ(check_in->backend, "visitor");
  EXPECT_FALSE(check_in->anyone);
  const auto feed = FindRoute("/watchbell.gateway.v1.FeedService/Subscribe");
  ASSERT_TRUE(feed);
  EXPECT_EQ(feed->backend, "gateway");
  EXPECT_TRUE(feed->method->server_streaming());
}

TEST(Routes, ATipIsOpenToAnyone) {
  const auto tip = FindRoute("/watchbell.threat_intake.v1.TipService/SubmitTip");
  ASSERT_TRUE(tip);
  EXPECT_EQ(tip->backend, "threat_intake");
  EXPECT_TRUE(tip->anyone);
}

TEST(Routes, NothingElseIsFound) {
  for (const auto* path :
       {"", "/", "watchbell.visitor.v1.VisitService/CheckIn", "/watchbell.visitor.v1.VisitService",
        "/watchbell.visitor.v1.VisitService/", "/watchbell.visitor.v1.VisitService/Nothing",
        "/watchbell.visitor.v1/VisitService.CheckIn", "/watchbell.visitor.v1.VisitService.CheckIn/",
        "/watchbell.visitor.v1.VisitService/CheckIn/", "//watchbell.visitor.v1.VisitService/CheckIn",
        "/watchbell.visitor.v1.VisitService/../CheckIn", "/watchbell.visitor.v1.VisitService%2FCheckIn",
        "/grpc.health.v1.Health/Check", "/google.protobuf.Any/Pack"}) {
    EXPECT_FALSE(FindRoute(path)) << path;
  }
  EXPECT_FALSE(FindRoute("/watchbell." + std::string(100'000, 'a')));
}

TEST(Routes, OnlyTheImportMayCarryALargeBody) {
  const auto* import = notification::v1::ImportDistrictRequest::descriptor();
  const auto* method = FindRoute("/watchbell.notification.v1.DirectoryService/ImportDistrict")->method;
  EXPECT_EQ(method->input_type(), import);
  EXPECT_EQ(BodyBytesMax("/watchbell.notification.v1.DirectoryService/ImportDistrict"), 17u * 1024 * 1024);
  EXPECT_EQ(BodyBytesMax("/watchbell.visitor.v1.BadgeService/SetPhoto"), 14u * 1024 * 1024);
  EXPECT_EQ(BodyBytesMax("/watchbell.visitor.v1.VisitService/CheckIn"), kBodyBytesMax);
  EXPECT_EQ(BodyBytesMax("/"), kBodyBytesMax);
}

TEST(Route, WhatServicesSayToOneAnotherHasNoRouteFromOutside) {
  EXPECT_FALSE(FindRoute("/watchbell.notification.v1.NoticeService/DeliverAlarm"));
  EXPECT_TRUE(FindRoute("/watchbell.notification.v1.NoticeService/Acknowledge"));
}

}  // namespace
}  // namespace watchbell::gateway::connect
