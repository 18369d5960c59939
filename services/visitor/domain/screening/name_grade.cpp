#include "services/visitor/domain/screening/name_grade.hpp"

#include <algorithm>
#include <array>

#include "services/visitor/domain/screening/nicknames.hpp"
#include "services/visitor/domain/screening/similarity.hpp"

namespace watchbell::visitor {
namespace {

using Words = NameView::Words;

constexpr std::size_t kEditLettersMin = 5;
constexpr double kGivenAlikeMin = 0.88;
constexpr double kSurnameAlikeMin = 0.92;

constexpr auto E = NameGrade::kExact, S = NameGrade::kStrong, F = NameGrade::kFuzzy, N = NameGrade::kNone;
// Rows: the surnames' agreement; columns: the given names'.
constexpr NameGrade kGrades[kAgreementCount][kAgreementCount] = {
    // same, nickname, initial, prefix, part, one edit, alike, different, absent
    {E, S, S, S, N, S, F, N, N},  // same
    {N, N, N, N, N, N, N, N, N},  // nickname: not of surnames
    {N, N, N, N, N, N, N, N, N},  // initial: not of surnames
    {S, F, F, F, N, F, F, N, N},  // prefix
    {S, F, F, F, N, F, F, N, N},  // part
    {S, F, F, F, N, F, F, N, N},  // one edit
    {F, F, F, F, N, F, F, N, N},  // alike
    {N, N, N, N, N, N, N, N, N},  // different
    {N, N, N, N, N, N, N, N, N},  // absent
};

// Words written as one, without an allocation: names are compared by the million.
class Joined {
 public:
  Joined() = default;
  explicit Joined(Words words, bool particles = true) {
    for (const auto word : words) {
      if (particles || !IsParticle(word)) Append(word);
    }
  }
  void Append(std::string_view word) {
    const auto count = std::min(word.size(), letters_.size() - size_);
    std::copy_n(word.begin(), count, letters_.begin() + static_cast<std::ptrdiff_t>(size_));
    size_ += count;
  }
  void Append(Words words) {
    for (const auto word : words) Append(word);
  }
  std::string_view text() const { return {letters_.data(), size_}; }

 private:
  std::array<char, kNameLettersMax> letters_;
  std::size_t size_ = 0;
};

bool IsOneEdit(std::string_view a, std::string_view b) {
  return std::max(a.size(), b.size()) >= kEditLettersMin && AtMostOneEdit(a, b);
}

Agreement Spelling(std::string_view a, std::string_view b, double alike_min) {
  if (a == b) return Agreement::kSame;
  if (IsOneEdit(a, b)) return Agreement::kOneEdit;
  return JaroWinkler(a, b) >= alike_min ? Agreement::kAlike : Agreement::kDifferent;
}

bool IsCutFrom(std::string_view prefix, bool truncated, std::string_view whole) {
  return truncated && !prefix.empty() && whole.starts_with(prefix);
}

bool SameGiven(const NameView& a, const NameView& b, std::string_view joined_a, std::string_view joined_b) {
  if (joined_a == joined_b || a.given()[0] == b.given()[0]) return true;
  Joined all_a(a.given()), all_b(b.given());
  all_a.Append(a.middle());
  all_b.Append(b.middle());
  return all_a.text() == all_b.text();
}

Agreement GivenAgreement(const NameView& a, const NameView& b) {
  if (a.given().empty() && b.given().empty()) return Agreement::kSame;
  if (a.given().empty() || b.given().empty()) return Agreement::kAbsent;
  const Joined joined_a(a.given()), joined_b(b.given());
  if (SameGiven(a, b, joined_a.text(), joined_b.text())) return Agreement::kSame;
  const auto first_a = a.given()[0], first_b = b.given()[0];
  if (AreNicknames(first_a, first_b)) return Agreement::kNickname;
  if (first_a[0] == first_b[0] && (first_a.size() == 1 || first_b.size() == 1)) return Agreement::kInitial;
  if (IsCutFrom(joined_a.text(), a.given_truncated(), joined_b.text()) ||
      IsCutFrom(joined_b.text(), b.given_truncated(), joined_a.text())) {
    return Agreement::kPrefix;
  }
  return Spelling(joined_a.text(), joined_b.text(), kGivenAlikeMin);
}

// The one word of a surname beside its particles, or empty.
std::string_view OnlyWord(Words words) {
  std::string_view only;
  for (const auto word : words) {
    if (IsParticle(word)) continue;
    if (!only.empty()) return {};
    only = word;
  }
  return only;
}

bool IsPartOf(Words part, Words whole) {
  const auto word = OnlyWord(part);
  return !word.empty() && word.size() > 1 && OnlyWord(whole).empty() &&
         std::ranges::find(whole, word) != whole.end();
}

Agreement SurnameAgreement(const NameView& a, const NameView& b) {
  if (a.surname().empty() || b.surname().empty()) return Agreement::kAbsent;
  const Joined joined_a(a.surname()), joined_b(b.surname());
  if (joined_a.text() == joined_b.text()) return Agreement::kSame;
  const Joined bare_a(a.surname(), false), bare_b(b.surname(), false);
  if (!bare_a.text().empty() && bare_a.text() == bare_b.text()) return Agreement::kSame;
  if (IsCutFrom(joined_a.text(), a.surname_truncated(), joined_b.text()) ||
      IsCutFrom(joined_b.text(), b.surname_truncated(), joined_a.text())) {
    return Agreement::kPrefix;
  }
  if (IsPartOf(a.surname(), b.surname()) || IsPartOf(b.surname(), a.surname())) return Agreement::kPart;
  return Spelling(joined_a.text(), joined_b.text(), kSurnameAlikeMin);
}

// Given and surname exchanged: as good as a nickname when nothing else is wrong.
NameGrade SwappedGrade(const NameView& a, const NameView& b) {
  const Joined given_a(a.given()), given_b(b.given()), surname_a(a.surname()), surname_b(b.surname());
  const auto worst = std::max(Spelling(given_a.text(), surname_b.text(), kGivenAlikeMin),
                              Spelling(surname_a.text(), given_b.text(), kGivenAlikeMin));
  if (worst == Agreement::kSame) return NameGrade::kStrong;
  return worst < Agreement::kDifferent ? NameGrade::kFuzzy : NameGrade::kNone;
}

// Middle names, and given names after the first, as far as they are full and not particles.
struct FullMiddles {
  std::array<std::string_view, kNameWordsMax> words;
  std::size_t count = 0;
  explicit FullMiddles(const NameView& name) {
    if (!name.given().empty()) Add(name.given().subspan(1));
    Add(name.middle());
  }
  void Add(Words more) {
    for (const auto word : more) {
      if (word.size() > 1 && !IsParticle(word)) words[count++] = word;
    }
  }
  Words all() const { return Words(words).first(count); }
  bool HasWordUnlike(const FullMiddles& others) const {
    return std::ranges::any_of(all(), [&](std::string_view mine) {
      return std::ranges::none_of(others.all(), [&](std::string_view other) {
        return mine == other || IsOneEdit(mine, other) || AreNicknames(mine, other);
      });
    });
  }
};

bool MiddlesConflict(const NameView& a, const NameView& b) {
  const FullMiddles full_a(a), full_b(b);
  if (full_a.count == 0 || full_b.count == 0) return false;
  const Joined given_a(a.given()), given_b(b.given());
  if (given_a.text() == given_b.text() && (a.middle().empty() || b.middle().empty())) return false;
  return full_a.HasWordUnlike(full_b) && full_b.HasWordUnlike(full_a);
}

// Jr and II are used for one another.
bool SuffixesConflict(Suffix a, Suffix b) {
  if (a == b || a == Suffix::kNone || b == Suffix::kNone) return false;
  const auto is_second = [](Suffix suffix) { return suffix == Suffix::kJunior || suffix == Suffix::kSecond; };
  return !(is_second(a) && is_second(b));
}

NameGrade Less(NameGrade grade) {
  return grade == NameGrade::kNone ? grade : static_cast<NameGrade>(static_cast<int>(grade) + 1);
}

}  // namespace

NameAgreement GradeNames(const NameView& a, const NameView& b) {
  NameAgreement result;
  if (a.all().empty() || b.all().empty()) return result;
  result.given = GivenAgreement(a, b);
  result.surname = SurnameAgreement(a, b);
  result.grade = kGrades[static_cast<int>(result.surname)][static_cast<int>(result.given)];
  if (result.grade > NameGrade::kStrong) {
    const auto swapped = SwappedGrade(a, b);
    result.swapped = swapped < result.grade;
    result.grade = std::min(result.grade, swapped);
  }
  if (result.grade == NameGrade::kNone) return result;
  result.middle_conflict = MiddlesConflict(a, b);
  result.suffix_conflict = SuffixesConflict(a.suffix(), b.suffix());
  if (result.middle_conflict) result.grade = Less(result.grade);
  if (result.suffix_conflict) result.grade = Less(result.grade);
  return result;
}

NameKeys KeysOf(const NameView& name) {
  const Joined surname(name.surname()), bare(name.surname(), false), given(name.given());
  Joined given_and_middle = given;
  given_and_middle.Append(name.middle());
  return {.surname = std::string(surname.text()),
          .surname_stripped = std::string(bare.text()),
          .given = std::string(given.text()),
          .given_first = name.given().empty() ? std::string() : std::string(name.given()[0]),
          .given_and_middle = std::string(given_and_middle.text())};
}

}  // namespace watchbell::visitor
