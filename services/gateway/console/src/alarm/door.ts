// Which instruction closes the front door to visitors: docs/rules.md, "doors". The service decides; a kiosk only says it
// before somebody has typed anything. Pure.
import { Action, type Incident } from "../gen/watchbell/alerting/v1/incident_pb";

/** A drill sends nobody away whose door a real one would lock, except where the building is emptied or sealed. */
export function closesDoor({ action, hazard, drill }: Incident): boolean {
  switch (action) {
    case Action.LOCKDOWN:
    case Action.EVACUATE:
      return true;
    case Action.SECURE:
      return !drill;
    case Action.SHELTER:
      return hazard === "hazmat";
    default:
      return false;
  }
}
