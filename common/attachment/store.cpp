#include "common/attachment/store.hpp"

#include <sodium.h>

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <vector>

#include "common/bus/erase.hpp"
#include "common/names/names.hpp"

namespace watchbell::attachment {
namespace {

using common::v1::AttachmentChunk;

constexpr std::size_t kMediaTypeBytesMax = 64;
constexpr char kContent[] = "attachment";  // the purpose of the keyed hash

std::string Sha256(std::string_view bytes) {
  std::string hash(crypto_hash_sha256_BYTES, '\0');
  crypto_hash_sha256(reinterpret_cast<unsigned char*>(hash.data()),
                     reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  return hash;
}

// Of a subject: a keyed hash of the content, where a dot would begin another token.
std::string Token(const policy::BlindIndex& blind, std::string_view sha256) {
  std::string name = blind.Newest(kContent, sha256);
  std::replace(name.begin(), name.end(), '.', '-');
  return name;
}

tl::unexpected<Error> Broken() {
  return Fail(Code::kInternal, "ATTACHMENT_BROKEN",
              "The file is not what was stored; report this to the operators and keep the record's disks.");
}

// Waits for the acknowledgements of appends under way.
class Acknowledgements {
 public:
  explicit Acknowledgements(std::size_t count) : missing_(count) {}

  // The last act of a connection's thread with this object is leaving the lock.
  void Add(const Result<bus::Ack>& ack) {
    const std::scoped_lock lock(mutex_);
    if (!ack && ack.error().reason == bus::kConflict)
      all_new_ = false;
    else if (!ack && status_)
      status_ = tl::unexpected<Error>(ack.error());
    if (--missing_ == 0) done_.notify_all();
  }
  Result<bool> Wait() {
    std::unique_lock lock(mutex_);
    done_.wait(lock, [this] { return missing_ == 0; });
    if (!status_) return tl::unexpected<Error>(status_.error());
    return all_new_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable done_;
  std::size_t missing_;
  bool all_new_ = true;
  Status status_;
};

Status Check(std::string_view media_type, std::string_view bytes) {
  if (bytes.empty()) return Fail(Code::kInvalidArgument, "FILE_EMPTY", "Choose a file that holds something.");
  if (bytes.size() > kFileBytesMax) {
    return Fail(Code::kInvalidArgument, "FILE_TOO_LARGE",
                "Send at most " + std::to_string(kFileBytesMax >> 20) + " MiB.");
  }
  if (media_type.empty() || media_type.size() > kMediaTypeBytesMax) {
    return Fail(Code::kInternal, "MEDIA_TYPE_MISSING", "Report this to the operators.");
  }
  return {};
}

}  // namespace

Store::Store(std::shared_ptr<bus::Bus> bus, const policy::Sealer& sealer, std::string service)
    : bus_(std::move(bus)),
      sealer_(sealer),
      service_(std::move(service)),
      stream_(names::AttachmentStream(service_)) {}

Status Store::Reconcile(int replicas) {
  return bus::Reconcile(
      *bus_, {.name = stream_, .subjects = names::AttachmentSubjectsOf(service_), .replicas = replicas});
}

std::string Store::SubjectOf(const Owner& owner, const Attachment& attachment, std::size_t chunk) const {
  return names::AttachmentSubject(service_, owner.school, owner.id, attachment.id(), chunk);
}

Result<Attachment> Store::Put(const Owner& owner, std::string_view media_type, std::string_view bytes) {
  if (auto checked = Check(media_type, bytes); !checked) return tl::unexpected<Error>(checked.error());
  Attachment attachment;
  attachment.set_sha256(Sha256(bytes));
  attachment.set_id(Token(sealer_.blind_index(), attachment.sha256()));
  attachment.set_media_type(std::string{media_type});
  attachment.set_size_bytes(static_cast<int>(bytes.size()));
  for (int attempt = 0; attempt < 2; ++attempt) {
    const auto all_new = Append(owner, attachment, bytes);
    if (!all_new) return tl::unexpected<Error>(all_new.error());
    if (*all_new) return attachment;
    const auto there = Get(owner, attachment);
    if (there) return attachment;
    if (there.error().code != Code::kInternal) return tl::unexpected<Error>(there.error());
    if (auto erased = Erase(owner, attachment); !erased) return tl::unexpected<Error>(erased.error());
  }
  return Broken();
}

// Expecting that nothing is there makes a repetition harmless. No Nats-Msg-Id: within the duplicates window
// the stream would acknowledge, without storing it, what has been erased since.
Result<bool> Store::Append(const Owner& owner, const Attachment& attachment, std::string_view bytes) {
  std::vector<bus::Outgoing> messages;
  for (std::size_t from = 0; from < bytes.size(); from += kChunkBytes) {
    auto& message = messages.emplace_back();
    message.subject = SubjectOf(owner, attachment, messages.size() - 1);
    message.expected_sequence = 0;
    AttachmentChunk chunk;
    chunk.set_data(std::string{bytes.substr(from, kChunkBytes)});
    if (auto sealed = sealer_.Seal(chunk, message.subject); !sealed)
      return tl::unexpected<Error>(sealed.error());
    message.payload = chunk.SerializeAsString();
  }
  const auto acknowledgements = std::make_shared<Acknowledgements>(messages.size());
  for (const auto& message : messages) {
    bus_->AppendAsync(message,
                      [acknowledgements](const Result<bus::Ack>& ack) { acknowledgements->Add(ack); });
  }
  return acknowledgements->Wait();
}

// Empty: no such chunk.
Result<std::string> Store::Chunk(const std::string& subject) {
  auto stored = bus_->Last(stream_, subject, bus::Freshness::kAnyReplica);
  // A replica may be behind; its leader is not.
  if (stored && !*stored) stored = bus_->Last(stream_, subject, bus::Freshness::kLeader);
  if (!stored) return tl::unexpected<Error>(stored.error());
  if (!*stored) return std::string{};
  AttachmentChunk chunk;
  if (!chunk.ParseFromString((*stored)->payload)) return Broken();
  if (auto opened = sealer_.Open(chunk, subject); !opened) return tl::unexpected<Error>(opened.error());
  if (chunk.sealed_size() > 0) {
    return Fail(Code::kFailedPrecondition, "ATTACHMENT_KEY_MISSING",
                "Give this service the key with which the file was sealed (--keys).");
  }
  return std::move(*chunk.mutable_data());
}

Result<std::string> Store::Get(const Owner& owner, const Attachment& attachment) {
  const auto size = static_cast<std::size_t>(attachment.size_bytes());
  if (size == 0 || size > kFileBytesMax) return Broken();
  std::string bytes;
  bytes.reserve(size);
  for (std::size_t i = 0; bytes.size() < size; ++i) {
    const auto chunk = Chunk(SubjectOf(owner, attachment, i));
    if (!chunk) return tl::unexpected<Error>(chunk.error());
    if (chunk->empty() && i == 0)
      return Fail(Code::kNotFound, "ATTACHMENT_GONE",
                  "The file has been erased; only its description is left.");
    if (chunk->empty()) return Broken();
    bytes += *chunk;
  }
  if (bytes.size() != size || Sha256(bytes) != attachment.sha256()) return Broken();
  return bytes;
}

Status Store::Erase(const Owner& owner, const Attachment& attachment) {
  return bus::EraseAll(*bus_, stream_,
                       names::AttachmentSubjectsOf(service_, owner.school, owner.id, attachment.id()));
}

Status Store::EraseAll(const Owner& owner) {
  return bus::EraseAll(*bus_, stream_, names::AttachmentSubjectsOf(service_, owner.school, owner.id));
}

}  // namespace watchbell::attachment
