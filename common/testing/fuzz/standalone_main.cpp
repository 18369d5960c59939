// Runs a fuzz target without libFuzzer: every seed as it is, then a bounded number of seeded random mutations
// of it.
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <random>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

using Bytes = std::vector<std::uint8_t>;
constexpr int kMutationsPerSeed = 2000;

Bytes Mutate(Bytes bytes, std::mt19937& random) {
  const auto edits = 1 + random() % 8;
  for (unsigned edit = 0; edit < edits; ++edit) {
    const auto at = static_cast<std::ptrdiff_t>(bytes.empty() ? 0 : random() % bytes.size());
    const auto byte = static_cast<std::uint8_t>(random());
    switch (random() % 4) {
      case 0: bytes.insert(bytes.begin() + at, byte); break;
      case 1:
        if (!bytes.empty()) bytes.erase(bytes.begin() + at);
        break;
      case 2: bytes.resize(static_cast<std::size_t>(at)); break;
      default:
        if (!bytes.empty()) bytes[static_cast<std::size_t>(at)] = byte;
    }
  }
  return bytes;
}

}  // namespace

int main(int argc, char** argv) {
  std::mt19937 random{20260101};
  std::vector<Bytes> seeds{{}};
  for (int i = 1; i < argc; ++i) {
    if (!std::filesystem::is_directory(argv[i])) continue;
    for (const auto& file : std::filesystem::directory_iterator(argv[i])) {
      std::ifstream in(file.path(), std::ios::binary);
      seeds.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
    }
  }
  for (const auto& seed : seeds) {
    LLVMFuzzerTestOneInput(seed.data(), seed.size());
    for (int i = 0; i < kMutationsPerSeed; ++i) {
      const Bytes mutated = Mutate(seed, random);
      LLVMFuzzerTestOneInput(mutated.data(), mutated.size());
    }
  }
  std::cout << seeds.size() << " seeds, " << seeds.size() * kMutationsPerSeed << " mutations\n";
}
