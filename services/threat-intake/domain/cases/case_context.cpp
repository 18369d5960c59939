#include "services/threat-intake/domain/cases/case_context.hpp"

namespace watchbell::threat_intake {

std::optional<Error> TooLong(const std::string& text, const char* field, std::size_t bytes_max) {
  if (text.size() <= bytes_max) return std::nullopt;
  return Refuse(Code::kInvalidArgument, "TEXT_TOO_LONG",
                "Shorten it to " + std::to_string(bytes_max) + " bytes; a longer text is evidence.", field);
}

std::optional<Error> BadText(const std::string& text, const char* field, std::size_t bytes_max) {
  if (IsBlank(text)) return Refuse(Code::kInvalidArgument, "TEXT_MISSING", "Say it in a sentence.", field);
  return TooLong(text, field, bytes_max);
}

}  // namespace watchbell::threat_intake
