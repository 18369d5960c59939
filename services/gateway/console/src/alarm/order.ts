// What an alarm asks for. Pure.
import { Action } from "../gen/watchbell/alerting/v1/incident_pb";
import type { TextKey } from "../i18n/dictionary";

export interface AlarmOrder {
  school: string;
  schoolName: string;
  action: Action;
  drill: boolean;
  detail: AlarmDetail;
}

/** The fields of watchbell.alerting.v1.ActionDetail that the pressed action needs. */
export interface AlarmDetail {
  place?: string;
  reason?: string;
  hazard?: string;
  strategy?: string;
  destination?: string;
}

/** Which way of asking each action has; lockdown asks nothing. */
export interface Choice {
  id: string;
  label: TextKey;
  hint?: TextKey;
  detail: AlarmDetail;
  /** A place has to be typed: where to go, or where the corridors stay clear. A fire has places of its own. */
  needsWhere?: boolean;
  /** Any member of staff may press it; the others are for those with "incident.admin". */
  forEverybody?: boolean;
}

export const kEvacuateChoices: Choice[] = [
  { id: "fire", label: "alarm.fire", detail: { hazard: "fire" }, forEverybody: true },
  { id: "gas", label: "alarm.gas", detail: { hazard: "gas" }, needsWhere: true },
  { id: "bomb_threat", label: "alarm.bomb", detail: { hazard: "bomb_threat" }, needsWhere: true },
  { id: "other", label: "alarm.otherPlace", detail: { hazard: "other" }, needsWhere: true },
];

export const kShelterChoices: Choice[] = [
  {
    id: "tornado",
    label: "alarm.tornado",
    hint: "alarm.tornadoDo",
    detail: { hazard: "tornado", strategy: "shelter_area" },
  },
  { id: "hazmat", label: "alarm.hazmat", hint: "alarm.hazmatDo", detail: { hazard: "hazmat", strategy: "seal" } },
  {
    id: "earthquake",
    label: "alarm.earthquake",
    hint: "alarm.earthquakeDo",
    detail: { hazard: "earthquake", strategy: "drop_cover_hold" },
  },
];

export const kSecureChoices: Choice[] = [
  { id: "police_activity", label: "alarm.police", detail: { reason: "police_activity" } },
  { id: "suspicious_person", label: "alarm.person", detail: { reason: "suspicious_person" } },
  { id: "animal", label: "alarm.animal", detail: { reason: "animal" } },
  { id: "other", label: "alarm.otherReason", detail: { reason: "other" } },
];

export const kHoldChoices: Choice[] = [
  { id: "all", label: "alarm.allCorridors", detail: { place: "all corridors" }, forEverybody: true },
  { id: "other", label: "alarm.onePlace", detail: {}, needsWhere: true, forEverybody: true },
];

export const kChoices: Partial<Record<Action, { question: TextKey; choices: Choice[] }>> = {
  [Action.EVACUATE]: { question: "alarm.chooseHazard", choices: kEvacuateChoices },
  [Action.SHELTER]: { question: "alarm.chooseHazard", choices: kShelterChoices },
  [Action.HOLD]: { question: "alarm.place", choices: kHoldChoices },
  [Action.SECURE]: { question: "alarm.chooseReason", choices: kSecureChoices },
};

/** The choices that the caller may make; none where the action is not the caller's to press. */
export function choicesFor(action: Action, admin: boolean): Choice[] {
  return (kChoices[action]?.choices ?? []).filter((choice) => admin || choice.forEverybody);
}

/** An evacuation may always name its destination. */
export function asksWhere(action: Action, choice?: Choice): boolean {
  return action === Action.EVACUATE || !!choice?.needsWhere;
}

export function lacksWhere(choice: Choice | undefined, where: string): boolean {
  return !!choice?.needsWhere && !where.trim();
}

/** The detail that goes out: what was chosen, with the place that was typed where one is asked for. */
export function detailOf(action: Action, choice: Choice | undefined, where: string): AlarmDetail {
  const place = asksWhere(action, choice) && where.trim();
  if (!place) return { ...choice?.detail };
  return { ...choice?.detail, ...(action === Action.EVACUATE ? { destination: place } : { place }) };
}

/** What a hazard is called, for those that the buttons above know. */
export function hazardKey(hazard: string): TextKey | undefined {
  return [...kEvacuateChoices, ...kShelterChoices].find((choice) => choice.detail.hazard === hazard)?.label;
}

export const kStateKey: Record<Action, TextKey> = {
  [Action.UNSPECIFIED]: "board.unknown",
  [Action.NORMAL]: "state.normal",
  [Action.HOLD]: "state.hold",
  [Action.SECURE]: "state.secure",
  [Action.SHELTER]: "state.shelter",
  [Action.EVACUATE]: "state.evacuate",
  [Action.LOCKDOWN]: "state.lockdown",
};

/** Two presses that ask for the same: while one is under way, the second is not a new alarm. */
export function sameOrder(a: AlarmOrder, b: AlarmOrder): boolean {
  const detail = (order: AlarmOrder) => JSON.stringify(Object.entries(order.detail).sort());
  return sameTarget(a, b) && detail(a) === detail(b);
}

export function sameTarget(a: AlarmOrder, b: AlarmOrder): boolean {
  return a.school === b.school && a.action === b.action && a.drill === b.drill;
}
