// What an entry states: the fields of the form, and the entry that they make. Which are needed depends on the kind.
import type { MessageInitShape } from "@bufbuild/protobuf";
import {
  type WatchlistEntry,
  WatchlistEntry_Kind as Kind,
  type WatchlistEntrySchema,
} from "../../gen/watchbell/visitor/v1/watchlist_pb";
import type { Text } from "../../i18n";
import { choices, type FormField, type Values } from "../../ui/action_form";
import { kEntryKinds } from "../desk/kinds";

const kDocumentLengthMax = 200;
const kDescriptionLengthMax = 500;

// Registries come and go by import alone.
const kByHand = Object.fromEntries(
  [Kind.BANNED, Kind.TRESPASS, Kind.CUSTODY, Kind.PROTECTIVE_ORDER, Kind.STAFF_DISMISSED].map((kind) => [
    kind,
    kEntryKinds[kind],
  ]),
);

export function entryFields(t: Text["t"]): FormField[] {
  const namesStudents = ({ kind }: Values) => Number(kind) === Kind.CUSTODY || Number(kind) === Kind.PROTECTIVE_ORDER;
  return [
    { name: "kind", label: t("desk.kind"), kind: "choice", required: true, options: choices(t, kByHand) },
    { name: "family", label: t("desk.family"), required: true, maxLength: 100 },
    { name: "given", label: t("desk.given"), maxLength: 100 },
    { name: "middle", label: t("desk.middle"), maxLength: 100 },
    { name: "birth", label: t("desk.birth"), hint: t("lists.birthHint"), maxLength: 10 },
    { name: "aliases", label: t("desk.aliases"), hint: t("visit.zonesHint") },
    { name: "description", label: t("desk.description"), kind: "area", maxLength: kDescriptionLengthMax },
    { name: "document", label: t("lists.document"), required: true, maxLength: kDocumentLengthMax },
    { name: "issuer", label: t("lists.issuer"), required: true, maxLength: kDocumentLengthMax },
    { name: "starts", label: t("lists.starts"), kind: "date", required: true },
    { name: "expires", label: t("lists.expires"), kind: "date", required: true },
    { name: "whole", label: t("lists.wholeSchool"), kind: "check", when: (values) => !namesStudents(values) },
    {
      ...{ name: "students", label: t("lists.students"), hint: t("visit.zonesHint"), required: true },
      when: (values) => namesStudents(values) || values.whole !== "yes",
    },
  ];
}

const list = (text = "") => text.split(",").map((part) => part.trim()).filter(Boolean);

export function entryOf(values: Values): MessageInitShape<typeof WatchlistEntrySchema> {
  return {
    ...{ kind: Number(values.kind), familyName: values.family, givenName: values.given, middleName: values.middle },
    ...{ dateOfBirth: values.birth, aliases: list(values.aliases), description: values.description },
    ...{ documentRef: values.document, issuer: values.issuer, startsOn: values.starts, expiresOn: values.expires },
    wholeSchool: values.whole === "yes",
    studentIds: values.whole === "yes" ? [] : list(values.students),
  };
}

export function valuesOf(entry: WatchlistEntry): Values {
  return {
    ...{ kind: String(entry.kind), family: entry.familyName, given: entry.givenName, middle: entry.middleName },
    ...{ birth: entry.dateOfBirth, aliases: entry.aliases.join(", "), description: entry.description },
    ...{ document: entry.documentRef, issuer: entry.issuer, starts: entry.startsOn, expires: entry.expiresOn },
    ...{ whole: entry.wholeSchool ? "yes" : "", students: entry.studentIds.join(", ") },
  };
}
