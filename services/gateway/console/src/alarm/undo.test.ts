import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import { describe, expect, it } from "vitest";
import { Action, Incident_State } from "../gen/watchbell/alerting/v1/incident_pb";
import { incident } from "../testing/fake_state";
import { kUndoMs, mayUndo } from "./undo";

const kNow = 1_800_000_000_000;
const undoUntil = timestampFromMs(kNow + kUndoMs);
const mine = { raisedBy: "me", undoUntil };

describe("a press is taken back", () => {
  it("by who pressed, and by nobody else", () => {
    expect(mayUndo(incident(Action.LOCKDOWN, mine), "me", kNow)).toBe(true);
    expect(mayUndo(incident(Action.LOCKDOWN, mine), "somebody", kNow)).toBe(false);
    expect(mayUndo(incident(Action.LOCKDOWN, { undoUntil }), "", kNow)).toBe(false);
  });

  it("only while nothing else has happened", () => {
    expect(mayUndo(incident(Action.LOCKDOWN, { ...mine, sequence: 2n }), "me", kNow)).toBe(false);
    expect(mayUndo(incident(Action.LOCKDOWN, { ...mine, state: Incident_State.RELEASED }), "me", kNow)).toBe(false);
  });

  it("when an open incident became a lockdown by it", () => {
    const escalation = { by: "me", before: [] };
    expect(mayUndo(incident(Action.LOCKDOWN, { raisedBy: "somebody", sequence: 4n, escalation }), "me", kNow)).toBe(true);
    expect(mayUndo(incident(Action.LOCKDOWN, { ...mine, escalation }), "somebody", kNow)).toBe(false);
  });

  it("not in a drill, and not long after, whatever the clock of the browser says within a minute", () => {
    expect(mayUndo(incident(Action.LOCKDOWN, { ...mine, drill: true }), "me", kNow)).toBe(false);
    expect(mayUndo(incident(Action.LOCKDOWN, mine), "me", kNow + 30_000)).toBe(true);
    expect(mayUndo(incident(Action.LOCKDOWN, mine), "me", kNow + 120_000)).toBe(false);
  });
});
