#include "services/notification/desk/neighbours.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

namespace watchbell::notification {
namespace {

void Link(Neighbours& neighbours, const std::string& school, const std::string& other) {
  auto& known = neighbours[school];
  if (std::find(known.begin(), known.end(), other) == known.end()) known.push_back(other);
}

}  // namespace

Result<Neighbours> LoadNeighbours(const std::string& path) {
  if (path.empty()) return Neighbours{};
  std::ifstream in(path, std::ios::binary);
  if (!in) {
    return Fail(Code::kFailedPrecondition, "NEIGHBOURS_UNREADABLE", "Mend the file that --neighbours names.",
                "neighbours");
  }
  return ParseNeighbours(std::string{std::istreambuf_iterator<char>(in), {}});
}

Result<Neighbours> ParseNeighbours(std::string_view text) {
  const auto json = nlohmann::json::parse(text, nullptr, false);
  const auto malformed = [] {
    return Fail(Code::kFailedPrecondition, "NEIGHBOURS_UNREADABLE",
                "The file holds one object: each school's code with a list of codes.", "neighbours");
  };
  if (!json.is_object()) return malformed();
  Neighbours neighbours;
  for (const auto& [school, others] : json.items()) {
    if (!others.is_array()) return malformed();
    for (const auto& other : others) {
      if (!other.is_string() || other == school) return malformed();
      Link(neighbours, school, other.get<std::string>());
      Link(neighbours, other.get<std::string>(), school);
    }
  }
  return neighbours;
}

}  // namespace watchbell::notification
