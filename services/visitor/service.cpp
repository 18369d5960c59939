#include "services/visitor/service.hpp"

namespace watchbell::visitor {

VisitorService::VisitorService(service::Host& host, TimeZone zone)
    : record_(host, std::string{Visits::kService}), parts_(host, record_, zone) {
  record_.Follow(parts_.visits, parts_.watchlist);
  ServeVisits(host.server(), parts_);
  ServeWatchlist(host.server(), parts_);
}

}  // namespace watchbell::visitor
