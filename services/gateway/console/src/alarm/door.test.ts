import { expect, it } from "vitest";
import { Action } from "../gen/watchbell/alerting/v1/incident_pb";
import { incident } from "../testing/fake_state";
import { closesDoor } from "./door";

it.each([
  [Action.LOCKDOWN, "", true, true],
  [Action.EVACUATE, "fire", true, true],
  [Action.SECURE, "", true, false],
  [Action.SHELTER, "hazmat", true, true],
  [Action.SHELTER, "tornado", false, false],
  [Action.HOLD, "", false, false],
])("Action %i, %s: the door is closed %s, in a drill %s", (action, hazard, closed, inDrill) => {
  expect(closesDoor(incident(action, { hazard }))).toBe(closed);
  expect(closesDoor(incident(action, { hazard, drill: true }))).toBe(inDrill);
});
