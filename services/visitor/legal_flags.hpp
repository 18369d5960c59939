// The options of agency visits and of the records desk.
#pragma once

#include "common/service/flags.hpp"
#include "services/visitor/api/legal.hpp"

namespace watchbell::visitor {

struct LegalFlags {
  int administrator_step_seconds = static_cast<int>(kAdministratorStep.count());
  int counsel_step_seconds = static_cast<int>(kCounselStep.count());
  int objection_window_seconds =
      static_cast<int>(std::chrono::duration_cast<std::chrono::seconds>(kObjectionWindow).count());
  std::string records_desk;

  void AddTo(service::Flags& flags) {
    flags.Add("--administrator-step-seconds", administrator_step_seconds,
              "How long the designated administrator has before the alternate is asked", 1);
    flags.Add("--counsel-step-seconds", counsel_step_seconds,
              "How long counsel has before the next one is asked", 1);
    flags.Add("--objection-window-seconds", objection_window_seconds,
              "How long a family may object to a court order before counsel decides", 1);
    flags.Add("--records-desk", records_desk,
              "File with the redisclosure notice and the cards of other records windows; empty: no cards");
  }

  Result<LegalSettings> Read() const {
    LegalSettings settings{.administrator_step = std::chrono::seconds{administrator_step_seconds},
                           .counsel_step = std::chrono::seconds{counsel_step_seconds},
                           .objection_window = std::chrono::seconds{objection_window_seconds}};
    if (records_desk.empty()) return settings;
    auto desk = RecordsDesk::Load(records_desk);
    if (!desk) return tl::unexpected<Error>(desk.error());
    settings.desk = std::move(*desk);
    return settings;
  }
};

}  // namespace watchbell::visitor
