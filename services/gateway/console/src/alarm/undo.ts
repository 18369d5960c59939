// Whether an answer of the alarm service is a press that the caller may still take back. Pure.
import { timestampMs } from "@bufbuild/protobuf/wkt";
import { type Incident, Incident_State } from "../gen/watchbell/alerting/v1/incident_pb";

/** A press is taken back within 5 seconds by who pressed (docs/rules.md, lessons: undo). */
export const kUndoMs = 5_000;

// Clocks of browsers are wrong by some seconds: the service decides. What was pressed long ago is not offered again.
const kClockErrorMs = 60_000;

/** `now` is the browser's time of the answer. */
export function mayUndo(incident: Incident, me: string, now: number): boolean {
  const { escalation, undoUntil, raisedBy, sequence, drill, state } = incident;
  if (!me || drill || state !== Incident_State.OPEN) return false;
  if (escalation) return escalation.by === me;
  // Whatever happened after the press has joined it.
  return raisedBy === me && sequence === 1n && undoUntil !== undefined && now < timestampMs(undoUntil) + kClockErrorMs;
}
