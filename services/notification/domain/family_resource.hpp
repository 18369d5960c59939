// The resource directory for families (domain.md 1 row 33).
#pragma once

#include <string>
#include <vector>

#include "common/ledger/decision.hpp"
#include "common/view/projection.hpp"
#include "watchbell/notification/v1/family_resource.pb.h"

namespace watchbell::notification {

inline constexpr std::size_t kResourceNameBytesMax = 400;   // 100 characters
inline constexpr std::size_t kResourceNoteBytesMax = 1200;  // 300 characters
inline constexpr std::size_t kResourceUrlBytesMax = 200;
inline constexpr int kResourceLanguagesMax = 16;

struct FamilyResources {
  using State = v1::FamilyResource;
  using Event = v1::FamilyResourceEvent;
  static constexpr std::string_view kService = "notification";
  static constexpr std::string_view kAggregate = "family-resource";
  static void Evolve(State& resource, const Event& event);
  static Indexes IndexesOf(const State&) { return {}; }  // listed from memory
  static Deadlines DeadlinesOf(const State&) { return {}; }
};

Decision<v1::FamilyResourceEvent> SaveResource(const v1::FamilyResource& resource,
                                               const v1::SaveResourceRequest& request,
                                               const Context& context);
Decision<v1::FamilyResourceEvent> VerifyResource(const v1::FamilyResource& resource);
Decision<v1::FamilyResourceEvent> RetireResource(const v1::FamilyResource& resource);

// Those not retired, of the kind, by name; those that speak the language first.
std::vector<v1::FamilyResource> ResourcesFor(std::vector<v1::FamilyResource> all,
                                             const v1::ListResourcesRequest& request);

}  // namespace watchbell::notification
