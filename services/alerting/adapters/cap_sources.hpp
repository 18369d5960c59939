// Which events of visitors, agencies, tips, cases, calls for help and reunifications partners hear of
// (domain.md 3.10). Only what everybody who hears the event may know goes into it: a document says that
// something happened at a school, never to whom or by whom.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "services/alerting/domain/cap/message.hpp"

// Named only, so that whoever asks about one event need not read the messages of all.
namespace watchbell::alerting::v1 {
class AssistEvent;
class ReunificationEvent;
}  // namespace watchbell::alerting::v1
namespace watchbell::visitor::v1 {
class VisitEvent;
class AgencyVisitEvent;
}  // namespace watchbell::visitor::v1
namespace watchbell::threat_intake::v1 {
class TipEvent;
class CaseEvent;
}  // namespace watchbell::threat_intake::v1

namespace watchbell::alerting::cap {

// Nothing: partners do not hear of it. The same thing twice has the same document.
std::optional<Beside> BesideOf(const visitor::v1::VisitEvent& event);
std::optional<Beside> BesideOf(const visitor::v1::AgencyVisitEvent& event);
std::optional<Beside> BesideOf(const threat_intake::v1::TipEvent& event);
std::optional<Beside> BesideOf(const threat_intake::v1::CaseEvent& event);
std::optional<Beside> BesideOf(const v1::AssistEvent& event);
// Updates of an incident.
std::optional<Beside> BesideOf(const v1::ReunificationEvent& event);
Beside SwattingOf(const v1::Incident& incident, TimePoint at);
// Of the documents that the last two may have led to.
std::vector<std::string> IdsBeside(const std::string& incident_id);

}  // namespace watchbell::alerting::cap
