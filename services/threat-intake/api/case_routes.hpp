// The handlers of a gRPC service about cases: like common/record/routes, but whoever asks must have a seat on
// the team, and rules know which.
#pragma once

#include <algorithm>

#include "common/record/routes.hpp"
#include "services/threat-intake/api/cases.hpp"

namespace watchbell::threat_intake {

// Used while the service is wired; parts and ledger must outlive the server.
template <class Aggregate>
class CaseRoutes {
 public:
  using State = typename Aggregate::State;
  using Event = typename Aggregate::Event;
  template <class Request>
  using Rule = Decision<Event> (*)(const State&, const Request&, const CaseContext&);
  // Of something that belongs to a case, which it is given.
  template <class Request>
  using RuleOfCase = Decision<Event> (*)(const State&, const Request&, const v1::Case&, const CaseContext&);

  CaseRoutes(rpc::Server& server, CaseParts& parts, ledger::Ledger<Aggregate>& ledger,
             const std::string& service)
      : server_(server), parts_(parts), ledger_(ledger), prefix_(service + ".") {}

  template <class Request>
  void Create(const std::string& method, Rule<Request> rule) {
    Change(method, &Request::request_id, rule);
  }

  template <class Request>
  void Change(const std::string& method, const std::string& (Request::*id)() const, Rule<Request> rule) {
    ChangeBy<Request>(method, id, rule);
  }
  // By a rule that knows more: (state, request, context) -> decision.
  template <class Request, class AnyRule>
  void ChangeBy(const std::string& method, const std::string& (Request::*id)() const, AnyRule rule) {
    server_.Unary(
        prefix_ + method,
        [&parts = parts_, &ledger = ledger_, id, rule](const rpc::Call& call,
                                                       const Request& request) -> Result<State> {
          const auto seat = SeatOf(parts, call, request.school());
          if (!seat) return tl::unexpected<Error>(seat.error());
          return Answer(
              ledger, call, request, (request.*id)(), [&](const State& state, const Context& context) {
                return rule(state, request,
                            CaseContext{context, *seat, parts.district.CalendarOf(request.school())});
              });
        });
  }

  // `id_of` names the aggregate of a request.
  template <class Request>
  void ChangeOfCase(const std::string& method, std::function<std::string(const Request&)> id_of,
                    RuleOfCase<Request> rule) {
    server_.Unary(
        prefix_ + method,
        [&parts = parts_, &ledger = ledger_, id_of = std::move(id_of), rule](
            const rpc::Call& call, const Request& request) -> Result<State> {
          const auto seat = SeatOf(parts, call, request.school());
          if (!seat) return tl::unexpected<Error>(seat.error());
          const auto of = Read(parts.cases, request.school(), request.case_id());
          if (!of) return tl::unexpected<Error>(of.error());
          return Answer(
              ledger, call, request, id_of(request), [&](const State& state, const Context& context) {
                return rule(state, request, *of,
                            CaseContext{context, *seat, parts.district.CalendarOf(request.school())});
              });
        });
  }
  template <class Request>
  void CreateOfCase(const std::string& method, RuleOfCase<Request> rule) {
    ChangeOfCase<Request>(
        method, [](const Request& request) { return request.request_id(); }, rule);
  }

  template <class Request>
  void Get(const std::string& method, const std::string& (Request::*id)() const) {
    server_.Unary(prefix_ + method,
                  [&parts = parts_, &ledger = ledger_, id](const rpc::Call& call,
                                                           const Request& request) -> Result<State> {
                    if (auto may = MayRead(parts, call, request.school()); !may)
                      return tl::unexpected<Error>(may.error());
                    return Read(ledger, request.school(), (request.*id)());
                  });
  }

  // Of the index that `index_of` names, what is of the request's school.
  template <class Request, class Response>
  void List(const std::string& method, State* (Response::*add)(),
            std::function<std::string(const Request&)> index_of, bool newest_first = false) {
    server_.Unary(prefix_ + method,
                  [&parts = parts_, &ledger = ledger_, add, index_of = std::move(index_of), newest_first](
                      const rpc::Call& call, const Request& request) -> Result<Response> {
                    if (auto may = MayRead(parts, call, request.school()); !may)
                      return tl::unexpected<Error>(may.error());
                    auto page = ledger.List(index_of(request), request.page_size(), request.page_token(),
                                            newest_first);
                    if (!page) return tl::unexpected<Error>(page.error());
                    Response response;
                    for (auto& state : page->states)
                      if (state.school() == request.school()) *(response.*add)() = std::move(state);
                    response.set_next_page_token(page->next_page_token);
                    return response;
                  });
  }

  // What belongs to a case, from the index "<kind>:<case>".
  template <class Request, class Response>
  void ListOfCase(const std::string& method, State* (Response::*add)(), const std::string& kind) {
    List<Request>(method, add, [kind](const Request& request) { return kind + ':' + request.case_id(); });
  }

 private:
  rpc::Server& server_;
  CaseParts& parts_;
  ledger::Ledger<Aggregate>& ledger_;
  const std::string prefix_;
};

}  // namespace watchbell::threat_intake
