#include "services/threat-intake/tools/tip_burst.hpp"

#include <algorithm>
#include <random>

#include "services/threat-intake/tools/phrases.hpp"

namespace watchbell::threat_intake::tools {
namespace {

// Random choices that are the same on every machine; the standard's distributions are not.
class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}
  std::size_t Below(std::size_t bound) { return static_cast<std::size_t>(engine_() % bound); }
  bool Percent(int chance) { return Below(100) < static_cast<std::size_t>(chance); }
  template <class Items>
  const auto& Pick(const Items& items) {
    return items[Below(items.size())];
  }
  template <class Items>
  void Shuffle(Items& items) {
    for (std::size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[Below(i)]);
  }

 private:
  std::mt19937_64 engine_;
};

void Replace(std::string& text, const std::string& from, const std::string& to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
}

// What everybody who saw one post may remember of it.
struct Post {
  std::string handle, name, platform, place, day, quote, weapon;
};
Post MakePost(Random& random) {
  return {std::string{random.Pick(kHandles)},   std::string{random.Pick(kNames)},
          std::string{random.Pick(kPlatforms)}, std::string{random.Pick(kSchoolNames)},
          std::string{random.Pick(kDays)},      std::string{random.Pick(kQuotes)},
          std::string{random.Pick(kWeapons)}};
}

// Now and then a letter is missed, doubled or swapped, and some write without capitals and signs.
std::string Handwriting(std::string text, Random& random) {
  if (random.Percent(45)) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c); });
  }
  if (random.Percent(30)) std::erase_if(text, [](char c) { return c == '.' || c == ',' || c == '\''; });
  for (std::size_t slips = random.Below(4); slips > 0 && text.size() > 10; --slips) {
    const auto at = 1 + random.Below(text.size() - 3);
    const auto plain = [&](std::size_t i) {
      return static_cast<unsigned char>(text[i]) < 0x80 && text[i] != ' ';
    };
    if (!plain(at) || !plain(at + 1)) continue;
    if (random.Percent(40)) {
      std::swap(text[at], text[at + 1]);
    } else if (random.Percent(50)) {
      text.erase(at, 1);
    } else {
      text.insert(at, 1, text[at]);
    }
  }
  return text;
}

template <class Table>
std::string Report(const Table& table, const Post& post, Random& random) {
  // An opening, two to four of the facts in any order, perhaps a closing.
  std::vector<std::string> parts{std::string{random.Pick(table.facts_of_who)},
                                 std::string{random.Pick(table.facts_of_what)}};
  if (random.Percent(70)) parts.emplace_back(random.Pick(table.facts_of_where));
  if (random.Percent(40)) parts.emplace_back(random.Pick(table.facts_of_weapon));
  if (random.Percent(35)) parts.emplace_back(random.Pick(table.facts_of_quote));
  random.Shuffle(parts);
  std::string text = random.Percent(75) ? std::string{random.Pick(table.openings)} : std::string{};
  for (const auto& part : parts) text += (text.empty() ? "" : " ") + part;
  if (random.Percent(50)) text += " " + std::string{random.Pick(table.closings)};
  Replace(text, "{handle}", post.handle);
  Replace(text, "{name}", post.name);
  Replace(text, "{platform}", post.platform);
  Replace(text, "{place}", post.place);
  Replace(text, "{day}", post.day);
  Replace(text, "{quote}", post.quote);
  Replace(text, "{weapon}", post.weapon);
  return Handwriting(text, random);
}

std::string ReportOf(const Post& post, Random& random) {
  return random.Percent(8) ? Report(kSpanish, post, random) : Report(kEnglish, post, random);
}

std::string Other(Random& random) {
  std::string text{random.Pick(kOthers)};
  if (random.Percent(35)) text += " " + std::string{random.Pick(kOtherEnds)};
  Replace(text, "{who}", std::string{random.Pick(kNames)});
  Replace(text, "{spot}", std::string{random.Pick(kSpots)});
  Replace(text, "{grade}", std::string{random.Pick(kGrades)});
  Replace(text, "{when}", std::string{random.Pick(kTimes)});
  Replace(text, "{place}", std::string{random.Pick(kSchoolNames)});
  return Handwriting(text, random);
}

}  // namespace

std::vector<MadeTip> MakeBurst(const BurstAsked& asked) {
  Random random(asked.seed);
  std::vector<MadeTip> tips;
  int about = 0;
  const auto within = static_cast<std::size_t>(std::chrono::milliseconds{asked.within}.count());
  const auto add = [&](int what, std::string text) {
    tips.push_back({what, std::string{random.Pick(kSchoolCodes)},
                    std::chrono::milliseconds{static_cast<std::int64_t>(random.Below(within))},
                    std::move(text)});
  };
  const auto add_reports = [&](int what, const Post& post, int count, int duplicates) {
    std::vector<std::string> written;
    for (int i = 0; i < count; ++i) {
      const bool again = !written.empty() && random.Percent(duplicates);
      written.push_back(again ? random.Pick(written) : ReportOf(post, random));
      add(what, written.back());
    }
  };
  const Post post = MakePost(random);
  add_reports(about, post, asked.reports, asked.duplicate_percent);
  // Another threat, at another school, of another person: the same kind of words about another thing.
  Post decoy = MakePost(random);
  while (decoy.handle == post.handle || decoy.name == post.name || decoy.place == post.place ||
         decoy.quote == post.quote)
    decoy = MakePost(random);
  const int decoys = std::min(asked.others / 10, asked.others);
  add_reports(++about, decoy, decoys, asked.duplicate_percent);
  for (int i = decoys; i < asked.others; ++i) add(++about, Other(random));
  std::stable_sort(tips.begin(), tips.end(),
                   [](const auto& one, const auto& other) { return one.at < other.at; });
  return tips;
}

}  // namespace watchbell::threat_intake::tools
