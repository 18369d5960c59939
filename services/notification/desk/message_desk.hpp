// Between the rules of messages and the record: what a rule must know is looked up here, and what was sent
// becomes causes of notices.
#pragma once

#include "services/notification/desk/deliveries.hpp"
#include "services/notification/desk/directory_source.hpp"
#include "services/notification/domain/messages/address_check.hpp"
#include "services/notification/domain/messages/message.hpp"
#include "services/notification/domain/messages/message_template.hpp"
#include "services/notification/domain/messages/rendering.hpp"
#include "services/notification/domain/messages/reply.hpp"
#include "services/notification/domain/messages/text_check.hpp"

namespace watchbell::notification {

// The wording of a notice that carries a message, and its subject where it asks for an answer.
inline constexpr char kWording[] = "message";
inline constexpr char kQuestion[] = "question";

// The aggregates of messages; made after the record.
struct MessageLedgers {
  explicit MessageLedgers(const ledger::Environment& environment)
      : messages(environment),
        templates(environment),
        lists(environment),
        tests(environment),
        replies(environment),
        contact_tests(environment) {}

  ledger::Ledger<Messages> messages;
  ledger::Ledger<MessageTemplates> templates;
  ledger::Ledger<AudienceLists> lists;
  ledger::Ledger<TestLists> tests;
  ledger::Ledger<ReplyBatches> replies;
  ledger::Ledger<ContactTests> contact_tests;
};

// Thread-safe; what it is made of outlives it.
class MessageDesk {
 public:
  MessageDesk(MessageLedgers& ledgers, ledger::Ledger<Notices>& notices, ledger::Ledger<Batches>& batches,
              const AudienceDirectory& directory, const GroupDirectory& classes, const TimeZone& zone,
              Neighbours neighbours);

  const AudienceSource& source() const { return source_; }
  const Deliveries& deliveries() const { return deliveries_; }
  const TimeZone& zone() const { return zone_; }

  // Everybody who is told; of a closing message also everybody who was told before (N3).
  Result<ToldById> Tell(const v1::Message& message) const;
  // What a message still needs at this moment. `opening`: of what follows one.
  Result<SubmitFacts> Facts(const v1::Message& message, const v1::Message* opening, TimePoint now) const;
  // The opening message of what follows one; nothing for an opening itself.
  Result<std::optional<v1::Message>> OpeningOf(const std::string& school,
                                               const std::string& opening_id) const;
  // The texts of the template that the content names are put into it.
  Status FillTemplate(const std::string& school, v1::MessageContent& content) const;

  // By set of schools, so that each household reads which of its schools it is about (N7).
  Result<std::map<std::string, Cause>> CausesOf(const v1::Message& sent) const;

  // As one reads it who has children at all of the message's schools.
  RenderFacts RenderingOf(const v1::Message& message, TimePoint now) const;
  // The facts that a text of this school is checked against.
  CheckFacts CheckingOf(const std::string& school, const v1::MessageContent& content) const;
  // Of a code; "district" for the district.
  std::string SchoolName(const std::string& code) const;

 private:
  std::string NamesOf(const std::set<std::string>& schools) const;
  Status AddToldBefore(const v1::Message& closing, ToldById& told) const;

  MessageLedgers& ledgers_;
  const AudienceDirectory& directory_;
  const GroupDirectory& classes_;
  const TimeZone& zone_;
  const DirectorySource source_;
  const Deliveries deliveries_;
};

}  // namespace watchbell::notification
