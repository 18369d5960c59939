// What the directory's rules refuse a request with.
#pragma once

#include "common/ledger/decision.hpp"

namespace watchbell::notification {

// What was asked for is malformed: never as it is.
inline Error Bad(const char* reason, const char* field, const char* remedy) {
  return Refuse(Code::kInvalidArgument, reason, remedy, field);
}

}  // namespace watchbell::notification
