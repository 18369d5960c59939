#include "services/notification/domain/duty.hpp"

#include <algorithm>
#include <set>

#include "common/id/id.hpp"
#include "services/notification/domain/refusals.hpp"

namespace watchbell::notification {
namespace {

using std::chrono::days;
using std::chrono::minutes;
using std::chrono::sys_days;
using v1::DutyPost;
using v1::DutyRoster;
using v1::DutyRosterEvent;
using Hours = google::protobuf::RepeatedPtrField<v1::DutyHours>;

bool IsPostId(const std::string& id) {
  constexpr std::size_t kPostIdMax = 32;
  return !id.empty() && id.size() <= kPostIdMax &&
         id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos;
}

const DutyPost* FindPost(const DutyRoster& roster, const std::string& post_id) {
  for (const auto& post : roster.posts())
    if (post.id() == post_id) return &post;
  return nullptr;
}

const v1::DutyException* ExceptionOf(const DutyRoster& roster, const std::string& post_id,
                                     const std::string& day) {
  for (const auto& exception : roster.exceptions())
    if (exception.post_id() == post_id && exception.day() == day) return &exception;
  return nullptr;
}

bool AreHours(const Hours& hours, bool of_a_week) {
  return std::all_of(hours.begin(), hours.end(), [&](const auto& one) {
    return one.from_minute() >= 0 && one.from_minute() < one.until_minute() &&
           one.until_minute() <= kMinutesOfDay &&
           of_a_week == (one.weekday() != v1::DutyHours::WEEKDAY_UNSPECIFIED);
  });
}

struct Span {
  TimePoint from;
  TimePoint until;
};

// When the post is kept on that day, and by whom before any hand-over.
struct Kept {
  std::vector<Span> spans;
  std::string person_id;
};
Kept KeptOn(const DutyRoster& roster, const DutyPost& post, const TimeZone& zone, sys_days day) {
  const auto* exception = ExceptionOf(roster, post.id(), IsoDate(day));
  const auto weekday = static_cast<int>(std::chrono::weekday{day}.iso_encoding());
  Kept kept{{}, exception && !exception->person_id().empty() ? exception->person_id() : post.person_id()};
  for (const auto& hours : exception ? exception->hours() : post.hours()) {
    if (!exception && hours.weekday() != weekday) continue;
    const auto until = hours.until_minute() == kMinutesOfDay ? zone.At(day + days{1}, minutes{0})
                                                             : zone.At(day, minutes{hours.until_minute()});
    kept.spans.push_back({zone.At(day, minutes{hours.from_minute()}), until});
  }
  return kept;
}

// Whoever took the post over, while that holds.
std::string HolderAt(const DutyRoster& roster, const std::string& post_id, const std::string& otherwise,
                     TimePoint at) {
  for (const auto& one : roster.hand_overs())  // newest first
    if (one.post_id() == post_id && FromProto(one.at()) <= at && at < FromProto(one.until()))
      return one.to_person_id();
  return otherwise;
}

void EraseExceptions(DutyRoster& roster, const std::function<bool(const v1::DutyException&)>& goes) {
  auto& all = *roster.mutable_exceptions();
  all.erase(std::remove_if(all.begin(), all.end(), goes), all.end());
}

}  // namespace

std::string DutyRosterIdOf(std::string_view school) { return id::Derive("duty-roster", school); }

void DutyRosters::Evolve(DutyRoster& roster, const DutyRosterEvent& event) {
  switch (event.fact_case()) {
    case DutyRosterEvent::kAssigned:
      *roster.mutable_person_ids() = event.assigned().person_ids();
      *roster.mutable_since() = event.meta().at();
      return;
    case DutyRosterEvent::kPostsSet:
      *roster.mutable_posts() = event.posts_set().posts();
      EraseExceptions(roster, [&](const auto& one) { return FindPost(roster, one.post_id()) == nullptr; });
      return;
    case DutyRosterEvent::kExceptionSet: {
      const auto& fact = event.exception_set();
      EraseExceptions(roster, [&](const auto& one) {
        return one.day() < fact.today() ||
               (one.day() == fact.exception().day() && one.post_id() == fact.exception().post_id());
      });
      *roster.add_exceptions() = fact.exception();
      return;
    }
    case DutyRosterEvent::kHandedOver: {
      auto earlier = roster.hand_overs();
      roster.clear_hand_overs();
      *roster.add_hand_overs() = event.handed_over().hand_over();
      for (const auto& one : earlier)
        if (roster.hand_overs_size() < kHandOversMax) *roster.add_hand_overs() = one;
      return;
    }
    case DutyRosterEvent::FACT_NOT_SET: return;
  }
}

Decision<DutyRosterEvent> AssignDuty(const DutyRoster& roster,
                                     const google::protobuf::RepeatedPtrField<std::string>& person_ids) {
  if (person_ids.empty())
    return Bad("ROSTER_EMPTY", "person_ids", "Name at least one person: somebody must always be asked.");
  if (person_ids.size() > kDutyMax) return Bad("ROSTER_TOO_LONG", "person_ids", "Name at most 16 people.");
  const auto& now = roster.person_ids();
  if (std::equal(now.begin(), now.end(), person_ids.begin(), person_ids.end())) return AlreadySo{};
  DutyRosterEvent event;
  *event.mutable_assigned()->mutable_person_ids() = person_ids;
  return event;
}

Decision<DutyRosterEvent> SetPosts(const DutyRoster&,
                                   const google::protobuf::RepeatedPtrField<DutyPost>& posts) {
  if (posts.size() > kPostsMax) return Bad("TOO_MANY_POSTS", "posts", "Name at most 12 posts.");
  std::set<std::string> ids;
  for (const auto& post : posts) {
    if (!IsPostId(post.id()) || !ids.insert(post.id()).second)
      return Bad("POST_ID_MALFORMED", "posts.id", "Give each post a short id of its own, like sro.");
    if (post.role() == DutyPost::ROLE_UNSPECIFIED)
      return Bad("ROLE_MISSING", "posts.role", "Say what the post is: SRO, SSO, guard or administrator.");
    if (post.person_id().empty()) return Bad("HOLDER_MISSING", "posts.person_id", "Say who holds the post.");
    if (post.alternate_ids_size() > kAlternatesOfPostMax)
      return Bad("TOO_MANY_ALTERNATES", "posts.alternate_ids", "Name at most 4 alternates.");
    if (post.hours_size() > kHoursMax || !AreHours(post.hours(), true))
      return Bad("HOURS_MALFORMED", "posts.hours",
                 "Give at most 14 spans of a weekday, in minutes after midnight; a night is two of them.");
  }
  DutyRosterEvent event;
  *event.mutable_posts_set()->mutable_posts() = posts;
  return event;
}

Decision<DutyRosterEvent> SetException(const DutyRoster& roster, const v1::DutyException& exception,
                                       const std::string& today) {
  if (FindPost(roster, exception.post_id()) == nullptr)
    return Refuse(Code::kNotFound, "NO_SUCH_POST", "Name a post of the roster.", "exception.post_id");
  if (!ParseIsoDate(exception.day()) || exception.day() < today)
    return Bad("DAY_MALFORMED", "exception.day", "Give a day that is not over, YYYY-MM-DD.");
  if (exception.hours_size() > kHoursMax || !AreHours(exception.hours(), false))
    return Bad("HOURS_MALFORMED", "exception.hours",
               "Give spans in minutes after midnight, without a weekday.");
  const auto ahead = std::count_if(roster.exceptions().begin(), roster.exceptions().end(),
                                   [&](const auto& one) { return one.day() >= today; });
  if (ahead >= kExceptionsMax && ExceptionOf(roster, exception.post_id(), exception.day()) == nullptr)
    return Refuse(Code::kFailedPrecondition, "TOO_MANY_EXCEPTIONS",
                  "At most 24 days ahead can differ; change the posts' hours instead.", "exception");
  DutyRosterEvent event;
  *event.mutable_exception_set()->mutable_exception() = exception;
  event.mutable_exception_set()->set_today(today);
  return event;
}

Decision<DutyRosterEvent> HandOver(const DutyRoster& roster, const v1::HandOver& hand_over,
                                   const TimeZone& zone, const Context& context) {
  const auto* post = FindPost(roster, hand_over.post_id());
  if (post == nullptr)
    return Refuse(Code::kNotFound, "NO_SUCH_POST", "Name a post of the roster.", "post_id");
  if (hand_over.to_person_id().empty())
    return Bad("PERSON_MISSING", "to_person_id", "Say who takes the post over.");
  if (hand_over.note().size() > kHandOverNoteBytesMax)
    return Bad("TEXT_TOO_LONG", "note", "Shorten it to 200 characters.");
  const sys_days today = zone.DateOf(context.now);
  const auto until =
      hand_over.has_until() ? FromProto(hand_over.until()) : zone.At(today + days{1}, minutes{0});
  if (until <= context.now || until > context.now + days{kGapDaysMax})
    return Bad("UNTIL_MALFORMED", "until", "Give a moment ahead, at most 31 days.");
  const auto from = HolderAt(roster, post->id(), KeptOn(roster, *post, zone, today).person_id, context.now);
  if (from == hand_over.to_person_id()) return AlreadySo{};
  DutyRosterEvent event;
  auto& fact = *event.mutable_handed_over()->mutable_hand_over();
  fact = hand_over;
  fact.set_from_person_id(from);
  *fact.mutable_at() = ToProto(context.now);
  *fact.mutable_until() = ToProto(until);
  return event;
}

std::vector<OnDuty> DutyAt(const DutyRoster& roster, const TimeZone& zone, TimePoint at) {
  std::vector<OnDuty> on_duty;
  std::set<std::string> named;
  const auto add = [&](OnDuty one) {
    if (!one.person_id.empty() && named.insert(one.person_id).second) on_duty.push_back(std::move(one));
  };
  std::vector<OnDuty> alternates;
  for (const auto& post : roster.posts()) {
    const auto kept = KeptOn(roster, post, zone, zone.DateOf(at));
    const auto span = std::find_if(kept.spans.begin(), kept.spans.end(),
                                   [&](const auto& one) { return one.from <= at && at < one.until; });
    if (span == kept.spans.end()) continue;
    add({HolderAt(roster, post.id(), kept.person_id, at), post.role(), post.id(), false, span->until});
    for (const auto& id : post.alternate_ids())
      alternates.push_back({id, post.role(), post.id(), true, span->until});
  }
  for (auto& alternate : alternates) add(std::move(alternate));
  for (const auto& id : roster.person_ids()) add({.person_id = id});
  return on_duty;
}

std::vector<DutyGap> GapsBetween(const DutyRoster& roster, const TimeZone& zone, TimePoint from,
                                 TimePoint until) {
  std::vector<Span> kept;
  for (sys_days day = zone.DateOf(from); zone.At(day, minutes{0}) < until; day += days{1})
    for (const auto& post : roster.posts())
      for (const auto& span : KeptOn(roster, post, zone, day).spans) kept.push_back(span);
  std::sort(kept.begin(), kept.end(), [](const auto& a, const auto& b) { return a.from < b.from; });
  std::vector<DutyGap> gaps;
  TimePoint covered = from;
  for (const auto& span : kept) {
    if (span.from > covered) gaps.push_back({covered, std::min(span.from, until)});
    covered = std::max(covered, span.until);
    if (covered >= until) return gaps;
  }
  gaps.push_back({covered, until});
  return gaps;
}

}  // namespace watchbell::notification
