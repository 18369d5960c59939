// The lists of the district's own: buses, zones and events, and, apart from them, who gets tests. Pure.
#pragma once

#include <optional>
#include <string>

#include "common/ledger/decision.hpp"
#include "common/retention/span.hpp"
#include "common/view/projection.hpp"
#include "watchbell/notification/v1/audience.pb.h"

namespace watchbell::notification {

inline constexpr int kListMembersMax = 200;
inline constexpr std::size_t kTagBytesMax = 40;

struct AudienceLists {
  using State = v1::AudienceList;
  using Event = v1::AudienceListEvent;
  static constexpr std::string_view kService = "notification";
  static constexpr std::string_view kAggregate = "audience-list";
  static void Evolve(State& list, const Event& event);
  // audience-lists:<school>, while it is not removed.
  static Indexes IndexesOf(const State& list);
  static Deadlines DeadlinesOf(const State&) { return {}; }
};

struct TestLists {
  using State = v1::TestList;
  using Event = v1::TestListEvent;
  static constexpr std::string_view kService = "notification";
  static constexpr std::string_view kAggregate = "test-list";
  static void Evolve(State& list, const Event& event);
  // test-lists:<school>, while it is not removed.
  static Indexes IndexesOf(const State& list);
  static Deadlines DeadlinesOf(const State&) { return {}; }
};

// The same for whoever names it.
std::string AudienceListIdOf(const std::string& school, v1::AudiencePart::Scope kind, const std::string& tag);
std::string TestListIdOf(const std::string& school, const std::string& tag);

// `known`: how many of the members the directory has, at this school, of the kinds that the list may hold.
Decision<v1::AudienceListEvent> SetList(const v1::AudienceList& list,
                                        const v1::SetAudienceListRequest& request, int known,
                                        const Context& context);
Decision<v1::AudienceListEvent> RemoveList(const v1::AudienceList& list,
                                           const v1::RemoveAudienceListRequest& request,
                                           const Context& context);
Decision<v1::TestListEvent> SetTests(const v1::TestList& list, const v1::SetTestListRequest& request,
                                     int known, const Context& context);
Decision<v1::TestListEvent> RemoveTests(const v1::TestList& list, const v1::RemoveTestListRequest& request,
                                        const Context& context);

}  // namespace watchbell::notification
