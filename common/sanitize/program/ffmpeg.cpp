#include "common/sanitize/program/ffmpeg.hpp"

#include <algorithm>

namespace watchbell::sanitize {
namespace {

constexpr int kBufferBytes = 32 * 1024;

}  // namespace

MemoryFile::MemoryFile(std::string_view bytes)
    : writing_(false),
      bytes_(bytes),
      io_(avio_alloc_context(static_cast<unsigned char*>(av_malloc(kBufferBytes)), kBufferBytes, 0, this,
                             &Read, nullptr, &Seek)) {}

MemoryFile::MemoryFile(std::size_t bytes_max)
    : writing_(true),
      bytes_max_(bytes_max),
      io_(avio_alloc_context(static_cast<unsigned char*>(av_malloc(kBufferBytes)), kBufferBytes, 1, this,
                             nullptr, &Write, &Seek)) {}

MemoryFile::~MemoryFile() {
  if (io_ != nullptr) av_freep(&io_->buffer);
  avio_context_free(&io_);
}

int MemoryFile::Read(void* self, std::uint8_t* buffer, int size) {
  auto& file = *static_cast<MemoryFile*>(self);
  const auto piece =
      file.bytes_.substr(std::min(file.at_, file.bytes_.size()), static_cast<std::size_t>(size));
  if (piece.empty()) return AVERROR_EOF;
  std::copy(piece.begin(), piece.end(), reinterpret_cast<char*>(buffer));
  file.at_ += piece.size();
  return static_cast<int>(piece.size());
}

int MemoryFile::Write(void* self, Written buffer, int size) {
  auto& file = *static_cast<MemoryFile*>(self);
  const std::size_t end = file.at_ + static_cast<std::size_t>(size);
  file.full_ = file.full_ || end > file.bytes_max_;
  if (file.full_) return AVERROR(ENOSPC);
  if (file.written_.size() < end) file.written_.resize(end);
  std::copy(buffer, buffer + size, file.written_.begin() + static_cast<std::ptrdiff_t>(file.at_));
  file.at_ = end;
  return size;
}

std::int64_t MemoryFile::Seek(void* self, std::int64_t offset, int whence) {
  auto& file = *static_cast<MemoryFile*>(self);
  const auto size = static_cast<std::int64_t>(file.size());
  switch (whence & ~AVSEEK_FORCE) {
    case AVSEEK_SIZE: return size;
    case SEEK_SET: break;
    case SEEK_CUR: offset += static_cast<std::int64_t>(file.at_); break;
    case SEEK_END: offset += size; break;
    default: return AVERROR(EINVAL);
  }
  if (offset < 0) return AVERROR(EINVAL);
  file.at_ = static_cast<std::size_t>(offset);
  return offset;
}

}  // namespace watchbell::sanitize
