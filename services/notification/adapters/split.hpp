// The recipients of a notice, split into its batches.
#pragma once

#include <cstdint>
#include <vector>

#include "services/notification/adapters/audience.hpp"
#include "watchbell/notification/v1/notice.pb.h"

namespace watchbell::notification {

// The work of a batch is made when it is asked for: a notice to a whole district never lies in memory as
// messages. Both arguments outlive it.
class Split {
 public:
  Split(const v1::Notice& notice, const std::vector<RecipientId>& recipients);

  int size() const { return static_cast<int>(members_.size()); }
  // The first one is for the building's loudspeakers as well, where everybody in it is told of an emergency.
  v1::DeliveryWork Work(int ordinal) const;

 private:
  const v1::Notice& notice_;
  const std::vector<RecipientId>& recipients_;
  std::vector<std::vector<std::uint32_t>> members_;  // places in recipients_, by ordinal
};

}  // namespace watchbell::notification
