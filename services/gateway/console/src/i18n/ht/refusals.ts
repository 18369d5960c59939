import type { refusals as english } from "../en/refusals";

export const refusals: Record<keyof typeof english, string> = {
  "refusal.POLICE_CONFIRMATION_MISSING": "Yon vrè fèmti ijans fini sèlman apre yo anrejistre konfimasyon lapolis la.",
  "refusal.NOT_COMMANDER": "Se sèlman moun ki kòmande a ki ka fè sa. Pran kòmandman an anvan.",
  "error.unauthenticated": "Ou pa konekte ankò.",
  "error.permissionDenied": "Wòl ou pa gen dwa fè sa isit la.",
  "error.notFound": "Li pa la ankò.",
  "error.invalidArgument": "Gen yon bagay ki pa bon nan fòm nan.",
  "error.failedPrecondition": "Sa pa posib kounye a. Gade eta a jan l ye kounye a, epi eseye ankò.",
  "error.resourceExhausted": "Twòp esè nan yon ti tan. Tann yon ti moman.",
  "error.unavailable": "Nou pa ka jwenn sistèm nan kounye a.",
  "error.deadlineExceeded": "Sistèm nan pa reponn atan.",
  "error.other": "Gen yon bagay ki pa mache.",
  "error.notDone": "Sa pa fèt.",
  "error.listUnavailable": "Nou pa ka li lis sa a kounye a.",
  "error.asOf": "Lis la se depi {time}.",
};
