// The handlers of one gRPC service over one kind of aggregate: what every service does alike with a request,
// from the call to the answer, is said here once. A handler that needs more than its rule is given to
// rpc::Server itself.
#pragma once

#include <functional>
#include <string>
#include <utility>

#include "common/record/record.hpp"

namespace watchbell {

// A page of an index, each state added to the response by `add`.
template <class Aggregate, class Request, class Response>
Result<Response> PageOf(ledger::Ledger<Aggregate>& ledger, typename Aggregate::State* (Response::*add)(),
                        const std::string& index, const Request& request, bool newest_first = false) {
  auto page = ledger.List(index, request.page_size(), request.page_token(), newest_first);
  if (!page) return tl::unexpected<Error>(page.error());
  Response response;
  for (auto& state : page->states) *(response.*add)() = std::move(state);
  response.set_next_page_token(page->next_page_token);
  return response;
}

// Used while a service is wired; the ledger must outlive the server.
template <class Aggregate>
class Routes {
 public:
  using State = typename Aggregate::State;
  using Event = typename Aggregate::Event;
  template <class Request>
  using Rule = Decision<Event> (*)(const State&, const Request&, const Context&);

  // `service`: its full name, like "watchbell.visitor.v1.VisitService".
  Routes(rpc::Server& server, ledger::Ledger<Aggregate>& ledger, const std::string& service)
      : server_(server), ledger_(ledger), prefix_(service + ".") {}

  // Makes an aggregate, whose id is the request's.
  template <class Request>
  void Create(const std::string& method, Rule<Request> rule) {
    Run(method, &Request::request_id, rule, {.likely_new = true});
  }

  // Changes the aggregate whose id `id` reads from the request.
  template <class Request>
  void Change(const std::string& method, const std::string& (Request::*id)() const, Rule<Request> rule) {
    Run(method, id, rule, {});
  }

  // Reads it, from the stream's leader.
  template <class Request>
  void Get(const std::string& method, const std::string& (Request::*id)() const) {
    server_.Unary(prefix_ + method, [&ledger = ledger_, id](const rpc::Call&, const Request& request) {
      return Read(ledger, request.school(), (request.*id)());
    });
  }

  // A page of the index that `index_of` names: routes.List<ListOnSiteRequest>("ListOnSite",
  // &ListOnSiteResponse::add_visits, ...). The request has page_size and page_token, the response
  // next_page_token.
  template <class Request, class Response>
  void List(const std::string& method, State* (Response::*add)(),
            std::function<std::string(const Request&)> index_of, bool newest_first = false) {
    server_.Unary(prefix_ + method, [&ledger = ledger_, add, index_of = std::move(index_of), newest_first](
                                        const rpc::Call&, const Request& request) {
      return PageOf(ledger, add, index_of(request), request, newest_first);
    });
  }

 private:
  template <class Request>
  void Run(const std::string& method, const std::string& (Request::*id)() const, Rule<Request> rule,
           const ledger::RunOptions& options) {
    server_.Unary(prefix_ + method, [&ledger = ledger_, id, rule, options](const rpc::Call& call,
                                                                           const Request& request) {
      return Answer(
          ledger, call, request, (request.*id)(),
          [&](const State& state, const Context& context) { return rule(state, request, context); }, options);
    });
  }

  rpc::Server& server_;
  ledger::Ledger<Aggregate>& ledger_;
  const std::string prefix_;
};

}  // namespace watchbell
