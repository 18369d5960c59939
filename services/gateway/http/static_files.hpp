// The console's files, read once at start: a request never touches the file system, so no path can leave the
// folder.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "common/result/result.hpp"
#include "services/gateway/http/message.hpp"

namespace watchbell::gateway::http {

class StaticFiles {
 public:
  static constexpr std::size_t kFileBytesMax = 8 * 1024 * 1024;
  static constexpr std::size_t kAllBytesMax = 64 * 1024 * 1024;

  // No console: every path is 404.
  StaticFiles() = default;
  // Everything below the folder but links. INVALID_ARGUMENT (CONSOLE_MISSING) without an index.html.
  static Result<StaticFiles> Load(const std::string& directory);

  // GET or HEAD. A path that is no file gets index.html, whose own routes it may name; one that looks like a
  // file (its last part has a dot) is 404.
  Response Answer(const Request& request) const;

 private:
  struct File {
    std::string body;
    std::string_view content_type;
    std::string etag;
    bool immutable = false;  // its name changes with its content
  };
  std::map<std::string, File, std::less<>> files_;  // by path, "/index.html"
};

}  // namespace watchbell::gateway::http
