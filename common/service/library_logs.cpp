#include "common/service/library_logs.hpp"

#include <google/protobuf/stubs/logging.h>
#include <grpc/support/log.h>

#include <filesystem>

#include "common/telemetry/log.hpp"

namespace watchbell::service {
namespace {

std::string Place(const char* file, int line) {
  return std::filesystem::path{file == nullptr ? "" : file}.filename().string() + ":" + std::to_string(line);
}

void OnGrpc(gpr_log_func_args* args) {
  const auto write = args->severity == GPR_LOG_SEVERITY_ERROR ? log::Warn : log::Debug;
  write("grpc", {{"at", Place(args->file, args->line)}, {"text", args->message}});
}

// Its text may quote the message, so only its place is logged.
void OnProtobuf(google::protobuf::LogLevel, const char* file, int line, const std::string&) {
  log::Warn("protobuf", {{"at", Place(file, line)}});
}

}  // namespace

void TakeLibraryLogs() {
  gpr_set_log_function(OnGrpc);
  google::protobuf::SetLogHandler(OnProtobuf);
}

}  // namespace watchbell::service
