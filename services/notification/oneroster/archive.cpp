#include "services/notification/oneroster/archive.hpp"

#include <zip.h>

#include <algorithm>
#include <memory>

#include "services/notification/oneroster/fields.hpp"

namespace watchbell::notification::oneroster {
namespace {

constexpr std::size_t kChunkBytes = 64 * 1024;
constexpr std::size_t kEntryNameMax = 512;
// Midnight of 1 January 2026 in MS-DOS form: independent of the clock and the time zone of the machine.
constexpr zip_uint16_t kDosDate = static_cast<zip_uint16_t>(((2026 - 1980) << 9) | (1 << 5) | 1);

struct Discard {
  void operator()(zip_t* archive) const { zip_discard(archive); }
  void operator()(zip_file_t* file) const { zip_fclose(file); }
  void operator()(zip_source_t* source) const { zip_source_free(source); }
};
using Archive = std::unique_ptr<zip_t, Discard>;
using EntryFile = std::unique_ptr<zip_file_t, Discard>;
using Source = std::unique_ptr<zip_source_t, Discard>;

tl::unexpected<Error> Refuse(const char* reason, const char* remedy) {
  return Fail(Code::kInvalidArgument, reason, remedy, "archive");
}

tl::unexpected<Error> TooLarge() {
  return Refuse("ARCHIVE_TOO_LARGE", "Send at most 16 MiB packed, 128 MiB unpacked, 64 files.");
}

tl::unexpected<Error> NotAZip() {
  return Refuse("ARCHIVE_NOT_A_ZIP", "Send a zip of the OneRoster CSV files.");
}

bool LeavesTheArchive(std::string_view path) {
  if (path.starts_with('/') || path.substr(1).starts_with(':')) return true;  // of the root, of a drive
  for (std::size_t at = 0; at <= path.size();) {
    const std::size_t end = std::min(path.find('/', at), path.size());
    if (path.substr(at, end - at) == "..") return true;
    at = end + 1;
  }
  return false;
}

Result<std::string> ReadEntry(zip_t* archive, zip_uint64_t index, std::size_t bytes_max) {
  const EntryFile file(zip_fopen_index(archive, index, 0));
  if (!file) return Refuse("ARCHIVE_DAMAGED", "Make the zip again, without encryption.");
  std::string contents;
  for (;;) {
    const std::size_t before = contents.size();
    contents.resize(before + kChunkBytes);
    const zip_int64_t got = zip_fread(file.get(), contents.data() + before, kChunkBytes);
    if (got < 0) return Refuse("ARCHIVE_DAMAGED", "Make the zip again, without encryption.");
    contents.resize(before + static_cast<std::size_t>(got));
    if (contents.size() > bytes_max) return TooLarge();
    if (got == 0) return contents;
  }
}

// Zips of Windows part folders by backslashes.
std::string PathOf(const char* name) {
  std::string path = name != nullptr ? name : "";
  std::replace(path.begin(), path.end(), '\\', '/');
  return path;
}

}  // namespace

Result<Files> Unpack(std::string_view bytes, std::span<const std::string_view> wanted,
                     const ArchiveLimits& limits) {
  if (bytes.size() > limits.packed_bytes_max) return TooLarge();
  if (bytes.empty()) return NotAZip();  // libzip would take it for a new archive
  zip_error_t ignored;
  zip_error_init(&ignored);
  Source source(zip_source_buffer_create(bytes.data(), bytes.size(), 0, &ignored));
  const Archive archive(source ? zip_open_from_source(source.get(), ZIP_RDONLY, &ignored) : nullptr);
  zip_error_fini(&ignored);
  if (!archive) return NotAZip();
  source.release();  // the archive owns it now

  const auto entries = static_cast<zip_uint64_t>(zip_get_num_entries(archive.get(), 0));
  if (entries > limits.files_max) return TooLarge();
  Files files;
  std::size_t room = limits.unpacked_bytes_max;
  for (zip_uint64_t index = 0; index < entries; ++index) {
    const std::string path = PathOf(zip_get_name(archive.get(), index, ZIP_FL_ENC_RAW));
    if (path.empty() || path.size() > kEntryNameMax || LeavesTheArchive(path))
      return Refuse("ARCHIVE_PATH_REFUSED", "Name the files plainly, without '..' or a leading slash.");
    const std::string_view name = std::string_view(path).substr(path.rfind('/') + 1);  // npos + 1 is 0
    const auto base =
        std::find_if(wanted.begin(), wanted.end(), [&](const auto one) { return SameInAnyCase(one, name); });
    if (base == wanted.end()) continue;
    if (files.contains(std::string(*base)))
      return Refuse("ARCHIVE_FILE_TWICE", "Keep one file of each name in the archive.");
    auto contents = ReadEntry(archive.get(), index, room);
    if (!contents) return tl::unexpected(contents.error());
    room -= contents->size();
    files.emplace(*base, std::move(*contents));
  }
  return files;
}

Result<std::string> Pack(const Files& files) {
  const auto failed = [] { return Fail(Code::kInternal, "ARCHIVE_NOT_MADE", "Check the free memory."); };
  zip_error_t ignored;
  zip_error_init(&ignored);
  Source buffer(zip_source_buffer_create(nullptr, 0, 0, &ignored));
  Archive archive(buffer ? zip_open_from_source(buffer.get(), ZIP_TRUNCATE, &ignored) : nullptr);
  zip_error_fini(&ignored);
  if (!archive) return failed();
  zip_source_keep(buffer.get());  // one reference for the archive, one for reading the result
  for (const auto& [name, contents] : files) {
    Source source(zip_source_buffer(archive.get(), contents.data(), contents.size(), 0));
    const zip_int64_t index = source ? zip_file_add(archive.get(), name.c_str(), source.get(), 0) : -1;
    if (index < 0) return failed();
    source.release();
    zip_file_set_dostime(archive.get(), static_cast<zip_uint64_t>(index), 0, kDosDate, 0);
  }
  if (zip_close(archive.get()) != 0) return failed();
  archive.release();
  if (zip_source_open(buffer.get()) != 0) return failed();
  zip_stat_t stat;
  zip_source_stat(buffer.get(), &stat);
  std::string bytes(stat.size, '\0');
  const zip_int64_t got = zip_source_read(buffer.get(), bytes.data(), bytes.size());
  zip_source_close(buffer.get());
  if (got < 0 || static_cast<zip_uint64_t>(got) != stat.size) return failed();
  return bytes;
}

}  // namespace watchbell::notification::oneroster
