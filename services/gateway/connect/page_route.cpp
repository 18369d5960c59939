#include "services/gateway/connect/page_route.hpp"

#include <google/protobuf/descriptor.pb.h>
#include <google/protobuf/descriptor_database.h>
#include <google/protobuf/dynamic_message.h>

#include <algorithm>
#include <vector>

#include "watchbell/policy/v1/http.pb.h"

namespace watchbell::gateway::connect {
namespace {

constexpr std::size_t kPagePathMax = 200;
constexpr std::size_t kValueMax = 64;
constexpr char kBodyField[] = "body";
constexpr char kHeadersField[] = "headers";

// One part of a path between slashes: a fixed text, or a field with what follows it.
struct Part {
  std::string text;
  const google::protobuf::FieldDescriptor* field = nullptr;
};
struct Page {
  Route route;
  const policy::v1::HttpPage* contract = nullptr;
  std::vector<Part> parts;
};

std::vector<std::string_view> Split(std::string_view path) {
  std::vector<std::string_view> parts;
  for (std::size_t at = 1; at <= path.size();) {
    const auto slash = std::min(path.find('/', at), path.size());
    parts.push_back(path.substr(at, slash - at));
    at = slash + 1;
  }
  return parts;
}

bool IsValue(std::string_view text) {
  return !text.empty() && text.size() <= kValueMax && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  });
}

Page PageOf(const google::protobuf::MethodDescriptor& method, const policy::v1::HttpPage& contract) {
  const std::string name = "/" + method.service()->full_name() + "/" + method.name();
  Page page{.route = FindRoute(name).value(), .contract = &contract, .parts = {}};
  for (const auto part : Split(contract.path())) {
    const auto end = part.find('}');
    if (!part.starts_with('{') || end == std::string_view::npos) {
      page.parts.push_back({std::string{part}});
    } else {
      page.parts.push_back({std::string{part.substr(end + 1)},
                            method.input_type()->FindFieldByName(std::string{part.substr(1, end - 1)})});
    }
  }
  return page;
}

// Of every method in the program.
std::vector<Page> ReadPages() {
  std::vector<Page> pages;
  std::vector<std::string> files;
  google::protobuf::DescriptorPool::internal_generated_database()->FindAllFileNames(&files);
  for (const auto& name : files) {
    if (!name.starts_with("watchbell/")) continue;
    const auto* file = google::protobuf::DescriptorPool::generated_pool()->FindFileByName(name);
    for (int i = 0; file != nullptr && i < file->service_count(); ++i) {
      for (int j = 0; j < file->service(i)->method_count(); ++j) {
        const auto& method = *file->service(i)->method(j);
        const auto& contract = method.options().GetExtension(policy::v1::http);
        if (!contract.path().empty()) pages.push_back(PageOf(method, contract));
      }
    }
  }
  return pages;
}

// Fills the request; false: the path is another page's.
bool Fill(google::protobuf::Message& request, const Page& page, const std::vector<std::string_view>& parts) {
  if (parts.size() != page.parts.size()) return false;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto& part = page.parts[i];
    if (part.field == nullptr) {
      if (parts[i] != part.text) return false;
      continue;
    }
    if (!parts[i].ends_with(part.text)) return false;
    const auto value = parts[i].substr(0, parts[i].size() - part.text.size());
    if (!IsValue(value)) return false;
    request.GetReflection()->SetString(&request, part.field, std::string{value});
  }
  return true;
}

void FillPosted(google::protobuf::Message& request, const policy::v1::HttpPage& contract,
                const http::Request& posted) {
  const auto& type = *request.GetDescriptor();
  const auto& reflection = *request.GetReflection();
  reflection.SetString(&request, type.FindFieldByName(kBodyField), posted.body);
  const auto* headers = type.FindFieldByName(kHeadersField);
  for (const auto& name : contract.headers()) {
    auto& entry = *reflection.AddMessage(&request, headers);
    entry.GetReflection()->SetString(&entry, headers->message_type()->map_key(), name);
    entry.GetReflection()->SetString(&entry, headers->message_type()->map_value(),
                                     std::string{posted.Header(name)});
  }
}

}  // namespace

std::optional<PageRoute> FindPage(const http::Request& asked) {
  static const std::vector<Page> pages = ReadPages();
  const auto& path = asked.path;
  if (path.size() > kPagePathMax || !path.starts_with('/')) return std::nullopt;
  const auto parts = Split(path);
  for (const auto& page : pages) {
    if (asked.method != (page.contract->post() ? "POST" : "GET")) continue;
    const auto* prototype =
        google::protobuf::MessageFactory::generated_factory()->GetPrototype(page.route.method->input_type());
    const std::unique_ptr<google::protobuf::Message> request{prototype->New()};
    if (!Fill(*request, page, parts)) continue;
    if (page.contract->post()) FillPosted(*request, *page.contract, asked);
    return PageRoute{page.route, request->SerializeAsString()};
  }
  return std::nullopt;
}

}  // namespace watchbell::gateway::connect
