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
  /** Where to: has to be typed for everything but a fire, which has places of its own. */
  needsDestination?: boolean;
}

export const kEvacuateChoices: Choice[] = [
  { id: "fire", label: "alarm.fire", detail: { hazard: "fire" } },
  { id: "gas", label: "alarm.gas", detail: { hazard: "gas" }, needsDestination: true },
  { id: "bomb_threat", label: "alarm.bomb", detail: { hazard: "bomb_threat" }, needsDestination: true },
  { id: "other", label: "alarm.otherPlace", detail: { hazard: "other" }, needsDestination: true },
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

export const kChoices: Partial<Record<Action, { question: TextKey; choices: Choice[] }>> = {
  [Action.EVACUATE]: { question: "alarm.chooseHazard", choices: kEvacuateChoices },
  [Action.SHELTER]: { question: "alarm.chooseHazard", choices: kShelterChoices },
  [Action.SECURE]: { question: "alarm.chooseReason", choices: kSecureChoices },
};

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
