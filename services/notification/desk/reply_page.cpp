#include "services/notification/desk/reply_page.hpp"

#include <map>

#include "services/notification/domain/messages/reply.hpp"

namespace watchbell::notification {
namespace {

struct PageWords {
  std::string read;
  std::string safe;
  std::string help;
  std::string thanks;
  std::string failed;
};
const PageWords& WordsIn(const std::string& language) {
  static const std::map<std::string, PageWords> words{
      {"en",
       {"I have read it", "I am safe", "I need help", "Thank you. Your answer has arrived.",
        "This did not work. Please try again."}},
      {"es",
       {"Lo he leído", "Estoy a salvo", "Necesito ayuda", "Gracias. Su respuesta ha llegado.",
        "No ha funcionado. Inténtelo de nuevo."}},
      {"pt",
       {"Eu li", "Estou em segurança", "Preciso de ajuda", "Obrigado. Sua resposta chegou.",
        "Não funcionou. Tente novamente."}},
      {"ht",
       {"Mwen li l", "Mwen an sekirite", "Mwen bezwen èd", "Mèsi. Repons ou rive.",
        "Sa pa mache. Tanpri eseye ankò."}},
  };
  const auto found = words.find(language);
  return found == words.end() ? words.at("en") : found->second;
}

std::string Escaped(const std::string& text) {
  std::string safe;
  for (const char c : text) {
    switch (c) {
      case '&': safe += "&amp;"; break;
      case '<': safe += "&lt;"; break;
      case '>': safe += "&gt;"; break;
      case '"': safe += "&quot;"; break;
      default: safe += c;
    }
  }
  return safe;
}

std::string Button(int option, const std::string& text) {
  return "<p><button value=\"" + std::to_string(option) + "\">" + Escaped(text) + "</button></p>\n";
}

}  // namespace

std::string ReplyPage(const std::string& school_name, const std::string& language,
                      const v1::MessageQuestion& question) {
  const auto& words = WordsIn(language);
  std::string buttons;
  switch (question.kind()) {
    case v1::MessageQuestion::KIND_SAFE:
      buttons = Button(kSafe, words.safe) + Button(kHelpNeeded, words.help);
      break;
    case v1::MessageQuestion::KIND_POLL:
      for (int i = 0; i < question.options_size(); ++i) buttons += Button(i + 1, question.options(i));
      break;
    case v1::MessageQuestion::KIND_ACKNOWLEDGE: buttons = Button(1, words.read); break;
    default: buttons = Button(0, words.read);
  }
  return "<!doctype html>\n<html><head><meta charset=\"utf-8\">"
         "<meta name=\"viewport\" content=\"width=device-width\">"
         "<meta name=\"robots\" content=\"noindex\"><title>" +
         Escaped(school_name) +
         "</title><script src=\"/reply/buttons.js\" defer></script></head>\n<body><main "
         "data-thanks=\"" +
         Escaped(words.thanks) + "\" data-failed=\"" + Escaped(words.failed) + "\">\n<h1>" +
         Escaped(school_name) + "</h1>\n" + buttons + "<p role=\"status\"></p>\n</main></body></html>\n";
}

std::string ReplyScript() {
  return R"js("use strict";
const main = document.querySelector("main");
const status = document.querySelector("[role=status]");
const [school, batchId, code] = location.pathname.split("/").slice(2);
for (const button of document.querySelectorAll("button")) {
  button.addEventListener("click", async () => {
    const answer = await fetch("/watchbell.notification.v1.ReplyService/ReplyByLink", {
      method: "POST",
      headers: {"Content-Type": "application/json", "Connect-Protocol-Version": "1"},
      body: JSON.stringify({school, batchId, code, option: Number(button.value)}),
    }).catch(() => ({ok: false}));
    status.textContent = answer.ok ? main.dataset.thanks : main.dataset.failed;
  });
}
)js";
}

}  // namespace watchbell::notification
