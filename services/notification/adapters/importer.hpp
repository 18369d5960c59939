// The import: brings the directory on the record to what the district's files say, and no further.
#pragma once

#include <functional>

#include "common/ledger/ledger.hpp"
#include "services/notification/adapters/audience.hpp"
#include "services/notification/adapters/group_directory.hpp"
#include "services/notification/domain/directory.hpp"
#include "services/notification/domain/group.hpp"
#include "watchbell/notification/v1/directory_service.pb.h"

namespace watchbell::notification {

// After how many changes written of `total` progress is told again: often enough to be watched, and so seldom
// that what a caller who does not read leaves waiting never fills a stream's queue (rpc::kStreamQueueMax),
// which would swallow the last word.
inline constexpr int kProgressEveryMin = 500;
inline constexpr int kProgressTellsMax = 200;
int ProgressEvery(int total);

class Importer {
 public:
  using Progress = std::function<void(const v1::ImportProgress&)>;

  Importer(AudienceDirectory& directory, GroupDirectory& classes, ledger::Ledger<Schools>& schools,
           ledger::Ledger<People>& people, ledger::Ledger<Groups>& groups, TimeZone zone)
      : directory_(directory),
        classes_(classes),
        schools_(schools),
        people_(people),
        groups_(groups),
        zone_(zone) {}

  // Tells its progress, and last how it ended (STAGE_DONE or STAGE_FAILED). Broken off, it can be started
  // again.
  Status Run(const v1::ImportDistrictRequest& request, const Context& context, const Progress& tell);

 private:
  // What those who changed school left on the record under the old one.
  Status EraseLeftBehind(const Context& context);

  AudienceDirectory& directory_;
  GroupDirectory& classes_;
  ledger::Ledger<Schools>& schools_;
  ledger::Ledger<People>& people_;
  ledger::Ledger<Groups>& groups_;
  const TimeZone zone_;
};

}  // namespace watchbell::notification
