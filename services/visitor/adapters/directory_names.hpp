// What people and schools are called, read from the directory's record: for badges, which say more than an
// id.
#pragma once

#include <memory>
#include <string>

#include "common/bus/bus.hpp"
#include "common/policy/sealer.hpp"

namespace watchbell::visitor {

// Thread-safe. A name that cannot be found, or not now, is empty: a badge is printed all the same.
class DirectoryNames {
 public:
  // The sealer has the directory's key.
  DirectoryNames(std::shared_ptr<bus::Bus> bus, const policy::Sealer& sealer)
      : bus_(std::move(bus)), sealer_(sealer) {}

  // By the school's code.
  std::string OfSchool(const std::string& school) const;
  // Of a directory id.
  std::string OfPerson(const std::string& person_id) const;

 private:
  const std::shared_ptr<bus::Bus> bus_;
  const policy::Sealer& sealer_;
};

}  // namespace watchbell::visitor
