#include "services/notification/domain/messages/publication.hpp"

#include <algorithm>

#include "services/notification/domain/messages/approval.hpp"
#include "services/notification/domain/messages/message.hpp"

namespace watchbell::notification {
namespace {

using v1::AudiencePart;

bool IsWholeSchoolsFamilies(const AudiencePart& part) {
  const bool whole =
      part.scope() == AudiencePart::SCOPE_SCHOOL || part.scope() == AudiencePart::SCOPE_INCIDENT;
  const bool families = part.people() == AudiencePart::PEOPLE_FAMILIES ||
                        part.people() == AudiencePart::PEOPLE_STAFF_AND_FAMILIES;
  return whole && families;
}

bool IsAgreedTo(const v1::Message& message) {
  const auto& content = message.content();
  if (content.level() < v1::LEVEL_ADVISORY) return false;
  return !message.approvals().empty() ||
         (RuleOf(content.level()).template_suffices && !content.template_id().empty());
}

}  // namespace

bool IsPublic(const v1::Message& message) {
  const auto& content = message.content();
  const auto& audience = content.audience();
  return IsAgreedTo(message) && !IsExercise(content) && !content.has_question() &&
         !content.tells_whereabouts() && content.topic() != v1::MESSAGE_TOPIC_AGENCY &&
         audience.exclude().empty() &&
         std::any_of(audience.include().begin(), audience.include().end(), IsWholeSchoolsFamilies);
}

}  // namespace watchbell::notification
