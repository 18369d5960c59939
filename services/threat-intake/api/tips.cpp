#include "common/record/routes.hpp"
#include "services/threat-intake/adapters/receipt.hpp"
#include "services/threat-intake/api/api.hpp"

namespace watchbell::threat_intake {
namespace {

Result<v1::TipReceipt> SubmitTip(Parts& parts, const rpc::Call& call, const v1::SubmitTipRequest& request) {
  if (!names::IsSchoolCode(request.school())) {
    return Fail(Code::kInvalidArgument, "SCHOOL_UNKNOWN", "Choose a school from the list.", "school");
  }
  const auto code = ReceiptCode(parts.receipt_key, request.request_id());
  rpc::Call nobody = call;  // whoever is signed in by chance: a tip has no sender
  nobody.caller = {};
  nobody.traceparent.clear();
  const auto tip = Answer(parts.tips, nobody, request, request.request_id(),
                          [&](const v1::Tip& state, const Context& context) {
                            return Submit(state, request, ReceiptHash(code), context);
                          });
  if (!tip) return tl::unexpected<Error>(tip.error());
  v1::TipReceipt receipt;
  receipt.set_tip_id(tip->id());
  receipt.set_receipt_code(code);
  return receipt;
}

Result<v1::TipStatus> GetTipStatus(Parts& parts, const v1::GetTipStatusRequest& request) {
  const auto not_found =
      Fail(Code::kNotFound, "RECEIPT_UNKNOWN", "Check the receipt; both parts are needed.", "receipt_code");
  if (!names::IsSchoolCode(request.school()) || !id::IsUuid(request.tip_id())) return not_found;
  const auto tip = Read(parts.tips, request.school(), request.tip_id());
  if (!tip && tip.error().code != Code::kNotFound) return tl::unexpected<Error>(tip.error());
  if (!tip || !IsReceipt(request.receipt_code(), tip->receipt_hash())) return not_found;
  v1::TipStatus status;
  status.set_state(tip->state());
  if (tip->has_acknowledged_at()) *status.mutable_acknowledged_at() = tip->acknowledged_at();
  return status;
}

}  // namespace

void ServeTips(rpc::Server& server, Parts& parts) {
  const std::string service = "watchbell.threat_intake.v1.TipService";
  server.Unary(service + ".SubmitTip", [&parts](const rpc::Call& call, const v1::SubmitTipRequest& request) {
    return SubmitTip(parts, call, request);
  });
  server.Unary(service + ".GetTipStatus", [&parts](const rpc::Call&, const v1::GetTipStatusRequest& request) {
    return GetTipStatus(parts, request);
  });
  Routes<Tips> routes(server, parts.tips, service);
  routes.Get("GetTip", &v1::GetTipRequest::tip_id);
  routes.List<v1::ListTipsRequest>(
      "ListTips", &v1::ListTipsResponse::add_tips,
      [](const auto& request) { return "open:" + request.school(); }, true);
  routes.Change("AcknowledgeTip", &v1::AcknowledgeTipRequest::tip_id, Acknowledge);
}

}  // namespace watchbell::threat_intake
