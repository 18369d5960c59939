#include "services/cli/commands/import_district.hpp"

#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#include "common/id/id.hpp"
#include "common/time/clock.hpp"
#include "services/cli/commands/gateway_client.hpp"
#include "services/notification/oneroster/archive.hpp"
#include "services/notification/oneroster/manifest.hpp"
#include "watchbell/notification/v1/directory_service.pb.h"

namespace watchbell::cli {
namespace {

using notification::v1::ImportProgress;

int Complain(const Error& error) {
  std::cerr << "watchbell import: " << error.reason << ": " << error.remedy << "\n";
  return 1;
}

Result<std::string> ReadFile(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  if (!file || !(bytes << file.rdbuf()))
    return Fail(Code::kNotFound, "FILE_UNREADABLE", "Check " + path.string() + ".", "path");
  return bytes.str();
}

// Of a folder what the directory reads, however the letters of its name are written, and nothing else:
// userProfiles.csv has passwords in it.
Result<std::string> ArchiveOf(const std::filesystem::path& path) {
  std::error_code error;
  if (!std::filesystem::is_directory(path, error)) return ReadFile(path);
  notification::oneroster::Files files;
  for (const auto& entry : std::filesystem::directory_iterator(path, error)) {
    const std::string name{notification::oneroster::ReadName(entry.path().filename().string())};
    if (name.empty()) continue;
    auto text = ReadFile(entry.path());
    if (!text) return text;
    if (!files.emplace(name, std::move(*text)).second)
      return Fail(Code::kInvalidArgument, "FILE_TWICE", "Keep one " + name + " in " + path.string() + ".",
                  "path");
  }
  if (files.empty()) {
    return Fail(Code::kNotFound, "FOLDER_WITHOUT_FILES",
                "There is no orgs.csv or users.csv in " + path.string() + ".", "path");
  }
  return notification::oneroster::Pack(files);
}

void Say(const ImportProgress& progress) {
  if (progress.stage() == ImportProgress::STAGE_READING) std::cout << "reading the files" << std::endl;
  for (const auto& school : progress.schools())
    std::cout << school.school() << ": " << school.added() << " people come, " << school.changed()
              << " change, " << school.removed() << " go" << std::endl;
  if (progress.stage() == ImportProgress::STAGE_WRITING && progress.done() > 0)
    std::cout << progress.done() << " of " << progress.total() << " written" << std::endl;
}

int Conclude(const ImportProgress& last, bool dry_run) {
  for (const auto& error : last.errors())
    std::cerr << error.file() << (error.line() > 0 ? ":" + std::to_string(error.line()) : "") << ": "
              << error.column() << (error.column().empty() ? "" : " ") << error.problem() << "\n";
  if (last.stage() != ImportProgress::STAGE_DONE) {
    std::cerr << "watchbell import: nothing was changed\n";
    return 1;
  }
  std::cout << (dry_run ? "would be: " : "") << last.added() << " added, " << last.changed() << " changed, "
            << last.removed() << " removed, " << last.unchanged() << " unchanged" << std::endl;
  if (last.suspicious() && dry_run)
    std::cout << "more than a tenth of the people would go: refused without --allow-mass-removal"
              << std::endl;
  return 0;
}

int Import(GatewayClient& gateway, notification::v1::ImportDistrictRequest& request) {
  request.set_request_id(id::New(SystemClock()()));
  ImportProgress last;
  const auto done = gateway.Stream("watchbell.notification.v1.DirectoryService/ImportDistrict", request,
                                   [&](const std::string& message) {
                                     if (last.ParseFromString(message)) Say(last);
                                   });
  if (!done) return Complain(done.error());
  return Conclude(last, request.dry_run());
}

}  // namespace

int RunImport(int argc, char** argv) {
  std::string path, url = "http://127.0.0.1:8080", user, password, password_file;
  notification::v1::ImportDistrictRequest request;
  bool dry_run = false, allow_mass_removal = false;
  ::CLI::App app(
      "Brings the directory to what a district's OneRoster 1.1 or 1.2 files say; again costs nothing");
  app.add_option("path", path, "A folder with the CSV files, or a zip of them")->required();
  app.add_option("--url", url, "The gateway")->envname("WATCHBELL_URL")->capture_default_str();
  app.add_option("--user", user, "Who may import")->envname("WATCHBELL_USER")->required();
  app.add_option("--password-file", password_file, "Its first line; else WATCHBELL_PASSWORD");
  app.add_flag("--dry-run", dry_run, "Only say what would change");
  app.add_flag("--allow-mass-removal", allow_mass_removal,
               "Although more than a tenth of the people would go");
  CLI11_PARSE(app, argc, argv);
  request.set_dry_run(dry_run);
  request.set_allow_mass_removal(allow_mass_removal);

  if (const char* given = std::getenv("WATCHBELL_PASSWORD")) password = given;
  if (!password_file.empty()) {
    const auto text = ReadFile(password_file);
    if (!text) return Complain(text.error());
    password = text->substr(0, text->find_first_of("\r\n"));
  }
  if (password.empty()) {
    return Complain({Code::kInvalidArgument, "PASSWORD_MISSING", "password",
                     "Put it into WATCHBELL_PASSWORD or a file for --password-file."});
  }
  auto archive = ArchiveOf(path);
  if (!archive) return Complain(archive.error());
  request.set_archive(std::move(*archive));
  GatewayClient gateway(url);
  if (const auto signed_in = gateway.SignIn(user, password); !signed_in) return Complain(signed_in.error());
  return Import(gateway, request);
}

}  // namespace watchbell::cli
