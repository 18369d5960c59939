import type { checklist as english } from "../en/checklist";

export const checklist: Record<keyof typeof english, string> = {
  "checklist.title": "Lis travay plan an",
  "checklist.none": "Poko gen moun ki louvri lis ensidan sa a.",
  "checklist.open": "Louvri lis la",
  "checklist.add": "Ajoute etap pou {action}",
  "checklist.done": "{done} sou {all} fèt",
  "checklist.ticked": "{time}, {after} apre kòmansman an: {name}",
  "checklist.sending": "Poko anrejistre. N ap voye l jiskaske li anrejistre (esè {attempt}).",
  "checklist.hint": "Yon mak kenbe lè a ak non ou, epi li rete.",
};
