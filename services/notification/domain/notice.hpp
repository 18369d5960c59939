// The rules of a notice: which event is told to whom, how the recipients are split, what is recorded of each.
#pragma once

#include <optional>

#include "common/ledger/decision.hpp"
#include "common/view/projection.hpp"
#include "watchbell/alerting/v1/incident.pb.h"
#include "watchbell/alerting/v1/reunification.pb.h"
#include "watchbell/notification/v1/notice.pb.h"
#include "watchbell/threat_intake/v1/tip.pb.h"
#include "watchbell/visitor/v1/agency_visit.pb.h"
#include "watchbell/visitor/v1/dismissal.pb.h"
#include "watchbell/visitor/v1/visit.pb.h"

namespace watchbell::notification {

inline constexpr int kBatchSize = 50;  // recipients, on average

struct Notices {
  using State = v1::Notice;
  using Event = v1::NoticeEvent;
  static constexpr std::string_view kService = "notification";
  static constexpr std::string_view kAggregate = "notice";
  static void Evolve(State& notice, const Event& event);
  // notices:<school> and about:<about_id>, by when they were issued.
  static Indexes IndexesOf(const State& notice);
  static Deadlines DeadlinesOf(const State&) { return {}; }
};

struct Batches {
  using State = v1::DeliveryBatch;
  using Event = v1::DeliveryBatchEvent;
  static constexpr std::string_view kService = "notification";
  static constexpr std::string_view kAggregate = "delivery-batch";
  static void Evolve(State& batch, const Event& event);
  // notice:<notice_id>, by ordinal.
  static Indexes IndexesOf(const State& batch);
  static Deadlines DeadlinesOf(const State&) { return {}; }
};

// Who is told.
enum class Audience {
  kOnSite,       // the school's staff and the visitors inside
  kResponsible,  // the duty roster and the school's administrators
  kDuty,         // one person: the `rung`th of the roster
  kNamed,        // whom the event names
  kStaff,        // the school's staff
  kFamilies,     // parents and guardians of the school's students
  kStaffAndFamilies,
};

// What an event gives cause to say.
struct Cause {
  Audience audience = Audience::kOnSite;
  int rung = 0;                           // kDuty
  std::vector<std::string> person_ids{};  // kNamed
  v1::Level level = v1::LEVEL_UNSPECIFIED;
  std::string wording;  // of wordings.json
  std::string subject;
  std::string school;
  std::string about_id;
  bool drill = false;
};

// Nothing: the event is nobody's news.
std::optional<Cause> CauseOf(const alerting::v1::IncidentEvent& event);
std::optional<Cause> CauseOf(const visitor::v1::VisitEvent& event);
std::optional<Cause> CauseOf(const visitor::v1::DismissalEvent& event);
std::optional<Cause> CauseOf(const alerting::v1::ReunionEvent& event);
std::optional<Cause> CauseOf(const threat_intake::v1::TipEvent& event);
std::optional<Cause> CauseOf(const visitor::v1::AgencyVisitEvent& event);

std::string NoticeIdOf(std::string_view event_id);
std::string BatchIdOf(std::string_view notice_id, int ordinal);
int BatchCount(int recipients);
// The batch that a recipient is in: the same for whoever computes it, so that an acknowledgement finds it.
int BatchOf(std::string_view person_id, int batches);

v1::Notice NoticeOf(const Cause& cause, std::string_view event_id, int recipients, TimePoint now);

Decision<v1::NoticeEvent> Issue(const v1::Notice& notice, const v1::Notice& issued);
// `result`: every recipient of the batch with what became of each channel. Acknowledgements that came first
// stay.
Decision<v1::DeliveryBatchEvent> RecordDelivery(const v1::DeliveryBatch& batch,
                                                const v1::DeliveryBatch& result);
Decision<v1::DeliveryBatchEvent> Acknowledge(const v1::DeliveryBatch& batch,
                                             const v1::DeliveryBatch& identity, const std::string& person_id);

// Adds what a batch says to the answer; names are left to the caller.
void AddUnreached(const v1::DeliveryBatch& batch, v1::ListUnreachedResponse& response);

}  // namespace watchbell::notification
