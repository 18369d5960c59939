// The files that wait for a tip, for a day. Pure functions; domain.md 3.8 A3.
#pragma once

#include "common/ledger/decision.hpp"
#include "common/retention/span.hpp"
#include "common/view/projection.hpp"
#include "services/threat-intake/domain/tip.hpp"
#include "watchbell/threat_intake/v1/tip_upload.pb.h"

namespace watchbell::threat_intake {

// A tip takes its files before they are swept (deploy/retention.json: one day).
inline constexpr std::chrono::hours kFilesWait{23};

struct TipUploads {
  using State = v1::TipUpload;
  using Event = v1::TipUploadEvent;
  static constexpr std::string_view kService = Tips::kService;
  static constexpr std::string_view kAggregate = "tip-upload";

  static void Evolve(State& upload, const Event& event);
  static Indexes IndexesOf(const State&) { return {}; }
  static Deadlines DeadlinesOf(const State&) { return {}; }
  static std::optional<retention::Span> RetentionOf(const State& upload);
};

// Nothing: another file may be sent for this tip.
std::optional<Error> WhyNoMoreFiles(const v1::TipUpload& upload);
Decision<v1::TipUploadEvent> TakeFile(const v1::TipUpload& upload, const std::string& school,
                                      const common::v1::Attachment& attachment, const Context& context);
// Those of the files that the sender names; all of them must still be there.
Result<std::vector<common::v1::Attachment>> FilesNamed(
    const v1::TipUpload& upload, const google::protobuf::RepeatedPtrField<std::string>& ids, TimePoint now);

}  // namespace watchbell::threat_intake
