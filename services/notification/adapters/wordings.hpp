// What notices say: the district's own words, by wording and language (services/notification/wordings.json).
#pragma once

#include <map>
#include <string>

#include "common/result/result.hpp"
#include "watchbell/notification/v1/notice.pb.h"

namespace watchbell::notification {

struct Text {
  std::string subject;
  std::string body;
};

class Wordings {
 public:
  // Refuses a file in which English is missing for any wording, or the word for a drill in any language.
  static Result<Wordings> Load(const std::string& path);
  static Result<Wordings> Parse(std::string_view json);

  // In the language with the English below it (domain.md N8); English alone for a language that has no
  // wording. A drill begins with the language's word for it. {school} becomes the school's name: of the
  // notice, never of anything else (N1).
  Result<Text> Render(const v1::Notice& notice, const std::string& language,
                      const std::string& school_name) const;

 private:
  std::map<std::string, std::map<std::string, Text>> by_wording_;  // then by language
  std::map<std::string, std::string> drill_;                       // by language
};

}  // namespace watchbell::notification
