#include "services/notification/oneroster/archive.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

namespace watchbell::notification::oneroster {
namespace {

constexpr std::array<std::string_view, 2> kWanted{"users.csv", "orgs.csv"};

std::string ReasonOf(const Result<Files>& files) { return files ? "accepted" : files.error().reason; }
std::string Zip(const Files& files) { return Pack(files).value(); }

TEST(Archive, WantedFilesComeOutOfAnyFolder) {
  const auto files =
      Unpack(Zip({{"export/2026/users.csv", "a,b\n"}, {"orgs.csv", "c\n"}, {"notes.txt", "x"}}), kWanted);
  ASSERT_TRUE(files);
  EXPECT_EQ(*files, (Files{{"users.csv", "a,b\n"}, {"orgs.csv", "c\n"}}));
}

TEST(Archive, AZipOfWindowsHasBackslashesAndOneOfAMacHasShadows) {
  const auto files = Unpack(Zip({{"District Export\\", ""},
                                 {"District Export\\Users.CSV", "a,b\n"},
                                 {"__MACOSX/export/._users.csv", "shadow"},
                                 {"export/.DS_Store", "shadow"},
                                 {"export/", ""},
                                 {"export/10:30.txt", "x"},
                                 {"export/orgs.csv", "c\n"}}),
                            kWanted);
  ASSERT_TRUE(files) << ReasonOf(files);
  EXPECT_EQ(*files, (Files{{"users.csv", "a,b\n"}, {"orgs.csv", "c\n"}}));
}

TEST(Archive, TheSameFilesGiveTheSameBytes) {
  const Files files{{"users.csv", std::string(5000, 'a')}, {"orgs.csv", "c\n"}};
  EXPECT_EQ(Zip(files), Zip(files));
}

TEST(Archive, APathThatLeavesTheArchiveIsRefused) {
  for (const char* path : {"../users.csv", "a/../../users.csv", "/etc/users.csv", "..\\users.csv",
                           "\\\\host\\users.csv", "c:users.csv", "C:\\export\\users.csv", "a/.."})
    EXPECT_EQ(ReasonOf(Unpack(Zip({{path, "x"}}), kWanted)), "ARCHIVE_PATH_REFUSED") << path;
}

TEST(Archive, ABombIsStoppedWhileItUnpacks) {
  const std::string zeros(std::size_t{8} << 20, '\0');
  const std::string bomb = Zip({{"users.csv", zeros}});
  EXPECT_LT(bomb.size(), zeros.size() / 500);
  EXPECT_EQ(ReasonOf(Unpack(bomb, kWanted, {.unpacked_bytes_max = zeros.size() - 1})), "ARCHIVE_TOO_LARGE");
  EXPECT_EQ(ReasonOf(Unpack(bomb, kWanted, {.unpacked_bytes_max = zeros.size()})), "accepted");
}

TEST(Archive, TheUnpackedLimitHoldsForAllFilesTogether) {
  const std::string half(700, 'x');
  const std::string archive = Zip({{"users.csv", half}, {"orgs.csv", half}});
  EXPECT_EQ(ReasonOf(Unpack(archive, kWanted, {.unpacked_bytes_max = 1399})), "ARCHIVE_TOO_LARGE");
  EXPECT_EQ(ReasonOf(Unpack(archive, kWanted, {.unpacked_bytes_max = 1400})), "accepted");
}

TEST(Archive, TooManyFilesOrPackedBytesAreRefused) {
  Files many;
  for (int i = 0; i < 65; ++i) many["f" + std::to_string(i)] = "x";
  EXPECT_EQ(ReasonOf(Unpack(Zip(many), kWanted)), "ARCHIVE_TOO_LARGE");
  const std::string archive = Zip({{"users.csv", "x"}});
  EXPECT_EQ(ReasonOf(Unpack(archive, kWanted, {.packed_bytes_max = archive.size() - 1})),
            "ARCHIVE_TOO_LARGE");
}

TEST(Archive, AWantedNameThatOccursTwiceIsRefused) {
  for (const char* second : {"b/users.csv", "b\\users.csv", "Users.csv"})
    EXPECT_EQ(ReasonOf(Unpack(Zip({{"a/users.csv", "x"}, {second, "y"}}), kWanted)), "ARCHIVE_FILE_TWICE");
}

TEST(Archive, WhatIsNoZipIsRefused) {
  for (const std::string& bytes : {std::string(), std::string("users.csv,x"), std::string(4096, '\0')})
    EXPECT_EQ(ReasonOf(Unpack(bytes, kWanted)), "ARCHIVE_NOT_A_ZIP");
}

TEST(Archive, ADamagedFileIsRefused) {
  std::string archive = Zip({{"users.csv", "sourcedId,givenName\nsome text that is stored as it is\n"}});
  constexpr std::size_t kLocalHeaderBytes = 30;
  archive[kLocalHeaderBytes + std::string_view("users.csv").size() + 4] ^= 0x55;
  EXPECT_EQ(ReasonOf(Unpack(archive, kWanted)), "ARCHIVE_DAMAGED");
}

}  // namespace
}  // namespace watchbell::notification::oneroster
