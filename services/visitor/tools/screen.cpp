#include "services/visitor/tools/screen.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "common/csv/csv.hpp"
#include "services/visitor/domain/screening/watch_index.hpp"

namespace watchbell::visitor {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::array<std::string_view, kNameGradeCount> kNameGrades = {"EXACT", "STRONG", "FUZZY", "NONE"};
constexpr std::array<std::string_view, kDobGradeCount> kDobGrades = {"SAME", "NEAR", "PARTIAL", "ABSENT",
                                                                     "CONFLICT"};
constexpr std::array<std::string_view, 3> kOutcomes = {"PROBABLE", "POSSIBLE", "CLEAR"};

// A file that cannot be used; the text is for the person at the terminal.
struct BadFile : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// A CSV file with a header, read row by row.
class File {
 public:
  explicit File(const std::string& path)
      : path_(NotAFolder(path)), in_(path, std::ios::binary), table_(csv::Reader(in_)) {
    if (!in_) throw BadFile(path + ": cannot be opened");
    if (const auto header = table_.ReadHeader(); !header) Fail(header.error());
  }
  bool Next() {
    const auto read = table_.Next(row_);
    if (!read) Fail(read.error());
    return *read;
  }
  std::size_t Required(std::string_view column) const {
    const auto found = table_.Column(column);
    if (!found) throw BadFile(path_ + ": has no column " + std::string(column));
    return *found;
  }
  std::string_view Field(std::optional<std::size_t> column) const {
    return column ? std::string_view(row_.fields[*column]) : std::string_view{};
  }
  std::optional<std::size_t> Optional(std::string_view column) const { return table_.Column(column); }
  const std::vector<std::string>& columns() const { return table_.columns(); }
  const csv::Row& row() const { return row_; }
  std::string Place() const { return path_ + ": line " + std::to_string(row_.line); }

 private:
  // Reading one throws, long after it was opened.
  static const std::string& NotAFolder(const std::string& path) {
    if (std::filesystem::is_directory(path)) throw BadFile(path + ": is a folder; name a CSV file");
    return path;
  }
  [[noreturn]] void Fail(const csv::Error& error) const {
    throw BadFile(path_ + ": " + csv::Describe(error));
  }

  std::string path_;
  std::ifstream in_;
  csv::Table table_;
  csv::Row row_;
};

std::string Score(double score) {
  char text[16];
  std::snprintf(text, sizeof text, "%.4f", score);
  return text;
}

template <std::size_t kCount, typename Enum>
std::string_view Label(const std::array<std::string_view, kCount>& labels, Enum value) {
  return labels[static_cast<std::size_t>(value)];
}

void ScreenPairs(const std::string& path) {
  File file(path);
  const auto name1 = file.Required("name1"), name2 = file.Required("name2");
  auto header = file.columns();
  header.insert(header.end(), {"grade", "score", "match"});
  csv::Write(std::cout, header);
  while (file.Next()) {
    const auto result = CompareFullNames(file.Field(name1), file.Field(name2));
    auto row = file.row().fields;
    row.emplace_back(Label(kNameGrades, result.name_grade));
    row.push_back(Score(result.score));
    row.emplace_back(result.score >= kNameMatchScoreMin ? "true" : "false");
    csv::Write(std::cout, row);
  }
}

struct Person {
  std::string id;
  NameParts name;
  std::vector<NameParts> aliases;
  BirthDate born;
};

// Aliases are full names, separated by semicolons or bars.
std::vector<NameParts> Aliases(std::string_view text) {
  std::vector<NameParts> aliases;
  while (!text.empty()) {
    const auto end = std::min(text.find_first_of(";|"), text.size());
    if (auto parts = PartsOfFullName(text.substr(0, end)); !parts.surname.empty())
      aliases.push_back(std::move(parts));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return aliases;
}

std::vector<Person> ReadPeople(const std::string& path) {
  File file(path);
  const auto id = file.Required("id"), given = file.Required("given_name"),
             surname = file.Required("surname"), born = file.Required("date_of_birth");
  const auto middle = file.Optional("middle_name"), suffix = file.Optional("suffix"),
             aliases = file.Optional("aliases");
  std::vector<Person> people;
  while (file.Next()) {
    const auto date = BirthDate::Parse(file.Field(born));
    if (!date) std::cerr << file.Place() << ": date_of_birth is not YYYY-MM-DD, taken as absent\n";
    people.push_back({.id = std::string(file.Field(id)),
                      .name = {.given = std::string(file.Field(given)),
                               .middle = std::string(file.Field(middle)),
                               .surname = std::string(file.Field(surname)),
                               .suffix = std::string(file.Field(suffix))},
                      .aliases = Aliases(file.Field(aliases)),
                      .born = date.value_or(BirthDate{})});
  }
  return people;
}

double Seconds(Clock::duration duration) { return std::chrono::duration<double>(duration).count(); }

struct Stats {
  std::size_t entries = 0;
  double index_seconds = 0;
  std::size_t bytes = 0;
  std::vector<double> query_seconds;

  void Print() {
    std::ranges::sort(query_seconds);
    double total = 0;
    for (const double seconds : query_seconds) total += seconds;
    const auto percentile_us = [&](double share) {
      const auto at = static_cast<std::size_t>(share * static_cast<double>(query_seconds.size()));
      return query_seconds.empty() ? 0.0 : query_seconds[std::min(at, query_seconds.size() - 1)] * 1e6;
    };
    std::fprintf(
        stderr,
        "{\"entries\":%zu,\"index_seconds\":%.3f,\"bytes_per_entry\":%.1f,\"queries_per_second\":%.0f,"
        "\"p50_us\":%.1f,\"p99_us\":%.1f}\n",
        entries, index_seconds,
        entries == 0 ? 0.0 : static_cast<double>(bytes) / static_cast<double>(entries),
        total == 0 ? 0.0 : static_cast<double>(query_seconds.size()) / total, percentile_us(0.5),
        percentile_us(0.99));
  }
};

WatchIndex MakeIndex(const std::vector<Person>& people, Stats& stats) {
  const auto start = Clock::now();
  WatchIndex index;
  index.Reserve(people.size());
  for (const auto& person : people) {
    if (!index.Add({person.id, person.name, person.aliases, person.born})) {
      std::cerr << "entry left out (no name, or its id is empty, too long or repeated): " << person.id
                << '\n';
    }
  }
  index.Settle();
  stats.index_seconds = Seconds(Clock::now() - start);
  stats.entries = index.size();
  stats.bytes = index.MemoryBytes();
  return index;
}

void ScreenList(const std::string& list_path, const std::string& queries_path, bool with_stats) {
  Stats stats;
  const auto index = MakeIndex(ReadPeople(list_path), stats);
  csv::Write(std::cout, {"query_id", "entry_id", "outcome", "name_grade", "dob_grade", "score"});
  for (auto& person : ReadPeople(queries_path)) {
    const Query query{std::move(person.name), std::move(person.aliases), person.born};
    const auto start = Clock::now();
    const auto hits = index.Find(query);
    if (with_stats) stats.query_seconds.push_back(Seconds(Clock::now() - start));
    for (const auto& [entry_id, result] : hits) {
      csv::Write(std::cout, {person.id, entry_id, Label(kOutcomes, result.outcome),
                             Label(kNameGrades, result.name_grade), Label(kDobGrades, result.dob_grade),
                             Score(result.score)});
    }
  }
  if (with_stats) stats.Print();
}

}  // namespace

int RunScreen(int argc, char** argv) {
  CLI::App app{"Screens names against names, or people against a watch list", "watchbell screen"};
  std::string pairs, list, queries;
  bool stats = false;
  auto* pairs_flag =
      app.add_option("--pairs", pairs, "CSV with columns name1, name2; adds grade, score and match");
  auto* list_flag = app.add_option("--list", list, "CSV of entries: id, given_name, surname, date_of_birth");
  auto* queries_flag =
      app.add_option("--queries", queries, "CSV of people to screen, columns as of the list");
  app.add_flag("--stats", stats, "print sizes and speeds on standard error as one JSON line")
      ->needs(list_flag);
  list_flag->needs(queries_flag)->excludes(pairs_flag);
  queries_flag->needs(list_flag);
  try {
    app.parse(argc, argv);
    if (pairs.empty() && list.empty()) throw CLI::RequiredError("--pairs, or --list with --queries,");
    if (pairs.empty()) {
      ScreenList(list, queries, stats);
    } else {
      ScreenPairs(pairs);
    }
  } catch (const CLI::ParseError& error) {
    return app.exit(error);
  } catch (const BadFile& error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
  return std::cout.flush() ? 0 : 1;
}

}  // namespace watchbell::visitor
