#include "services/gateway/session/demo_people.hpp"

#include <sodium.h>

#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "common/id/id.hpp"
#include "common/names/names.hpp"

namespace watchbell::gateway {
namespace {

using nlohmann::json;

// Light on purpose: demo passwords are in the repository; what is shown is the way of checking.
constexpr auto kHashOperations = crypto_pwhash_OPSLIMIT_MIN;
constexpr std::size_t kHashMemoryBytes = std::size_t{8} * 1024 * 1024;
constexpr std::size_t kPasswordMax = 256;

std::string Hash(const std::string& password) {
  std::string hash(crypto_pwhash_STRBYTES, '\0');
  if (crypto_pwhash_str(hash.data(), password.data(), password.size(), kHashOperations, kHashMemoryBytes) !=
      0)
    return {};
  return hash;
}

// What a name that nobody has is compared with, so that it takes as long as one that somebody has.
const std::string& NobodysHash() {
  static const std::string kHash = Hash("nobody's");
  return kHash;
}

tl::unexpected<Error> Malformed(const std::string& what) {
  return Fail(Code::kInvalidArgument, "DEMO_PEOPLE_MALFORMED", what);
}

}  // namespace

Result<DemoPeople> DemoPeople::Load(const std::string& path) {
  std::ifstream in(path);
  if (!in) return Malformed("The file of --demo-people cannot be read.");
  return Parse(std::string{std::istreambuf_iterator<char>(in), {}});
}

Result<DemoPeople> DemoPeople::Parse(std::string_view text) {
  if (sodium_init() < 0)
    return Fail(Code::kInternal, "NO_RANDOMNESS", "The system has no source of randomness.");
  DemoPeople people;
  try {
    for (const auto& entry : json::parse(text)) {
      Account account{.password_hash = Hash(entry.at("password").get<std::string>()),
                      .person = {.display_name = entry.at("display_name").get<std::string>(), .caller = {}}};
      auto& caller = account.person.caller;
      caller.person_id = id::Derive("person", entry.at("person_source").get<std::string>());
      for (const auto& grant : entry.at("grants")) {
        caller.grants.push_back({grant.at("role").get<std::string>(), grant.at("school").get<std::string>()});
        if (!names::IsSchoolCode(caller.grants.back().school))
          return Malformed("A grant's school is no school code.");
      }
      if (account.password_hash.empty()) return Malformed("A password could not be hashed: memory is short.");
      people.accounts_[entry.at("username").get<std::string>()] = std::move(account);
    }
  } catch (const json::exception& error) {
    return Malformed(error.what());
  }
  return people;
}

Result<DemoPerson> DemoPeople::SignIn(const std::string& username, const std::string& password) const {
  const auto found = accounts_.find(username);
  const bool known = found != accounts_.end() && password.size() <= kPasswordMax;
  const std::string& hash = known ? found->second.password_hash : NobodysHash();
  const auto compared = std::min(password.size(), kPasswordMax);
  const bool right = crypto_pwhash_str_verify(hash.c_str(), password.data(), compared) == 0;
  if (!known || !right)
    return Fail(Code::kUnauthenticated, "SIGN_IN_WRONG", "Check the name and the password.");
  return found->second.person;
}

const DemoPerson* DemoPeople::Find(std::string_view person_id) const {
  for (const auto& [username, account] : accounts_) {
    if (account.person.caller.person_id == person_id) return &account.person;
  }
  return nullptr;
}

}  // namespace watchbell::gateway
