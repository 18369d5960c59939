#include "services/visitor/adapters/records_desk.hpp"

#include <google/protobuf/util/json_util.h>

#include <fstream>
#include <iterator>

namespace watchbell::visitor {
namespace {

tl::unexpected<Error> Malformed(const std::string& what) {
  return Fail(Code::kInvalidArgument, "RECORDS_DESK_MALFORMED", "In the records desk's file: " + what + ".",
              "--records-desk");
}

}  // namespace

RecordsDesk::RecordsDesk() {
  content_.set_redisclosure_notice_id("ferpa-99.33");
  content_.set_redisclosure_notice(
      "This information is given on the condition that the recipient does not disclose it to any other party "
      "without the prior consent of the parent or eligible student, and uses it only for the purpose for "
      "which it "
      "was given (34 CFR 99.33).");
}

Result<RecordsDesk> RecordsDesk::Load(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return Malformed("there is no such file");
  return Parse(std::string{std::istreambuf_iterator<char>(in), {}});
}

Result<RecordsDesk> RecordsDesk::Parse(std::string_view json) {
  RecordsDesk desk;
  if (!google::protobuf::util::JsonStringToMessage(std::string{json}, &desk.content_).ok())
    return Malformed("it must be ListLinkCardsResponse as JSON");
  if (desk.content_.redisclosure_notice_id().empty() || desk.content_.redisclosure_notice().empty())
    return Malformed("it needs redisclosureNoticeId and redisclosureNotice");
  for (const auto& card : desk.content_.cards())
    if (card.id().empty() || card.title().empty() || card.bring().empty())
      return Malformed("every card needs id, title and bring");
  return desk;
}

}  // namespace watchbell::visitor
