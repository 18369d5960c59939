#include "common/bus/stream.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "common/bus/nats_ptr.hpp"
#include "common/names/names.hpp"

namespace watchbell::bus {
namespace {

using nlohmann::json;

json Stated(const StreamSpec& spec) {
  json config{{"name", spec.name},
              {"subjects", {spec.subjects}},
              {"storage", "file"},
              {"retention", spec.retention == Retention::kRecord ? "limits" : "workqueue"},
              {"num_replicas", spec.replicas},
              {"discard", "new"},
              {"duplicate_window", spec.duplicates.count()},
              {"allow_direct", true},
              {"max_age", 0},
              {"max_bytes", -1},
              {"max_msgs", -1},
              {"max_msgs_per_subject", -1},
              {"max_consumers", -1},
              {"max_msg_size", -1}};
  if (!spec.republish_from.empty()) {
    config["republish"] = {{"src", spec.republish_from}, {"dest", spec.republish_to}};
  }
  return config;
}

// What in `actual` is weaker than stated; empty: nothing.
std::string Weaknesses(const json& stated, const json& actual) {
  std::string found;
  const auto complain = [&](std::string_view key) {
    found += fmt::format("{}{}: {} (want {})", found.empty() ? "" : ", ", key,
                         actual.contains(key) ? actual[std::string{key}].dump() : "none",
                         stated.contains(key) ? stated[std::string{key}].dump() : "none");
  };
  for (const char* key : {"subjects", "storage", "retention", "discard", "max_age", "max_bytes", "max_msgs",
                          "max_msgs_per_subject", "max_msg_size", "allow_direct"}) {
    if (actual.value(key, json{}) != stated.at(key)) complain(key);
  }
  for (const char* key : {"num_replicas", "duplicate_window"}) {
    if (actual.value(key, std::int64_t{0}) < stated.at(key).get<std::int64_t>()) complain(key);
  }
  const json republish = actual.value("republish", json::object());
  const json wanted = stated.value("republish", json::object());
  if (republish.value("src", "") != wanted.value("src", "") ||
      republish.value("dest", "") != wanted.value("dest", "")) {
    complain("republish");
  }
  if (actual.value("no_ack", false)) complain("no_ack");
  if (const auto mode = actual.value("persist_mode", "default"); mode != "default" && !mode.empty()) {
    complain("persist_mode");
  }
  return found;
}

Result<json> Api(Bus& bus, const std::string& verb, const std::string& stream, const json& body) {
  const auto text = detail::Ask(bus.connection(), "$JS.API.STREAM." + verb + "." + stream,
                                body.is_null() ? "" : body.dump());
  if (!text) return tl::unexpected<Error>(text.error());
  auto answer = json::parse(*text, nullptr, false);
  if (!answer.is_object()) return detail::Away("the server's answer is not JSON");
  return answer;
}

}  // namespace

StreamSpec RecordStream(std::string_view service, int replicas) {
  return {.name = names::StreamOf(service),
          .subjects = names::RecordSubjectsOf(service),
          .republish_from = names::RecordSubjectsOf(service),
          .republish_to = fmt::format("watchbell.{}.>", service),
          .replicas = replicas};
}

Status Reconcile(Bus& bus, const StreamSpec& spec) {
  const json stated = Stated(spec);
  auto answer = Api(bus, "INFO", spec.name, nullptr);
  if (!answer) return tl::unexpected<Error>(answer.error());
  if (answer->contains("error") && (*answer)["error"].value("code", 0) == 404) {
    answer = Api(bus, "CREATE", spec.name, stated);
    if (!answer) return tl::unexpected<Error>(answer.error());
  }
  if (const auto error = answer->find("error"); error != answer->end()) {
    return Fail(Code::kFailedPrecondition, "STREAM_REFUSED",
                fmt::format("NATS refuses stream {}: {}.", spec.name,
                            error->value("description", "no reason given")));
  }
  if (const auto weak = Weaknesses(stated, answer->value("config", json::object())); !weak.empty()) {
    return Fail(
        Code::kFailedPrecondition, "STREAM_WEAKER",
        fmt::format(
            "Stream {} does not keep what this service promises: {}. Mend it with `nats stream edit {}`.",
            spec.name, weak, spec.name));
  }
  return {};
}

}  // namespace watchbell::bus
