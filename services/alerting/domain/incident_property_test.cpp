// Random commands of several people at two replicas, one of which decides on what it knew some changes ago:
// as the ledger does it, a decision on an old state is made again on the newest.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "services/alerting/domain/incident.hpp"

namespace watchbell::alerting {
namespace {

using v1::Incident;
using v1::IncidentEvent;

struct Command {
  int what, action, zone, actor, behind, seen;
};

const std::vector<std::string> kZones{"site", "gym", "library"};
const std::vector<Context> kActors{
    {.actor_id = "teacher", .permissions = {}},
    {.actor_id = "other-teacher", .permissions = {}},
    {.actor_id = "principal", .permissions = {"incident.admin", "incident.command", "incident.release"}},
    {.actor_id = "security", .permissions = {"incident.admin", "incident.command", "incident.release"}}};

template <class Request>
Request Asking(const Command& command, const Incident& seen) {
  Request request;
  request.set_school("lincoln-es");
  request.set_zone(kZones[static_cast<std::size_t>(command.zone)]);
  if constexpr (requires { request.set_action(v1::ACTION_HOLD); }) {
    request.set_action(static_cast<v1::Action>(2 + command.action));
    auto& detail = *request.mutable_detail();
    detail.set_place("hall");
    if (request.action() == v1::ACTION_SECURE) detail.set_reason("animal");
    detail.set_hazard(command.behind % 2 == 0 ? "fire" : "tornado");
    detail.set_strategy("seal");
    detail.set_destination("field");
  }
  if constexpr (requires { request.set_seen_sequence(1); }) {
    if (command.seen % 2 == 0) request.set_seen_sequence(seen.sequence());
  }
  return request;
}

Decision<IncidentEvent> Decide(const Command& command, const Incident& state, const Incident& seen,
                               const Context& by) {
  switch (command.what) {
    case 0: return Raise(state, Asking<v1::RaiseRequest>(command, seen), by);
    case 1: return SetAction(state, Asking<v1::SetActionRequest>(command, seen), by);
    case 2: {
      const bool counted = command.seen > 1;
      return Release(state, Asking<v1::ReleaseRequest>(command, seen),
                     {.known = true, .lists = 1, .people = 1, .accounted = counted ? 1 : 0}, by);
    }
    case 3: return by.May("incident.command") ? TakeCommand(state, {}, by) : AlreadySo{};
    case 4: {
      if (!by.May("incident.command")) return AlreadySo{};
      v1::ConfirmPoliceRequest request;
      request.set_reference("CAD-" + std::to_string(command.seen));
      return ConfirmPolice(state, request, by);
    }
    case 5: {
      v1::DecideFireRequest request;
      request.add_zones(kZones[static_cast<std::size_t>(command.zone)]);
      return DecideFire(state, request, by);
    }
    case 6: return Undo(state, {}, by);
    case 7: return Incidents::Tick(state, "remind", by);
    default: {
      v1::CancelRequest request;
      request.set_reason("a balloon burst");
      return Cancel(state, request, by);
    }
  }
}

Incident After(Incident incident, IncidentEvent event, const Context& by) {
  *event.mutable_meta()->mutable_at() = ToProto(by.now);
  event.mutable_meta()->set_actor_id(by.actor_id);
  Incidents::Evolve(incident, event);
  return incident;
}

Command RandomCommand() {
  const auto upTo = [](int end) { return *rc::gen::inRange(0, end); };
  return {upTo(9), upTo(5), upTo(3), upTo(4), upTo(4), upTo(4)};
}

RC_GTEST_PROP(IncidentProperty, WhateverPeopleAndReplicasDoTheRulesOfTheProtocolHold, ()) {
  std::vector<Incident> history{Incident{}};
  const int length = *rc::gen::inRange(1, 60);
  TimePoint now{std::chrono::seconds{1'800'000'000}};
  for (int step = 0; step < length; ++step) {
    const Command command = RandomCommand();
    now += std::chrono::seconds{*rc::gen::inRange(0, 40)};
    Context by = kActors[static_cast<std::size_t>(command.actor)];
    by.now = now;
    by.id = "incident-1";
    const Incident& fresh = history.back();
    const auto behind = std::min<std::size_t>(static_cast<std::size_t>(command.behind), history.size() - 1);
    const Incident& known = history[history.size() - 1 - behind];
    // Decided on what this replica knows; appended only when that is the newest, else decided again.
    auto decision = Decide(command, known, known, by);
    if (behind > 0) decision = Decide(command, fresh, known, by);
    const auto* event = std::get_if<IncidentEvent>(&decision);
    if (!event) continue;
    const Incident next = After(fresh, *event, by);

    RC_ASSERT(next.sequence() == fresh.sequence() + 1);
    RC_ASSERT(fresh.state() != Incident::STATE_RELEASED && fresh.state() != Incident::STATE_CANCELLED);
    RC_ASSERT(!next.drill());
    v1::Action worst = v1::ACTION_NORMAL;
    for (const auto& zone : next.zones()) {
      worst = std::max(worst, zone.action());
      RC_ASSERT(zone.sequence() <= next.sequence());
    }
    RC_ASSERT(next.action() == worst);
    RC_ASSERT(next.zones_size() <= kZonesMax);
    // A stale command has no effect on a zone that changed after what its sender had seen.
    const auto& zone_name = kZones[static_cast<std::size_t>(command.zone)];
    if (command.what == 1 && command.seen % 2 == 0 && known.sequence() > 0 && event->has_action_set()) {
      RC_ASSERT(SequenceOf(fresh, zone_name) <= known.sequence());
    }
    for (const auto& zone : kZones) {
      const auto before = ActionOf(fresh, zone);
      const auto after = ActionOf(next, zone);
      RC_ASSERT(SequenceOf(next, zone) >= SequenceOf(fresh, zone) || !IsOpen(next));
      if (before == v1::ACTION_EVACUATE && after == v1::ACTION_NORMAL && event->has_released())
        RC_ASSERT(command.seen > 1);
      if (before == v1::ACTION_LOCKDOWN && after < before && zone != kWholeSite) {
        const bool undone = (next.undone() && next.raised_by() == by.actor_id) ||
                            (event->has_escalation_undone() && fresh.escalation().by() == by.actor_id &&
                             by.now <= FromProto(fresh.escalation().until()));
        const bool commander = fresh.commander_id() == by.actor_id;
        const bool fire = event->has_decision_made();
        RC_ASSERT(undone || (commander && (fire || fresh.has_police())));
      }
    }
    history.push_back(next);
  }
}

RC_GTEST_PROP(IncidentProperty, NobodyWithoutAPermissionEverMakesADrillRealOrEndsIt, ()) {
  v1::StartDrillRequest start;
  start.set_school("lincoln-es");
  start.set_action(v1::ACTION_LOCKDOWN);
  Context leader{.actor_id = "leader", .permissions = {"drill.start"}};
  auto begun = StartDrill({}, start, leader);
  Incident drill = After({}, std::get<IncidentEvent>(begun), leader);
  const int length = *rc::gen::inRange(1, 30);
  for (int step = 0; step < length; ++step) {
    const Command command = RandomCommand();
    const Context& by = kActors[static_cast<std::size_t>(command.actor % 2)];
    auto decision = Decide(command, drill, drill, by);
    const auto* event = std::get_if<IncidentEvent>(&decision);
    if (!event) continue;
    drill = After(drill, *event, by);
    RC_ASSERT(drill.drill());
    RC_ASSERT(IsOpen(drill));
    RC_ASSERT(drill.action() == v1::ACTION_LOCKDOWN);
  }
}

}  // namespace
}  // namespace watchbell::alerting
