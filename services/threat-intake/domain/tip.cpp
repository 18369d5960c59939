#include "services/threat-intake/domain/tip.hpp"

#include <algorithm>
#include <array>

namespace watchbell::threat_intake {
namespace {

using v1::Tip;
using v1::TipEvent;

// Beginnings of words, in the languages of the form. A hit asks people sooner; it decides nothing.
constexpr std::array<std::string_view, 24> kDangerWords{
    "gun",      "shoot",    "shot",   "bomb",    "kill",    "knife", "stab",  "suicid",
    "weapon",   "rifle",    "pistol", "hostage", "pistola", "matar", "bomba", "arma",
    "disparar", "cuchillo", "faca",   "atirar",  "zam",     "touye", "fizi",  "kouto"};

std::string Lower(std::string_view text) {
  std::string lower{text};
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c); });
  return lower;
}

bool StartsAWord(const std::string& text, std::string_view beginning) {
  for (auto at = text.find(beginning); at != std::string::npos; at = text.find(beginning, at + 1)) {
    const bool inside_word =
        at > 0 && (static_cast<unsigned char>(text[at - 1]) >= 0x80 || std::isalnum(text[at - 1]));
    if (!inside_word) return true;
  }
  return false;
}

std::chrono::minutes StepOf(const Tip& tip) { return tip.life_safety() ? kLifeSafetyStep : kOtherStep; }

Error TooLong(const char* field, const char* remedy) {
  return Refuse(Code::kInvalidArgument, "TEXT_TOO_LONG", remedy, field);
}
Error NoSuchTip() {
  return Refuse(Code::kNotFound, "NOT_FOUND", "Check the tip's id and its school.", "tip_id");
}

}  // namespace

void Tips::Evolve(Tip& tip, const TipEvent& event) {
  const auto now = FromProto(event.meta().at());
  switch (event.fact_case()) {
    case TipEvent::kReceived:
      tip = event.received().tip();
      tip.set_state(Tip::STATE_RECEIVED);
      *tip.mutable_received_at() = event.meta().at();
      *tip.mutable_escalates_at() = ToProto(now + StepOf(tip));
      return;
    case TipEvent::kAcknowledged:
      tip.set_state(Tip::STATE_ACKNOWLEDGED);
      *tip.mutable_acknowledged_at() = event.meta().at();
      tip.set_acknowledged_by(event.meta().actor_id());
      tip.clear_escalates_at();
      return;
    case TipEvent::kEscalated:
      tip.set_rung(event.escalated().rung());
      tip.clear_escalates_at();
      if (tip.rung() < kLastRung) *tip.mutable_escalates_at() = ToProto(now + StepOf(tip));
      return;
    case TipEvent::FACT_NOT_SET: return;
  }
}

Indexes Tips::IndexesOf(const Tip& tip) {
  if (tip.state() != Tip::STATE_RECEIVED && tip.state() != Tip::STATE_ACKNOWLEDGED) return {};
  return {
      {"open:" + tip.school(), static_cast<double>(FromProto(tip.received_at()).time_since_epoch().count())}};
}

Deadlines Tips::DeadlinesOf(const Tip& tip) {
  if (!tip.has_escalates_at()) return {};
  return {{"escalate", FromProto(tip.escalates_at())}};
}

bool NamesDangerToLife(const v1::SubmitTipRequest& request) {
  if (request.happening_now() || request.category() == Tip::CATEGORY_WEAPON ||
      request.category() == Tip::CATEGORY_SELF_HARM) {
    return true;
  }
  const std::string text = Lower(request.text());
  return std::any_of(kDangerWords.begin(), kDangerWords.end(),
                     [&](auto word) { return StartsAWord(text, word); });
}

Decision<TipEvent> Submit(const Tip& tip, const v1::SubmitTipRequest& request,
                          const std::string& receipt_hash, const Context& context) {
  if (!tip.id().empty()) return AlreadySo{};
  if (request.text().find_first_not_of(" \t\r\n") == std::string::npos) {
    return Refuse(Code::kInvalidArgument, "TEXT_MISSING", "Write what you saw or heard.", "text");
  }
  if (request.text().size() > kTextBytesMax) return TooLong("text", "Shorten the text to 4,000 characters.");
  if (request.place().size() > kPlaceBytesMax)
    return TooLong("place", "Shorten the place to 200 characters.");
  TipEvent event;
  auto& received = *event.mutable_received()->mutable_tip();
  received.set_id(context.id);
  received.set_school(request.school());
  received.set_category(request.category());
  received.set_text(request.text());
  received.set_place(request.place());
  received.set_happening_now(request.happening_now());
  received.set_life_safety(NamesDangerToLife(request));
  received.set_receipt_hash(receipt_hash);
  return event;
}

Decision<TipEvent> Acknowledge(const Tip& tip, const v1::AcknowledgeTipRequest&, const Context&) {
  if (tip.id().empty()) return NoSuchTip();
  if (tip.state() == Tip::STATE_ACKNOWLEDGED) return AlreadySo{};
  TipEvent event;
  event.mutable_acknowledged();
  return event;
}

Decision<TipEvent> Tips::Tick(const Tip& tip, const std::string&, const Context& context) {
  if (tip.id().empty()) return NoSuchTip();
  if (!tip.has_escalates_at() || FromProto(tip.escalates_at()) > context.now) return AlreadySo{};
  TipEvent event;
  event.mutable_escalated()->set_rung(tip.rung() + 1);
  return event;
}

}  // namespace watchbell::threat_intake
