// What the records desk calls things.
import {
  RecordsClaim_Basis as Basis,
  RecordsClaim_Party as Party,
  RecordsField as Field,
  RecordsRequest_State as State,
  RecordsResult as Result,
} from "../../gen/watchbell/visitor/v1/records_request_pb";
import type { TextKey } from "../../i18n/dictionary";

export const kParties: Partial<Record<Party, TextKey>> = {
  [Party.PARENT]: "records.party.parent",
  [Party.STUDENT]: "records.party.student",
  [Party.SCHOOL_OFFICIAL]: "records.party.official",
  [Party.CONTRACTOR]: "records.party.contractor",
  [Party.LAW_ENFORCEMENT]: "records.party.police",
  [Party.OTHER]: "records.party.else",
};

export const kBases: Partial<Record<Basis, TextKey>> = {
  [Basis.OWN_RECORD]: "records.basis.own",
  [Basis.CONSENT]: "records.basis.consent",
  [Basis.LEGITIMATE_INTEREST]: "records.basis.interest",
  [Basis.DIRECTORY_DATA]: "records.basis.directory",
  [Basis.COURT_ORDER]: "records.basis.order",
  [Basis.SUBPOENA_COURT]: "records.basis.subpoena",
  [Basis.GRAND_JURY_SUBPOENA]: "records.basis.grandJury",
  [Basis.SUBPOENA_ADMINISTRATIVE]: "records.basis.adminSubpoena",
  [Basis.WARRANT_ADMINISTRATIVE]: "records.basis.adminWarrant",
  [Basis.EMERGENCY]: "records.basis.emergency",
  [Basis.NONE]: "records.basis.none",
};

/** Papers that may forbid to tell of them. */
export const kSecretBases: Partial<Record<Basis, TextKey>> = {
  [Basis.COURT_ORDER]: "records.basis.order",
  [Basis.SUBPOENA_COURT]: "records.basis.subpoena",
  [Basis.GRAND_JURY_SUBPOENA]: "records.basis.grandJury",
  [Basis.SUBPOENA_ADMINISTRATIVE]: "records.basis.adminSubpoena",
  [Basis.WARRANT_ADMINISTRATIVE]: "records.basis.adminWarrant",
  [Basis.TERRORISM_ORDER]: "records.basis.terrorism",
};

export const kFields: Partial<Record<Field, TextKey>> = {
  [Field.DIRECTORY]: "records.field.directory",
  [Field.SCHEDULE]: "records.field.schedule",
  [Field.CONTACT]: "records.field.contact",
  [Field.ATTENDANCE]: "records.field.attendance",
  [Field.GRADES]: "records.field.grades",
  [Field.DISCIPLINE]: "records.field.discipline",
  [Field.HEALTH]: "records.field.health",
  [Field.SPECIAL_EDUCATION]: "records.field.special",
  [Field.OTHER]: "records.field.else",
};

export const kRecordsStates: Record<State, TextKey> = {
  [State.UNSPECIFIED]: "board.unknown",
  [State.OPEN]: "records.state.open",
  [State.WINDOW]: "records.state.window",
  [State.COUNSEL]: "records.state.counsel",
  [State.APPROVED]: "records.state.approved",
  [State.RELEASED]: "records.state.released",
  [State.REFUSED]: "records.state.refused",
};

export const kResults: Record<Result, TextKey> = {
  [Result.UNSPECIFIED]: "board.unknown",
  [Result.OUTSIDE_FERPA]: "records.result.outside",
  [Result.INSPECT]: "records.result.inspect",
  [Result.RELEASE_SCOPE]: "records.result.scope",
  [Result.RELEASE]: "records.result.release",
  [Result.MAY_RELEASE]: "records.result.may",
  [Result.NOTIFY_THEN_COUNSEL]: "records.result.notify",
  [Result.COUNSEL_ONLY]: "records.result.counsel",
  [Result.RELEASE_MINIMUM]: "records.result.minimum",
  [Result.HOLD_FOR_COUNSEL]: "records.result.hold",
};
