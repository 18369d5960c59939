#include "services/notification/tools/district.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <sstream>
#include <vector>

#include "common/csv/csv.hpp"
#include "services/notification/oneroster/school_codes.hpp"
#include "services/notification/tools/pools.hpp"
#include "services/notification/tools/random.hpp"
#include "services/notification/tools/rosters.hpp"

namespace watchbell::notification::tools {
namespace {

constexpr std::size_t kSchoolsMax = 1000;
constexpr std::size_t kPeopleMax = 200'000;
constexpr std::size_t kGuardiansMin = 2, kGuardiansMax = 4;  // of a family
constexpr std::size_t kChildrenMax = 6;
constexpr int kSchoolYear = 2026;  // fixed, so that ages do not depend on the day of the run
constexpr int kKindergartenAge = 5;
constexpr std::string_view kDistrictOrg = "district";

struct Level {
  std::string_view word, suffix;
  int first_grade, last_grade;
};
constexpr Level kElementary{"Elementary School", "es", 0, 5};
constexpr Level kMiddle{"Middle School", "ms", 6, 8};
constexpr Level kHigh{"High School", "hs", 9, 12};

struct School {
  std::string org;
  const Level* level;
};

// OneRoster knows few roles; what somebody really does stands in metadata.jobTitle.
struct Post {
  std::string_view title, role;
};
constexpr std::array<Post, 8> kDistrictPosts{{{"Safety Coordinator", "administrator"},
                                              {"Threat Team Lead", "administrator"},
                                              {"Threat Team Counselor", "aide"},
                                              {"Threat Team Psychologist", "aide"},
                                              {"Counsel", "administrator"},
                                              {"Superintendent", "administrator"},
                                              {"Dispatcher", "aide"},
                                              {"Operator", "aide"}}};
constexpr std::array<Post, 4> kFirstPosts{{{"Office Clerk", "aide"},
                                           {"Teacher", "teacher"},
                                           {"Principal", "administrator"},
                                           {"Security Officer", "aide"}}};

struct Family {
  const Community* community;
  std::string_view name;
  std::size_t zone;
  std::size_t guardians = kGuardiansMin;
  std::size_t children = 1;
};

class Generator {
 public:
  explicit Generator(const DistrictPlan& plan) : plan_(plan), random_(plan.seed) {}

  oneroster::Files Run() {
    WriteManifest();
    MakeSchools();
    csv::Write(users_, {"sourcedId", "status", "dateLastModified", "enabledUser", "orgSourcedIds", "role",
                        "username", "givenName", "familyName", "email", "sms", "phone", "agentSourcedIds",
                        "grades", "metadata.language", "metadata.jobTitle"});
    csv::Write(demographics_, {"sourcedId", "status", "dateLastModified", "birthDate"});
    MakeStaff();
    for (const Family& family : MakeFamilies()) WriteFamily(family);
    RosterFiles rosters = WriteRosters(rosters_);
    return {{"manifest.csv", manifest_.str()},
            {"orgs.csv", orgs_.str()},
            {"users.csv", users_.str()},
            {"classes.csv", std::move(rosters.classes)},
            {"enrollments.csv", std::move(rosters.enrollments)},
            {"demographics.csv", demographics_.str()}};
  }

 private:
  struct User {
    std::string sourced_id, orgs, agents, grade;
    std::string_view role, given, family, language, title;
    std::string_view mail_host;  // empty: no mail address
    bool phone = true;
  };

  void WriteManifest() {
    csv::Write(manifest_, {"propertyName", "value"});
    csv::Write(manifest_, {"manifest.version", "1.0"});
    csv::Write(manifest_, {"oneroster.version", "1.1"});
    for (const auto* file : {"orgs", "users", "classes", "enrollments", "demographics"})
      csv::Write(manifest_, {fmt::format("file.{}", file), "bulk"});
  }

  void MakeSchools() {
    csv::Write(orgs_,
               {"sourcedId", "status", "dateLastModified", "name", "type", "identifier", "parentSourcedId"});
    csv::Write(orgs_, {kDistrictOrg, "", "", "Harborview Public Schools", "district", "", ""});
    constexpr std::array<std::string_view, 5> kPrefixes{"", "North ", "South ", "East ", "West "};
    const auto stems = SchoolStems();
    const std::size_t named = kPrefixes.size() * stems.size();  // after those they are numbered
    for (std::size_t i = 0; i < plan_.schools; ++i) {
      // Of twenty schools twelve are elementary, five middle and three high.
      const std::size_t place = i % stems.size();
      const Level& level = place < 12 ? kElementary : place < 17 ? kMiddle : kHigh;
      const std::string stem = fmt::format("{}{}{}", kPrefixes[i / stems.size() % kPrefixes.size()],
                                           stems[place], i < named ? "" : fmt::format(" {}", i / named + 1));
      schools_.push_back({fmt::format("school-{:02}", i + 1), &level});
      rosters_.push_back({.org = schools_[i].org, .by_period = &level != &kElementary});
      csv::Write(orgs_, {schools_[i].org, "", "", fmt::format("{} {}", stem, level.word), "school",
                         fmt::format("{}-{}", oneroster::Slug(stem), level.suffix), kDistrictOrg});
    }
  }

  void MakeStaff() {
    const std::size_t central = std::min(kDistrictPosts.size(), plan_.staff);
    for (std::size_t i = 0; i < central; ++i)
      WriteStaff(fmt::format("staff-d{:03}", i + 1), std::string(kDistrictOrg), kDistrictPosts[i]);
    const std::size_t rest = plan_.staff - central;
    std::size_t number = 0;
    for (std::size_t school = 0; school < schools_.size(); ++school) {
      const std::size_t here = rest / schools_.size() + (school < rest % schools_.size() ? 1 : 0);
      for (std::size_t i = 0; i < here; ++i) {
        const std::string id = fmt::format("staff-{:04}", ++number);
        const Post& post = i < kFirstPosts.size() ? kFirstPosts[i] : kFirstPosts[random_.Percent(85) ? 1 : 0];
        WriteStaff(id, schools_[school].org, post);
        if (post.role == "teacher") rosters_[school].teachers.push_back(id);
      }
    }
  }

  void WriteStaff(const std::string& id, const std::string& org, const Post& post) {
    const Community& community = PickCommunity();
    Write({.sourced_id = id,
           .orgs = org,
           .agents = {},
           .grade = {},
           .role = post.role,
           .given = random_.Pick(community.given_names),
           .family = random_.Pick(community.family_names),
           .language = "en",
           .title = post.title,
           .mail_host = "schools.example"});
  }

  // As many families as make two and a half guardians each, then the rest of the people at random.
  std::vector<Family> MakeFamilies() {
    const std::size_t least = std::max((plan_.contacts + kGuardiansMax - 1) / kGuardiansMax,
                                       (plan_.students + kChildrenMax - 1) / kChildrenMax);
    const std::size_t most = std::min(plan_.students, plan_.contacts / kGuardiansMin);
    const std::size_t count = std::clamp(plan_.contacts * 2 / 5, least, most);
    std::vector<Family> families;
    for (std::size_t i = 0; i < count; ++i) {
      const Community& community = PickCommunity();
      families.push_back({&community, random_.Pick(community.family_names), random_.Below(schools_.size())});
    }
    Spread(families, plan_.contacts - count * kGuardiansMin, &Family::guardians, kGuardiansMax);
    Spread(families, plan_.students - count, &Family::children, kChildrenMax);
    return families;
  }

  void Spread(std::vector<Family>& families, std::size_t people, std::size_t Family::*size,
              std::size_t most) {
    while (people > 0) {
      Family& family = families[random_.Below(families.size())];
      if (family.*size == most) continue;
      ++(family.*size);
      --people;
    }
  }

  void WriteFamily(const Family& family) {
    std::string guardians, children;
    for (std::size_t i = 0; i < family.guardians; ++i)
      guardians += fmt::format("{}contact-{:05}", i == 0 ? "" : ",", contacts_ + i + 1);
    for (std::size_t i = 0; i < family.children; ++i)
      children += fmt::format("{}student-{:05}", i == 0 ? "" : ",", students_ + i + 1);
    for (std::size_t i = 0; i < family.children; ++i) WriteStudent(family, guardians);
    for (std::size_t i = 0; i < family.guardians; ++i) {
      // The first two are parents; a few of the others cannot be reached by mail or by telephone.
      const bool parent = i < kGuardiansMin;
      Write({.sourced_id = fmt::format("contact-{:05}", ++contacts_),
             .orgs = {},
             .agents = children,
             .grade = {},
             .role = parent                ? "parent"
                     : random_.Percent(50) ? "guardian"
                                           : "relative",
             .given = random_.Pick(family.community->given_names),
             .family =
                 i == 0 || random_.Percent(60) ? family.name : random_.Pick(family.community->family_names),
             .language = family.community->language,
             .title = {},
             .mail_host = parent || random_.Percent(90) ? "families.example" : "",
             .phone = parent || random_.Percent(95)});
    }
  }

  void WriteStudent(const Family& family, const std::string& guardians) {
    const School& school = SchoolFor(family);
    const Level& level = *school.level;
    const auto grades = static_cast<std::size_t>(level.last_grade - level.first_grade + 1);
    const int grade = level.first_grade + static_cast<int>(random_.Below(grades));
    const std::string id = fmt::format("student-{:05}", ++students_);
    Write({.sourced_id = id,
           .orgs = school.org,
           .agents = guardians,
           .grade = grade == 0 ? "KG" : fmt::format("{:02}", grade),
           .role = "student",
           .given = random_.Pick(family.community->given_names),
           .family = family.name,
           .language = family.community->language,
           .title = {},
           .mail_host = {},
           .phone = false});
    rosters_[static_cast<std::size_t>(&school - schools_.data())].students.push_back(id);
    csv::Write(demographics_, {id, "", "",
                               fmt::format("{}-{:02}-{:02}", kSchoolYear - kKindergartenAge - grade,
                                           random_.Below(12) + 1, random_.Below(28) + 1)});
  }

  // A child goes to a school near the family's: the zone fixes one school of each level.
  const School& SchoolFor(const Family& family) {
    const std::size_t wanted = random_.Below(13);
    const Level& level = wanted < 6 ? kElementary : wanted < 9 ? kMiddle : kHigh;
    for (std::size_t i = 0; i < schools_.size(); ++i) {
      const School& school = schools_[(family.zone + i) % schools_.size()];
      if (school.level == &level) return school;
    }
    return schools_[family.zone];
  }

  void Write(const User& user) {
    std::string mail;
    if (!user.mail_host.empty())
      mail = fmt::format("{}.{}.{}@{}", oneroster::Slug(user.given), oneroster::Slug(user.family),
                         std::string_view(user.sourced_id).substr(user.sourced_id.find('-') + 1),
                         user.mail_host);
    csv::Write(users_, {user.sourced_id, "", "", "true", user.orgs, user.role, user.sourced_id, user.given,
                        user.family, mail, user.phone ? Phone() : "", "", user.agents, user.grade,
                        user.language, user.title});
  }

  std::string Phone() {
    constexpr std::array<std::string_view, 4> kAreas{"203", "475", "860", "959"};
    return fmt::format("+1{}55501{:02}", kAreas[random_.Below(kAreas.size())], random_.Below(100));
  }

  const Community& PickCommunity() {
    std::size_t ticket = random_.Below(100);
    for (const Community& community : Communities()) {
      if (ticket < community.percent) return community;
      ticket -= community.percent;
    }
    return Communities().front();
  }

  const DistrictPlan& plan_;
  Random random_;
  std::vector<School> schools_;
  std::vector<SchoolRoster> rosters_;  // of schools_, in their order
  std::size_t students_ = 0, contacts_ = 0;
  std::ostringstream manifest_, orgs_, users_, demographics_;
};

tl::unexpected<Error> Refuse(const char* field, std::string remedy) {
  return Fail(Code::kInvalidArgument, "DISTRICT_IMPOSSIBLE", std::move(remedy), field);
}

}  // namespace

Result<oneroster::Files> GenerateDistrict(const DistrictPlan& plan) {
  if (plan.schools < 1 || plan.schools > kSchoolsMax) return Refuse("schools", "Ask for 1 to 1000 schools.");
  if (plan.students < 1 || plan.students > kPeopleMax)
    return Refuse("students", "Ask for 1 to 200000 students.");
  if (plan.staff > kPeopleMax) return Refuse("staff", "Ask for at most 200000 staff.");
  const std::size_t families_min = (plan.students + kChildrenMax - 1) / kChildrenMax;
  if (plan.contacts < families_min * kGuardiansMin || plan.contacts > plan.students * kGuardiansMax)
    return Refuse("contacts", "Ask for between a third and four times as many contacts as students.");
  return Generator(plan).Run();
}

}  // namespace watchbell::notification::tools
