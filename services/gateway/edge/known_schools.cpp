#include "services/gateway/edge/known_schools.hpp"

#include <algorithm>
#include <array>
#include <mutex>
#include <string_view>
#include <vector>

namespace watchbell::gateway {
namespace {

namespace pb = google::protobuf;

// How long a command waits for the record to say that its school is really unknown.
constexpr std::chrono::milliseconds kPatience{500};

constexpr std::array<std::string_view, 3> kSchoolFields{"school", "schools", "to_school"};

bool NamesSchools(const pb::FieldDescriptor& field) {
  return field.type() == pb::FieldDescriptor::TYPE_STRING &&
         std::find(kSchoolFields.begin(), kSchoolFields.end(), field.name()) != kSchoolFields.end();
}

// What is no code at all its service refuses, where it needs one.
bool IsCode(const std::string& text) { return names::IsSchoolCode(text) && text != names::kDistrict; }

std::string PathOf(const pb::FieldDescriptor& field, int index) {
  return field.is_repeated() ? field.name() + "[" + std::to_string(index) + "]" : field.name();
}

// The path of the first field whose school does not please.
template <class Knows>
std::optional<std::string> FindUnknown(const pb::Message& message, const Knows& knows) {
  const auto& reflection = *message.GetReflection();
  std::vector<const pb::FieldDescriptor*> fields;
  reflection.ListFields(message, &fields);
  for (const auto* field : fields) {
    const bool names_schools = NamesSchools(*field);
    if (!names_schools && (field->cpp_type() != pb::FieldDescriptor::CPPTYPE_MESSAGE || field->is_map()))
      continue;
    const int count = field->is_repeated() ? reflection.FieldSize(message, field) : 1;
    for (int i = 0; i < count; ++i) {
      if (names_schools) {
        const auto school = field->is_repeated() ? reflection.GetRepeatedString(message, field, i)
                                                 : reflection.GetString(message, field);
        if (IsCode(school) && !knows(school)) return PathOf(*field, i);
        continue;
      }
      const auto& part = field->is_repeated() ? reflection.GetRepeatedMessage(message, field, i)
                                              : reflection.GetMessage(message, field);
      if (const auto inside = FindUnknown(part, knows)) return PathOf(*field, i) + '.' + *inside;
    }
  }
  return std::nullopt;
}

}  // namespace

KnownSchools::KnownSchools(std::shared_ptr<bus::Bus> bus)
    : bus_(std::move(bus)),
      sealer_(policy::KeyRing{}, policy::KeyRing{}),
      mirror_(bus_, sealer_, [this](const names::Key&, const notification::v1::School& school) {
        const std::unique_lock lock(mutex_);
        codes_.insert(school.code());
      }) {}

bool KnownSchools::Ready() const {
  const std::shared_lock lock(mutex_);
  return mirror_.Ready() && !codes_.empty();
}

bool KnownSchools::Knows(const std::string& code) const {
  const std::shared_lock lock(mutex_);
  return codes_.contains(code);
}

std::optional<std::string> KnownSchools::UnknownIn(const pb::Message& request) const {
  return FindUnknown(request, [this](const std::string& code) { return Knows(code); });
}

bool KnownSchools::UpToDate() {
  const auto newest = bus_->Last(names::StreamOf(Schools::kService),
                                 names::RecordSubjectsOf(Schools::kService, Schools::kAggregate),
                                 bus::Freshness::kLeader, kPatience);
  return newest && *newest && mirror_.Await((*newest)->sequence, kPatience);
}

void KnownSchools::Check(const pb::MethodDescriptor& method, std::string request, Done done) {
  const auto& type = *method.input_type();
  if (type.FindFieldByName("request_id") == nullptr || !Ready()) return done(std::move(request));
  const std::shared_ptr<pb::Message> message{
      pb::MessageFactory::generated_factory()->GetPrototype(&type)->New()};
  // What is malformed its service refuses.
  if (!message->ParseFromString(request) || !UnknownIn(*message)) return done(std::move(request));

  const auto begun = std::chrono::steady_clock::now();
  const auto look = [this, message, request, done, begun] {
    const bool in_time = std::chrono::steady_clock::now() - begun < kPatience;
    const auto field = in_time && UpToDate() ? UnknownIn(*message) : std::nullopt;
    if (!field) return done(request);
    done(Fail(Code::kInvalidArgument, "SCHOOL_UNKNOWN",
              "The directory has no school with this code: take one from the list of schools.", *field));
  };
  if (!worker_.Submit(look)) done(std::move(request));
}

}  // namespace watchbell::gateway
