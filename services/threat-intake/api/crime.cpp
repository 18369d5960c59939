#include <algorithm>

#include "common/record/routes.hpp"
#include "services/threat-intake/api/triage.hpp"
#include "services/threat-intake/crime_feed/crime_feed.hpp"

namespace watchbell::threat_intake {
namespace {

constexpr std::size_t kSourceBytesMax = 40;

bool IsSource(const std::string& source) {
  return !source.empty() && source.size() <= kSourceBytesMax &&
         source.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos;
}

Result<Feed> ReadFeed(const v1::ImportCrimeFeedRequest& request) {
  if (!IsSource(request.source()))
    return Fail(Code::kInvalidArgument, "SOURCE_MALFORMED",
                "Name the feed in small letters, digits and \"-\".", "source");
  switch (request.format()) {
    case v1::ImportCrimeFeedRequest::FORMAT_CSV: return ReadCrimeCsv(request.document());
    case v1::ImportCrimeFeedRequest::FORMAT_GEOJSON: return ReadCrimeGeoJson(request.document());
    default: return Fail(Code::kInvalidArgument, "FORMAT_UNKNOWN", "Say CSV or GeoJSON.", "format");
  }
}

// Each school nearby hears of it, if it may want to do something now.
Status Advise(TriageParts& parts, const Context& context, const v1::CrimeIncident& incident,
              v1::ImportCrimeFeedResponse& response) {
  for (const auto& school : incident.nearby()) {
    const auto advice = AdviceFor(incident, school, context.now);
    if (!advice) continue;
    const auto issued = parts.crime_advice.Run(
        school.school(), advice->id(), context,
        [&](const v1::CrimeAdvice& state, const Context&) { return IssueAdvice(state, *advice); });
    if (!issued) return tl::unexpected<Error>(issued.error());
    if (issued->changed) response.set_advice(response.advice() + 1);
  }
  return {};
}

Result<v1::ImportCrimeFeedResponse> Import(TriageParts& parts, const rpc::Call& call,
                                           const v1::ImportCrimeFeedRequest& request) {
  const auto context = ContextOf(call, request);
  if (!context) return tl::unexpected<Error>(context.error());
  const auto feed = ReadFeed(request);
  if (!feed) return tl::unexpected<Error>(feed.error());
  v1::ImportCrimeFeedResponse response;
  for (const auto& row : feed->incidents) {
    const auto incident = IncidentOf(request.source(), row.number, row.category, row.occurred_at, row.place,
                                     parts.tips.district.settings());
    if (incident.nearby().empty()) {
      response.set_too_far(response.too_far() + 1);
      continue;
    }
    const auto imported = parts.incidents.Run(
        std::string{names::kDistrict}, incident.id(), *context,
        [&](const v1::CrimeIncident& state, const Context&) { return ImportIncident(state, incident); });
    if (!imported) return tl::unexpected<Error>(imported.error());
    if (imported->changed) {
      response.set_imported(response.imported() + 1);
    } else {
      response.set_unchanged(response.unchanged() + 1);
    }
    if (auto advised = Advise(parts, *context, incident, response); !advised)
      return tl::unexpected<Error>(advised.error());
  }
  for (const auto& fault : feed->faults) {
    auto& row = *response.add_faults();
    row.set_line(static_cast<int>(fault.line));
    row.set_column(fault.column);
    row.set_problem(fault.problem);
  }
  return response;
}

Result<v1::ListNearbyIncidentsResponse> ListNearby(TriageParts& parts,
                                                   const v1::ListNearbyIncidentsRequest& request) {
  auto page =
      parts.incidents.List("crimes:" + request.school(), request.page_size(), request.page_token(), true);
  if (!page) return tl::unexpected<Error>(page.error());
  const int within = request.within_m() > 0 ? request.within_m() : kNearbyMetresMax;
  v1::ListNearbyIncidentsResponse response;
  for (auto& incident : page->states) {
    const bool near =
        std::any_of(incident.nearby().begin(), incident.nearby().end(), [&](const auto& school) {
          return school.school() == request.school() && school.distance_m() <= within;
        });
    if (near) *response.add_incidents() = std::move(incident);
  }
  response.set_next_page_token(page->next_page_token);
  return response;
}

}  // namespace

void ServeCrime(rpc::Server& server, TriageParts& parts) {
  const std::string service = "watchbell.threat_intake.v1.CrimeService";
  server.Unary(service + ".ImportCrimeFeed",
               [&parts](const rpc::Call& call, const v1::ImportCrimeFeedRequest& request) {
                 return Import(parts, call, request);
               });
  server.Unary(service + ".ListNearbyIncidents",
               [&parts](const rpc::Call&, const v1::ListNearbyIncidentsRequest& request) {
                 return ListNearby(parts, request);
               });
  Routes<CrimeAdvices>(server, parts.crime_advice, service)
      .List<v1::ListCrimeAdviceRequest>(
          "ListCrimeAdvice", &v1::ListCrimeAdviceResponse::add_advice,
          [](const auto& request) { return "crime_advice:" + request.school(); }, true);
}

}  // namespace watchbell::threat_intake
