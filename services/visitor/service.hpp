// The visitor service: its record, its requests served over it, and its reactions.
#pragma once

#include "services/visitor/api/api.hpp"
#include "services/visitor/api/legal.hpp"
#include "services/visitor/reactions/reactions.hpp"

namespace watchbell::visitor {

class VisitorService {
 public:
  VisitorService(service::Host& host, const DistrictDay& district_day,
                 std::shared_ptr<rpc::Client> notification, LegalSettings legal);
  ~VisitorService() {
    reactions_.clear();
    record_.Stop();
  }

 private:
  Record record_;
  Parts parts_;
  LegalParts legal_;
  std::vector<std::unique_ptr<reaction::Reaction>> reactions_;
};

}  // namespace watchbell::visitor
