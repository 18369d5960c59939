#include "services/gateway/session/audience.hpp"

#include <algorithm>

namespace watchbell::gateway {
namespace {

v1::ChangeHint Word(const std::string& fact) {
  v1::ChangeHint hint;
  hint.set_fact(fact);
  return hint;
}

}  // namespace

void Audience::Add(Listener listener) {
  const std::lock_guard lock(mutex_);
  const auto of_session = std::count_if(places_.begin(), places_.end(), [&](const Place& place) {
    return place.listener.session == listener.session;
  });
  if (places_.size() >= listeners_max_ || static_cast<std::size_t>(of_session) >= per_session_max_) {
    return listener.stream->Finish(
        Fail(Code::kResourceExhausted, "FEED_FULL", "Close other pages, or ask again in a moment."));
  }
  if (listener.stream->Send(Word("ready"))) places_.push_back({std::move(listener), {}});
}

bool Audience::MayHear(Place& place, const v1::ChangeHint& hint, const std::string& permission) const {
  const auto& schools = place.listener.schools;
  if (!schools.empty() && !schools.contains(hint.school())) return false;
  auto known = place.permissions.find(hint.school());
  if (known == place.permissions.end()) {
    known =
        place.permissions.emplace(hint.school(), roles_.PermissionsAt(place.listener.caller, hint.school()))
            .first;
  }
  return known->second.contains(permission);
}

template <class Wanted>
void Audience::Send(const v1::ChangeHint& hint, Wanted wanted) {
  const std::lock_guard lock(mutex_);
  std::erase_if(places_, [&](Place& place) {
    if (!wanted(place) || place.listener.stream->Send(hint)) return false;
    place.listener.stream->Abort(
        {Code::kResourceExhausted, "FEED_TOO_SLOW", "", "Subscribe again and read faster."});
    return true;
  });
}

void Audience::Tell(const v1::ChangeHint& hint, const std::string& permission) {
  if (permission.empty()) return;
  Send(hint, [&](Place& place) { return MayHear(place, hint, permission); });
}

void Audience::TellAll(const std::string& fact) {
  Send(Word(fact), [](const Place&) { return true; });
}

void Audience::EndAll(const Status& status) {
  const std::lock_guard lock(mutex_);
  for (const auto& place : places_) place.listener.stream->Finish(status);
  places_.clear();
}

void Audience::Weed(const std::function<bool(const std::string&)>& alive) {
  const std::lock_guard lock(mutex_);
  std::erase_if(places_, [&](const Place& place) {
    if (!place.listener.stream->Open()) return true;
    if (alive(place.listener.session)) return false;
    place.listener.stream->Abort({Code::kUnauthenticated, "SESSION_OVER", "", "Sign in."});
    return true;
  });
}

std::size_t Audience::size() const {
  const std::lock_guard lock(mutex_);
  return places_.size();
}

}  // namespace watchbell::gateway
