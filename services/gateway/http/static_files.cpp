#include "services/gateway/http/static_files.hpp"

#include <fmt/format.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "common/id/id.hpp"

namespace watchbell::gateway::http {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kIndex = "/index.html";
constexpr std::string_view kHashedNames =
    "/assets/";  // where Vite puts names that hold a hash of the content

constexpr std::array<std::pair<std::string_view, std::string_view>, 12> kTypes{
    {{".html", "text/html; charset=utf-8"},
     {".js", "text/javascript; charset=utf-8"},
     {".css", "text/css; charset=utf-8"},
     {".json", "application/json"},
     {".webmanifest", "application/manifest+json"},
     {".map", "application/json"},
     {".svg", "image/svg+xml"},
     {".png", "image/png"},
     {".ico", "image/x-icon"},
     {".woff2", "font/woff2"},
     {".mp3", "audio/mpeg"},
     {".txt", "text/plain; charset=utf-8"}}};

std::string_view TypeOf(const std::string& extension) {
  for (const auto& [known, type] : kTypes) {
    if (known == extension) return type;
  }
  return "application/octet-stream";
}

bool LooksLikeAFile(std::string_view path) { return path.substr(path.rfind('/') + 1).find('.') != path.npos; }

}  // namespace

Result<StaticFiles> StaticFiles::Load(const std::string& directory) {
  StaticFiles files;
  std::size_t all_bytes = 0;
  std::error_code failed;
  for (const auto& entry : fs::recursive_directory_iterator(directory, failed)) {
    if (entry.is_symlink() || !entry.is_regular_file()) continue;
    const std::size_t bytes = entry.file_size();
    all_bytes += bytes;
    if (bytes > kFileBytesMax || all_bytes > kAllBytesMax) {
      return Fail(Code::kInvalidArgument, "CONSOLE_TOO_LARGE", "Build the console for production.");
    }
    std::ifstream in(entry.path(), std::ios::binary);
    File file{
        .body = {std::istreambuf_iterator<char>(in), {}}, .content_type = {}, .etag = {}, .immutable = false};
    const std::string path = "/" + entry.path().lexically_relative(directory).generic_string();
    file.content_type = TypeOf(entry.path().extension().string());
    file.etag = fmt::format("\"{:016x}\"", id::Fingerprint(file.body));
    file.immutable = path.starts_with(kHashedNames);
    files.files_.emplace(path, std::move(file));
  }
  if (!files.files_.contains(kIndex)) {
    return Fail(Code::kInvalidArgument, "CONSOLE_MISSING", "Point --console at the built console.");
  }
  return files;
}

Response StaticFiles::Answer(const Request& request) const {
  if (request.method != "GET" && request.method != "HEAD") {
    return {.status = 405, .headers = {{"Allow", "GET, HEAD"}}, .body = {}};
  }
  auto found = files_.find(request.path);
  if (found == files_.end() && !LooksLikeAFile(request.path)) found = files_.find(kIndex);
  if (found == files_.end()) return {.status = 404, .headers = {}, .body = {}};
  const File& file = found->second;
  Headers headers{{"ETag", file.etag},
                  {"Cache-Control", file.immutable ? "public, max-age=31536000, immutable" : "no-cache"}};
  if (request.Header("if-none-match") == file.etag)
    return {.status = 304, .headers = std::move(headers), .body = {}};
  headers.emplace_back("Content-Type", file.content_type);
  return {.status = 200, .headers = std::move(headers), .body = file.body};
}

}  // namespace watchbell::gateway::http
