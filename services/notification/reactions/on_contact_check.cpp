#include "services/notification/reactions/message_reactions.hpp"

namespace watchbell::notification {

std::unique_ptr<reaction::Reaction> OnContactTest(const Surroundings& here) {
  return reaction::Reaction::On<v1::ContactTestEvent>(
      here.bus, here.sealer, here.registry,
      {.from_service = "notification",
       .aggregate = "contact-test",
       .service = "notification",
       .purpose = "contact_tests"},
      [here](const v1::ContactTestEvent& event, const reaction::Origin& origin) -> Status {
        if (!event.has_started()) return {};
        return here.announcer.Announce({.audience = Audience::kStaffAndFamilies,
                                        .level = v1::LEVEL_INFO,
                                        .wording = "contact_test",
                                        .subject = "contact_test",
                                        .school = event.contact_test().school(),
                                        .about_id = event.started().run_id()},
                                       origin);
      });
}

}  // namespace watchbell::notification
