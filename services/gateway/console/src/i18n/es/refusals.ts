import type { refusals as english } from "../en/refusals";

export const refusals: Record<keyof typeof english, string> = {
  "refusal.POLICE_CONFIRMATION_MISSING": "Un cierre de emergencia real solo termina después de registrar la confirmación de la policía.",
  "refusal.NOT_COMMANDER": "Solo la persona al mando puede hacer esto. Asuma primero el mando.",
  "error.unauthenticated": "Su sesión ya no está abierta.",
  "error.permissionDenied": "Su función no permite hacer esto aquí.",
  "error.notFound": "Ya no está.",
  "error.invalidArgument": "Hay algo incorrecto en el formulario.",
  "error.failedPrecondition": "Ahora no es posible. Mire el estado actual e intente de nuevo.",
  "error.resourceExhausted": "Demasiados intentos en poco tiempo. Espere un momento.",
  "error.unavailable": "No se puede conectar con el sistema en este momento.",
  "error.deadlineExceeded": "El sistema no respondió a tiempo.",
  "error.other": "Algo salió mal.",
  "error.notDone": "No se hizo.",
  "error.listUnavailable": "No se puede leer esta lista en este momento.",
  "error.asOf": "La lista es de las {time}.",
};
