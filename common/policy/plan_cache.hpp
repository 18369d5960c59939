// What a walk over a message type finds out once: a plan for each descriptor, kept as long as the process.
#pragma once

#include <google/protobuf/descriptor.h>

#include <memory>
#include <mutex>
#include <shared_mutex>
#include <unordered_map>

namespace watchbell::policy {

// Thread-safe. A Plan has a member Fill(descriptor, plan_of) which may ask for the plans of the types inside;
// a type that contains itself gets the plan that is still being filled. Descriptors must outlive the cache.
template <class Plan>
class PlanCache {
 public:
  const Plan& Of(const google::protobuf::Descriptor& type) {
    {
      const std::shared_lock lock(mutex_);
      if (const auto found = plans_.find(&type); found != plans_.end()) return *found->second;
    }
    const std::unique_lock lock(mutex_);
    return Build(type);
  }

 private:
  const Plan& Build(const google::protobuf::Descriptor& type) {
    auto& slot = plans_[&type];
    if (slot) return *slot;
    slot = std::make_unique<Plan>();
    Plan& plan = *slot;  // `slot` itself moves when the map grows
    plan.Fill(type,
              [this](const google::protobuf::Descriptor& inner) -> const Plan& { return Build(inner); });
    return plan;
  }

  std::shared_mutex mutex_;
  std::unordered_map<const google::protobuf::Descriptor*, std::unique_ptr<Plan>> plans_;
};

}  // namespace watchbell::policy
