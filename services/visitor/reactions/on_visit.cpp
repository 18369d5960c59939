#include "services/visitor/domain/entry_content.hpp"
#include "services/visitor/reactions/reactions.hpp"

namespace watchbell::visitor {
namespace {

// What operators see of the answers: by school and kind of list, so that the false-alarm rate of each is
// not_a_match / (not_a_match + confirmed).
class Probe {
 public:
  explicit Probe(prometheus::Registry& registry)
      : visits_(prometheus::BuildCounter()
                    .Name("watchbell_screening_visits_total")
                    .Help("Visits by what the screening and the people at the desk answered.")
                    .Register(registry)) {}
  void Counted(const std::string& school, const v1::ScreeningCounted& counted) {
    Add(school, "none", "clear", counted.clear());
    Add(school, "none", "silenced", counted.silenced());
    for (const auto& one : counted.kinds()) {
      const std::string kind{NameOf(one.kind())};
      Add(school, kind, "held", one.held());
      Add(school, kind, "confirmed", one.confirmed());
      Add(school, kind, "not_a_match", one.not_a_match());
      Add(school, kind, "unsure", one.unsure());
    }
  }

 private:
  void Add(const std::string& school, const std::string& kind, const char* outcome, std::int64_t count) {
    if (count > 0)
      visits_.Add({{"school", school}, {"kind", kind}, {"outcome", outcome}})
          .Increment(static_cast<double>(count));
  }
  prometheus::Family<prometheus::Counter>& visits_;
};

}  // namespace

std::unique_ptr<reaction::Reaction> OnVisit(const TallySurroundings& here) {
  return reaction::Reaction::On<v1::VisitEvent>(
      here.bus, here.sealer, here.registry,
      {.from_service = "visitor", .aggregate = "visit", .service = "visitor", .purpose = "screening_tally"},
      [here, probe = std::make_shared<Probe>(here.registry)](const v1::VisitEvent& event,
                                                             const reaction::Origin& origin) -> Status {
        const auto counted = CountedBy(event);
        if (!counted) return {};
        const auto& school = origin.key.school;
        const auto month = IsoDate(here.zone.DateOf(FromProto(event.visit().arrived_at()))).substr(0, 7);
        const Context context{
            .now = origin.at, .request_id = origin.RequestId("tally"), .traceparent = origin.traceparent};
        const auto recorded = here.tallies.Run(school, TallyIdOf(school, month), context,
                                               [&](const v1::ScreeningTally&, const Context& known) {
                                                 return Count(*counted, school, month, known);
                                               });
        if (!recorded) return tl::unexpected<Error>(recorded.error());
        if (recorded->changed) probe->Counted(school, *counted);
        return {};
      });
}

}  // namespace watchbell::visitor
