// What a check-in may add to who the visitor is: in which role, to whom, where to, until when, with whom.
import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import { PersonKind } from "../../gen/watchbell/visitor/v1/visit_pb";
import { useText } from "../../i18n";
import type { TextKey } from "../../i18n/dictionary";
import { Select, TextField } from "../../ui/field";

export interface Details {
  purpose: string;
  contactEmail: string;
  kind: PersonKind;
  hostId: string;
  zones: string;
  entry: string;
  /** HH:MM of today; empty: as long as such visits usually take. */
  until: string;
  escortId: string;
}

export const emptyDetails: Details = {
  ...{ purpose: "", contactEmail: "", kind: PersonKind.UNSPECIFIED, hostId: "", zones: "", entry: "", until: "" },
  escortId: "",
};

export const kPersonKinds: Partial<Record<PersonKind, TextKey>> = {
  [PersonKind.VISITOR]: "person.visitor",
  [PersonKind.GUARDIAN]: "person.guardian",
  [PersonKind.VOLUNTEER]: "person.volunteer",
  [PersonKind.CONTRACTOR]: "person.contractor",
  [PersonKind.OFFICIAL]: "person.official",
  [PersonKind.EXERCISE_PARTNER]: "person.partner",
  [PersonKind.FORMER_STUDENT]: "person.formerStudent",
};

const kPurposeLengthMax = 200;
const kIdLengthMax = 64;
const kZonesLengthMax = 8 * 65;

export function zoneList(zones: string): string[] {
  return zones
    .split(",")
    .map((zone) => zone.trim())
    .filter(Boolean);
}

/** The details as a check-in's fields. */
export function detailFields(details: Details, now: Date) {
  const [hours, minutes] = details.until.split(":").map(Number);
  const until = new Date(now);
  until.setHours(hours ?? 0, minutes ?? 0, 0, 0);
  return {
    purpose: details.purpose.trim(),
    contactEmail: details.contactEmail.trim(),
    kind: details.kind,
    hostId: details.hostId.trim(),
    entry: details.entry.trim(),
    allowedZones: zoneList(details.zones),
    escortId: details.escortId.trim(),
    validUntil: details.until ? timestampFromDate(until) : undefined,
  };
}

interface Props {
  value: Details;
  needsEscort: boolean;
  onChange(value: Details): void;
}

export function ArrivalDetails({ value, needsEscort, onChange }: Props) {
  const { t } = useText();
  const text = (field: keyof Details, label: TextKey, maxLength: number, type = "text") => (
    <TextField
      label={t(label)}
      type={type}
      autoComplete="off"
      maxLength={maxLength}
      value={value[field]}
      onText={(entered) => onChange({ ...value, [field]: entered })}
    />
  );
  return (
    <>
      {text("purpose", "desk.purpose", kPurposeLengthMax)}
      {needsEscort && text("escortId", "desk.escortId", kIdLengthMax)}
      <details className="more">
        <summary>{t("visit.more")}</summary>
        <div className="columns">
          <Select
            label={t("visit.kind")}
            value={value.kind}
            onText={(kind) => onChange({ ...value, kind: Number(kind) })}
          >
            <option value={PersonKind.UNSPECIFIED}>{t("visit.kindUsual")}</option>
            {Object.entries(kPersonKinds).map(([kind, label]) => (
              <option key={kind} value={kind}>
                {t(label)}
              </option>
            ))}
          </Select>
          {text("hostId", "visit.host", kIdLengthMax)}
          {text("zones", "visit.zones", kZonesLengthMax)}
          {text("until", "visit.until", 5, "time")}
          {text("entry", "visit.entry", kIdLengthMax)}
          {!needsEscort && text("escortId", "desk.escortId", kIdLengthMax)}
          {text("contactEmail", "desk.email", 254, "email")}
        </div>
      </details>
    </>
  );
}
