// The visitor service: its record, and its requests served over it.
#pragma once

#include "services/visitor/api/api.hpp"

namespace watchbell::visitor {

class VisitorService {
 public:
  VisitorService(service::Host& host, TimeZone zone);
  ~VisitorService() { record_.Stop(); }

 private:
  Record record_;
  Parts parts_;
};

}  // namespace watchbell::visitor
