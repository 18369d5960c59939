// The issued-card samples beside the project, where they are present.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "services/visitor/domain/identity/aamva.hpp"
#include "services/visitor/domain/identity/document_date.hpp"

namespace watchbell::visitor {
namespace {

using namespace std::chrono_literals;
constexpr std::chrono::year_month_day kToday{2026y, std::chrono::June, 1d};

TEST(AamvaData, EverySampleReadsAsItsFieldsSay) {
  const auto folder = std::filesystem::path(WATCHBELL_SHARED_DATA) / "aamva";
  if (!std::filesystem::is_directory(folder)) GTEST_SKIP() << "no samples at " << folder;
  for (const auto& file : std::filesystem::directory_iterator(folder)) {
    SCOPED_TRACE(file.path().filename());
    std::ifstream in(file.path());
    const auto sample = nlohmann::json::parse(in);
    const auto& fields = sample.at("fields");
    const auto field = [&](const char* id) { return fields.value(id, std::string{}); };
    const auto identity = ParseAamva(sample.at("barcode").get<std::string>(), kToday);
    ASSERT_TRUE(identity);
    EXPECT_EQ(identity->family_name, field("DCS"));
    EXPECT_EQ(identity->given_name, field("DAC"));
    EXPECT_EQ(identity->middle_names, std::vector<std::string>{field("DAD")});
    EXPECT_EQ(identity->birth_date, ParseCardDate(field("DBB")));
    EXPECT_EQ(identity->expires_on, ParseCardDate(field("DBA")));
    EXPECT_EQ(identity->jurisdiction, field("DAJ"));
    EXPECT_TRUE(field("DAQ").ends_with(identity->number_last4));
    EXPECT_EQ(identity->number_last4.size(), 4u);
  }
}

}  // namespace
}  // namespace watchbell::visitor
