#include "services/alerting/adapters/cap_signer.hpp"

#include <xmlsec/crypto.h>
#include <xmlsec/errors.h>
#include <xmlsec/templates.h>
#include <xmlsec/xmldsig.h>
#include <xmlsec/xmlsec.h>
#include <xmlsec/xmltree.h>

#include "services/alerting/adapters/cap_writer.hpp"

namespace watchbell::alerting {
namespace {

// Once for the process; the libraries are given back by its end.
bool Ready() {
  xmlSecErrorsDefaultCallbackEnableOutput(0);  // what went wrong is told by our own errors
  static const bool ready = xmlSecInit() == 0 && xmlSecCryptoAppInit(nullptr) == 0 && xmlSecCryptoInit() == 0;
  return ready;
}

struct ContextFree {
  void operator()(xmlSecDSigCtx* context) const { xmlSecDSigCtxDestroy(context); }
};
using SignatureContext = std::unique_ptr<xmlSecDSigCtx, ContextFree>;

tl::unexpected<Error> Failed() {
  return Fail(Code::kInternal, "CAP_NOT_SIGNED", "Look whether --cap-key holds a private RSA or P-256 key.");
}

}  // namespace

struct CapSigner::Key {
  explicit Key(xmlSecKey* loaded) : key(loaded) {}
  Key(const Key&) = delete;
  Key& operator=(const Key&) = delete;
  ~Key() { xmlSecKeyDestroy(key); }
  xmlSecKey* const key;

  SignatureContext Context() const {
    SignatureContext context{xmlSecDSigCtxCreate(nullptr)};
    if (context) context->signKey = xmlSecKeyDuplicate(key);
    return context;
  }
};

CapSigner::CapSigner(std::unique_ptr<Key> key) : key_(std::move(key)) {}
CapSigner::~CapSigner() = default;

Result<std::unique_ptr<CapSigner>> CapSigner::Load(const std::string& key_path) {
  xmlSecKey* key =
      Ready() ? xmlSecCryptoAppKeyLoad(key_path.c_str(), xmlSecKeyDataFormatPem, nullptr, nullptr, nullptr)
              : nullptr;
  if (key == nullptr) {
    return Fail(Code::kFailedPrecondition, "CAP_KEY_UNREADABLE", "Give a key in PEM without a password.",
                "cap-key");
  }
  return std::unique_ptr<CapSigner>{new CapSigner{std::make_unique<Key>(key)}};
}

Status CapSigner::Sign(xmlDoc* document) const {
  const bool rsa = xmlSecKeyCheckId(key_->key, xmlSecKeyDataRsaId);
  xmlNode* signature =
      xmlSecTmplSignatureCreate(document, xmlSecTransformInclC14NId,
                                rsa ? xmlSecTransformRsaSha256Id : xmlSecTransformEcdsaSha256Id, nullptr);
  if (signature == nullptr) return Failed();
  xmlAddChild(xmlDocGetRootElement(document), signature);
  xmlNode* reference =
      xmlSecTmplSignatureAddReference(signature, xmlSecTransformSha256Id, nullptr, Xml(""), nullptr);
  if (reference == nullptr ||
      xmlSecTmplReferenceAddTransform(reference, xmlSecTransformEnvelopedId) == nullptr)
    return Failed();
  const auto context = key_->Context();
  if (!context || xmlSecDSigCtxSign(context.get(), signature) != 0) return Failed();
  return {};
}

bool CapSigner::Verify(xmlDoc* document) const {
  xmlNode* signature = xmlSecFindChild(xmlDocGetRootElement(document), xmlSecNodeSignature, xmlSecDSigNs);
  const auto context = key_->Context();
  return signature != nullptr && context && xmlSecDSigCtxVerify(context.get(), signature) == 0 &&
         context->status == xmlSecDSigStatusSucceeded;
}

Result<std::string> CapBytes(const CapSigner* signer, const v1::CapAlert& alert) {
  const auto document = CapXml(alert);
  if (signer != nullptr) {
    if (const auto done = signer->Sign(document.get()); !done) return tl::unexpected<Error>(done.error());
  }
  return Bytes(document.get());
}

}  // namespace watchbell::alerting
