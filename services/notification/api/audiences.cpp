#include <algorithm>
#include <set>

#include "common/names/names.hpp"
#include "common/record/routes.hpp"
#include "services/notification/api/message_parts.hpp"

namespace watchbell::notification {
namespace {

Result<v1::PreviewAudienceResponse> Preview(const MessageParts& parts,
                                            const v1::PreviewAudienceRequest& request) {
  const auto told =
      Resolve(request.audience(), request.school(), request.tells_whereabouts(), parts.desk.source());
  if (!told) return tl::unexpected<Error>(told.error());
  auto response = PreviewOf(*told);
  response.set_school_name(parts.desk.SchoolName(request.school()));
  const auto named = SchoolsNamed(request.audience(), request.school(), parts.desk.source());
  response.set_needs_superintendent(!IsNeighbourAdvice(request.audience()) &&
                                    (named.size() > 1 || named.contains(std::string{names::kDistrict})));
  return response;
}

// How many of them the directory has at the school, each counted once; students only where the list may hold
// them.
template <class Ids>
int KnownOf(const MessageParts& parts, const std::string& school, const Ids& ids, bool students) {
  std::set<std::string> known;
  for (const auto& id : ids) {
    const auto person = parts.directory.Person(id);
    if (!person) continue;
    const bool right_kind =
        person->kind() == v1::Person::KIND_STAFF || (students && person->kind() == v1::Person::KIND_STUDENT);
    const auto& schools = person->schools();
    const bool here =
        school == names::kDistrict || std::find(schools.begin(), schools.end(), school) != schools.end();
    if (right_kind && here) known.insert(id);
  }
  return static_cast<int>(known.size());
}

}  // namespace

void ServeAudiences(rpc::Server& server, const MessageParts& parts) {
  const std::string service = "watchbell.notification.v1.AudienceService";
  server.Unary(service + ".PreviewAudience",
               [&parts](const rpc::Call&, const v1::PreviewAudienceRequest& request) {
                 return Preview(parts, request);
               });
  server.Unary(service + ".SetAudienceList",
               [&parts](const rpc::Call& call, const v1::SetAudienceListRequest& request) {
                 const int known = KnownOf(parts, request.school(), request.member_ids(), true);
                 return Answer(parts.ledgers.lists, call, request,
                               AudienceListIdOf(request.school(), request.kind(), request.tag()),
                               [&](const v1::AudienceList& list, const Context& context) {
                                 return SetList(list, request, known, context);
                               });
               });
  server.Unary(
      service + ".SetTestList", [&parts](const rpc::Call& call, const v1::SetTestListRequest& request) {
        const int known = KnownOf(parts, request.school(), request.staff_ids(), false);
        return Answer(parts.ledgers.tests, call, request, TestListIdOf(request.school(), request.tag()),
                      [&](const v1::TestList& list, const Context& context) {
                        return SetTests(list, request, known, context);
                      });
      });
  Routes<AudienceLists> lists(server, parts.ledgers.lists, service);
  lists.Change("RemoveAudienceList", &v1::RemoveAudienceListRequest::audience_list_id, RemoveList);
  lists.List<v1::ListAudienceListsRequest>(
      "ListAudienceLists", &v1::ListAudienceListsResponse::add_audience_lists,
      [](const auto& request) { return "audience-lists:" + request.school(); });
  Routes<TestLists> tests(server, parts.ledgers.tests, service);
  tests.Change("RemoveTestList", &v1::RemoveTestListRequest::test_list_id, RemoveTests);
  tests.List<v1::ListTestListsRequest>("ListTestLists", &v1::ListTestListsResponse::add_test_lists,
                                       [](const auto& request) { return "test-lists:" + request.school(); });
}

}  // namespace watchbell::notification
