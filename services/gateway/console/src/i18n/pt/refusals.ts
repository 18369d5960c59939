import type { refusals as english } from "../en/refusals";

export const refusals: Record<keyof typeof english, string> = {
  "refusal.POLICE_CONFIRMATION_MISSING": "Um bloqueio de emergência real só é encerrado depois que a confirmação da polícia é registrada.",
  "refusal.NOT_COMMANDER": "Só quem está no comando pode fazer isso. Assuma o comando primeiro.",
  "error.unauthenticated": "Você não está mais conectado.",
  "error.permissionDenied": "Sua função não permite fazer isso aqui.",
  "error.notFound": "Não está mais lá.",
  "error.invalidArgument": "Há algo errado no formulário.",
  "error.failedPrecondition": "Isso não é possível agora. Veja o estado atual e tente de novo.",
  "error.resourceExhausted": "Muitas tentativas em pouco tempo. Espere um momento.",
  "error.unavailable": "Não é possível acessar o sistema agora.",
  "error.deadlineExceeded": "O sistema não respondeu a tempo.",
  "error.other": "Algo deu errado.",
  "error.notDone": "Não foi feito.",
  "error.listUnavailable": "Não é possível ler esta lista agora.",
  "error.asOf": "A lista mostrada é das {time}.",
};
