// What the requests about one person have in common.
#pragma once

#include <algorithm>

#include "common/record/record.hpp"
#include "services/notification/api/api.hpp"

namespace watchbell::notification {

inline constexpr std::chrono::seconds kDirectoryPatience{
    2};  // a replica that has just started is still reading

inline Status DirectoryRead(Parts& parts) {
  if (parts.directory.AwaitReady(kDirectoryPatience)) return {};
  return Fail(Code::kUnavailable, "DIRECTORY_LOADING",
              "The directory is still being read; try again in a moment.");
}

// Of the request's school now, wherever the record keeps them.
template <class Request>
Result<v1::Person> PersonOf(Parts& parts, const Request& request) {
  if (auto read = DirectoryRead(parts); !read) return tl::unexpected<Error>(read.error());
  auto person = parts.directory.Person(request.person_id());
  const auto at = [&](const v1::Person& one) {
    return one.school() == request.school() ||
           std::find(one.schools().begin(), one.schools().end(), request.school()) != one.schools().end();
  };
  if (person && at(*person)) return std::move(*person);
  return Fail(Code::kNotFound, "NO_SUCH_PERSON", "Check the person's id and school.", "person_id");
}

template <class Request>
Result<v1::Person> ChangePerson(Parts& parts, const rpc::Call& call, const Request& request,
                                const ledger::Ledger<People>::Decide& decide) {
  const auto person = PersonOf(parts, request);
  if (!person) return person;
  const auto context = ContextOf(call, request);
  if (!context) return tl::unexpected<Error>(context.error());
  auto recorded = parts.people.Run(person->school(), person->id(), *context, decide);
  if (!recorded) return tl::unexpected<Error>(recorded.error());
  return std::move(recorded->state);
}

}  // namespace watchbell::notification
