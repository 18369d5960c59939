// Certificates as files.
#pragma once

#include <memory>
#include <string>

namespace grpc {
class ChannelCredentials;
class ServerCredentials;
}  // namespace grpc

namespace watchbell::rpc {

// PEM files; all empty: plain text, for loopback and for a mesh that encrypts.
struct TlsFiles {
  std::string certificate;
  std::string key;
  std::string ca;  // whom the other side's certificate must descend from
  bool Empty() const { return certificate.empty() && key.empty() && ca.empty(); }
};

// Throw std::runtime_error that names the file.
std::shared_ptr<grpc::ServerCredentials> ServerCredentials(const TlsFiles& files);
std::shared_ptr<grpc::ChannelCredentials> ChannelCredentials(const TlsFiles& files);

}  // namespace watchbell::rpc
