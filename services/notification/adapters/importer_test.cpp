#include "services/notification/adapters/importer.hpp"

#include <gtest/gtest.h>

#include "common/rpc/server.hpp"
#include "services/notification/oneroster/users.hpp"

namespace watchbell::notification {
namespace {

TEST(Importer, ASmallImportTellsItsProgressEveryFiveHundredChanges) {
  for (const int total : {0, 1, 500, 36'000, 100'000}) EXPECT_EQ(ProgressEvery(total), 500) << total;
}

TEST(Importer, TheLargestImportTellsItsProgressSoSeldomThatItsLastWordHasRoom) {
  for (const int total : {100'500, static_cast<int>(oneroster::kPeopleMax), 2'000'000}) {
    const auto tells = static_cast<std::size_t>(total / ProgressEvery(total));
    EXPECT_GE(tells, 100u) << total;
    EXPECT_LE(tells, rpc::kStreamQueueMax / 4) << total;
  }
}

}  // namespace
}  // namespace watchbell::notification
