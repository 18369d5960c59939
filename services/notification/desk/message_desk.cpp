#include "services/notification/desk/message_desk.hpp"

#include <algorithm>

#include "common/names/names.hpp"
#include "services/notification/domain/messages/publication.hpp"

namespace watchbell::notification {
namespace {

// Up to so many schools are named one by one.
constexpr std::size_t kNamedSchoolsMax = 4;

bool IsDistrict(const std::string& school) { return school == names::kDistrict; }

bool IsToFamilies(const v1::MessageContent& content) {
  return !IsExercise(content) && ReachesFamilies(content.audience());
}

}  // namespace

MessageDesk::MessageDesk(MessageLedgers& ledgers, ledger::Ledger<Notices>& notices,
                         ledger::Ledger<Batches>& batches, const AudienceDirectory& directory,
                         const GroupDirectory& classes, const TimeZone& zone, Neighbours neighbours)
    : ledgers_(ledgers),
      directory_(directory),
      classes_(classes),
      zone_(zone),
      source_(directory, classes, ledgers.lists, notices, std::move(neighbours)),
      deliveries_(notices, batches) {}

Result<ToldById> MessageDesk::Tell(const v1::Message& message) const {
  if (!directory_.Ready()) {
    return Fail(Code::kUnavailable, "DIRECTORY_LOADING",
                "The directory is still being read; try again in a moment.");
  }
  const auto& content = message.content();
  if (IsExercise(content)) {
    const auto list = ledgers_.tests.Get(message.school(), content.test_list_id());
    if (!list) return tl::unexpected<Error>(list.error());
    return ResolveTest(list->state, source_);
  }
  auto told = Resolve(content.audience(), message.school(), content.tells_whereabouts(), source_);
  if (!told || message.kind() != v1::MESSAGE_KIND_CLOSING || content.tells_whereabouts()) return told;
  if (auto added = AddToldBefore(message, *told); !added) return tl::unexpected<Error>(added.error());
  return told;
}

Status MessageDesk::AddToldBefore(const v1::Message& closing, ToldById& told) const {
  auto notices = deliveries_.About(closing.opening_id());
  if (!notices) return tl::unexpected<Error>(notices.error());
  std::erase_if(*notices, [](const auto& notice) { return notice.wording() != kWording; });
  const auto walked = deliveries_.EachOf(*notices, [&](const v1::Notice&, const v1::DeliveryBatch& batch) {
    for (const auto& delivery : batch.deliveries()) {
      if (delivery.visitor() || told.contains(delivery.person_id())) continue;
      const auto person = source_.Find(delivery.person_id());
      if (!person) continue;
      const auto& own = person->schools();
      const bool district = IsDistrict(closing.school());
      told[delivery.person_id()] = ToldOf(*person, district ? std::set<std::string>{own.begin(), own.end()}
                                                            : std::set<std::string>{closing.school()});
    }
  });
  if (!walked) return tl::unexpected<Error>(walked.error());
  return {};
}

Result<std::optional<v1::Message>> MessageDesk::OpeningOf(const std::string& school,
                                                          const std::string& opening_id) const {
  if (opening_id.empty()) return std::nullopt;
  auto opening = ledgers_.messages.Get(school, opening_id);
  if (!opening) return tl::unexpected<Error>(opening.error());
  return std::optional{std::move(opening->state)};
}

Status MessageDesk::FillTemplate(const std::string& school, v1::MessageContent& content) const {
  if (content.template_id().empty()) return {};
  auto found = ledgers_.templates.Get(school, content.template_id());
  if (!found && found.error().code == Code::kNotFound && !IsDistrict(school))
    found = ledgers_.templates.Get(std::string{names::kDistrict}, content.template_id());
  if (!found) return tl::unexpected<Error>(found.error());
  if (auto wrong = Fill(found->state, content)) return tl::unexpected<Error>(std::move(*wrong));
  return {};
}

CheckFacts MessageDesk::CheckingOf(const std::string& school, const v1::MessageContent& content) const {
  auto named = SchoolsNamed(content.audience(), school, source_);
  named.insert(school);
  const bool everywhere = named.contains(std::string{names::kDistrict});
  CheckFacts facts{.topic = content.topic()};
  for (const auto& known : directory_.Schools()) {
    const bool own = everywhere || named.contains(known.code());
    (own ? facts.own_schools : facts.other_schools).push_back(known.name());
    if (!own) continue;
    for (const auto& student : directory_.PeopleAt(known.code(), v1::Person::KIND_STUDENT))
      facts.students.emplace_back(student.given_name(), student.family_name());
    for (const auto& group : classes_.At(known.code()))
      if (!group.room().empty()) facts.rooms.push_back(group.room());
  }
  std::sort(facts.rooms.begin(), facts.rooms.end());
  facts.rooms.erase(std::unique(facts.rooms.begin(), facts.rooms.end()), facts.rooms.end());
  return facts;
}

Result<SubmitFacts> MessageDesk::Facts(const v1::Message& message, const v1::Message* opening,
                                       TimePoint now) const {
  const auto& content = message.content();
  const auto told = Tell(message);
  if (!told) return tl::unexpected<Error>(told.error());
  auto checking = CheckingOf(message.school(), content);
  checking.cleared = message.has_cleared_at() || (opening && opening->has_cleared_at());
  checking.closing = message.kind() == v1::MESSAGE_KIND_CLOSING;
  SubmitFacts facts;
  facts.findings = CheckTexts({content.texts().begin(), content.texts().end()}, checking);
  facts.recipients = static_cast<int>(told->size());
  facts.to_families = IsToFamilies(content);
  facts.school_name = SchoolName(message.school());
  const auto named = SchoolsNamed(content.audience(), message.school(), source_);
  const bool several = !IsNeighbourAdvice(content.audience()) &&
                       (named.size() > 1 || named.contains(std::string{names::kDistrict}));
  const auto affected =
      content.incident_id().empty() ? std::vector<std::string>{} : source_.SchoolsOf(content.incident_id());
  if (message.kind() == v1::MESSAGE_KIND_OPENING && !IsDistrict(message.school()))
    if (auto foreign = ForeignAlarm(affected, message.school()))
      facts.findings.push_back(std::move(*foreign));
  facts.needed = IsExercise(content)
                     ? std::vector<v1::MessageApproval>{}
                     : ApprovalsOf(content.level(), {.to_families = facts.to_families,
                                                     .by_template = !content.template_id().empty(),
                                                     .several_schools = several,
                                                     .affected_schools = static_cast<int>(affected.size()),
                                                     .topic = content.topic()});
  facts.send_at = SendableAt(content.level(), now, zone_);
  return facts;
}

std::string MessageDesk::SchoolName(const std::string& code) const {
  for (const auto& school : directory_.Schools())
    if (school.code() == code) return school.name();
  return code;
}

std::string MessageDesk::NamesOf(const std::set<std::string>& schools) const {
  if (schools.size() > kNamedSchoolsMax) return "District";
  std::string all;
  for (const auto& school : schools) all += (all.empty() ? "" : ", ") + SchoolName(school);
  return all;
}

RenderFacts MessageDesk::RenderingOf(const v1::Message& message, TimePoint now) const {
  const auto& content = message.content();
  const auto named = SchoolsNamed(content.audience(), message.school(), source_);
  RenderFacts facts{.schools = named.empty() || named.contains(std::string{names::kDistrict})
                                   ? NamesOf({message.school()})
                                   : NamesOf(named),
                    .exercise = IsExercise(content),
                    .sent_at = message.has_sent_at() ? FromProto(message.sent_at()) : now};
  if (content.next_update_min() > 0)
    facts.next_update_at = facts.sent_at + std::chrono::minutes{content.next_update_min()};
  return facts;
}

Result<std::map<std::string, Cause>> MessageDesk::CausesOf(const v1::Message& sent) const {
  const auto told = Tell(sent);
  if (!told) return tl::unexpected<Error>(told.error());
  const auto named = SchoolsNamed(sent.content().audience(), sent.school(), source_);
  const bool together = named.size() > kNamedSchoolsMax || named.contains(std::string{names::kDistrict});
  std::map<std::set<std::string>, std::vector<std::string>> groups;
  for (const auto& [id, one] : *told)
    groups[together ? std::set<std::string>{sent.school()} : one.schools].push_back(id);
  const auto& content = sent.content();
  const auto rendering = RenderingOf(sent, FromProto(sent.sent_at()));
  std::map<std::string, Cause> causes;
  const auto add = [&](const std::string& key, std::vector<std::string> ids, const RenderFacts& as_read) {
    auto& cause = causes[key];
    cause.audience = Audience::kNamed;
    cause.person_ids = std::move(ids);
    cause.level = content.level();
    cause.wording = kWording;
    cause.subject = content.has_question() ? kQuestion : kWording;
    cause.school = sent.school();
    cause.about_id = sent.id();
    cause.drill = IsExercise(content);
    cause.asks_acknowledgement =
        content.has_question() && content.question().kind() != v1::MessageQuestion::KIND_POLL;
    for (auto& text : RenderApart(content, as_read, zone_)) {
      auto& own = cause.texts.emplace_back();
      own.set_language(text.language());
      own.set_subject(std::move(*text.mutable_subject()));
      own.set_body(std::move(*text.mutable_body()));
    }
    return &cause;
  };
  const bool is_public = IsPublic(sent);
  for (auto& [schools, ids] : groups) {
    auto as_read = rendering;
    as_read.schools = NamesOf(schools);
    std::string codes;
    for (const auto& school : schools) codes += school + " ";
    add(codes, std::move(ids), as_read)->published = is_public && groups.size() == 1;
  }
  // Nobody reads the same news once for each set of schools: one notice, to nobody, stands in the feed.
  if (is_public && groups.size() > 1) add("public", {}, rendering)->published = true;
  return causes;
}

}  // namespace watchbell::notification
