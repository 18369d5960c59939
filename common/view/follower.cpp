#include "common/view/follower.hpp"

#include <unordered_map>

#include "common/thread/thread.hpp"

namespace watchbell::view {

Follower::Follower(std::shared_ptr<bus::Bus> bus, std::shared_ptr<redis::Pool> pool, ViewStore& view,
                   Projector project, Probe& probe)
    : bus_(std::move(bus)),
      view_(view),
      project_(std::move(project)),
      probe_(probe),
      lease_(std::move(pool), names::LeaseKey(view.service(), "follower")),
      backoff_("follower", view.service()),
      thread_([this](const std::stop_token& stop) { Run(stop); }) {}

void Follower::Run(const std::stop_token& stop) {
  thread::NameThisThread("view");
  thread::LowerThisThread(thread::StepBack::kForUrgent);
  while (!stop.stop_requested()) {
    if (!lease_.Hold()) {
      Pause(stop, Lease::kTryEvery);
      continue;
    }
    if (const auto followed = Follow(stop); !followed) backoff_.Trouble(stop, followed.error());
  }
  lease_.Release();
}

Status Follower::Follow(const std::stop_token& stop) {
  if (auto adopted = view_.Adopt(); !adopted) return adopted;
  auto position = view_.Position();
  if (!position) return tl::unexpected(position.error());
  const auto reader = OpenReader(*position);
  if (!reader) return tl::unexpected(reader.error());
  live_ = false;
  silences_ = 0;
  while (!stop.stop_requested() && lease_.Hold()) {
    const auto step = Step(**reader, *position);
    if (!step) return tl::unexpected(step.error());
    if (!*step) return {};
    backoff_.Fine();
  }
  return {};
}

Result<std::unique_ptr<bus::Reader>> Follower::OpenReader(std::optional<std::uint64_t> position) {
  bus::ReadFrom from;
  from.stream = names::StreamOf(view_.service());
  from.filter = names::RecordSubjectsOf(view_.service());
  // Every event carries the state that it led to: an empty Redis needs the newest of each aggregate only, and
  // so never sees the timers of days gone by. They come in the order of the stream, hence a position in the
  // middle of them is as good as any other.
  from.newest_only = position.value_or(0) == 0;
  from.start_sequence = position.value_or(0) + 1;
  if (from.newest_only) probe_.Rebuilding();
  return bus::Reader::Open(bus_, std::move(from));
}

Result<bool> Follower::Step(bus::Reader& reader, std::optional<std::uint64_t>& position) {
  const bool nothing_owed = !live_ && reader.Pending() == 0;  // an idle record: do not keep the lists waiting
  const auto messages = reader.Next(kBatch, nothing_owed ? std::chrono::milliseconds{0} : kIdleWait);
  if (!messages) return tl::unexpected(messages.error());
  const bool caught_up = reader.Pending() == 0;
  probe_.Lag(reader.Pending());
  if (messages->empty() && (live_ || !caught_up)) {
    if (!live_ && ++silences_ > kSilencesMax) return false;
    const auto now = view_.Position();
    if (!now) return tl::unexpected(now.error());
    return *now == position;
  }
  silences_ = 0;
  const std::uint64_t before = position.value_or(0);
  const std::uint64_t after = messages->empty() ? before : messages->back().sequence;
  const auto moved = view_.WriteAndAdvance(Project(*messages), before, after, caught_up);
  if (moved && *moved) {
    position = after;
    live_ = live_ || caught_up;
  }
  return moved;
}

std::vector<Entry> Follower::Project(const std::vector<bus::Stored>& messages) const {
  std::vector<Entry> entries;
  std::unordered_map<std::string_view, std::size_t> place;  // of a subject; its newest message is enough
  for (const bus::Stored& message : messages) {
    auto entry = project_(message);
    if (!entry) continue;
    const auto [at, is_new] = place.emplace(message.subject, entries.size());
    if (is_new) {
      entries.push_back(std::move(*entry));
    } else {
      entries[at->second] = std::move(*entry);
    }
  }
  return entries;
}

}  // namespace watchbell::view
