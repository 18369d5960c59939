#include "common/policy/sealer.hpp"

#include <sodium.h>

#include <array>
#include <optional>
#include <stdexcept>

#include "common/policy/plan_cache.hpp"
#include "common/policy/policy.hpp"
#include "watchbell/common/v1/event.pb.h"

namespace watchbell::policy {

using common::v1::Sealed;
using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

namespace {

constexpr int kSealedField = 102;
constexpr std::size_t kNonceBytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTagBytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;

enum Half : std::size_t { kService, kDirectory, kHalves };

// Where the sealed fields of a type are. Sealed fields never stand inside an unsealed repeated message
// (Violations), so the way to each of them is a chain of single messages.
struct SealPlan {
  struct Member {
    const FieldDescriptor* field;
    Half half;
  };
  struct Inside {
    const FieldDescriptor* field;
    const SealPlan* plan;
  };
  std::vector<Member> sealed;
  std::vector<Inside> messages;

  template <class PlanOf>
  void Fill(const Descriptor& type, PlanOf plan_of) {
    for (int i = 0; i < type.field_count(); ++i) {
      const FieldDescriptor& field = *type.field(i);
      if (IsSealedClass(ClassOf(field)))
        sealed.push_back({&field, RingOf(field) == v1::DIRECTORY ? kDirectory : kService});
      else if (field.message_type() != nullptr && !field.is_repeated() &&
               field.message_type()->file()->package() != "google.protobuf")
        messages.push_back({&field, &plan_of(*field.message_type())});
    }
  }
};

const SealPlan& PlanOf(const Message& message) {
  static auto& plans = *new PlanCache<SealPlan>;  // never destroyed: threads may seal until the very end
  return plans.Of(*message.GetDescriptor());
}

// The message that takes the sealed fields of one ring; made, with its parents, when there is a first one.
class Part {
 public:
  explicit Part(const Message& prototype) : prototype_(&prototype) {}
  Part(Part& parent, const FieldDescriptor* via) : parent_(&parent), via_(via) {}

  Message& Get() {
    if (message_ != nullptr) return *message_;
    if (parent_ == nullptr) {
      owned_.reset(prototype_->New());
      message_ = owned_.get();
    } else {
      Message& above = parent_->Get();
      message_ = above.GetReflection()->MutableMessage(&above, via_);
    }
    return *message_;
  }
  Message* found() const { return message_; }

 private:
  const Message* prototype_ = nullptr;
  Part* parent_ = nullptr;
  const FieldDescriptor* via_ = nullptr;
  std::unique_ptr<Message> owned_;
  Message* message_ = nullptr;
};

using Parts = std::array<Part, kHalves>;

// Moves the sealed fields out of `whole`. What this build does not know may be sealed in a newer contract (a
// state that a newer replica wrote), so it moves along.
void Split(const SealPlan& plan, Message& whole, Parts& parts) {
  const auto& reflection = *whole.GetReflection();
  for (const auto& [field, half] : plan.sealed) {
    const bool set =
        field->is_repeated() ? reflection.FieldSize(whole, field) > 0 : reflection.HasField(whole, field);
    if (set) reflection.SwapFields(&whole, &parts[half].Get(), {field});
  }
  if (!reflection.GetUnknownFields(whole).empty()) {
    Message& part = parts[kService].Get();
    reflection.MutableUnknownFields(&part)->Swap(reflection.MutableUnknownFields(&whole));
  }
  for (const auto& [field, inner] : plan.messages) {
    if (!reflection.HasField(whole, field)) continue;
    Parts below{Part(parts[kService], field), Part(parts[kDirectory], field)};
    Split(*inner, *reflection.MutableMessage(&whole, field), below);
  }
}

// Null for a message that is no event. Events are generated messages, so its elements are Sealed.
const FieldDescriptor* SealedFieldOf(const Message& event) {
  const FieldDescriptor* field = event.GetDescriptor()->FindFieldByNumber(kSealedField);
  return field != nullptr && field->is_repeated() && field->message_type() == Sealed::descriptor() ? field
                                                                                                   : nullptr;
}

std::string Authenticated(std::string_view subject, const std::string& key_id) {
  std::string text(subject);
  text += '\n';
  text += key_id;
  return text;
}

unsigned char* Bytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }
const unsigned char* Bytes(const std::string& text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

// Fills in the ciphertext; key id and nonce stand in `sealed` already.
void Encrypt(const Message& part, const std::string& key, std::string_view subject, Sealed& sealed) {
  const std::string plain = part.SerializeAsString();
  const std::string authenticated = Authenticated(subject, sealed.key_id());
  std::string& ciphertext = *sealed.mutable_ciphertext();
  ciphertext.resize(plain.size() + kTagBytes);
  crypto_aead_xchacha20poly1305_ietf_encrypt(Bytes(ciphertext), nullptr, Bytes(plain), plain.size(),
                                             Bytes(authenticated), authenticated.size(), nullptr,
                                             Bytes(sealed.nonce()), Bytes(key));
}

std::optional<std::string> Decrypt(const Sealed& sealed, const std::string& key, std::string_view subject) {
  if (sealed.nonce().size() != kNonceBytes || sealed.ciphertext().size() < kTagBytes) return std::nullopt;
  const std::string authenticated = Authenticated(subject, sealed.key_id());
  std::string plain(sealed.ciphertext().size() - kTagBytes, '\0');
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(
          Bytes(plain), nullptr, nullptr, Bytes(sealed.ciphertext()), sealed.ciphertext().size(),
          Bytes(authenticated), authenticated.size(), Bytes(sealed.nonce()), Bytes(key)) != 0)
    return std::nullopt;
  return plain;
}

}  // namespace

Sealer::Sealer(KeyRing service, KeyRing directory)
    : service_(std::move(service)), directory_(std::move(directory)), blind_index_(service_.keys()) {
  if (sodium_init() < 0) throw std::runtime_error("libsodium does not start");
}

Status Sealer::Seal(Message& event, std::string_view subject) const {
  Parts parts{Part(event), Part(event)};
  Split(PlanOf(event), event, parts);

  const FieldDescriptor* field = SealedFieldOf(event);
  const std::array<const KeyRing*, kHalves> rings{&service_, &directory_};
  for (const Half half : {kService, kDirectory}) {
    if (parts[half].found() == nullptr || (field != nullptr && !rings[half]->newest_id().empty())) continue;
    for (const Part& part : parts)
      if (part.found() != nullptr) event.MergeFrom(*part.found());
    return Fail(Code::kInternal, "SEAL_IMPOSSIBLE",
                "Give this service a key of every ring that its events use.");
  }
  if (parts[kService].found() == nullptr && parts[kDirectory].found() == nullptr) return {};
  std::array<std::array<char, kNonceBytes>, kHalves> nonces;
  randombytes_buf(nonces.data(), sizeof nonces);  // a system call: once for both
  for (const Half half : {kService, kDirectory}) {
    if (parts[half].found() == nullptr) continue;
    auto& sealed = static_cast<Sealed&>(*event.GetReflection()->AddMessage(&event, field));
    sealed.set_key_id(rings[half]->newest_id());
    sealed.set_nonce(nonces[half].data(), kNonceBytes);
    Encrypt(*parts[half].found(), *rings[half]->Find(sealed.key_id()), subject, sealed);
  }
  return {};
}

Status Sealer::Open(Message& event, std::string_view subject) const {
  const FieldDescriptor* field = SealedFieldOf(event);
  if (field == nullptr) return {};
  const auto& reflection = *event.GetReflection();
  const int size = reflection.FieldSize(event, field);

  std::vector<std::unique_ptr<Message>> opened;
  std::vector<int> left;
  for (int i = 0; i < size; ++i) {
    const auto& sealed = static_cast<const Sealed&>(reflection.GetRepeatedMessage(event, field, i));
    const std::string* key = service_.Find(sealed.key_id());
    if (key == nullptr) key = directory_.Find(sealed.key_id());
    if (key == nullptr) {
      left.push_back(i);
      continue;
    }
    const auto plain = Decrypt(sealed, *key, subject);
    opened.emplace_back(event.New());
    if (!plain || !opened.back()->ParseFromString(*plain))
      return Fail(Code::kInternal, "SEAL_BROKEN", "Look for the key's generation and for a changed message.");
  }
  for (std::size_t i = 0; i < left.size(); ++i)
    reflection.SwapElements(&event, field, static_cast<int>(i), left[i]);
  for (std::size_t i = 0; i < opened.size(); ++i) reflection.RemoveLast(&event, field);
  for (const auto& part : opened) event.MergeFrom(*part);
  return {};
}

}  // namespace watchbell::policy
