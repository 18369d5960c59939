// What the clerk types for a foreign document or none. The same four facts as a scan gives, nothing more.
import { Document_Kind } from "../../gen/watchbell/visitor/v1/visit_pb";
import { useText } from "../../i18n";
import type { TextKey } from "../../i18n/dictionary";
import { Select, TextField } from "../../ui/field";

export interface Manual {
  givenName: string;
  familyName: string;
  middleName: string;
  /** YYYY-MM-DD. */
  dateOfBirth: string;
  documentKind: Document_Kind;
  numberLast4: string;
}

export const emptyManual: Manual = {
  givenName: "",
  familyName: "",
  middleName: "",
  dateOfBirth: "",
  documentKind: Document_Kind.PASSPORT,
  numberLast4: "",
};

const kNameLengthMax = 100;
export const kDocuments: { kind: Document_Kind; label: TextKey }[] = [
  { kind: Document_Kind.PASSPORT, label: "desk.doc.passport" },
  { kind: Document_Kind.IDENTITY_CARD, label: "desk.doc.card" },
  { kind: Document_Kind.DRIVING_LICENCE, label: "desk.doc.licence" },
  { kind: Document_Kind.OTHER, label: "desk.doc.other" },
  { kind: Document_Kind.NONE, label: "desk.doc.none" },
];

export type ManualErrors = Partial<Record<keyof Manual, TextKey>>;

export function manualErrors(manual: Manual, now: Date): ManualErrors {
  const errors: ManualErrors = {};
  if (!manual.givenName.trim()) errors.givenName = "common.required";
  if (!manual.familyName.trim()) errors.familyName = "common.required";
  const today = now.toISOString().slice(0, 10);
  const full = /^\d{4}-\d{2}-\d{2}$/.test(manual.dateOfBirth);
  if (!full || manual.dateOfBirth >= today) errors.dateOfBirth = "desk.birthBad";
  return errors;
}

interface Props {
  value: Manual;
  errors: ManualErrors;
  onChange(value: Manual): void;
}

export function ManualFields({ value, errors, onChange }: Props) {
  const { t } = useText();
  const set = (change: Partial<Manual>) => onChange({ ...value, ...change });
  const error = (field: keyof Manual) => errors[field] && t(errors[field]);
  const shared = { autoComplete: "off", maxLength: kNameLengthMax };
  return (
    <>
      <div className="columns">
        <TextField
          {...shared}
          label={t("desk.given")}
          required
          value={value.givenName}
          onText={(givenName) => set({ givenName })}
          error={error("givenName")}
        />
        <TextField
          {...shared}
          label={t("desk.family")}
          required
          value={value.familyName}
          onText={(familyName) => set({ familyName })}
          error={error("familyName")}
        />
      </div>
      <div className="columns">
        <TextField
          {...shared}
          label={t("desk.middle")}
          value={value.middleName}
          onText={(middleName) => set({ middleName })}
        />
        <TextField
          label={t("desk.birth")}
          type="date"
          required
          value={value.dateOfBirth}
          onText={(dateOfBirth) => set({ dateOfBirth })}
          error={error("dateOfBirth")}
        />
      </div>
      <div className="columns">
        <Select
          label={t("desk.document")}
          value={value.documentKind}
          onText={(kind) => set({ documentKind: Number(kind) })}
        >
          {kDocuments.map(({ kind, label }) => (
            <option key={kind} value={kind}>
              {t(label)}
            </option>
          ))}
        </Select>
        {value.documentKind !== Document_Kind.NONE && (
          <TextField
            label={t("desk.last4")}
            autoComplete="off"
            maxLength={4}
            value={value.numberLast4}
            onText={(numberLast4) => set({ numberLast4 })}
          />
        )}
      </div>
    </>
  );
}
