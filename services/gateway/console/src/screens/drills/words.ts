// What the screens of drills call things.
import { Action } from "../../gen/watchbell/alerting/v1/incident_pb";
import { ComplianceStatus } from "../../gen/watchbell/alerting/v1/drill_calendar_pb";
import { Drill_State, DrillKind, Office } from "../../gen/watchbell/alerting/v1/drill_pb";
import type { TextKey } from "../../i18n/dictionary";

export const kDrillKinds: Partial<Record<DrillKind, TextKey>> = {
  [DrillKind.FIRE]: "drills.kind.fire",
  [DrillKind.CRISIS]: "drills.kind.crisis",
  [DrillKind.BUS]: "drills.kind.bus",
};

export const kDrillStates: Record<Drill_State, TextKey> = {
  [Drill_State.UNSPECIFIED]: "board.unknown",
  [Drill_State.SCHEDULED]: "drills.state.scheduled",
  [Drill_State.ANNOUNCED]: "drills.state.announced",
  [Drill_State.RUNNING]: "drills.state.running",
  [Drill_State.COMPLETED]: "drills.state.completed",
  [Drill_State.ABORTED]: "drills.state.aborted",
  [Drill_State.CANCELLED]: "drills.state.cancelled",
};

export const kOffices: Partial<Record<Office, TextKey>> = {
  [Office.POLICE]: "drills.office.police",
  [Office.FIRE_MARSHAL]: "drills.office.fire",
  [Office.EMERGENCY_DIRECTOR]: "drills.office.emergency",
  [Office.BUILDING_INSPECTOR]: "drills.office.building",
  [Office.EMS]: "drills.office.ems",
  [Office.SCHOOL_STAFF]: "drills.office.staff",
};

// What a crisis drill exercises; a fire drill evacuates.
export const kCrisisActions: Partial<Record<Action, TextKey>> = {
  [Action.LOCKDOWN]: "state.lockdown",
  [Action.SECURE]: "state.secure",
  [Action.SHELTER]: "state.shelter",
  [Action.HOLD]: "state.hold",
};

export const kStatuses: Record<ComplianceStatus, TextKey> = {
  [ComplianceStatus.UNSPECIFIED]: "board.unknown",
  [ComplianceStatus.NOT_DUE]: "drills.status.notDue",
  [ComplianceStatus.DUE]: "drills.status.due",
  [ComplianceStatus.DONE]: "drills.status.done",
  [ComplianceStatus.SUBSTITUTED]: "drills.status.substituted",
  [ComplianceStatus.LATE]: "drills.status.late",
  [ComplianceStatus.EXEMPT]: "drills.status.exempt",
};

/** What each rule of the state asks for. */
export const kRules: Record<string, TextKey> = {
  D1: "drills.rule.D1",
  D2: "drills.rule.D2",
  D3: "drills.rule.D3",
  D5: "drills.rule.D5",
  D6: "drills.rule.D6",
  D7: "drills.rule.D7",
  D9: "drills.rule.D9",
};

/** The contract names missing offices by their enum. */
export function officeKey(name: string): TextKey | undefined {
  const value = Office[name.replace(/^OFFICE_/, "") as keyof typeof Office];
  return value === undefined ? undefined : kOffices[value];
}
