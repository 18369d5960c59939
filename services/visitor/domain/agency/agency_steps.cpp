#include "services/visitor/domain/agency/agency_steps.hpp"

#include <algorithm>
#include <array>

namespace watchbell::visitor {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using v1::AgencyVisit;

constexpr auto kNone = AgencyVisit::STATE_UNSPECIFIED;
constexpr auto kOutside = AgencyVisit::STATE_ARRIVED_OUTSIDE;
constexpr auto kIdentifying = AgencyVisit::STATE_IDENTIFYING;
constexpr auto kAdmin = AgencyVisit::STATE_ADMIN_REVIEW;
constexpr auto kLegal = AgencyVisit::STATE_LEGAL_REVIEW;
constexpr auto kMoreInfo = AgencyVisit::STATE_MORE_INFO;
constexpr auto kAuthorised = AgencyVisit::STATE_AUTHORISED;
constexpr auto kInside = AgencyVisit::STATE_INSIDE;
constexpr auto kRefused = AgencyVisit::STATE_REFUSED;
constexpr auto kExigent = AgencyVisit::STATE_EXIGENT;
constexpr auto kDeparted = AgencyVisit::STATE_DEPARTED;
constexpr auto kNotice = AgencyVisit::STATE_NOTICE_DECISION;
constexpr auto kClosed = AgencyVisit::STATE_CLOSED;
constexpr auto kLocalPolice = AgencyVisit::STATE_LOCAL_POLICE_MATTER;

// domain.md 3.6. Two things happen whether or not software allows them, so they are recorded from every state
// in which they can happen, beyond the rows of that table: that the officers leave, and that they come in
// without consent.
constexpr std::array kTransitions{
    AgencyTransition{kNone, v1::AGENCY_STEP_ARRIVE, kOutside},

    AgencyTransition{kOutside, v1::AGENCY_STEP_IDENTIFY, kIdentifying},
    AgencyTransition{kOutside, v1::AGENCY_STEP_DEPART, kDeparted},
    AgencyTransition{kOutside, v1::AGENCY_STEP_EXIGENT_ENTRY, kExigent},

    AgencyTransition{kIdentifying, v1::AGENCY_STEP_IDENTIFY, kIdentifying},
    AgencyTransition{kIdentifying, v1::AGENCY_STEP_CAPTURE_DOCUMENT, kIdentifying},
    AgencyTransition{kIdentifying, v1::AGENCY_STEP_HAND_TO_ADMINISTRATOR, kAdmin},
    AgencyTransition{kIdentifying, v1::AGENCY_STEP_DEPART, kDeparted},
    AgencyTransition{kIdentifying, v1::AGENCY_STEP_EXIGENT_ENTRY, kExigent},

    AgencyTransition{kAdmin, v1::AGENCY_STEP_CAPTURE_DOCUMENT, kAdmin},
    AgencyTransition{kAdmin, v1::AGENCY_STEP_TAKE_REVIEW, kAdmin},
    AgencyTransition{kAdmin, v1::AGENCY_STEP_PAGE_NEXT, kAdmin},
    AgencyTransition{kAdmin, v1::AGENCY_STEP_CONTACT_COUNSEL, kLegal},
    AgencyTransition{kAdmin, v1::AGENCY_STEP_CLOSE_AS_LOCAL_POLICE, kLocalPolice},
    AgencyTransition{kAdmin, v1::AGENCY_STEP_DEPART, kDeparted},
    AgencyTransition{kAdmin, v1::AGENCY_STEP_EXIGENT_ENTRY, kExigent},

    AgencyTransition{kLegal, v1::AGENCY_STEP_CAPTURE_DOCUMENT, kLegal},
    AgencyTransition{kLegal, v1::AGENCY_STEP_TAKE_LEGAL_REVIEW, kLegal},
    AgencyTransition{kLegal, v1::AGENCY_STEP_PAGE_NEXT, kLegal},
    AgencyTransition{kLegal, v1::AGENCY_STEP_AUTHORISE, kAuthorised},
    AgencyTransition{kLegal, v1::AGENCY_STEP_REFUSE, kRefused},
    AgencyTransition{kLegal, v1::AGENCY_STEP_ASK, kMoreInfo},
    AgencyTransition{kLegal, v1::AGENCY_STEP_DEPART, kDeparted},
    AgencyTransition{kLegal, v1::AGENCY_STEP_EXIGENT_ENTRY, kExigent},

    AgencyTransition{kMoreInfo, v1::AGENCY_STEP_CAPTURE_DOCUMENT, kMoreInfo},
    AgencyTransition{kMoreInfo, v1::AGENCY_STEP_ANSWER, kLegal},
    AgencyTransition{kMoreInfo, v1::AGENCY_STEP_DEPART, kDeparted},
    AgencyTransition{kMoreInfo, v1::AGENCY_STEP_EXIGENT_ENTRY, kExigent},

    AgencyTransition{kAuthorised, v1::AGENCY_STEP_ENTER, kInside},
    AgencyTransition{kAuthorised, v1::AGENCY_STEP_EXPIRE, kLegal},
    AgencyTransition{kAuthorised, v1::AGENCY_STEP_DEPART, kDeparted},
    AgencyTransition{kAuthorised, v1::AGENCY_STEP_EXIGENT_ENTRY, kExigent},

    AgencyTransition{kInside, v1::AGENCY_STEP_EXPIRE, kLegal},
    AgencyTransition{kInside, v1::AGENCY_STEP_DEPART, kDeparted},

    AgencyTransition{kRefused, v1::AGENCY_STEP_DEPART, kDeparted},
    AgencyTransition{kRefused, v1::AGENCY_STEP_EXIGENT_ENTRY, kExigent},
    AgencyTransition{kExigent, v1::AGENCY_STEP_DEPART, kDeparted},

    AgencyTransition{kDeparted, v1::AGENCY_STEP_PROPOSE_NOTICE, kNotice},
    AgencyTransition{kNotice, v1::AGENCY_STEP_PROPOSE_NOTICE, kNotice},
    AgencyTransition{kNotice, v1::AGENCY_STEP_DECIDE_NOTICE, kClosed},
};

constexpr char kRecord[] = "agency.record";
constexpr char kReview[] = "agency.review";
constexpr char kCounsel[] = "agency.authorise";

const std::vector<AgencyStepRule>& Rules() {
  static const auto& rules = *new std::vector<AgencyStepRule>{
      {v1::AGENCY_STEP_ARRIVE, kRecord, {"capacity", "place", "agency", "people_count"}},
      {v1::AGENCY_STEP_IDENTIFY,
       kRecord,
       {"identity.officers.name", "identity.officers.title", "identity.officers.badge_number",
        "identity.officers.agency", "identity.contact", "identity.purpose", "identity.authority_claimed"},
       true},
      {v1::AGENCY_STEP_CAPTURE_DOCUMENT, kRecord, {"pages", "facts"}, true},
      {v1::AGENCY_STEP_HAND_TO_ADMINISTRATOR, kRecord, {}},
      {v1::AGENCY_STEP_TAKE_REVIEW, kReview, {}, true},
      {v1::AGENCY_STEP_CONTACT_COUNSEL, kReview, {}},
      {v1::AGENCY_STEP_CLOSE_AS_LOCAL_POLICE, kReview, {"reason"}},
      {v1::AGENCY_STEP_TAKE_LEGAL_REVIEW, kCounsel, {}, true},
      {v1::AGENCY_STEP_AUTHORISE, kCounsel, {"document_sha256", "scope", "expires_at", "escort_id"}, true},
      {v1::AGENCY_STEP_REFUSE, kCounsel, {"reason", "words"}},
      {v1::AGENCY_STEP_ASK, kCounsel, {"question"}, true},
      {v1::AGENCY_STEP_ANSWER, kRecord, {"answer"}},
      {v1::AGENCY_STEP_ENTER, kRecord, {"escort_id", "badge"}},
      {v1::AGENCY_STEP_EXIGENT_ENTRY, kRecord, {"account"}},
      {v1::AGENCY_STEP_DEPART, kRecord, {"taken"}},
      {v1::AGENCY_STEP_PROPOSE_NOTICE, "agency.notice", {"audience"}, true},
      {v1::AGENCY_STEP_DECIDE_NOTICE, kCounsel, {}},
      {v1::AGENCY_STEP_PAGE_NEXT, "", {}},
      {v1::AGENCY_STEP_EXPIRE, "", {}},
  };
  return rules;
}

// Bytes of a text, so that what must be recorded in the end always fits into one event beside what came
// before.
constexpr std::size_t kTextMax = 400;
struct TextMax {
  const char* field;
  std::size_t bytes;
};
constexpr std::array kTextsMax{TextMax{"purpose", 1500},    TextMax{"authority_claimed", 1500},
                               TextMax{"question", 1500},   TextMax{"answer", 1500},
                               TextMax{"account", 1500},    TextMax{"taken", 1500},
                               TextMax{"scope_text", 1500}, TextMax{"words", 1200},
                               TextMax{"reason", 1200}};
constexpr std::size_t kVisitBytesFull = 8000;
constexpr int kLogFull = 70;

bool IsFilled(const Message& message, const FieldDescriptor& field) {
  if (field.type() == FieldDescriptor::TYPE_STRING)
    return message.GetReflection()->GetString(message, &field).find_first_not_of(" \t\r\n") !=
           std::string::npos;
  return message.GetReflection()->HasField(message, &field);
}

bool IsThere(const Message& message, std::string_view path) {
  const auto dot = path.find('.');
  const auto* field = message.GetDescriptor()->FindFieldByName(std::string{path.substr(0, dot)});
  if (field == nullptr) return false;
  if (dot == std::string_view::npos && !field->is_repeated()) return IsFilled(message, *field);
  const auto& reflection = *message.GetReflection();
  const auto rest = path.substr(dot + 1);
  if (!field->is_repeated()) return IsThere(reflection.GetMessage(message, field), rest);
  const int size = reflection.FieldSize(message, field);
  for (int i = 0; i < size; ++i)
    if (!IsThere(reflection.GetRepeatedMessage(message, field, i), rest)) return false;
  return size > 0;
}

std::size_t TextMaxOf(const std::string& field) {
  const auto* longer = std::find_if(kTextsMax.begin(), kTextsMax.end(),
                                    [&](const TextMax& text) { return field == text.field; });
  return longer == kTextsMax.end() ? kTextMax : longer->bytes;
}

// The name of the first field, at any depth, whose text is too long.
std::string TooLong(const Message& message) {
  const auto& reflection = *message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection.ListFields(message, &fields);
  for (const auto* field : fields) {
    const int size = field->is_repeated() ? reflection.FieldSize(message, field) : 1;
    for (int i = 0; i < size; ++i) {
      if (field->type() == FieldDescriptor::TYPE_STRING) {
        const auto text = field->is_repeated() ? reflection.GetRepeatedString(message, field, i)
                                               : reflection.GetString(message, field);
        if (text.size() > TextMaxOf(field->name())) return field->name();
      } else if (field->message_type() != nullptr) {
        auto found = TooLong(field->is_repeated() ? reflection.GetRepeatedMessage(message, field, i)
                                                  : reflection.GetMessage(message, field));
        if (!found.empty()) return found;
      }
    }
  }
  return {};
}

}  // namespace

std::span<const AgencyTransition> AgencyTransitions() { return kTransitions; }

const AgencyStepRule& RuleOf(v1::AgencyStep step) {
  return *std::find_if(Rules().begin(), Rules().end(), [&](const auto& rule) { return rule.step == step; });
}

std::optional<AgencyVisit::State> AgencyStateAfter(AgencyVisit::State from, v1::AgencyStep step) {
  const auto* row = std::find_if(kTransitions.begin(), kTransitions.end(),
                                 [&](const auto& one) { return one.from == from && one.step == step; });
  if (row == kTransitions.end()) return std::nullopt;
  return row->to;
}

std::optional<Error> WhyNot(const AgencyVisit& visit, v1::AgencyStep step, const Message& request,
                            const Context& context) {
  const auto& rule = RuleOf(step);
  if (*rule.permission != '\0' && !context.May(rule.permission))
    return Refuse(Code::kPermissionDenied, "NOT_PERMITTED", "This step is not yours to take.");
  if (step != v1::AGENCY_STEP_ARRIVE && visit.id().empty())
    return Refuse(Code::kNotFound, "NOT_FOUND", "Check the visit's id and its school.", "visit_id");
  if (!AgencyStateAfter(visit.state(), step))
    return Refuse(Code::kFailedPrecondition, "STEP_NOT_ALLOWED",
                  "Look at the visit again: it says what may be done now.");
  for (const auto& path : rule.needs)
    if (!IsThere(request, path))
      return Refuse(Code::kInvalidArgument, "FIELD_MISSING", "This step is recorded only with it.", path);
  if (auto field = TooLong(request); !field.empty())
    return Refuse(Code::kInvalidArgument, "TEXT_TOO_LONG",
                  "Shorten it to " + std::to_string(TextMaxOf(field)) + " bytes.", field);
  if (rule.optional &&
      (visit.log_size() >= kLogFull || visit.ByteSizeLong() + request.ByteSizeLong() > kVisitBytesFull))
    return Refuse(Code::kResourceExhausted, "VISIT_FULL",
                  "This record holds no more; go on with the steps that end the visit.");
  return std::nullopt;
}

std::vector<v1::AgencyStep> OfferedSteps(const AgencyVisit& visit, const std::set<std::string>& permissions) {
  std::vector<v1::AgencyStep> offered;
  for (const auto& row : kTransitions) {
    const std::string permission = RuleOf(row.step).permission;
    const bool takes = row.from == visit.state() && !visit.id().empty() && permissions.contains(permission);
    // Records or a person alone do not open the door.
    const bool shut = row.step == v1::AGENCY_STEP_ENTER && !visit.authority().scope().premises();
    if (takes && !shut) offered.push_back(row.step);
  }
  return offered;
}

v1::AgencyStep SuggestedStep(const AgencyVisit& visit, const std::vector<v1::AgencyStep>& offered) {
  const auto may = [&](v1::AgencyStep step) {
    return std::find(offered.begin(), offered.end(), step) != offered.end();
  };
  if (may(v1::AGENCY_STEP_REFUSE)) {
    const bool judicial =
        std::any_of(visit.documents().begin(), visit.documents().end(),
                    [](const auto& document) { return document.advice().looks_judicial(); });
    return judicial ? v1::AGENCY_STEP_UNSPECIFIED : v1::AGENCY_STEP_REFUSE;
  }
  return may(v1::AGENCY_STEP_CONTACT_COUNSEL) ? v1::AGENCY_STEP_CONTACT_COUNSEL : v1::AGENCY_STEP_UNSPECIFIED;
}

}  // namespace watchbell::visitor
