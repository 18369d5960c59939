#include "services/notification/adapters/importer.hpp"

#include <algorithm>

#include "common/id/id.hpp"
#include "common/ledger/window.hpp"
#include "common/names/names.hpp"
#include "services/notification/adapters/import_preview.hpp"
#include "services/notification/domain/contacts.hpp"
#include "services/notification/oneroster/diff.hpp"
#include "services/notification/oneroster/import.hpp"

namespace watchbell::notification {
namespace {

constexpr std::chrono::seconds kPatience{20};  // a replica that has just started is still reading
constexpr char kErased[] = "ERASED";

template <class Message>
void Count(const oneroster::Changes<Message>& changes, v1::ImportProgress& progress) {
  progress.set_added(progress.added() + static_cast<int>(changes.added.size()));
  progress.set_changed(progress.changed() + static_cast<int>(changes.changed.size()));
  progress.set_removed(progress.removed() + static_cast<int>(changes.removed.size()));
  progress.set_unchanged(progress.unchanged() + static_cast<int>(changes.unchanged));
}

// One request for each change, with an id of its own that is the same when the import is started again. The
// place of the last one in the record; 0 when there was none.
template <class Aggregate, class Message, class Rule>
Result<std::uint64_t> Write(ledger::Ledger<Aggregate>& ledger, const oneroster::Changes<Message>& changes,
                            const Context& context, Rule rule,
                            const std::function<std::string(const Message&)>& school_of,
                            const std::function<void()>& on_one) {
  ledger::Window<Aggregate> window(ledger);
  const Message* last = nullptr;
  const auto context_of = [&](const Message& message) {
    Context one = context;
    one.request_id = id::Derive(context.request_id, message.id());
    return one;
  };
  for (const auto* messages : {&changes.added, &changes.changed, &changes.removed}) {
    for (const auto& message : *messages) {
      last = &message;
      window.Submit(
          school_of(message), message.id(), context_of(message),
          [rule, &message](const auto& state, const Context&) { return rule(state, message); },
          messages == &changes.added);
      on_one();
    }
  }
  if (const auto drained = window.Drain(); !drained) return tl::unexpected<Error>(drained.error());
  if (!last) return std::uint64_t{0};
  const auto recorded = ledger.Run(school_of(*last), last->id(), context_of(*last),
                                   [&](const auto& state, const Context&) { return rule(state, *last); });
  if (!recorded) return tl::unexpected<Error>(recorded.error());
  return recorded->sequence;
}

// Who was erased not long ago and is in the files again begins anew: the mark that keeps late requests from
// bringing somebody back (common/ledger) does not hold against the district's own files.
template <class Aggregate, class Message, class Rule>
Result<std::uint64_t> WriteAll(ledger::Ledger<Aggregate>& ledger, const oneroster::Changes<Message>& changes,
                               const Context& context, Rule rule,
                               const std::function<std::string(const Message&)>& school_of,
                               const std::function<void()>& on_one) {
  auto written = Write(ledger, changes, context, rule, school_of, on_one);
  if (written || written.error().reason != kErased) return written;
  for (const auto* messages : {&changes.added, &changes.changed}) {
    for (const auto& message : *messages) {
      if (auto buried = ledger.Bury(ledger.KeyOf(school_of(message), message.id())); !buried)
        return tl::unexpected<Error>(buried.error());
    }
  }
  return Write(ledger, changes, context, rule, school_of, [] {});
}

// As it would stand in the directory afterwards, so that only what differs is written.
std::vector<v1::Person> MergedAll(const PeopleById& known, std::vector<v1::Person> imported) {
  for (auto& person : imported)
    if (const auto before = known.find(person.id()); before != known.end())
      person = Merged(*before->second, person);
  return imported;
}

}  // namespace

int ProgressEvery(int total) { return std::max(kProgressEveryMin, total / kProgressTellsMax); }

Status Importer::EraseLeftBehind(const Context& context) {
  for (const auto& [school, person_id] : directory_.WhatIsLeftBehind()) {
    Context one = context;
    one.request_id = id::Derive("left behind at " + school, person_id);
    if (auto erased = people_.Erase(school, person_id, one); !erased) return erased;
  }
  return {};
}

Status Importer::Run(const v1::ImportDistrictRequest& request, const Context& context, const Progress& tell) {
  v1::ImportProgress progress;
  progress.set_stage(v1::ImportProgress::STAGE_READING);
  tell(progress);
  const auto fail = [&](Error error) -> Status {
    progress.set_stage(v1::ImportProgress::STAGE_FAILED);
    tell(progress);
    return tl::unexpected<Error>(std::move(error));
  };
  if (!directory_.AwaitReady(kPatience) || !classes_.AwaitReady(kPatience)) {
    return fail({Code::kUnavailable, "DIRECTORY_LOADING", "",
                 "The directory is still being read; try again in a moment."});
  }
  const oneroster::Known known{directory_.Schools(), directory_.People(), classes_.All(),
                               IsoDate(zone_.DateOf(context.now))};
  auto outcome = oneroster::Read(request.archive(), known);
  if (!outcome) return fail(outcome.error());
  if (!outcome->errors.empty()) {  // the last progress is the answer: it names each line
    for (const auto& error : outcome->errors) *progress.add_errors() = error;
    progress.set_stage(v1::ImportProgress::STAGE_FAILED);
    tell(progress);
    return {};
  }
  PeopleById known_by_id;
  for (const auto& person : known.people) known_by_id.emplace(person.id(), &person);
  const auto schools = oneroster::Diff(known.schools, outcome->schools);
  const auto people = oneroster::Diff(known.people, MergedAll(known_by_id, std::move(outcome->people)));
  const auto groups = oneroster::Diff(known.groups, outcome->groups);
  Count(schools, progress);
  Count(people, progress);
  Count(groups, progress);
  AddSchoolChanges(people, progress);
  progress.set_suspicious(oneroster::IsSuspicious(people));
  if (request.dry_run()) AddSamples(people, known_by_id, progress);
  if (progress.suspicious() && !request.allow_mass_removal() && !request.dry_run()) {
    return fail({Code::kFailedPrecondition, "MASS_REMOVAL", "allow_mass_removal",
                 "More than a tenth of the people would be removed; check the files, or allow it."});
  }
  progress.set_total(progress.added() + progress.changed() + progress.removed());
  progress.set_stage(v1::ImportProgress::STAGE_WRITING);
  tell(progress);
  progress.clear_schools();  // said once
  progress.clear_samples();
  if (!request.dry_run()) {
    const auto on_one = [&, every = ProgressEvery(progress.total())] {
      progress.set_done(progress.done() + 1);
      if (progress.done() % every == 0) tell(progress);
    };
    const auto schools_at = WriteAll<Schools, v1::School>(
        schools_, schools, context, ImportSchool, [](const v1::School& school) { return school.code(); },
        on_one);
    if (!schools_at) return fail(schools_at.error());
    const auto people_at = WriteAll<People, v1::Person>(
        people_, people, context, ImportPerson, [](const v1::Person& person) { return person.school(); },
        on_one);
    if (!people_at) return fail(people_at.error());
    const auto groups_at = WriteAll<Groups, v1::Group>(
        groups_, groups, context, ImportGroup, [](const v1::Group& group) { return group.school(); }, on_one);
    if (!groups_at) return fail(groups_at.error());
    // An alarm in the next moment finds them.
    directory_.Await(*schools_at, *people_at);
    classes_.Await(*groups_at);
    if (auto erased = EraseLeftBehind(context); !erased) return fail(erased.error());
  }
  for (const auto& line : outcome->left_out) *progress.add_errors() = line;
  progress.set_stage(v1::ImportProgress::STAGE_DONE);
  tell(progress);
  return {};
}

}  // namespace watchbell::notification
