#include "services/notification/tools/generate.hpp"

#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "services/notification/tools/district.hpp"

namespace watchbell::notification::tools {
namespace {

bool WriteFile(const std::filesystem::path& path, const std::string& bytes) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  file.close();
  if (!file) std::cerr << "cannot write " << path.string() << "\n";
  return bool(file);
}

bool WriteAll(const oneroster::Files& files, const std::filesystem::path& out) {
  if (out.extension() == ".zip") {
    const auto archive = oneroster::Pack(files);
    if (!archive) std::cerr << archive.error().reason << ": " << archive.error().remedy << "\n";
    return archive && WriteFile(out, *archive);
  }
  std::error_code error;
  std::filesystem::create_directories(out, error);
  for (const auto& [name, contents] : files)
    if (!WriteFile(out / name, contents)) return false;
  return true;
}

}  // namespace

int RunGenerate(int argc, char** argv) {
  DistrictPlan plan;
  std::string out;
  CLI::App app("Writes the OneRoster 1.1 files of an invented district: the same for the same numbers.");
  app.add_option("--out", out, "Folder for the CSV files, or a file that ends in .zip")->required();
  app.add_option("--seed", plan.seed, "Which of the possible districts")->capture_default_str();
  app.add_option("--schools", plan.schools, "Schools")->capture_default_str();
  app.add_option("--students", plan.students, "Students")->capture_default_str();
  app.add_option("--contacts", plan.contacts, "Parents, guardians and relatives")->capture_default_str();
  app.add_option("--staff", plan.staff, "Staff, with those of the district's office")->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  const auto files = GenerateDistrict(plan);
  if (!files) {
    std::cerr << files.error().field << ": " << files.error().remedy << "\n";
    return 2;
  }
  return WriteAll(*files, out) ? 0 : 1;
}

}  // namespace watchbell::notification::tools
