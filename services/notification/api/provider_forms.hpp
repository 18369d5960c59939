// What the messages of providers have in common.
#pragma once

#include <map>
#include <string>

#include "services/notification/api/api.hpp"
#include "watchbell/common/v1/document.pb.h"

namespace watchbell::notification {

inline constexpr char kNothingToSay[] = "<Response/>";

// Empty: there is none.
std::string FieldOf(const std::map<std::string, std::string>& form, const char* name);
std::string HeaderOf(const google::protobuf::Map<std::string, std::string>& headers, const char* name);
tl::unexpected<Error> NotTheirs();
common::v1::Document Xml(std::string content, const char* type = "text/xml");
// As the content of an element.
std::string Escaped(std::string_view text);

}  // namespace watchbell::notification
