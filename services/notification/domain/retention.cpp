// Since when somebody or something of the directory has been over, and of which kind it is in
// deploy/retention.json. Contact points, the household and the language go with the person; so do custody and
// the family's plan, with the student (api/retention.cpp). Schools, rosters and resources stay as long as the
// district has them.
#include "services/notification/domain/directory.hpp"
#include "services/notification/domain/group.hpp"
#include "services/notification/domain/partner.hpp"

namespace watchbell::notification {

using retention::Span;

// No longer in the district's files, or marked there as gone.
std::optional<Span> People::RetentionOf(const v1::Person& person) {
  if (!person.removed() || !person.has_removed_at()) return std::nullopt;
  return Span{"left", FromProto(person.removed_at())};
}

std::optional<Span> Groups::RetentionOf(const v1::Group& group) {
  if (!group.removed() || !group.has_removed_at()) return std::nullopt;
  return Span{"removed", FromProto(group.removed_at())};
}

std::optional<Span> Partners::RetentionOf(const v1::Partner& partner) {
  if (!partner.retired() || !partner.has_retired_at()) return std::nullopt;
  return Span{"retired", FromProto(partner.retired_at())};
}

}  // namespace watchbell::notification
