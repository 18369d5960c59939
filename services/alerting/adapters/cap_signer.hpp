// The district's signature on a CAP document: XML Signature, enveloped, over the whole document.
#pragma once

#include <memory>
#include <string>

#include "common/result/result.hpp"
#include "services/alerting/adapters/xml_ptr.hpp"
#include "watchbell/alerting/v1/cap.pb.h"

namespace watchbell::alerting {

// Thread-safe.
class CapSigner {
 public:
  // A private key in PEM, RSA or P-256, or (to verify only) a public one.
  static Result<std::unique_ptr<CapSigner>> Load(const std::string& key_path);
  ~CapSigner();

  // Adds the signature as the last child of the document's root.
  Status Sign(xmlDoc* document) const;
  // Whether the document has a signature of this key over exactly what it says.
  bool Verify(xmlDoc* document) const;

 private:
  struct Key;
  explicit CapSigner(std::unique_ptr<Key> key);
  const std::unique_ptr<Key> key_;
};

// The document as partners receive it; signed, if there is a key.
Result<std::string> CapBytes(const CapSigner* signer, const v1::CapAlert& alert);

}  // namespace watchbell::alerting
