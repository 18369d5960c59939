// The import: brings the directory on the record to what the district's files say, and no further.
#pragma once

#include <functional>

#include "common/ledger/ledger.hpp"
#include "services/notification/adapters/audience.hpp"
#include "services/notification/domain/directory.hpp"

namespace watchbell::notification {

class Importer {
 public:
  // How often progress is told.
  static constexpr int kProgressEvery = 500;
  using Progress = std::function<void(const v1::ImportProgress&)>;

  Importer(AudienceDirectory& directory, ledger::Ledger<Schools>& schools, ledger::Ledger<People>& people)
      : directory_(directory), schools_(schools), people_(people) {}

  // Tells its progress, and last how it ended (STAGE_DONE or STAGE_FAILED). Broken off, it can be started
  // again.
  Status Run(const v1::ImportDistrictRequest& request, const Context& context, const Progress& tell);

 private:
  AudienceDirectory& directory_;
  ledger::Ledger<Schools>& schools_;
  ledger::Ledger<People>& people_;
};

}  // namespace watchbell::notification
