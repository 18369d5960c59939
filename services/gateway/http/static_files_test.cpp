#include "services/gateway/http/static_files.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "common/testing/process.hpp"

namespace watchbell::gateway::http {
namespace {

class Console : public ::testing::Test {
 protected:
  Console() {
    Write("secret.txt", "outside");
    Write("site/index.html", "<html>");
    Write("site/assets/app-1a2b.js", "run()");
    std::filesystem::create_symlink("../secret.txt", dir_.path() + "/site/link.txt");
    files_ = StaticFiles::Load(dir_.path() + "/site").value();
  }
  void Write(const std::string& path, const std::string& text) {
    const std::filesystem::path full = dir_.path() + "/" + path;
    std::filesystem::create_directories(full.parent_path());
    std::ofstream(full) << text;
  }
  Response Get(std::string path, Headers headers = {}) {
    return files_.Answer(
        {.method = "GET", .path = std::move(path), .headers = std::move(headers), .body = {}});
  }
  static std::string Header(const Response& response, std::string_view name) {
    for (const auto& [key, value] : response.headers) {
      if (key == name) return value;
    }
    return {};
  }

  testing::TempDir dir_;
  StaticFiles files_;
};

TEST_F(Console, AFileComesWithItsTypeAndMayBeKeptForEverWhenItsNameIsHashed) {
  const auto script = Get("/assets/app-1a2b.js");
  EXPECT_EQ(script.status, 200);
  EXPECT_EQ(script.body, "run()");
  EXPECT_EQ(Header(script, "Content-Type"), "text/javascript; charset=utf-8");
  EXPECT_EQ(Header(script, "Cache-Control"), "public, max-age=31536000, immutable");
}

TEST_F(Console, TheConsolesOwnRoutesGetTheIndexFreshly) {
  for (const auto* path : {"/", "/index.html", "/schools/lincoln-es"}) {
    const auto page = Get(path);
    EXPECT_EQ(page.body, "<html>") << path;
    EXPECT_EQ(Header(page, "Cache-Control"), "no-cache");
  }
}

TEST_F(Console, AFileThatIsMissingIsMissing) { EXPECT_EQ(Get("/assets/app-old.js").status, 404); }

TEST_F(Console, NoPathLeavesTheFolder) {
  for (const auto* path :
       {"/../secret.txt", "/assets/../../secret.txt", "/%2e%2e/secret.txt", "//../secret.txt",
        "/..\\secret.txt", "/link.txt", "/assets/%2e%2e/%2e%2e/secret.txt"}) {
    const auto answer = Get(path);
    EXPECT_EQ(answer.status, 404) << path;
    EXPECT_EQ(answer.body, "") << path;
  }
}

TEST_F(Console, WhatTheBrowserHasIsNotSentAgain) {
  const auto etag = Header(Get("/"), "ETag");
  const auto again = Get("/", {{"if-none-match", etag}});
  EXPECT_EQ(again.status, 304);
  EXPECT_EQ(again.body, "");
}

TEST_F(Console, OnlyReadingIsAllowed) {
  EXPECT_EQ(files_.Answer({.method = "DELETE", .path = "/", .headers = {}, .body = {}}).status, 405);
}

TEST_F(Console, AFolderWithoutAnIndexIsRefused) {
  EXPECT_EQ(StaticFiles::Load(dir_.path() + "/site/assets").error().reason, "CONSOLE_MISSING");
  EXPECT_EQ(StaticFiles::Load(dir_.path() + "/nothing").error().reason, "CONSOLE_MISSING");
}

}  // namespace
}  // namespace watchbell::gateway::http
