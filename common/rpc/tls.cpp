#include "common/rpc/tls.hpp"

#include <grpcpp/security/credentials.h>
#include <grpcpp/security/server_credentials.h>

#include <fstream>
#include <sstream>
#include <stdexcept>

namespace watchbell::rpc {
namespace {

std::string Read(const std::string& path) {
  if (path.empty()) return {};
  std::ifstream file{path};
  std::ostringstream text;
  text << file.rdbuf();
  if (!file || text.str().empty()) throw std::runtime_error("cannot read the TLS file " + path);
  return text.str();
}

}  // namespace

std::shared_ptr<grpc::ServerCredentials> ServerCredentials(const TlsFiles& files) {
  if (files.Empty()) return grpc::InsecureServerCredentials();
  grpc::SslServerCredentialsOptions options{files.ca.empty()
                                                ? GRPC_SSL_DONT_REQUEST_CLIENT_CERTIFICATE
                                                : GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY};
  options.pem_root_certs = Read(files.ca);
  options.pem_key_cert_pairs.push_back({Read(files.key), Read(files.certificate)});
  return grpc::SslServerCredentials(options);
}

std::shared_ptr<grpc::ChannelCredentials> ChannelCredentials(const TlsFiles& files) {
  if (files.Empty()) return grpc::InsecureChannelCredentials();
  grpc::SslCredentialsOptions options;
  options.pem_root_certs = Read(files.ca);
  options.pem_private_key = Read(files.key);
  options.pem_cert_chain = Read(files.certificate);
  return grpc::SslCredentials(options);
}

}  // namespace watchbell::rpc
