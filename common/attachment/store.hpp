// Files that belong to aggregates, sealed chunk by chunk on a JetStream stream of the service's own.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "common/bus/bus.hpp"
#include "common/bus/stream.hpp"
#include "common/policy/sealer.hpp"
#include "watchbell/common/v1/attachment.pb.h"

namespace watchbell::attachment {

using common::v1::Attachment;

inline constexpr std::size_t kFileBytesMax = std::size_t{10} << 20;
inline constexpr std::size_t kChunkBytes = std::size_t{128}
                                           << 10;  // sealed, well below NATS' max_payload of 1 MiB
// What an upload RPC may take (Options::request_bytes_max_of): the file, and the request around it.
inline constexpr std::size_t kUploadBytesMax = kFileBytesMax + (std::size_t{64} << 10);

// Whose file it is. What one aggregate keeps goes with it, whoever else keeps the same content.
struct Owner {
  std::string school;
  std::string id;  // of the aggregate, which may be about to be made
};

// Thread-safe; the sealer must outlive it. Every call waits for the record: kUnavailable while NATS is away.
class Store {
 public:
  Store(std::shared_ptr<bus::Bus> bus, const policy::Sealer& sealer, std::string service);

  // Creates the stream or verifies it; before the first Put (Host::WhenRecordReady).
  Status Reconcile(int replicas);

  // Answers once every chunk is stored. The same content of the same owner twice is one file. `bytes`: what
  // common/sanitize gave back, never what a person sent.
  Result<Attachment> Put(const Owner& owner, std::string_view media_type, std::string_view bytes);

  // The bytes, checked against the SHA-256. kNotFound/ATTACHMENT_GONE when erased, kInternal when they are
  // not what was stored, kFailedPrecondition/ATTACHMENT_KEY_MISSING without the key that sealed them.
  Result<std::string> Get(const Owner& owner, const Attachment& attachment);

  // Overwrites the bytes on the server's disk; one file, or everything that the owner keeps. May be repeated.
  Status Erase(const Owner& owner, const Attachment& attachment);
  Status EraseAll(const Owner& owner);

 private:
  std::string SubjectOf(const Owner& owner, const Attachment& attachment, std::size_t chunk) const;
  // Whether every chunk is new; false: at least one was there before.
  Result<bool> Append(const Owner& owner, const Attachment& attachment, std::string_view bytes);
  Result<std::string> Chunk(const std::string& subject);

  const std::shared_ptr<bus::Bus> bus_;
  const policy::Sealer& sealer_;
  const std::string service_;
  const std::string stream_;
};

}  // namespace watchbell::attachment
