// What people text us: STOP and START, and whether they are safe in the alarm that they were told of.
#include "common/id/id.hpp"
#include "services/notification/api/message_parts.hpp"
#include "services/notification/api/provider_forms.hpp"
#include "services/notification/domain/contacts.hpp"
#include "services/notification/domain/text_answer.hpp"
#include "watchbell/notification/v1/provider_service.pb.h"

namespace watchbell::notification {
namespace {

// An alarm is answered by text while it may still be under way.
constexpr std::chrono::hours kAnswerFor{6};
constexpr int kNoticesSeen = 50;  // of a school, the newest

// What a text answers: one person's place in one notice.
struct Asked {
  v1::Person person;
  v1::Notice notice;
  v1::DeliveryBatch batch;
};

// Of everybody who has this number: a family may share it.
Status StopNumber(Parts& parts, const std::string& number, bool stopped, const Context& context) {
  for (const auto& person : parts.directory.WithTextNumber(number)) {
    for (const auto& contact : person.contact_points()) {
      if (contact.channel() != v1::ContactPoint::CHANNEL_SMS || contact.address() != number) continue;
      const auto recorded = parts.people.Run(person.school(), person.id(), context,
                                             [&](const v1::Person& before, const Context&) {
                                               return SetStopped(before, contact.id(), stopped);
                                             });
      if (!recorded) return tl::unexpected<Error>(recorded.error());
    }
  }
  return {};
}

// The newest notice that asked this person whether it was seen.
Result<std::optional<Asked>> AskedOf(Parts& parts, const v1::Person& person, TimePoint now) {
  std::optional<Asked> newest;
  std::set<std::string> schools{person.schools().begin(), person.schools().end()};
  schools.insert(person.school());
  for (const auto& school : schools) {
    const auto page = parts.notices.List("notices:" + school, kNoticesSeen, "", true);
    if (!page) return tl::unexpected<Error>(page.error());
    for (const auto& notice : page->states) {
      const auto issued = FromProto(notice.issued_at());
      if (issued < now - kAnswerFor) break;
      if (!notice.asks_acknowledgement() || (newest && issued <= FromProto(newest->notice.issued_at())))
        continue;
      auto batch = parts.batches.Get(school, BatchIdOf(notice.id(), BatchOf(person.id(), notice.batches())));
      if (!batch || !HasRecipient(batch->state, person.id())) continue;
      newest = {person, notice, std::move(batch->state)};
    }
  }
  return newest;
}

Result<std::vector<Asked>> AskedOf(Parts& parts, const std::string& number, TimePoint now) {
  std::vector<Asked> all;
  for (const auto& person : parts.directory.WithTextNumber(number)) {
    auto asked = AskedOf(parts, person, now);
    if (!asked) return tl::unexpected<Error>(asked.error());
    if (*asked) all.push_back(std::move(**asked));
  }
  return all;
}

Status Note(Parts& parts, MessageLedgers& ledgers, const Asked& asked, bool help, const Context& context) {
  const auto& school = asked.notice.school();
  const auto& batch_id = asked.batch.id();
  const auto& person_id = asked.person.id();
  const auto seen =
      parts.batches.Run(school, batch_id, context, [&](const v1::DeliveryBatch& batch, const Context&) {
        return Acknowledge(batch, asked.batch, person_id);
      });
  if (!seen) return tl::unexpected<Error>(seen.error());
  std::optional<v1::Message> message;
  if (asked.notice.wording() == kWording) {
    auto found = ledgers.messages.Get(school, asked.notice.about_id());
    if (!found) return tl::unexpected<Error>(found.error());
    if (found->state.content().question().kind() != v1::MessageQuestion::KIND_SAFE) return {};
    message = std::move(found->state);
  }
  const int option = help ? kHelpNeeded : kSafe;
  const auto noted = ledgers.replies.Run(
      school, ReplyBatchIdOf(batch_id), context, [&](const v1::ReplyBatch& batch, const Context&) {
        return message ? Give(batch, *message, batch_id, person_id, option)
                       : AnswerAlarm(batch, asked.notice, batch_id, person_id, option);
      });
  if (!noted) return tl::unexpected<Error>(noted.error());
  return {};
}

// What the answer to the text says: wordings.
using Said = std::vector<std::string>;
Result<Said> Answer(Parts& parts, MessageLedgers& ledgers, const std::string& number, TextAnswer answer,
                    const Context& context) {
  if (answer == TextAnswer::kUnknown) return Said{"text_unknown"};
  const auto asked = AskedOf(parts, number, context.now);
  if (!asked) return tl::unexpected<Error>(asked.error());
  const bool alone = answer == TextAnswer::kHelp;
  if (asked->empty()) return Said{alone ? "text_info" : "text_unasked"};
  const bool help = answer != TextAnswer::kIsSafe;
  // Nobody knows which of them it is: that one is safe is not said of all.
  if (!help && asked->size() > 1) return Said{"text_shared"};
  for (const auto& one : *asked) {
    auto own = context;  // two of them may be in one batch
    own.request_id = id::Derive(context.request_id, one.person.id());
    if (auto noted = Note(parts, ledgers, one, help, own); !noted)
      return tl::unexpected<Error>(noted.error());
  }
  if (!help) return Said{"text_safe"};
  return alone ? Said{"text_need_help", "text_info"} : Said{"text_need_help"};
}

Result<common::v1::Document> Say(Parts& parts, const Said& wordings, const std::string& language) {
  std::string all;
  for (const auto& wording : wordings) {
    v1::Notice notice;  // for its wording alone; it is never issued
    notice.set_wording(wording);
    const auto text = parts.courier.TextOf(notice, language);
    if (!text) return tl::unexpected<Error>(text.error());
    all += (all.empty() ? "" : "\n\n") + text->body;
  }
  return Xml("<Response><Message>" + Escaped(all) + "</Message></Response>");
}

Result<common::v1::Document> ReceiveText(Parts& parts, MessageLedgers& ledgers, const rpc::Call& call,
                                         const v1::ReceiveTextRequest& request) {
  const auto signature = HeaderOf(request.headers(), "x-twilio-signature");
  const auto form = parts.providers.OpenForm(request.provider(), "/provider/" + request.provider() + "/text",
                                             request.body(), signature);
  if (!form) return NotTheirs();
  const auto answer = Understand(FieldOf(*form, "Body"));
  const auto number = FieldOf(*form, "From");
  const Context context{.now = call.now,
                        .request_id = id::Derive("text" + FieldOf(*form, "MessageSid"), signature),
                        .traceparent = call.traceparent};
  if (answer == TextAnswer::kStop || answer == TextAnswer::kStart) {
    const auto set = StopNumber(parts, number, answer == TextAnswer::kStop, context);
    if (!set) return tl::unexpected<Error>(set.error());
    return Xml(kNothingToSay);  // the carrier itself confirms
  }
  const auto people = parts.directory.WithTextNumber(number);
  // Two machines that do not understand each other would answer for ever.
  if (people.empty() && answer != TextAnswer::kHelp) return Xml(kNothingToSay);
  const auto wordings = Answer(parts, ledgers, number, answer, context);
  if (!wordings) return tl::unexpected<Error>(wordings.error());
  return Say(parts, *wordings, people.empty() ? "" : people.front().language());
}

}  // namespace

void ServeTexts(rpc::Server& server, Parts& parts, MessageLedgers& ledgers) {
  server.Unary("watchbell.notification.v1.ProviderService.ReceiveText",
               [&parts, &ledgers](const rpc::Call& call, const v1::ReceiveTextRequest& request) {
                 return ReceiveText(parts, ledgers, call, request);
               });
}

}  // namespace watchbell::notification
