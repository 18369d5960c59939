// From the open incidents to what the board may say of a school. Pure.
import type { Live } from "../feed/use_live";
import { Action, type Incident } from "../gen/watchbell/alerting/v1/incident_pb";
import type { Session } from "../gen/watchbell/gateway/v1/session_service_pb";
import type { School } from "../gen/watchbell/notification/v1/directory_pb";

export type SchoolState =
  | { kind: "unknown" }
  | { kind: "normal" }
  | { kind: "open"; action: Action; drill: boolean; incident: Incident };

/** "Normal" only when the incidents could be read just now: what is old may only warn, never reassure. */
export function schoolState(code: string, incidents: Live<Incident[]>): SchoolState {
  const open = worst((incidents.data ?? []).filter((incident) => incident.school === code));
  if (open) return { kind: "open", action: open.action, drill: open.drill, incident: open };
  return incidents.data && !incidents.failure ? { kind: "normal" } : { kind: "unknown" };
}

/** The most severe; the real before any drill. */
export function worst(incidents: Incident[]): Incident | undefined {
  return [...incidents].sort((a, b) => Number(a.drill) - Number(b.drill) || b.action - a.action)[0];
}

/** The schools that the caller works with. While the directory cannot be read: their codes, so that alarms still go. */
export function schoolsOf(session: Session, directory: School[] | undefined): Pick<School, "code" | "name">[] {
  const codes = new Set(session.grants.map((grant) => grant.school));
  const everywhere = codes.has("district");
  if (!directory) return [...codes].filter((code) => code !== "district").map((code) => ({ code, name: code }));
  return directory.filter((school) => !school.removed && (everywhere || codes.has(school.code)));
}
