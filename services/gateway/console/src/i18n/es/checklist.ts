import type { checklist as english } from "../en/checklist";

export const checklist: Record<keyof typeof english, string> = {
  "checklist.title": "Lista de tareas del plan",
  "checklist.none": "Nadie ha abierto todavía la lista de este incidente.",
  "checklist.open": "Abrir la lista",
  "checklist.add": "Añadir los pasos de {action}",
  "checklist.done": "{done} de {all} hechas",
  "checklist.ticked": "{time}, {after} después del comienzo: {name}",
  "checklist.sending": "Todavía sin registrar. Se envía hasta que lo esté (intento {attempt}).",
  "checklist.hint": "Una marca guarda la hora y su nombre, y queda.",
};
