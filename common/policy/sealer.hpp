// Sealing at rest: the sensitive part of an event, encrypted under a key ring before it leaves its service.
#pragma once

#include <google/protobuf/message.h>

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "common/policy/blind_index.hpp"
#include "common/result/result.hpp"

namespace watchbell::policy {

// Keys of 32 bytes by id ("visitor/3"), of one ring; the newest seals, all open.
class KeyRing {
 public:
  // A file of lines "<ring>/<generation> <64 hex digits>", newest last; lines of other rings are ignored.
  static Result<KeyRing> Load(const std::string& path, std::string_view ring);
  // One random key; for tests.
  static KeyRing Random(std::string_view ring);
  void Add(std::string key_id, std::string key);

  const std::string* Find(const std::string& key_id) const;
  const std::string& newest_id() const { return newest_id_; }
  const std::map<std::string, std::string>& keys() const { return keys_; }

 private:
  std::map<std::string, std::string> keys_;
  std::string newest_id_;
};

// Thread-safe. `subject` is authenticated: a sealed part opens on its own subject only.
class Sealer {
 public:
  Sealer(KeyRing service, KeyRing directory);

  // Moves every field of a sealed class, at any depth, into the event's field `sealed` (one element a ring).
  // A repeated field of a sealed class moves whole.
  Status Seal(google::protobuf::Message& event, std::string_view subject) const;

  // Puts back what this sealer has keys for, and leaves the rest sealed. kInternal/SEAL_BROKEN for a part
  // that has a key and does not open.
  Status Open(google::protobuf::Message& event, std::string_view subject) const;

  // Over the service's ring.
  const BlindIndex& blind_index() const { return blind_index_; }

 private:
  KeyRing service_;
  KeyRing directory_;
  BlindIndex blind_index_;
};

}  // namespace watchbell::policy
