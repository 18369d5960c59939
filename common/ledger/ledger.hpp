// The ledger runs every request on every aggregate the same way:
//   load -> decide -> evolve -> seal -> append with the expected sequence -> view -> answer.
// It is the only code that knows about conflicts, deduplication and sealing.
//
// An aggregate is described by a struct of static members (see services/visitor/domain/visit.hpp):
//   using State, Event;  kService, kAggregate;
//   void Evolve(State&, const Event&);  Indexes IndexesOf(const State&);  Deadlines DeadlinesOf(const
//   State&);
#pragma once

#include <functional>
#include <optional>
#include <thread>
#include <utility>

#include "common/ledger/blind_list.hpp"
#include "common/ledger/event.hpp"
#include "common/ledger/journal.hpp"

namespace watchbell::ledger {

// A state on the record.
template <class State>
struct Recorded {
  State state;
  std::string id;
  std::uint64_t sequence = 0;
  bool changed = false;  // by this request, now; false for a repeated one
};

template <class State>
struct ListOf {
  std::vector<State> states;
  std::string next_page_token;
};

struct RunOptions {
  std::chrono::milliseconds append_timeout = bus::kAppendTimeout;  // of each step with the stream
  int append_tries = 3;  // with the same id: what was stored unheard is found, not doubled
  std::chrono::milliseconds retry_pause{100};
  // Nothing is read before the append, which is refused if the aggregate exists after all: one round trip
  // less for what is made by its first request.
  bool likely_new = false;
};

// Thread-safe.
template <class Aggregate>
class Ledger {
 public:
  using State = typename Aggregate::State;
  using Event = typename Aggregate::Event;
  using Decide = std::function<Decision<Event>(const State&, const Context&)>;

  static constexpr int kAttemptsMax = 64;  // lost races of one request; each means that somebody else got on

  // `service`: only for the aggregates that every service has of its own (common/retention).
  explicit Ledger(const Environment& environment,
                  const std::string& service = std::string{Aggregate::kService})
      : periods_(environment.periods),
        journal_(environment, service, std::string{Aggregate::kAggregate}, Event::default_instance(),
                 [this](const names::Key& key, const google::protobuf::Message& state) {
                   const auto& typed = static_cast<const State&>(state);
                   Projection projection{Aggregate::IndexesOf(typed), Aggregate::DeadlinesOf(typed)};
                   if (const auto end = EndOf(key, typed))
                     projection.deadlines.push_back({kPurgeTimer, *end});
                   return projection;
                 }) {}

  // Nobody hears the answer before the stream has acknowledged the event. kUnavailable leaves open whether it
  // was stored: the same request again finds out.
  Result<Recorded<State>> Run(const std::string& school, const std::string& id, const Context& context,
                              const Decide& decide, const RunOptions& options = {}) {
    const auto key = journal_.KeyOf(school, id);
    auto before = options.likely_new ? journal_.Recall(key) : journal_.Load(key, options.append_timeout);
    for (int attempt = 0; before && attempt < kAttemptsMax; ++attempt) {
      if (before->erased) return Gone();
      if (before->event && Remembers(MetaOf(*before->event), context.request_id))
        return Answer(id, *before, false);
      auto next = Next(key, *before, context, decide);
      if (!next) {
        if (before->fresh) return tl::unexpected<Error>(next.error());
        before = journal_.LoadFresh(key, options.append_timeout);  // a refusal is heard only of a fresh state
        continue;
      }
      if (!next->event) {
        if (before->fresh) return Answer(id, *before, false);
        before = journal_.LoadFresh(key, options.append_timeout);
        continue;
      }
      const auto started = std::chrono::steady_clock::now();
      const auto ack = Append(next->message, options);
      if (ack && !ack->duplicate) {
        journal_.probe().Recorded(
            std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count());
        journal_.Keep(key, next->event, ack->sequence, next->message.payload);
        return Answer(id, {next->event, ack->sequence, true}, true);
      }
      if (!ack && ack.error().reason != bus::kConflict) {
        journal_.probe().Unavailable();
        return tl::unexpected<Error>(ack.error());
      }
      if (!ack) journal_.probe().Conflicted();
      before = journal_.LoadFresh(key, options.append_timeout);
    }
    if (!before) {
      journal_.probe().Unavailable();
      return tl::unexpected<Error>(before.error());
    }
    return Fail(Code::kAborted, "TOO_BUSY", "Many people change this at once; try again.");
  }

  // Without waiting for the acknowledgement; `done` is called once, maybe on a thread of the bus's. A lost
  // race or a lost acknowledgement is an error here: Run the same request then. The view follows by the
  // follower, and nothing is remembered: whoever asks reads it again.
  using Done = std::function<void(const Status&)>;
  void Submit(const std::string& school, const std::string& id, const Context& context, const Decide& decide,
              bool likely_new, Done done) {
    const auto message = Prepare(school, id, context, decide, likely_new);
    if (!message) return done(tl::unexpected<Error>(message.error()));
    if (!*message) return done({});
    Send(**message, std::move(done));
  }

  // The two halves of Submit, for whoever sends many at once. Nothing: already so.
  Result<std::optional<bus::Outgoing>> Prepare(const std::string& school, const std::string& id,
                                               const Context& context, const Decide& decide,
                                               bool likely_new) {
    const auto key = journal_.KeyOf(school, id);
    const auto before = likely_new ? journal_.Recall(key) : journal_.Load(key);
    if (!before) return tl::unexpected<Error>(before.error());
    if (before->erased) return Gone();
    if (before->event && Remembers(MetaOf(*before->event), context.request_id)) return std::nullopt;
    auto next = Next(key, *before, context, decide);
    if (!next) return tl::unexpected<Error>(next.error());
    if (!next->event) return std::nullopt;
    if (before->event) journal_.Forget(key);
    return std::optional{std::move(next->message)};
  }
  void Send(const bus::Outgoing& message, Done done) {
    journal_.bus().AppendAsync(message, [done = std::move(done)](const auto& ack) {
      if (!ack) return done(tl::unexpected<Error>(ack.error()));
      if (ack->duplicate) return done(Fail(Code::kAborted, bus::kConflict, "Stored before; read it again."));
      done({});
    });
  }

  // NOT_FOUND for what does not exist. Reads the stream's leader: also an answer while Redis is away.
  Result<Recorded<State>> Get(const std::string& school, const std::string& id) {
    auto loaded = journal_.LoadFresh(journal_.KeyOf(school, id));
    if (!loaded) return tl::unexpected<Error>(loaded.error());
    return Answer(id, *loaded, false);
  }

  // The one of the school that changed last.
  Result<std::optional<Recorded<State>>> Newest(const std::string& school,
                                                std::chrono::milliseconds timeout = bus::kReadTimeout) {
    auto newest = journal_.LoadNewest(school, timeout);
    if (!newest) return tl::unexpected<Error>(newest.error());
    if (!*newest) return std::nullopt;
    return std::optional{*Answer((*newest)->first.id, (*newest)->second, false)};
  }

  // A page of an index, from the view.
  Result<ListOf<State>> List(const std::string& index, int page_size, const std::string& page_token,
                             bool newest_first = false, const view::Scores& scores = {}) {
    auto page = journal_.view()->List(index, page_size, page_token, newest_first, scores);
    if (!page) return tl::unexpected<Error>(page.error());
    ListOf<State> list;
    list.next_page_token = page->next_page_token;
    for (const auto& body : page->bodies) {
      auto event = journal_.Parse(body.key, body.body);
      if (!event) return tl::unexpected<Error>(event.error());
      list.states.push_back(static_cast<const State&>(StateOf(**event)));
    }
    return list;
  }

  // A page of the index of a blind word, from the view. After a rotation the word has a set for each key:
  // first what was filed under the newest, then the older.
  Result<ListOf<State>> ListBlind(const std::string& index, const std::string& word, int page_size,
                                  const std::string& page_token, bool newest_first = false) {
    return ListGenerations<ListOf<State>>(journal_.BlindHashes(index, word), page_token,
                                          [&](const std::string& hash, const std::string& token) {
                                            return List(BlindName(index, hash), page_size, token,
                                                        newest_first);
                                          });
  }

  // When its time is over: from what the aggregate says of itself (RetentionOf) and the district's file.
  // Nothing: never.
  std::optional<TimePoint> EndOf(const names::Key& key, const State& state) const {
    if constexpr (requires { Aggregate::RetentionOf(state); }) {
      const std::optional<retention::Span> span = Aggregate::RetentionOf(state);
      if (periods_ && span) return periods_->EndOf(key, *span);
    }
    return std::nullopt;
  }

  // Erases it for good: every event of it, its view, copies among the dead letters. What comes later is
  // refused with kNotFound/ERASED. May be repeated; kUnavailable leaves open how far it came.
  Status Erase(const std::string& school, const std::string& id, const Context& context) {
    return journal_.Erase(KeyOf(school, id), context);
  }
  Status Sweep(const names::Key& key) { return journal_.Sweep(key); }
  Status Bury(const names::Key& key) { return journal_.Bury(key); }

  // Every event of it, oldest first, with what is sealed still sealed.
  Result<std::vector<Event>> History(const std::string& school, const std::string& id) {
    auto history = journal_.History(KeyOf(school, id));
    if (!history) return tl::unexpected<Error>(history.error());
    std::vector<Event> events;
    for (const auto& event : *history) events.push_back(static_cast<const Event&>(*event));
    return events;
  }

  void ForgetIdle(std::chrono::steady_clock::time_point now) { journal_.ForgetIdle(now); }

  std::optional<view::Entry> ToView(const bus::Stored& stored) const { return journal_.ToView(stored); }
  names::Key KeyOf(const std::string& school, const std::string& id) const {
    return journal_.KeyOf(school, id);
  }

  // The event that a request leads to, not appended: for the alarm's direct path while the record is away.
  Result<std::shared_ptr<Event>> Draft(const std::string& school, const std::string& id,
                                       const Context& context, const Decide& decide) {
    auto next = Next(journal_.KeyOf(school, id), {}, context, decide);
    if (!next) return tl::unexpected<Error>(next.error());
    return std::const_pointer_cast<Event>(std::static_pointer_cast<const Event>(next->event));
  }

 private:
  struct Step {
    std::shared_ptr<const google::protobuf::Message> event;  // null: already so
    bus::Outgoing message;
  };

  Result<Step> Next(const names::Key& key, const Loaded& before, const Context& context,
                    const Decide& decide) {
    const State& state =
        before.event ? static_cast<const State&>(StateOf(*before.event)) : State::default_instance();
    Context known = context;
    known.id = key.id;
    auto decision = decide(state, known);
    if (auto* refusal = std::get_if<Error>(&decision)) {
      if (before.fresh) journal_.probe().Refused();
      return tl::unexpected<Error>(std::move(*refusal));
    }
    if (std::holds_alternative<AlreadySo>(decision)) {
      if (before.fresh) journal_.probe().AlreadySo();
      return Step{};
    }
    auto event = std::make_shared<Event>(std::get<Event>(std::move(decision)));
    *MutableMetaOf(*event).mutable_at() = ToProto(context.now);
    MutableMetaOf(*event).set_actor_id(context.actor_id);
    State after = state;
    Aggregate::Evolve(after, *event);
    static_cast<State&>(MutableStateOf(*event)) = std::move(after);
    auto message = journal_.Prepare(key, *event, before, context);
    if (!message) return tl::unexpected<Error>(message.error());
    return Step{std::move(event), std::move(*message)};
  }

  Result<bus::Ack> Append(const bus::Outgoing& message, const RunOptions& options) {
    for (int attempt = 1;; ++attempt) {
      auto ack = journal_.bus().Append(message, options.append_timeout);
      if (ack || ack.error().reason != bus::kBusAway || attempt >= options.append_tries) return ack;
      std::this_thread::sleep_for(options.retry_pause);
    }
  }

  static tl::unexpected<Error> Gone() {
    return Fail(Code::kNotFound, "ERASED", "It was erased when its time was over, or on request.");
  }

  static Result<Recorded<State>> Answer(const std::string& id, const Loaded& loaded, bool changed) {
    if (loaded.erased) return Gone();
    if (!loaded.event) return Fail(Code::kNotFound, "NOT_FOUND", "Check the id and the school.");
    return Recorded<State>{static_cast<const State&>(StateOf(*loaded.event)), id, loaded.sequence, changed};
  }

  const retention::Periods* periods_;
  Journal journal_;
};

}  // namespace watchbell::ledger
