#include "services/notification/sinks/tls.hpp"

#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <array>
#include <stdexcept>

namespace watchbell::notification::sinks {
namespace {

constexpr long kGoodForSeconds = 24 * 60 * 60;
constexpr int kVersion3 = 2;  // as X.509 counts

template <auto release>
struct Releasing {
  template <class Object>
  void operator()(Object* object) const {
    release(object);
  }
};
using Key = std::unique_ptr<EVP_PKEY, Releasing<&EVP_PKEY_free>>;
using Paper = std::unique_ptr<X509, Releasing<&X509_free>>;
using Memory = std::unique_ptr<BIO, Releasing<&BIO_free_all>>;

void Check(bool done, const char* what) {
  if (!done) throw std::runtime_error(std::string("no certificate: ") + what);
}

void Add(X509* paper, int kind, const char* value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, paper, paper, nullptr, nullptr, 0);
  const std::unique_ptr<X509_EXTENSION, Releasing<&X509_EXTENSION_free>> extension{
      X509V3_EXT_conf_nid(nullptr, &context, kind, value)};
  Check(extension && X509_add_ext(paper, extension.get(), -1) == 1, "extension");
}

Paper SignedByItself(EVP_PKEY* key) {
  Paper paper{X509_new()};
  Check(paper != nullptr, "memory");
  X509_set_version(paper.get(), kVersion3);
  ASN1_INTEGER_set(X509_get_serialNumber(paper.get()), 1);
  X509_gmtime_adj(X509_getm_notBefore(paper.get()), -kGoodForSeconds);
  X509_gmtime_adj(X509_getm_notAfter(paper.get()), kGoodForSeconds);
  auto* name = X509_get_subject_name(paper.get());
  const auto* text = reinterpret_cast<const unsigned char*>("sinks.watchbell.example");
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, text, -1, -1, 0);
  X509_set_issuer_name(paper.get(), name);
  X509_set_pubkey(paper.get(), key);
  Add(paper.get(), NID_basic_constraints, "critical,CA:TRUE");
  Add(paper.get(), NID_subject_alt_name, "IP:127.0.0.1");
  Check(X509_sign(paper.get(), key, EVP_sha256()) > 0, "signature");
  return paper;
}

}  // namespace

Certificate::Certificate() : context_(SSL_CTX_new(TLS_server_method())) {
  const Key key{EVP_EC_gen("P-256")};
  Check(context_ && key, "key");
  const auto paper = SignedByItself(key.get());
  Check(SSL_CTX_use_certificate(context_.get(), paper.get()) == 1 &&
            SSL_CTX_use_PrivateKey(context_.get(), key.get()) == 1,
        "pair");
  SSL_CTX_set_min_proto_version(context_.get(), TLS1_2_VERSION);
  const Memory memory{BIO_new(BIO_s_mem())};
  Check(memory && PEM_write_bio_X509(memory.get(), paper.get()) == 1, "text");
  char* text = nullptr;
  const long size = BIO_get_mem_data(memory.get(), &text);
  pem_.assign(text, static_cast<std::size_t>(size));
}

TlsSession::TlsSession(const Certificate& certificate) : session_(SSL_new(certificate.context())) {
  Check(session_ != nullptr, "session");
  SSL_set_bio(session_.get(), BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()));  // both are the session's now
  SSL_set_accept_state(session_.get());
}

bool TlsSession::Receive(std::string& wire_in, std::string& plain, std::string& wire_out) {
  BIO_write(SSL_get_rbio(session_.get()), wire_in.data(), static_cast<int>(wire_in.size()));
  wire_in.clear();
  std::array<char, 16 * 1024> buffer;
  int got = 0;
  while ((got = SSL_read(session_.get(), buffer.data(), static_cast<int>(buffer.size()))) > 0)
    plain.append(buffer.data(), static_cast<std::size_t>(got));
  const int why = SSL_get_error(session_.get(), got);
  Drain(wire_out);
  return why == SSL_ERROR_WANT_READ;
}

void TlsSession::Send(std::string_view plain, std::string& wire_out) {
  if (!plain.empty()) SSL_write(session_.get(), plain.data(), static_cast<int>(plain.size()));
  Drain(wire_out);
}

void TlsSession::Drain(std::string& wire_out) {
  std::array<char, 16 * 1024> buffer;
  int got = 0;
  while ((got = BIO_read(SSL_get_wbio(session_.get()), buffer.data(), static_cast<int>(buffer.size()))) > 0)
    wire_out.append(buffer.data(), static_cast<std::size_t>(got));
}

}  // namespace watchbell::notification::sinks
