import type { checklist as english } from "../en/checklist";

export const checklist: Record<keyof typeof english, string> = {
  "checklist.title": "Lista de tarefas do plano",
  "checklist.none": "Ninguém abriu ainda a lista deste incidente.",
  "checklist.open": "Abrir a lista",
  "checklist.add": "Acrescentar os passos de {action}",
  "checklist.done": "{done} de {all} feitas",
  "checklist.ticked": "{time}, {after} depois do início: {name}",
  "checklist.sending": "Ainda não registrado. É enviado até que esteja (tentativa {attempt}).",
  "checklist.hint": "Uma marca guarda a hora e o seu nome, e fica.",
};
