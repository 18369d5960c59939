#include "common/attachment/store.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "common/names/names.hpp"
#include "common/testing/await.hpp"
#include "common/testing/servers.hpp"

namespace watchbell::attachment {
namespace {

using common::v1::AttachmentChunk;

const Owner kVisit{"lincoln-es", "0198c0de-0000-7000-8000-000000000001"};
const Owner kOtherVisit{"lincoln-es", "0198c0de-0000-7000-8000-000000000002"};

// Different in every chunk, so that chunks cannot stand in for each other.
std::string File(std::size_t size) {
  std::string bytes(size, '\0');
  for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<char>((i * 31 + i / kChunkBytes) % 251);
  return bytes;
}

class StoreTest : public ::testing::Test {
 protected:
  StoreTest() : bus(bus::Bus::Connect({.url = nats.url()}).value()), store(bus, sealer, "visitor") {
    EXPECT_TRUE(store.Reconcile(1));
  }
  std::string Subject(const Attachment& attachment, std::size_t chunk, const Owner& owner = kVisit) const {
    return names::AttachmentSubject("visitor", owner.school, owner.id, attachment.id(), chunk);
  }
  std::optional<bus::Stored> Stored(const std::string& subject) {
    return bus->Last("VISITOR_ATTACHMENTS", subject, bus::Freshness::kLeader).value();
  }
  void Replace(const std::string& subject, const std::string& payload) {
    ASSERT_TRUE(bus->Append({.subject = subject, .payload = payload}));
  }
  bool OnDisk(const std::string& bytes) const {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(nats.files())) {
      if (!entry.is_regular_file()) continue;
      std::ostringstream content;
      content << std::ifstream(entry.path(), std::ios::binary).rdbuf();
      if (content.str().find(bytes) != std::string::npos) return true;
    }
    return false;
  }

  testing::NatsServer nats;
  std::shared_ptr<bus::Bus> bus;
  policy::Sealer sealer{policy::KeyRing::Random("visitor"), policy::KeyRing::Random("directory")};
  Store store;
};

TEST_F(StoreTest, AFileOfManyChunksComesBackAsItWas) {
  for (const std::size_t size : {std::size_t{1}, kChunkBytes, kChunkBytes + 1, kFileBytesMax}) {
    const auto bytes = File(size);
    const auto attachment = store.Put(kVisit, "image/jpeg", bytes);
    ASSERT_TRUE(attachment) << size << ' ' << attachment.error().remedy;
    EXPECT_EQ(attachment->media_type(), "image/jpeg");
    EXPECT_EQ(attachment->size_bytes(), static_cast<int>(size));
    EXPECT_TRUE(store.Get(kVisit, *attachment) == bytes) << size;
  }
}

TEST_F(StoreTest, TheSameContentOfTheSameOwnerIsStoredOnce) {
  const auto first = store.Put(kVisit, "image/png", File(3 * kChunkBytes)).value();
  const auto sequence = Stored("attachment.visitor.>")->sequence;
  const auto again = store.Put(kVisit, "image/png", File(3 * kChunkBytes)).value();
  EXPECT_EQ(again.id(), first.id());
  EXPECT_EQ(Stored("attachment.visitor.>")->sequence, sequence);
}

TEST_F(StoreTest, AnOwnersContentGoesWithoutTheOthers) {
  const auto mine = store.Put(kVisit, "image/png", "content").value();
  const auto theirs = store.Put(kOtherVisit, "image/png", "content").value();
  ASSERT_TRUE(store.EraseAll(kVisit));
  EXPECT_EQ(store.Get(kVisit, mine).error().reason, "ATTACHMENT_GONE");
  EXPECT_EQ(store.Get(kOtherVisit, theirs).value(), "content");
}

TEST_F(StoreTest, WhatWasErasedCanBeStoredAgainAtOnce) {
  const auto attachment = store.Put(kVisit, "image/png", "content").value();
  ASSERT_TRUE(store.Erase(kVisit, attachment));
  EXPECT_FALSE(store.Get(kVisit, attachment));
  ASSERT_TRUE(store.Put(kVisit, "image/png", "content"));
  EXPECT_EQ(store.Get(kVisit, attachment).value(), "content");
}

TEST_F(StoreTest, NeitherTheContentNorItsPlainHashLeavesInTheClear) {
  const std::string canary = "a canary that sings in the file";
  const auto attachment = store.Put(kVisit, "text/plain", canary).value();
  EXPECT_FALSE(OnDisk(canary));
  EXPECT_FALSE(OnDisk(attachment.sha256()));
  EXPECT_TRUE(OnDisk(Subject(attachment, 0)));  // the search finds what is there
}

TEST_F(StoreTest, ErasingLeavesNoSealedByteInTheFilesOfNats) {
  const auto attachment = store.Put(kVisit, "image/jpeg", File(5 * kChunkBytes)).value();
  std::vector<std::string> pieces;
  for (std::size_t i = 0; i < 5; ++i) {
    AttachmentChunk chunk;
    ASSERT_TRUE(chunk.ParseFromString(Stored(Subject(attachment, i))->payload));
    const auto& ciphertext = chunk.sealed(0).ciphertext();
    for (std::size_t at = 0; at + 32 < ciphertext.size(); at += ciphertext.size() / 4)
      pieces.push_back(ciphertext.substr(at, 32));
  }
  ASSERT_TRUE(testing::Await([&] { return OnDisk(pieces.back()); }));
  ASSERT_TRUE(store.Erase(kVisit, attachment));
  for (const auto& piece : pieces) EXPECT_FALSE(OnDisk(piece));
  EXPECT_EQ(Stored("attachment.visitor.>"), std::nullopt);
}

TEST_F(StoreTest, AChunkThatWasChangedIsNoticed) {
  const auto attachment = store.Put(kVisit, "image/jpeg", File(2 * kChunkBytes)).value();
  auto payload = Stored(Subject(attachment, 1))->payload;
  payload[payload.size() / 2] = static_cast<char>(payload[payload.size() / 2] ^ 1);
  Replace(Subject(attachment, 1), payload);
  EXPECT_EQ(store.Get(kVisit, attachment).error().code, Code::kInternal);
}

TEST_F(StoreTest, AChunkInThePlaceOfAnotherIsNoticed) {
  const auto attachment = store.Put(kVisit, "image/jpeg", File(2 * kChunkBytes)).value();
  Replace(Subject(attachment, 1), Stored(Subject(attachment, 0))->payload);
  EXPECT_EQ(store.Get(kVisit, attachment).error().code, Code::kInternal);
}

TEST_F(StoreTest, AMissingChunkIsNoticed) {
  const auto attachment = store.Put(kVisit, "image/jpeg", File(3 * kChunkBytes)).value();
  Attachment longer = attachment;
  longer.set_size_bytes(longer.size_bytes() + 1);
  EXPECT_EQ(store.Get(kVisit, longer).error().reason, "ATTACHMENT_BROKEN");
}

TEST_F(StoreTest, StoringAgainMendsWhatWasBroken) {
  const auto attachment = store.Put(kVisit, "image/jpeg", File(2 * kChunkBytes)).value();
  Replace(Subject(attachment, 1), "nonsense");
  ASSERT_FALSE(store.Get(kVisit, attachment));
  ASSERT_TRUE(store.Put(kVisit, "image/jpeg", File(2 * kChunkBytes)));
  EXPECT_TRUE(store.Get(kVisit, attachment) == File(2 * kChunkBytes));
}

TEST_F(StoreTest, WithoutTheKeyNothingOpens) {
  const auto attachment = store.Put(kVisit, "image/jpeg", "content").value();
  policy::KeyRing other;
  other.Add("visitor/2", std::string(32, 'k'));
  const policy::Sealer stranger{std::move(other), policy::KeyRing::Random("directory")};
  EXPECT_EQ(Store(bus, stranger, "visitor").Get(kVisit, attachment).error().reason, "ATTACHMENT_KEY_MISSING");
  const policy::Sealer impostor{policy::KeyRing::Random("visitor"), policy::KeyRing::Random("directory")};
  EXPECT_EQ(Store(bus, impostor, "visitor").Get(kVisit, attachment).error().reason, "SEAL_BROKEN");
}

TEST_F(StoreTest, WhatIsEmptyOrTooLargeIsRefused) {
  EXPECT_EQ(store.Put(kVisit, "image/png", "").error().reason, "FILE_EMPTY");
  EXPECT_EQ(store.Put(kVisit, "image/png", File(kFileBytesMax + 1)).error().reason, "FILE_TOO_LARGE");
}

TEST_F(StoreTest, WhileNatsIsAwayNothingIsSaidToBeStored) {
  nats.Kill();
  ASSERT_TRUE(testing::Await([&] { return !bus->Connected(); }));
  EXPECT_EQ(store.Put(kVisit, "image/png", File(3 * kChunkBytes)).error().code, Code::kUnavailable);
}

}  // namespace
}  // namespace watchbell::attachment
