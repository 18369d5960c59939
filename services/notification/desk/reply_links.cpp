#include "services/notification/desk/reply_links.hpp"

#include <algorithm>

namespace watchbell::notification {
namespace {

constexpr char kPurpose[] = "reply-link";

// As a path carries it: the dot after the key's generation is none of its signs.
std::string PathText(std::string hash) {
  std::replace(hash.begin(), hash.end(), '.', '-');
  return hash;
}

bool Same(const std::string& left, const std::string& right) {
  if (left.size() != right.size()) return false;
  unsigned different = 0;
  for (std::size_t i = 0; i < left.size(); ++i)
    different |= static_cast<unsigned char>(left[i]) ^ static_cast<unsigned char>(right[i]);
  return different == 0;
}

}  // namespace

std::string ReplyLinks::Link(const std::string& school, const std::string& batch_id,
                             const std::string& person_id) const {
  const auto code = PathText(keys_.Newest(kPurpose, batch_id + "/" + person_id));
  return base_ + "/reply/" + school + "/" + batch_id + "/" + code;
}

bool ReplyLinks::Is(const std::string& code, const std::string& batch_id,
                    const std::string& person_id) const {
  bool found = false;
  for (const auto& hash : keys_.All(kPurpose, batch_id + "/" + person_id))
    found = Same(PathText(hash), code) || found;
  return found;
}

}  // namespace watchbell::notification
