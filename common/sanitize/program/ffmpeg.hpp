// Owners of libav's handles, and its files in memory. For this folder only.
#pragma once

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavcodec/bsf.h>
#include <libavformat/avformat.h>
}

#include <memory>
#include <string>
#include <string_view>

namespace watchbell::sanitize {

struct CloseInput {
  void operator()(AVFormatContext* context) const { avformat_close_input(&context); }
};
struct FreeOutput {
  void operator()(AVFormatContext* context) const { avformat_free_context(context); }
};
struct FreePacket {
  void operator()(AVPacket* packet) const { av_packet_free(&packet); }
};
struct FreeFilter {
  void operator()(AVBSFContext* filter) const { av_bsf_free(&filter); }
};
using Input = std::unique_ptr<AVFormatContext, CloseInput>;
using Output = std::unique_ptr<AVFormatContext, FreeOutput>;
using Packet = std::unique_ptr<AVPacket, FreePacket>;
using Filter = std::unique_ptr<AVBSFContext, FreeFilter>;

// What libav reads from and writes to: bytes in memory with a position.
class MemoryFile {
 public:
  explicit MemoryFile(std::string_view bytes);  // for reading; must outlive this
  explicit MemoryFile(std::size_t bytes_max);   // for writing; past the limit a write fails
  ~MemoryFile();
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;

  AVIOContext* io() { return io_; }
  std::string& written() { return written_; }
  bool full() const { return full_; }

 private:
#if LIBAVFORMAT_VERSION_MAJOR >= 61
  using Written = const std::uint8_t*;
#else
  using Written = std::uint8_t*;
#endif
  static int Read(void* self, std::uint8_t* buffer, int size);
  static int Write(void* self, Written buffer, int size);
  static std::int64_t Seek(void* self, std::int64_t offset, int whence);
  std::size_t size() const { return writing_ ? written_.size() : bytes_.size(); }

  const bool writing_;
  const std::string_view bytes_;
  const std::size_t bytes_max_ = 0;
  std::string written_;
  bool full_ = false;
  std::size_t at_ = 0;
  AVIOContext* io_;
};

}  // namespace watchbell::sanitize
