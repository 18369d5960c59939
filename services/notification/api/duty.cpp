#include "services/notification/domain/duty.hpp"

#include "services/notification/api/persons.hpp"
#include "watchbell/notification/v1/duty_service.pb.h"

namespace watchbell::notification {
namespace {

constexpr int kGapDaysDefault = 7;

// The record itself: whoever has just changed it reads the change.
Result<v1::DutyRoster> RosterOf(Parts& parts, const std::string& school) {
  auto roster = Read(parts.rosters, school, DutyRosterIdOf(school));
  if (roster || roster.error().code != Code::kNotFound) return roster;
  v1::DutyRoster none;
  none.set_id(DutyRosterIdOf(school));
  none.set_school(school);
  return none;
}

Result<v1::GetDutyResponse> GetDuty(Parts& parts, const rpc::Call& call, const v1::GetDutyRequest& request) {
  // From memory: who is on duty is asked while the stores may be away.
  if (auto read = DirectoryRead(parts); !read) return tl::unexpected<Error>(read.error());
  const auto at = request.has_at() ? FromProto(request.at()) : call.now;
  v1::GetDutyResponse response;
  response.set_gap(true);
  for (const auto& one : DutyAt(parts.directory.Roster(request.school()), parts.zone, at)) {
    const auto person = parts.directory.Person(one.person_id);
    if (!person) continue;  // left the district
    auto& answering = *response.add_answering();
    answering.set_person_id(one.person_id);
    answering.set_given_name(person->given_name());
    answering.set_family_name(person->family_name());
    answering.set_role(one.role);
    answering.set_post_id(one.post_id);
    answering.set_alternate(one.alternate);
    if (one.post_id.empty()) continue;
    *answering.mutable_until() = ToProto(one.until);
    response.set_gap(false);
  }
  response.set_police(response.answering().empty());
  return response;
}

// Everybody whom a roster names is of the district's staff.
Status AreStaff(Parts& parts, const std::vector<std::string>& person_ids, const char* field) {
  if (auto read = DirectoryRead(parts); !read) return read;
  for (const auto& id : person_ids) {
    const auto person = parts.directory.Person(id);
    if (!person || person->kind() != v1::Person::KIND_STAFF)
      return Fail(Code::kNotFound, "NO_SUCH_STAFF", "Name members of staff by their directory ids.", field);
  }
  return {};
}

Result<v1::DutyRoster> Change(Parts& parts, const rpc::Call& call, const auto& request,
                              const std::vector<std::string>& person_ids, const char* field,
                              const ledger::Ledger<DutyRosters>::Decide& decide) {
  if (auto staff = AreStaff(parts, person_ids, field); !staff) return tl::unexpected<Error>(staff.error());
  return Answer(parts.rosters, call, request, DutyRosterIdOf(request.school()), decide);
}

Result<v1::DutyRoster> SetDutyPosts(Parts& parts, const rpc::Call& call,
                                    const v1::SetDutyPostsRequest& request) {
  std::vector<std::string> named;
  for (const auto& post : request.posts()) {
    if (!post.person_id().empty()) named.push_back(post.person_id());
    named.insert(named.end(), post.alternate_ids().begin(), post.alternate_ids().end());
  }
  return Change(parts, call, request, named, "posts", [&](const v1::DutyRoster& roster, const Context&) {
    return SetPosts(roster, request.posts());
  });
}

Result<v1::DutyRoster> SetDutyException(Parts& parts, const rpc::Call& call,
                                        const v1::SetDutyExceptionRequest& request) {
  std::vector<std::string> named;
  if (!request.exception().person_id().empty()) named.push_back(request.exception().person_id());
  const auto today = IsoDate(parts.zone.DateOf(call.now));
  return Change(parts, call, request, named, "exception.person_id",
                [&](const v1::DutyRoster& roster, const Context&) {
                  return SetException(roster, request.exception(), today);
                });
}

Result<v1::DutyRoster> HandOverDuty(Parts& parts, const rpc::Call& call,
                                    const v1::HandOverDutyRequest& request) {
  v1::HandOver hand_over;
  hand_over.set_post_id(request.post_id());
  hand_over.set_to_person_id(request.to_person_id());
  hand_over.set_note(request.note());
  if (request.has_until()) *hand_over.mutable_until() = request.until();
  std::vector<std::string> named;
  if (!request.to_person_id().empty()) named.push_back(request.to_person_id());
  return Change(parts, call, request, named, "to_person_id",
                [&](const v1::DutyRoster& roster, const Context& context) {
                  return HandOver(roster, hand_over, parts.zone, context);
                });
}

Result<v1::ListHandOversResponse> ListHandOvers(Parts& parts, const v1::ListHandOversRequest& request) {
  const auto history = parts.rosters.History(request.school(), DutyRosterIdOf(request.school()));
  v1::ListHandOversResponse response;
  if (!history && history.error().code == Code::kNotFound) return response;
  if (!history) return tl::unexpected<Error>(history.error());
  const auto subject =
      names::RecordSubject({std::string{DutyRosters::kService}, std::string{DutyRosters::kAggregate},
                            request.school(), DutyRosterIdOf(request.school())});
  for (auto event = history->rbegin(); event != history->rend(); ++event) {
    if (!event->has_handed_over()) continue;
    auto opened = *event;
    if (auto open = parts.sealer.Open(opened, subject); !open) return tl::unexpected<Error>(open.error());
    *response.add_hand_overs() = opened.handed_over().hand_over();
  }
  return response;
}

Result<v1::ListDutyGapsResponse> ListDutyGaps(Parts& parts, const rpc::Call& call,
                                              const v1::ListDutyGapsRequest& request) {
  if (request.days() < 0 || request.days() > kGapDaysMax)
    return Fail(Code::kInvalidArgument, "TOO_MANY_DAYS", "Ask for at most 31 days.", "days");
  const auto roster = RosterOf(parts, request.school());
  if (!roster) return tl::unexpected<Error>(roster.error());
  const auto from = request.has_from() ? FromProto(request.from()) : call.now;
  const std::chrono::days days{request.days() == 0 ? kGapDaysDefault : request.days()};
  v1::ListDutyGapsResponse response;
  for (const auto& gap : GapsBetween(*roster, parts.zone, from, from + days)) {
    auto& one = *response.add_gaps();
    *one.mutable_from() = ToProto(gap.from);
    *one.mutable_until() = ToProto(gap.until);
  }
  response.set_standing_list(!roster->person_ids().empty());
  return response;
}

}  // namespace

void ServeDuty(rpc::Server& server, Parts& parts) {
  const std::string service = "watchbell.notification.v1.DutyService";
  server.Unary(service + ".GetDuty", [&parts](const rpc::Call& call, const v1::GetDutyRequest& request) {
    return GetDuty(parts, call, request);
  });
  server.Unary(service + ".GetDutyRoster",
               [&parts](const rpc::Call&, const v1::GetDutyRosterRequest& request) {
                 return RosterOf(parts, request.school());
               });
  server.Unary(service + ".SetDutyPosts",
               [&parts](const rpc::Call& call, const v1::SetDutyPostsRequest& request) {
                 return SetDutyPosts(parts, call, request);
               });
  server.Unary(service + ".SetDutyException",
               [&parts](const rpc::Call& call, const v1::SetDutyExceptionRequest& request) {
                 return SetDutyException(parts, call, request);
               });
  server.Unary(service + ".HandOverDuty",
               [&parts](const rpc::Call& call, const v1::HandOverDutyRequest& request) {
                 return HandOverDuty(parts, call, request);
               });
  server.Unary(service + ".ListHandOvers",
               [&parts](const rpc::Call&, const v1::ListHandOversRequest& request) {
                 return ListHandOvers(parts, request);
               });
  server.Unary(service + ".ListDutyGaps",
               [&parts](const rpc::Call& call, const v1::ListDutyGapsRequest& request) {
                 return ListDutyGaps(parts, call, request);
               });
}

}  // namespace watchbell::notification
