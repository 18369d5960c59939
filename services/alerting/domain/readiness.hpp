// What the rules of drills, plans, trainings, committees and reviews refuse alike.
#pragma once

#include <google/protobuf/repeated_ptr_field.h>

#include <optional>
#include <string>

#include "common/ledger/decision.hpp"

namespace watchbell::alerting::readiness {

inline constexpr std::size_t kReasonBytesMax = 500;
inline constexpr std::size_t kNoteBytesMax = 1000;
inline constexpr std::size_t kTitleBytesMax = 100;

inline Error Bad(const char* reason, const char* field, std::string remedy) {
  return Refuse(Code::kInvalidArgument, reason, std::move(remedy), field);
}
inline Error NotNow(const char* reason, std::string remedy, const char* field = "") {
  return Refuse(Code::kFailedPrecondition, reason, std::move(remedy), field);
}
inline Error Unknown(const char* field) {
  return Refuse(Code::kNotFound, "NOT_FOUND", "Check the id and the school.", field);
}

inline std::optional<Error> CheckText(const std::string& text, std::size_t most, const char* field,
                                      bool needed = true) {
  if (needed && text.empty()) return Bad("TEXT_MISSING", field, "Say it in a sentence.");
  if (text.size() > most)
    return Bad("TEXT_TOO_LONG", field, "Shorten it to " + std::to_string(most) + " bytes.");
  return std::nullopt;
}
inline std::optional<Error> CheckTexts(const google::protobuf::RepeatedPtrField<std::string>& texts, int most,
                                       std::size_t bytes, const char* field) {
  if (texts.size() > most) return Bad("TOO_MANY", field, "At most " + std::to_string(most) + ".");
  for (const auto& text : texts) {
    if (auto refusal = CheckText(text, bytes, field)) return refusal;
  }
  return std::nullopt;
}

// The order of a list: seconds.
template <class Timestamp>
double Score(const Timestamp& at) {
  return static_cast<double>(at.seconds());
}

}  // namespace watchbell::alerting::readiness
