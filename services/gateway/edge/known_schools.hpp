// Whether the directory knows the schools that a command names: a wrong code is told at once, instead of an
// alarm, a tip or a visit at a school that nobody looks at.
#pragma once

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <shared_mutex>
#include <string>

#include "common/ledger/mirror.hpp"
#include "services/gateway/session/worker.hpp"
#include "watchbell/notification/v1/directory.pb.h"

namespace watchbell::gateway {

// Thread-safe. Nothing waits for the directory: what is not known for certain passes, and its service
// decides.
class KnownSchools {
 public:
  // The request as it came, or INVALID_ARGUMENT (SCHOOL_UNKNOWN).
  using Done = std::function<void(Result<std::string> request)>;

  explicit KnownSchools(std::shared_ptr<bus::Bus> bus);

  // Of requests that change something (they carry `request_id`). `done` is called before this returns, unless
  // memory knows other schools but not this one: then after a look whether the record knows it by now.
  void Check(const google::protobuf::MethodDescriptor& method, std::string request, Done done);
  // Whether a wrong code would be refused now.
  bool Ready() const;

 private:
  // Read from the notification service's events. A school that was removed stays: what is open there ends.
  struct Schools {
    using State = notification::v1::School;
    using Event = notification::v1::SchoolEvent;
    static constexpr std::string_view kService = "notification";
    static constexpr std::string_view kAggregate = "school";
  };
  bool Knows(const std::string& code) const;
  // The path of the first field that names a school which is not known.
  std::optional<std::string> UnknownIn(const google::protobuf::Message& request) const;
  // Whether memory holds what the record holds now.
  bool UpToDate();

  const std::shared_ptr<bus::Bus> bus_;
  const policy::Sealer sealer_;  // without keys: nothing of a school is sealed
  mutable std::shared_mutex mutex_;
  std::set<std::string> codes_;
  ledger::Mirror<Schools> mirror_;
  Worker worker_;  // last: stops before what it uses
};

}  // namespace watchbell::gateway
