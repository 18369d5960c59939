#include "services/alerting/api/board.hpp"

#include <algorithm>
#include <set>

#include "common/policy/policy.hpp"
#include "common/record/record.hpp"
#include "services/alerting/api/api.hpp"

namespace watchbell::alerting {
namespace {

constexpr std::chrono::seconds kWeedEvery{1};

Result<v1::GetIncidentHistoryResponse> HistoryFor(Parts& parts,
                                                  const v1::GetIncidentHistoryRequest& request) {
  const auto newest = parts.incidents.Get(request.school(), request.incident_id());
  if (!newest) return tl::unexpected<Error>(newest.error());
  auto events = HistoryOf(parts.host.bus(), parts.host.sealer(),
                          parts.incidents.KeyOf(request.school(), request.incident_id()), newest->sequence);
  if (!events) return tl::unexpected<Error>(events.error());
  v1::GetIncidentHistoryResponse response;
  for (auto& event : *events) {
    event.clear_sealed();  // opened above
    *response.add_events() = std::move(event);
  }
  return response;
}

}  // namespace

v1::BoardRow RowOf(const v1::Incident& incident) {
  v1::BoardRow row;
  row.set_school(incident.school());
  *row.mutable_incident() = incident;
  const bool families = IsOpen(incident) && !incident.drill() && incident.action() == v1::ACTION_LOCKDOWN;
  if (families) *row.mutable_update_due() = ToProto(FromProto(incident.raised_at()) + kFamilyClock);
  return row;
}

Board::Board(const identity::Roles& roles, Clock clock)
    : roles_(roles), clock_(std::move(clock)), weeder_([this](const std::stop_token& stop) { Weed(stop); }) {}

// An open call, or one of the incident that is open.
bool Board::IsShown(const v1::Dispatch& dispatch) const {
  if (clock_() > FromProto(dispatch.requested_at()) + kDispatchShown) return false;
  if (IsWaiting(dispatch) || dispatch.state() == v1::Dispatch::STATE_UNCONFIRMED) return true;
  const auto latest = latest_.find(dispatch.school());
  return latest != latest_.end() && IsOpen(latest->second) && latest->second.id() == dispatch.about_id();
}

std::optional<v1::BoardRow> Board::For(const identity::Caller& caller, const std::string& school,
                                       bool also_closed) const {
  if (!roles_.May(caller, school, "incident.read")) return std::nullopt;
  v1::BoardRow row;
  const auto latest = latest_.find(school);
  if (latest != latest_.end() && (also_closed || IsOpen(latest->second))) row = RowOf(latest->second);
  row.set_school(school);
  const auto calls = dispatches_.find(school);
  if (calls != dispatches_.end() && roles_.May(caller, school, "dispatch.read")) {
    for (const auto& [id, dispatch] : calls->second) {
      if (IsShown(dispatch)) *row.add_dispatches() = dispatch;
    }
  }
  if (!row.has_incident() && row.dispatches().empty()) return std::nullopt;
  policy::Redact(row, roles_.ClassesAt(caller, school));
  return row;
}

void Board::Tell(const std::string& school) const {
  for (const auto& watcher : watchers_) {
    if (const auto row = For(watcher.caller, school, true)) watcher.stream->Send(*row);
  }
}

void Board::Show(const v1::Incident& incident) {
  const std::scoped_lock lock(mutex_);
  auto& known = latest_[incident.school()];
  const bool newer = known.id() == incident.id()
                         ? incident.sequence() > known.sequence()
                         : FromProto(incident.raised_at()) >= FromProto(known.raised_at());
  if (!newer) return;
  known = incident;
  Tell(incident.school());
}

void Board::Show(const v1::Dispatch& dispatch) {
  const std::scoped_lock lock(mutex_);
  auto& calls = dispatches_[dispatch.school()];
  calls[dispatch.id()] = dispatch;
  Tell(dispatch.school());
  std::erase_if(calls, [&](const auto& call) { return !IsShown(call.second); });
}

std::vector<v1::BoardRow> Board::Rows(const identity::Caller& caller) const {
  std::set<std::string> schools;
  for (const auto& [school, incident] : latest_) schools.insert(school);
  for (const auto& [school, calls] : dispatches_) schools.insert(school);
  std::vector<v1::BoardRow> rows;
  for (const auto& school : schools) {
    if (auto row = For(caller, school, false)) rows.push_back(std::move(*row));
  }
  std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) {
    if (a.incident().drill() != b.incident().drill()) return b.incident().drill();
    return a.incident().action() > b.incident().action();
  });
  return rows;
}

std::vector<v1::BoardRow> Board::RowsFor(const identity::Caller& caller) const {
  const std::scoped_lock lock(mutex_);
  return Rows(caller);
}

void Board::Watch(const identity::Caller& caller, std::shared_ptr<rpc::Stream> stream) {
  const std::scoped_lock lock(mutex_);
  if (watchers_.size() >= kWatchersMax) {
    stream->Abort({Code::kResourceExhausted, "TOO_MANY_WATCHERS", "", "Ask for the board instead."});
    return;
  }
  for (const auto& row : Rows(caller)) stream->Send(row);
  watchers_.push_back({caller, std::move(stream), std::chrono::steady_clock::now() + kWatchMax});
}

void Board::Weed(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    view::Pause(stop, kWeedEvery);
    const std::scoped_lock lock(mutex_);
    const auto now = std::chrono::steady_clock::now();
    std::erase_if(watchers_, [&](const Watcher& watcher) {
      if (watcher.stream->Open() && now < watcher.until) return false;
      watcher.stream->Finish({});
      return true;
    });
  }
}

void ServeBoard(rpc::Server& server, Parts& parts) {
  const std::string service = "watchbell.alerting.v1.BoardService";
  server.Unary(service + ".GetBoard",
               [&parts](const rpc::Call& call, const v1::GetBoardRequest&) -> Result<v1::GetBoardResponse> {
                 v1::GetBoardResponse response;
                 for (auto& row : parts.board.RowsFor(call.caller)) *response.add_rows() = std::move(row);
                 *response.mutable_at() = ToProto(call.now);
                 return response;
               });
  server.Streaming(service + ".WatchBoard", [&parts](const rpc::Call& call, const v1::WatchBoardRequest&,
                                                     std::shared_ptr<rpc::Stream> stream) {
    parts.board.Watch(call.caller, std::move(stream));
  });
  server.Unary(service + ".GetIncidentHistory",
               [&parts](const rpc::Call&, const v1::GetIncidentHistoryRequest& request) {
                 return HistoryFor(parts, request);
               });
}

}  // namespace watchbell::alerting
