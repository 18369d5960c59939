import { describe, expect, it } from "vitest";
import { Action } from "../gen/watchbell/alerting/v1/incident_pb";
import { incident } from "../testing/fake_state";
import { whatToDo } from "./what_to_do";

const keys = (...asked: Parameters<typeof whatToDo>) => whatToDo(...asked).map(({ key }) => key);

describe("what to do", () => {
  it.each([Action.HOLD, Action.SECURE, Action.SHELTER, Action.EVACUATE, Action.LOCKDOWN])("is told for action %i", (action) => {
    expect(whatToDo(incident(action)).length).toBeGreaterThan(0);
  });

  it("names the destination to whoever may know it, else the place that was practised", () => {
    const zones = [{ name: "site", action: Action.EVACUATE, detail: { destination: "Sports field" } }];
    expect(whatToDo(incident(Action.EVACUATE, { zones }))[1]).toEqual({ key: "do.evacuate.to", values: { place: "Sports field" } });
    expect(keys(incident(Action.EVACUATE, { zones: [] }))[1]).toBe("do.evacuate.meeting");
  });

  it("follows the strategy of a shelter, which without the zones follows from the hazard", () => {
    const detail = { strategy: "seal" };
    expect(keys(incident(Action.SHELTER, { zones: [{ name: "site", action: Action.SHELTER, detail }] }))).toContain("do.shelter.seal");
    expect(keys(incident(Action.SHELTER, { hazard: "earthquake", zones: [] }))).toContain("do.shelter.drop");
    expect(keys(incident(Action.SHELTER, { hazard: "something new", zones: [] }))).toEqual(["do.shelter.told"]);
  });

  it("says in a lockdown that a fire alarm alone moves nobody", () => {
    expect(keys(incident(Action.LOCKDOWN))).toContain("do.lockdown.fire");
  });
});
