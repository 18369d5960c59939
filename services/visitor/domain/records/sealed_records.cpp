#include "services/visitor/domain/records/sealed_records.hpp"

namespace watchbell::visitor {

void SealedRecordsRequests::Evolve(v1::SealedRecordsRequest& sealed,
                                   const v1::SealedRecordsRequestEvent& event) {
  switch (event.fact_case()) {
    case v1::SealedRecordsRequestEvent::kChanged: {
      v1::RecordsRequestEvent inner = event.changed().event();
      *inner.mutable_meta() = event.meta();
      RecordsRequests::Evolve(*sealed.mutable_request(), inner);
      sealed.set_id(sealed.request().id());
      sealed.set_school(sealed.request().school());
      return;
    }
    case v1::SealedRecordsRequestEvent::FACT_NOT_SET: return;
  }
}

Indexes SealedRecordsRequests::IndexesOf(const v1::SealedRecordsRequest& sealed) {
  return {{std::string{kIndex},
           static_cast<double>(FromProto(sealed.request().received_at()).time_since_epoch().count())}};
}

Decision<v1::SealedRecordsRequestEvent> Sealed(RecordsDecision decision) {
  if (auto* error = std::get_if<Error>(&decision)) return std::move(*error);
  if (std::holds_alternative<AlreadySo>(decision)) return AlreadySo{};
  v1::SealedRecordsRequestEvent event;
  *event.mutable_changed()->mutable_event() = std::get<v1::RecordsRequestEvent>(std::move(decision));
  return event;
}

}  // namespace watchbell::visitor
