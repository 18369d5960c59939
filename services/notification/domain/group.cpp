#include "services/notification/domain/group.hpp"

#include <google/protobuf/util/message_differencer.h>

#include <algorithm>

namespace watchbell::notification {

void Groups::Evolve(v1::Group& group, const v1::GroupEvent& event) {
  switch (event.fact_case()) {
    case v1::GroupEvent::kImported: group = event.imported().group(); return;
    case v1::GroupEvent::kRemoved:
      group.set_removed(true);
      *group.mutable_removed_at() = event.meta().at();
      return;
    case v1::GroupEvent::FACT_NOT_SET: return;
  }
}

Decision<v1::GroupEvent> ImportGroup(const v1::Group& group, const v1::Group& imported) {
  if (google::protobuf::util::MessageDifferencer::Equals(group, imported)) return AlreadySo{};
  v1::GroupEvent event;
  if (imported.removed()) {
    event.mutable_removed();
  } else {
    *event.mutable_imported()->mutable_group() = imported;
  }
  return event;
}

bool MeetsIn(const v1::Group& group, const std::string& period) {
  return group.periods().empty() ||
         std::find(group.periods().begin(), group.periods().end(), period) != group.periods().end();
}

}  // namespace watchbell::notification
