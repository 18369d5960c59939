// Which schools stand beside which, or share a campus: the district's own file, since no list of schools says
// it.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "common/result/result.hpp"

namespace watchbell::notification {

// By school code; both ways.
using Neighbours = std::map<std::string, std::vector<std::string>>;

// A JSON object of lists: {"lincoln-es": ["roosevelt-ms"]}. An empty path: no school has any.
Result<Neighbours> LoadNeighbours(const std::string& path);
Result<Neighbours> ParseNeighbours(std::string_view json);

}  // namespace watchbell::notification
