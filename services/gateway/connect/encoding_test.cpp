#include "services/gateway/connect/encoding.hpp"

#include <gtest/gtest.h>

#include "watchbell/visitor/v1/visit.pb.h"
#include "watchbell/visitor/v1/visit_service.pb.h"

namespace watchbell::gateway::connect {
namespace {

using visitor::v1::CheckInRequest;
using visitor::v1::Visit;

std::string FieldAtFaultIn(const std::string& json) {
  const auto request = ToProto(Encoding::kJson, *CheckInRequest::descriptor(), json);
  if (request) return "(no fault)";
  EXPECT_EQ(request.error().code, Code::kInvalidArgument);
  EXPECT_EQ(request.error().reason, "BODY_MALFORMED");
  return request.error().field;
}

TEST(ContentTypes, TheFourOfTheProtocolAreKnownWithParametersAndInAnyCase) {
  EXPECT_EQ(ParseContentType("application/json"), (ContentType{Encoding::kJson, false}));
  EXPECT_EQ(ParseContentType("Application/JSON; charset=utf-8"), (ContentType{Encoding::kJson, false}));
  EXPECT_EQ(ParseContentType("application/proto"), (ContentType{Encoding::kProto, false}));
  EXPECT_EQ(ParseContentType("application/connect+json"), (ContentType{Encoding::kJson, true}));
  EXPECT_EQ(ParseContentType("application/connect+proto"), (ContentType{Encoding::kProto, true}));
}

TEST(ContentTypes, WhatAFormOnAnotherSiteCanSendIsRefused) {
  for (const auto* type : {"", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data",
                           "text/plain; application/json", "application/jsonx"}) {
    EXPECT_EQ(ParseContentType(type), std::nullopt) << type;
  }
}

TEST(ContentTypes, ANameReadsBackAsItself) {
  for (const auto encoding : {Encoding::kJson, Encoding::kProto}) {
    for (const bool streaming : {false, true}) {
      const ContentType type{encoding, streaming};
      EXPECT_EQ(ParseContentType(Name(type)), type);
    }
  }
}

TEST(Bodies, JsonBecomesTheMessageWithCamelCaseAndProtoNames) {
  const auto bytes = ToProto(
      Encoding::kJson, *CheckInRequest::descriptor(),
      R"({"requestId":"r","school":"lincoln-es","manual":{"given_name":"Ada","documentKind":"KIND_NONE"}})");
  ASSERT_TRUE(bytes);
  CheckInRequest request;
  ASSERT_TRUE(request.ParseFromString(*bytes));
  EXPECT_EQ(request.request_id(), "r");
  EXPECT_EQ(request.manual().given_name(), "Ada");
  EXPECT_EQ(request.manual().document_kind(), visitor::v1::Document::KIND_NONE);
}

TEST(Bodies, AFaultInJsonNamesItsField) {
  EXPECT_EQ(FieldAtFaultIn(R"({"skool":"lincoln-es"})"), "skool");
  EXPECT_EQ(FieldAtFaultIn(R"({"manual":{"givenNam":"Ada"}})"), "manual.givenNam");
  EXPECT_EQ(FieldAtFaultIn(R"({"manual":{"document_kind":"KIND_OF"}})"), "manual.document_kind");
}

TEST(Bodies, OfTwoAlternativesTheSecondIsTheFieldAtFault) {
  EXPECT_EQ(FieldAtFaultIn(R"({"barcode":"x","manual":{}})"), "manual");
}

TEST(Bodies, WhatIsNoJsonIsRefusedWithoutAField) {
  EXPECT_EQ(FieldAtFaultIn(""), "");
  EXPECT_EQ(FieldAtFaultIn("{"), "");
  EXPECT_EQ(FieldAtFaultIn("[]"), "");
  EXPECT_EQ(FieldAtFaultIn(std::string(100'000, '[')), "");
}

TEST(Bodies, TheAnswerIsCamelCaseWithoutDefaults) {
  Visit visit;
  visit.set_id("v");
  visit.set_given_name("Ada");
  visit.set_state(Visit::STATE_HELD);
  const auto json = FromProto(Encoding::kJson, *Visit::descriptor(), visit.SerializeAsString());
  ASSERT_TRUE(json);
  EXPECT_EQ(*json, R"({"id":"v","state":"STATE_HELD","givenName":"Ada"})");
}

TEST(Bodies, ProtobufPassesUntouched) {
  const std::string bytes("\x0a\x01r\xff", 4);
  EXPECT_EQ(ToProto(Encoding::kProto, *CheckInRequest::descriptor(), bytes), bytes);
  EXPECT_EQ(FromProto(Encoding::kProto, *Visit::descriptor(), bytes), bytes);
}

TEST(Bodies, AnAnswerThatDoesNotParseIsOurFault) {
  const auto json = FromProto(Encoding::kJson, *Visit::descriptor(), "\xff");
  ASSERT_FALSE(json);
  EXPECT_EQ(json.error().code, Code::kInternal);
}

TEST(Timeouts, AreWholeMillisecondsOfAtMostTenDigits) {
  EXPECT_EQ(ParseTimeout("")->has_value(), false);
  EXPECT_EQ(**ParseTimeout("1500"), std::chrono::milliseconds{1500});
  EXPECT_EQ(**ParseTimeout("9999999999"), std::chrono::milliseconds{9999999999});
  for (const auto* bad : {"10000000000", "-1", "1.5", "1s", " 1", "x"})
    EXPECT_FALSE(ParseTimeout(bad)) << bad;
}

}  // namespace
}  // namespace watchbell::gateway::connect
