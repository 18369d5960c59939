#include "common/sanitize/program/media.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "common/sanitize/program/ffmpeg.hpp"
#include "common/sanitize/sanitizer.hpp"

namespace watchbell::sanitize {
namespace {

struct Container {
  Kind kind;
  const char* read_as;  // libav's names
  const char* write_as;
  const char* video_type;
  const char* sound_type;
};
constexpr std::array kContainers{
    Container{Kind::kMp4, "mov", "mp4", "video/mp4", "audio/mp4"},
    Container{Kind::kWebm, "matroska", "webm", "video/webm", "audio/webm"},
    Container{Kind::kMp3, "mp3", "mp3", "", "audio/mpeg"},
    Container{Kind::kOgg, "ogg", "ogg", "", "audio/ogg"},
    Container{Kind::kWav, "wav", "wav", "", "audio/wav"},
};

struct Codec {
  AVCodecID id;
  const char* filter;  // takes out what the encoder says inside the stream; libav's notation
};
constexpr std::array kCodecs{
    Codec{AV_CODEC_ID_H264, "filter_units=remove_types=6"},
    Codec{AV_CODEC_ID_HEVC, "filter_units=remove_types=39|40"},
    Codec{AV_CODEC_ID_VP8, "null"},
    Codec{AV_CODEC_ID_VP9, "null"},
    Codec{AV_CODEC_ID_AV1, "null"},
    Codec{AV_CODEC_ID_AAC, "null"},
    Codec{AV_CODEC_ID_MP3, "null"},
    Codec{AV_CODEC_ID_OPUS, "null"},
    Codec{AV_CODEC_ID_VORBIS, "null"},
    Codec{AV_CODEC_ID_PCM_S16LE, "null"},
    Codec{AV_CODEC_ID_PCM_U8, "null"},
    Codec{AV_CODEC_ID_PCM_S24LE, "null"},
};

// One stream on its way: where it goes and what it passes.
struct Way {
  int to = 0;
  Filter filter;
};
using Ways = std::map<int, Way>;  // by stream of the input

const Codec* Known(const AVStream& stream) {
  const auto type = stream.codecpar->codec_type;
  if (type != AVMEDIA_TYPE_VIDEO && type != AVMEDIA_TYPE_AUDIO) return nullptr;
  if ((stream.disposition & AV_DISPOSITION_ATTACHED_PIC) != 0) return nullptr;
  const auto* found = std::find_if(kCodecs.begin(), kCodecs.end(),
                                   [&](const Codec& codec) { return codec.id == stream.codecpar->codec_id; });
  return found == kCodecs.end() ? nullptr : found;
}

Input Open(MemoryFile& file, const Container& container) {
  AVFormatContext* raw = avformat_alloc_context();
  if (raw == nullptr) return nullptr;
  raw->pb = file.io();
  raw->flags |= AVFMT_FLAG_CUSTOM_IO;
  AVDictionary* options = nullptr;
  av_dict_set(&options, "protocol_whitelist", "none", 0);  // a container may name other files
  const int opened = avformat_open_input(&raw, "", av_find_input_format(container.read_as), &options);
  av_dict_free(&options);
  if (opened < 0) return nullptr;  // it was freed
  Input input(raw);
  if (raw->nb_streams > kStreamsMax || avformat_find_stream_info(raw, nullptr) < 0) return nullptr;
  return input;
}

// How a phone was held; the only thing kept of what stands beside a stream.
void KeepRotation(const AVStream& from, AVStream& to) {
#if LIBAVCODEC_VERSION_MAJOR < 61
  std::size_t size = 0;
  const auto* matrix = av_stream_get_side_data(&from, AV_PKT_DATA_DISPLAYMATRIX, &size);
  if (matrix == nullptr) return;
  auto* copy = av_stream_new_side_data(&to, AV_PKT_DATA_DISPLAYMATRIX, size);
  if (copy != nullptr) std::copy(matrix, matrix + size, copy);
#else
  static_cast<void>(from);
  auto& data = *to.codecpar;  // copied with the parameters
  for (int i = data.nb_coded_side_data - 1; i >= 0; --i) {
    const auto type = data.coded_side_data[i].type;
    if (type != AV_PKT_DATA_DISPLAYMATRIX)
      av_packet_side_data_remove(data.coded_side_data, &data.nb_coded_side_data, type);
  }
#endif
}

std::optional<Way> Join(const AVStream& from, const Codec& codec, AVFormatContext& output) {
  AVBSFContext* raw = nullptr;
  if (av_bsf_list_parse_str(codec.filter, &raw) < 0) return std::nullopt;
  Filter filter(raw);
  if (avcodec_parameters_copy(raw->par_in, from.codecpar) < 0) return std::nullopt;
  raw->time_base_in = from.time_base;
  if (av_bsf_init(raw) < 0) return std::nullopt;
  AVStream* to = avformat_new_stream(&output, nullptr);
  if (to == nullptr || avcodec_parameters_copy(to->codecpar, raw->par_out) < 0) return std::nullopt;
  to->codecpar->codec_tag = 0;
  to->time_base = raw->time_base_out;
  KeepRotation(from, *to);
  return Way{to->index, std::move(filter)};
}

// What the filter has ready; `packet` null at the end.
bool Pass(Way& way, AVPacket* packet, AVFormatContext& output) {
  if (av_bsf_send_packet(way.filter.get(), packet) < 0) return false;
  const Packet out(av_packet_alloc());
  while (av_bsf_receive_packet(way.filter.get(), out.get()) == 0) {
    out->stream_index = way.to;
    out->pos = -1;
    av_packet_free_side_data(out.get());
    av_packet_rescale_ts(out.get(), way.filter->time_base_out,
                         output.streams[static_cast<unsigned>(way.to)]->time_base);
    if (av_interleaved_write_frame(&output, out.get()) < 0) return false;
  }
  return true;
}

bool Copy(AVFormatContext& input, AVFormatContext& output, Ways& ways) {
  const Packet packet(av_packet_alloc());
  while (av_read_frame(&input, packet.get()) == 0) {
    const auto way = ways.find(packet->stream_index);
    const bool passed = way == ways.end() || Pass(way->second, packet.get(), output);
    av_packet_unref(packet.get());
    if (!passed) return false;
  }
  for (auto& [from, way] : ways) {
    if (!Pass(way, nullptr, output)) return false;
  }
  return av_write_trailer(&output) == 0;
}

bool Begin(AVFormatContext& output) {
  AVDictionary* options = nullptr;
  av_dict_set(&options, "id3v2_version", "0", 0);  // each is read by the containers that know it
  av_dict_set(&options, "write_xing", "0", 0);
  const int begun = avformat_write_header(&output, &options);
  av_dict_free(&options);
  return begun >= 0;
}

}  // namespace

Made MakeMedia(Kind kind, std::string_view bytes) {
  const auto* container = std::find_if(kContainers.begin(), kContainers.end(),
                                       [kind](const Container& known) { return known.kind == kind; });
  if (container == kContainers.end()) return tl::unexpected(Exit::kUnsupported);
  av_log_set_level(AV_LOG_QUIET);
  MemoryFile source(bytes);
  const Input input = Open(source, *container);
  if (!input) return tl::unexpected(Exit::kUnreadable);
  AVFormatContext* raw = nullptr;
  if (avformat_alloc_output_context2(&raw, nullptr, container->write_as, nullptr) < 0)
    return tl::unexpected(Exit::kUnreadable);
  const Output output(raw);
  MemoryFile target(kFileBytesMax);
  output->pb = target.io();
  output->flags |= AVFMT_FLAG_CUSTOM_IO | AVFMT_FLAG_BITEXACT;  // bitexact: no name of the library, no date
  bool video = false;
  Ways ways;
  for (unsigned i = 0; i < input->nb_streams; ++i) {
    const AVStream& stream = *input->streams[i];
    const Codec* codec = Known(stream);
    if (codec == nullptr) continue;
    auto way = Join(stream, *codec, *output);
    if (!way) return tl::unexpected(Exit::kUnreadable);
    ways.emplace(static_cast<int>(i), std::move(*way));
    video = video || stream.codecpar->codec_type == AVMEDIA_TYPE_VIDEO;
  }
  if (ways.empty()) return tl::unexpected(Exit::kUnsupported);
  if (!Begin(*output))
    return tl::unexpected(Exit::kUnsupported);  // a codec that this container does not hold
  if (!Copy(*input, *output, ways))
    return tl::unexpected(target.full() ? Exit::kTooLarge : Exit::kUnreadable);
  avio_flush(target.io());
  if (target.full()) return tl::unexpected(Exit::kTooLarge);
  return NewFile{video ? container->video_type : container->sound_type, std::move(target.written())};
}

}  // namespace watchbell::sanitize
