// A visitor's badge as a printable file: read from three metres, told apart from a forgery by its letters.
#pragma once

#include <string>

#include "common/result/result.hpp"
#include "watchbell/visitor/v1/badge.pb.h"

namespace watchbell::visitor {

struct BadgeContent {
  std::string school_name;
  v1::PersonKind kind = v1::PERSON_KIND_VISITOR;
  std::string given_name;
  std::string family_name;
  std::string host_name;  // empty: none
  std::string zones;      // empty: wherever the host leads
  std::string until;      // "3:30 PM"
  std::string day;        // "Sun, Nov 22, 2026"
  std::string letters;    // "A7K2QX"
  std::string qr_text;
  int print = 1;
  bool escort = false;
  std::string photo;  // a file, JPEG or PNG; empty: none
};

struct BadgeFile {
  std::string media_type;
  std::string bytes;
};

// kInvalidArgument without a size.
Result<BadgeFile> DrawBadge(const BadgeContent& content, v1::BadgeSize size, v1::BadgeFormat format);

}  // namespace watchbell::visitor
