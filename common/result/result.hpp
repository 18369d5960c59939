// The one result type of the house: a value, or an error that says what is wrong, where, and what to do about
// it.
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace watchbell {

// Numbered as gRPC's status codes, so that the edge maps them by a cast. For the caller:
// kUnavailable: retry this call. kAborted: read again, then redo. kFailedPrecondition: not before the state
// changes. kInvalidArgument: never.
enum class Code {
  kOk = 0,
  kCancelled = 1,
  kInvalidArgument = 3,
  kDeadlineExceeded = 4,
  kNotFound = 5,
  kAlreadyExists = 6,
  kPermissionDenied = 7,
  kResourceExhausted = 8,
  kFailedPrecondition = 9,
  kAborted = 10,
  kUnimplemented = 12,
  kInternal = 13,
  kUnavailable = 14,
  kUnauthenticated = 16,
};

struct Error {
  Code code = Code::kInternal;
  std::string reason;  // upper snake case, stable; the console translates it
  std::string field;   // path of the request's field; empty where none is to blame
  std::string remedy;  // one English sentence: what the caller can do. Never personal data.
};

template <class T>
using Result = tl::expected<T, Error>;
using Status = Result<void>;

inline tl::unexpected<Error> Fail(Code code, std::string reason, std::string remedy, std::string field = {}) {
  return tl::unexpected<Error>(Error{code, std::move(reason), std::move(field), std::move(remedy)});
}

}  // namespace watchbell
