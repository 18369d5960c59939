// Which records are meant: a check for each kind, and what was checked.
import type { RecordsField } from "../../gen/watchbell/visitor/v1/records_request_pb";
import type { Text } from "../../i18n";
import type { FormField, Values } from "../../ui/action_form";
import { kFields } from "./words";

const kinds = () => Object.entries(kFields).map(([kind, key]) => ({ kind: Number(kind) as RecordsField, key: key! }));

/** Only those of `among`, where it is given. */
export function fieldChecks(t: Text["t"], among?: RecordsField[]): FormField[] {
  return kinds()
    .filter(({ kind }) => !among || among.includes(kind))
    .map(({ kind, key }) => ({ name: `field-${kind}`, label: t(key), kind: "check" }));
}

export function checkedFields(values: Values): RecordsField[] {
  return kinds()
    .map(({ kind }) => kind)
    .filter((kind) => values[`field-${kind}`] === "yes");
}
