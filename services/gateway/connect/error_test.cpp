#include "services/gateway/connect/error.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "common/rpc/status.hpp"

namespace watchbell::gateway::connect {
namespace {

using nlohmann::json;

const Error kError{Code::kFailedPrecondition, "POLICE_CONFIRMATION_MISSING", "school",
                   "Ask the police first."};

TEST(ConnectErrors, EveryCodeHasItsNameAndStatus) {
  EXPECT_EQ(CodeName(1), "canceled");
  EXPECT_EQ(CodeName(3), "invalid_argument");
  EXPECT_EQ(CodeName(16), "unauthenticated");
  EXPECT_EQ(HttpStatus(3), 400);
  EXPECT_EQ(HttpStatus(4), 504);
  EXPECT_EQ(HttpStatus(7), 403);
  EXPECT_EQ(HttpStatus(8), 429);
  EXPECT_EQ(HttpStatus(10), 409);
  EXPECT_EQ(HttpStatus(12), 501);
  EXPECT_EQ(HttpStatus(14), 503);
  EXPECT_EQ(HttpStatus(16), 401);
}

TEST(ConnectErrors, ANumberThatIsNoCodeIsUnknown) {
  for (const int code : {-1, 17, 99}) {
    EXPECT_EQ(CodeName(code), "unknown");
    EXPECT_EQ(HttpStatus(code), 500);
  }
}

TEST(ConnectErrors, TheRefusalIsADetailThatReadsBack) {
  const auto error = json::parse(ErrorJson(rpc::ToRpcStatus(kError)));
  EXPECT_EQ(error["code"], "failed_precondition");
  const auto& detail = error["details"].at(0);
  EXPECT_EQ(detail["type"], "watchbell.common.v1.Refusal");
  EXPECT_EQ(detail["debug"]["reason"], "POLICE_CONFIRMATION_MISSING");
  EXPECT_EQ(detail["debug"]["field"], "school");
  EXPECT_EQ(detail["debug"]["remedy"], "Ask the police first.");
}

TEST(ConnectErrors, TheDetailIsBase64WithoutPadding) {
  google::rpc::Status status;
  status.set_code(5);
  auto* detail = status.add_details();
  detail->set_type_url("type.googleapis.com/acme.Unknown");
  detail->set_value("ab");
  EXPECT_EQ(ErrorJson(status), R"({"code":"not_found","details":[{"type":"acme.Unknown","value":"YWI"}]})");
}

TEST(ConnectErrors, AMessageThatIsNoTextDoesNoHarm) {
  google::rpc::Status status;
  status.set_code(13);
  *status.mutable_message() = "bad \xff byte";
  EXPECT_EQ(json::parse(ErrorJson(status))["code"], "internal");
}

TEST(ConnectErrors, AStreamEndsWithAnEmptyObjectOrTheError) {
  EXPECT_EQ(EndStreamJson({}), "{}");
  EXPECT_EQ(json::parse(EndStreamJson(rpc::ToRpcStatus(kError)))["error"]["code"], "failed_precondition");
}

}  // namespace
}  // namespace watchbell::gateway::connect
