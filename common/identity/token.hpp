// The signed token that the gateway passes to the services: a JWT, ES256, audience "watchbell-services".
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include "common/identity/caller.hpp"
#include "common/identity/es256.hpp"
#include "common/time/clock.hpp"

namespace watchbell::identity {

inline constexpr std::chrono::minutes kTokenLife{5};
inline constexpr char kTokenHeader[] = "authorization";  // "Bearer <token>", in gRPC metadata

// Thread-safe. Only the gateway holds the private key (PEM, P-256).
class TokenSigner {
 public:
  static Result<TokenSigner> Load(const std::string& private_key_path);
  // Throws std::invalid_argument for what is no such key.
  explicit TokenSigner(const std::string& private_key_pem);
  // `life` is kTokenLife for calls; sessions sign their cookie with the audience "watchbell-session".
  std::string Sign(const Caller& caller, TimePoint now, std::chrono::seconds life = kTokenLife,
                   std::string_view audience = "watchbell-services") const;

 private:
  explicit TokenSigner(Es256Key key);
  Es256Key key_;
};

// Thread-safe. Remembers up to kRemembered verified tokens until they expire, so that a burst verifies once.
class TokenVerifier {
 public:
  static constexpr std::size_t kRemembered = 4096;
  static Result<std::shared_ptr<TokenVerifier>> Load(const std::string& public_key_path);
  // Throws std::invalid_argument for what is no such key.
  explicit TokenVerifier(const std::string& public_key_pem);
  ~TokenVerifier();
  // UNAUTHENTICATED: TOKEN_INVALID or TOKEN_EXPIRED.
  Result<Caller> Verify(const std::string& token, TimePoint now,
                        std::string_view audience = "watchbell-services") const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace watchbell::identity
