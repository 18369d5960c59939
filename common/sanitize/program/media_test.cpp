#include "common/sanitize/program/media.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/sanitize/program/ffmpeg.hpp"
#include "common/sanitize/program/samples.hpp"

namespace watchbell::sanitize {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// A second of grey, as x264 encodes it (which signs its work inside the stream), in a file with a title and a
// place.
std::string Mp4() {
  const AVCodec* codec = avcodec_find_encoder_by_name("libx264");
  av_log_set_level(AV_LOG_QUIET);
  AVCodecContext* encoder = avcodec_alloc_context3(codec);
  encoder->width = 64;
  encoder->height = 48;
  encoder->pix_fmt = AV_PIX_FMT_YUV420P;
  encoder->time_base = {1, 25};
  encoder->flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
  EXPECT_EQ(avcodec_open2(encoder, codec, nullptr), 0);
  MemoryFile file(std::size_t{1} << 20);
  AVFormatContext* output = nullptr;
  avformat_alloc_output_context2(&output, nullptr, "mov", nullptr);
  output->pb = file.io();
  AVStream* stream = avformat_new_stream(output, nullptr);
  avcodec_parameters_from_context(stream->codecpar, encoder);
  stream->time_base = encoder->time_base;
  for (const char* key : {"title", "location", "comment"})
    av_dict_set(&output->metadata, key, samples::kCanary.c_str(), 0);
  av_dict_set(&output->metadata, "creation_time", "2026-11-22T05:00:00Z", 0);
  av_dict_set(&stream->metadata, "handler_name", samples::kCanary.c_str(), 0);
  EXPECT_EQ(avformat_write_header(output, nullptr), 0);
  AVFrame* frame = av_frame_alloc();
  frame->format = encoder->pix_fmt;
  frame->width = encoder->width;
  frame->height = encoder->height;
  av_frame_get_buffer(frame, 0);
  for (int plane = 0; plane < 3; ++plane)
    std::fill_n(frame->data[plane], frame->linesize[plane] * (plane == 0 ? 48 : 24), std::uint8_t{128});
  AVPacket* packet = av_packet_alloc();
  for (int i = 0; i <= 25; ++i) {
    frame->pts = i;
    avcodec_send_frame(encoder, i < 25 ? frame : nullptr);
    while (avcodec_receive_packet(encoder, packet) == 0) {
      av_packet_rescale_ts(packet, encoder->time_base, stream->time_base);
      av_interleaved_write_frame(output, packet);
    }
  }
  av_write_trailer(output);
  avio_flush(file.io());
  av_packet_free(&packet);
  av_frame_free(&frame);
  avformat_free_context(output);
  avcodec_free_context(&encoder);
  return std::move(file.written());
}

TEST(Media, OfAVideoOnlyItsStreamIsLeft) {
  const auto video = Mp4();
  ASSERT_EQ(Detect(video), Kind::kMp4);
  ASSERT_THAT(video, HasSubstr(samples::kCanary));
  ASSERT_THAT(video, HasSubstr("x264"));
  const auto made = MakeMedia(Kind::kMp4, video).value();
  EXPECT_EQ(made.media_type, "video/mp4");
  EXPECT_THAT(made.bytes, Not(HasSubstr(samples::kCanary)));
  EXPECT_THAT(made.bytes, Not(HasSubstr("x264")));
  EXPECT_THAT(made.bytes, Not(HasSubstr("Lavf")));
  const auto again = MakeMedia(Kind::kMp4, made.bytes).value();  // which reads it as a video
  EXPECT_EQ(again.bytes.size(), made.bytes.size());
}

TEST(Media, OfARecordingNoTagIsLeft) {
  for (const auto& [kind, file] :
       {std::pair{Kind::kMp3, samples::Mp3()}, std::pair{Kind::kWav, samples::Wav()}}) {
    ASSERT_THAT(file, HasSubstr(samples::kCanary));
    ASSERT_EQ(Detect(file), kind);
    const auto made = MakeMedia(kind, file);
    ASSERT_TRUE(made) << static_cast<int>(made.error());
    EXPECT_THAT(made->media_type, HasSubstr("audio/"));
    EXPECT_THAT(made->bytes, Not(HasSubstr(samples::kCanary)));
    EXPECT_EQ(Detect(made->bytes), kind);
    EXPECT_GT(made->bytes.size(), file.size() / 2);
  }
}

TEST(Media, NonsenseIsUnreadable) {
  for (const auto kind : {Kind::kMp4, Kind::kWebm, Kind::kMp3, Kind::kOgg, Kind::kWav})
    EXPECT_EQ(MakeMedia(kind, "nonsense that goes on for a while, but says nothing at all").error(),
              Exit::kUnreadable);
}

}  // namespace
}  // namespace watchbell::sanitize
