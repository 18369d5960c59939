#include "services/notification/adapters/split.hpp"

namespace watchbell::notification {

Split::Split(const v1::Notice& notice, const std::vector<RecipientId>& recipients)
    : notice_(notice), recipients_(recipients), members_(static_cast<std::size_t>(notice.batches())) {
  for (std::uint32_t place = 0; place < recipients.size(); ++place)
    members_[static_cast<std::size_t>(BatchOf(recipients[place].id, notice.batches()))].push_back(place);
}

v1::DeliveryWork Split::Work(int ordinal) const {
  v1::DeliveryWork work;
  *work.mutable_notice() = notice_;
  work.set_ordinal(ordinal);
  work.set_place(ordinal == 0 && notice_.level() == v1::LEVEL_EMERGENCY && notice_.asks_acknowledgement());
  for (const auto place : members_[static_cast<std::size_t>(ordinal)]) {
    const auto& recipient = recipients_[place];
    *(recipient.visitor ? work.add_visit_ids() : work.add_person_ids()) = recipient.id;
  }
  return work;
}

}  // namespace watchbell::notification
