#include "services/notification/domain/messages/lists.hpp"

#include <algorithm>

#include "common/id/id.hpp"

namespace watchbell::notification {
namespace {

using v1::AudienceList;
using v1::AudienceListEvent;
using v1::AudiencePart;
using v1::TestList;
using v1::TestListEvent;

std::optional<Error> WhyNoList(const std::string& tag, int members, int known) {
  const bool good =
      !tag.empty() && tag.size() <= kTagBytesMax && std::all_of(tag.begin(), tag.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
      });
  if (!good) {
    return Refuse(Code::kInvalidArgument, "TAG_MALFORMED",
                  "Use 1 to 40 lower-case letters, digits and hyphens.", "tag");
  }
  if (members == 0 || members > kListMembersMax) {
    return Refuse(Code::kInvalidArgument, "MEMBERS_MALFORMED", "Name 1 to 200 people.", "member_ids");
  }
  if (known != members) {
    return Refuse(Code::kInvalidArgument, "MEMBER_UNKNOWN",
                  "Name each once, and only people of this school that the list may hold.", "member_ids");
  }
  return std::nullopt;
}

template <class Ids>
bool Same(const Ids& left, const Ids& right) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end());
}

}  // namespace

std::string AudienceListIdOf(const std::string& school, AudiencePart::Scope kind, const std::string& tag) {
  return id::Derive("audience-list", school + "/" + AudiencePart::Scope_Name(kind) + "/" + tag);
}
std::string TestListIdOf(const std::string& school, const std::string& tag) {
  return id::Derive("test-list", school + "/" + tag);
}

void AudienceLists::Evolve(AudienceList& list, const AudienceListEvent& event) {
  switch (event.fact_case()) {
    case AudienceListEvent::kSet: list = event.set().audience_list(); return;
    case AudienceListEvent::kRemoved:
      list.set_removed(true);
      list.clear_member_ids();
      return;
    case AudienceListEvent::FACT_NOT_SET: return;
  }
}

Indexes AudienceLists::IndexesOf(const AudienceList& list) {
  if (list.removed()) return {};
  return {{"audience-lists:" + list.school(), static_cast<double>(list.kind())}};
}

void TestLists::Evolve(TestList& list, const TestListEvent& event) {
  switch (event.fact_case()) {
    case TestListEvent::kSet: list = event.set().test_list(); return;
    case TestListEvent::kRemoved:
      list.set_removed(true);
      list.clear_staff_ids();
      return;
    case TestListEvent::FACT_NOT_SET: return;
  }
}

Indexes TestLists::IndexesOf(const TestList& list) {
  if (list.removed()) return {};
  return {{"test-lists:" + list.school(), 0}};
}

Decision<AudienceListEvent> SetList(const AudienceList& list, const v1::SetAudienceListRequest& request,
                                    int known, const Context& context) {
  if (request.kind() != AudiencePart::SCOPE_BUS && request.kind() != AudiencePart::SCOPE_ZONE &&
      request.kind() != AudiencePart::SCOPE_EVENT) {
    return Refuse(Code::kInvalidArgument, "KIND_MALFORMED", "A list is of a bus, a zone or an event.",
                  "kind");
  }
  if (auto wrong = WhyNoList(request.tag(), request.member_ids_size(), known)) return std::move(*wrong);
  if (!list.removed() && Same(list.member_ids(), request.member_ids())) return AlreadySo{};
  AudienceListEvent event;
  auto& set = *event.mutable_set()->mutable_audience_list();
  set.set_id(context.id);
  set.set_school(request.school());
  set.set_kind(request.kind());
  set.set_tag(request.tag());
  *set.mutable_member_ids() = request.member_ids();
  return event;
}

Decision<AudienceListEvent> RemoveList(const AudienceList& list, const v1::RemoveAudienceListRequest&,
                                       const Context&) {
  if (list.id().empty())
    return Refuse(Code::kNotFound, "NOT_FOUND", "Check the id and the school.", "audience_list_id");
  if (list.removed()) return AlreadySo{};
  AudienceListEvent event;
  event.mutable_removed();
  return event;
}

Decision<TestListEvent> SetTests(const TestList& list, const v1::SetTestListRequest& request, int known,
                                 const Context& context) {
  if (auto wrong = WhyNoList(request.tag(), request.staff_ids_size(), known)) return std::move(*wrong);
  if (!list.removed() && Same(list.staff_ids(), request.staff_ids())) return AlreadySo{};
  TestListEvent event;
  auto& set = *event.mutable_set()->mutable_test_list();
  set.set_id(context.id);
  set.set_school(request.school());
  set.set_tag(request.tag());
  *set.mutable_staff_ids() = request.staff_ids();
  return event;
}

Decision<TestListEvent> RemoveTests(const TestList& list, const v1::RemoveTestListRequest&, const Context&) {
  if (list.id().empty())
    return Refuse(Code::kNotFound, "NOT_FOUND", "Check the id and the school.", "test_list_id");
  if (list.removed()) return AlreadySo{};
  TestListEvent event;
  event.mutable_removed();
  return event;
}

}  // namespace watchbell::notification
