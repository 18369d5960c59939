#include <algorithm>

#include "common/text/fold.hpp"
#include "services/notification/api/persons.hpp"

namespace watchbell::notification {
namespace {

constexpr std::size_t kSearchBytesMax = 400;  // 100 characters
constexpr int kPageDefault = 20;
constexpr int kPageMax = 100;

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

Result<v1::Person> GetPerson(Parts& parts, const v1::GetPersonRequest& request) {
  const auto person = PersonOf(parts, request);
  if (!person) return person;
  return Read(parts.people, person->school(), person->id());
}

Result<v1::SearchPeopleResponse> SearchPeople(Parts& parts, const v1::SearchPeopleRequest& request) {
  if (auto read = DirectoryRead(parts); !read) return tl::unexpected<Error>(read.error());
  if (Fold(request.name()).size() < kSearchCharactersMin || request.name().size() > kSearchBytesMax) {
    return Fail(Code::kInvalidArgument, "NAME_TOO_SHORT", "Type between 2 and 100 letters of the name.",
                "name");
  }
  const int size = request.page_size() > 0 ? std::min(request.page_size(), kPageMax) : kPageDefault;
  auto people = parts.directory.Search(request.school(), request.name(), request.kind(),
                                       static_cast<std::size_t>(size) + 1, request.page_token());
  v1::SearchPeopleResponse response;
  const bool more = people.size() > static_cast<std::size_t>(size);
  if (more) people.pop_back();
  if (more) response.set_next_page_token(people.back().id());
  for (auto& person : people) *response.add_people() = std::move(person);
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
  server.Unary(service + ".GetPerson", [&parts](const rpc::Call&, const v1::GetPersonRequest& request) {
    return GetPerson(parts, request);
  });
  server.Unary(service + ".SearchPeople", [&parts](const rpc::Call&, const v1::SearchPeopleRequest& request) {
    return SearchPeople(parts, request);
  });
  server.Unary(service + ".AssignDuty",
               [&parts](const rpc::Call& call, const v1::AssignDutyRequest& request) {
                 return Answer(parts.rosters, call, request, DutyRosterIdOf(request.school()),
                               [&](const v1::DutyRoster& roster, const Context&) {
                                 return AssignDuty(roster, request.person_ids());
                               });
               });
}

}  // namespace watchbell::notification
