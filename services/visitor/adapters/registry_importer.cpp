#include "services/visitor/adapters/registry_importer.hpp"

#include "common/id/id.hpp"
#include "common/ledger/window.hpp"

namespace watchbell::visitor {
namespace {

constexpr std::chrono::seconds kPatience{20};       // a replica that has just started is still reading
constexpr std::chrono::seconds kAppliedWithin{60};  // until what was imported is searched here

}  // namespace

// What the file changes.
struct RegistryImporter::Plan {
  struct Change {
    v1::WatchlistEntry entry;  // as the file has it; of a retired one only the id
    bool added = false;
    bool retired = false;
  };
  std::vector<Change> written;
  v1::RegistryChanges changes;
};

RegistryImporter::Plan RegistryImporter::PlanOf(RegistryFile file, const v1::Registry& registry) const {
  auto known = screening_.ImportedEntries(registry.id());
  Plan plan;
  auto& changes = plan.changes;
  for (auto& entry : file.entries) {
    const auto was = known.extract(entry.id());
    if (!was.empty() && was.mapped() == ContentHashOf(entry)) {
      changes.set_unchanged(changes.unchanged() + 1);
      continue;
    }
    was.empty() ? changes.set_added(changes.added() + 1) : changes.set_changed(changes.changed() + 1);
    entry.set_registry_version(registry.version() + 1);
    plan.written.push_back({.entry = std::move(entry), .added = was.empty()});
  }
  changes.set_retired(static_cast<int>(known.size()));
  for (const auto& [id, hash] : known) {
    auto& change = plan.written.emplace_back();
    change.entry.set_id(id);
    change.retired = true;
  }
  return plan;
}

// One request for each change, with an id of its own that is the same when the same import is started again.
// The last one is waited for alone, so that its sequence is the import's end.
Result<std::uint64_t> RegistryImporter::Write(const Plan& plan, const v1::Registry& registry,
                                              const Context& context, const std::function<void()>& on_one) {
  ledger::Window<Watchlist> window(entries_);
  std::uint64_t end = 0;
  for (std::size_t i = 0; i < plan.written.size(); ++i) {
    const auto& change = plan.written[i];
    Context one = context;
    one.request_id = id::Derive(context.request_id, change.entry.id());
    const ledger::Ledger<Watchlist>::Decide decide = [&change](const v1::WatchlistEntry& state,
                                                               const Context& known) {
      return change.retired ? RetireImported(state, known) : ImportEntry(state, change.entry);
    };
    if (i + 1 < plan.written.size()) {
      window.Submit(registry.school(), change.entry.id(), one, decide, change.added);
    } else {
      if (auto drained = window.Drain(); !drained) return tl::unexpected<Error>(drained.error());
      const auto recorded = entries_.Run(registry.school(), change.entry.id(), one, decide);
      if (!recorded) return tl::unexpected<Error>(recorded.error());
      end = recorded->sequence;
    }
    on_one();
  }
  return end;
}

Status RegistryImporter::Run(const v1::ImportRegistryRequest& request, const Context& context,
                             const Progress& tell) {
  v1::RegistryProgress progress;
  progress.set_stage(v1::RegistryProgress::STAGE_READING);
  tell(progress);
  const auto fail = [&](Error error) -> Status {
    progress.set_stage(v1::RegistryProgress::STAGE_FAILED);
    tell(progress);
    return tl::unexpected<Error>(std::move(error));
  };
  const std::unique_lock alone(one_at_a_time_, std::try_to_lock);
  if (!alone)
    return fail(
        {Code::kAborted, "IMPORT_UNDER_WAY", "", "Another import is being written; wait for its end."});
  const auto registry = registries_.Get(request.school(), request.registry_id());
  if (!registry) return fail(registry.error());
  if (!screening_.AwaitReady(kPatience)) {
    return fail({Code::kUnavailable, "WATCHLIST_LOADING", "",
                 "The watch list is still being read; try again in a moment."});
  }
  auto file = ReadRegistry(request.file(), request.mapping(), registry->state, zone_);
  if (!file.faults.empty()) {  // the last progress is the answer: it names each line
    for (const auto& fault : file.faults) {
      auto& error = *progress.add_errors();
      error.set_line(static_cast<int>(fault.line));
      error.set_column(fault.column);
      error.set_problem(fault.problem);
    }
    progress.set_stage(v1::RegistryProgress::STAGE_FAILED);
    tell(progress);
    return {};
  }
  const auto plan = PlanOf(std::move(file), registry->state);
  *progress.mutable_changes() = plan.changes;
  progress.set_total(plan.changes.added() + plan.changes.changed() + plan.changes.retired());
  if (IsSuspicious(plan.changes) && !request.allow_mass_retirement()) {
    return fail({Code::kFailedPrecondition, "MASS_RETIREMENT", "allow_mass_retirement",
                 "More than a tenth of the entries would be retired; check the file, or allow it."});
  }
  progress.set_stage(v1::RegistryProgress::STAGE_WRITING);
  tell(progress);
  if (!request.dry_run()) {
    const auto on_one = [&] {
      progress.set_done(progress.done() + 1);
      if (progress.done() % kProgressEvery == 0) tell(progress);
    };
    const auto written = Write(plan, registry->state, context, on_one);
    if (!written) return fail(written.error());
    const auto hash = id::Fingerprint(request.file());
    const auto recorded = registries_.Run(
        request.school(), request.registry_id(), context,
        [&](const v1::Registry& state, const Context&) { return RecordImport(state, plan.changes, hash); });
    if (!recorded) return fail(recorded.error());
    progress.set_version(recorded->state.version());
    if (!screening_.AwaitEntry(*written, kAppliedWithin)) {
      return fail({Code::kUnavailable, "IMPORT_NOT_SEARCHED_YET", "",
                   "All is recorded; this replica is still taking it up."});
    }
  }
  progress.set_stage(v1::RegistryProgress::STAGE_DONE);
  tell(progress);
  return {};
}

}  // namespace watchbell::visitor
