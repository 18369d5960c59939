#include "common/record/routes.hpp"
#include "services/notification/api/api.hpp"

namespace watchbell::notification {
namespace {

void ImportDistrict(Parts& parts, const rpc::Call& call, const v1::ImportDistrictRequest& request,
                    rpc::Stream& stream) {
  const auto context = ContextOf(call, request);
  if (!context) return stream.Finish(tl::unexpected<Error>(context.error()));
  stream.Finish(parts.importer.Run(request, *context,
                                   [&](const v1::ImportProgress& progress) { stream.Send(progress); }));
}

v1::ListSchoolsResponse ListSchools(const Parts& parts) {
  v1::ListSchoolsResponse response;
  for (auto& school : parts.directory.Schools()) {
    if (!school.removed()) *response.add_schools() = std::move(school);
  }
  return response;
}

}  // namespace

void ServeDirectory(rpc::Server& server, Parts& parts) {
  const std::string service = "watchbell.notification.v1.DirectoryService";
  server.Streaming(service + ".ImportDistrict",
                   [&parts](const rpc::Call& call, const v1::ImportDistrictRequest& request,
                            const std::shared_ptr<rpc::Stream>& stream) {
                     ImportDistrict(parts, call, request, *stream);
                   });
  server.Unary(service + ".ListSchools",
               [&parts](const rpc::Call&, const v1::ListSchoolsRequest&) -> Result<v1::ListSchoolsResponse> {
                 return ListSchools(parts);
               });
  Routes<People> people(server, parts.people, service);
  people.Get("GetPerson", &v1::GetPersonRequest::person_id);
  server.Unary(service + ".AssignDuty",
               [&parts](const rpc::Call& call, const v1::AssignDutyRequest& request) {
                 return Answer(parts.rosters, call, request, id::Derive("duty-roster", request.school()),
                               [&](const v1::DutyRoster& roster, const Context& context) {
                                 return AssignDuty(roster, request, context);
                               });
               });
}

}  // namespace watchbell::notification
