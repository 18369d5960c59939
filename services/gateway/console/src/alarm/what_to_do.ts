// What everybody at the school does now, one short line after the other. Pure. A role that may not read the zones sees
// no destination: then it is the meeting place that was practised.
import { Action, type Incident } from "../gen/watchbell/alerting/v1/incident_pb";
import type { TextKey } from "../i18n/dictionary";
import type { Values } from "../i18n/translate";

export interface Line {
  key: TextKey;
  values?: Values;
}

const kLines: Partial<Record<Action, TextKey[]>> = {
  [Action.LOCKDOWN]: ["do.lockdown.room", "do.lockdown.hide", "do.lockdown.open"],
  [Action.SECURE]: ["do.secure.inside", "do.secure.count", "do.secure.lessons"],
  [Action.HOLD]: ["do.hold.room", "do.hold.corridors", "do.secure.lessons"],
};

const kShelterLines: Record<string, TextKey[]> = {
  shelter_area: ["do.shelter.area", "do.shelter.windows"],
  seal: ["do.shelter.seal", "do.shelter.stay"],
  drop_cover_hold: ["do.shelter.drop", "do.shelter.shaking"],
};

// As the alarm page asks for them: one strategy for each hazard.
const kStrategies: Record<string, string> = { tornado: "shelter_area", hazmat: "seal", earthquake: "drop_cover_hold" };

export function whatToDo(incident: Incident): Line[] {
  const detail = incident.zones.find(({ action }) => action === incident.action)?.detail;
  if (incident.action === Action.EVACUATE) {
    const to: Line = detail?.destination
      ? { key: "do.evacuate.to", values: { place: detail.destination } }
      : { key: "do.evacuate.meeting" };
    return [{ key: "do.evacuate.leave" }, to, { key: "do.evacuate.count" }];
  }
  if (incident.action === Action.SHELTER) {
    const strategy = detail?.strategy || kStrategies[incident.hazard] || "";
    return (kShelterLines[strategy] ?? ["do.shelter.told"]).map((key) => ({ key }));
  }
  const lines = (kLines[incident.action] ?? []).map((key): Line => ({ key }));
  // A fire alarm may be a trick to empty the rooms.
  if (incident.action === Action.LOCKDOWN) lines.push({ key: "do.lockdown.fire" });
  return lines;
}
