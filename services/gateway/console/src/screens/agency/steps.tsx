// The next steps of an agency visit: a form for each one that is offered, in one table.
import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import { type Api, useApi } from "../../api/api";
import type { Attempt } from "../../api/persist";
import {
  AgencyNoticeAudience as Audience,
  AgencyNoticeWording as Wording,
  AgencyStep,
  type AgencyVisit,
} from "../../gen/watchbell/visitor/v1/agency_visit_pb";
import { type Text, useText } from "../../i18n";
import { ActionForm, choices, type FormField, type Values } from "../../ui/action_form";
import { CaptureDocument } from "./capture";
import { kDocumentKinds, kRefusals, kSteps } from "./words";

interface Props {
  visit: AgencyVisit;
  steps: AgencyStep[];
  /** What the service offers first; never an authorisation. */
  suggested?: AgencyStep;
  onChange(visit: AgencyVisit): void;
}

type Target = { requestId: string; school: string; visitId: string };

interface Form {
  fields?: FormField[];
  danger?: boolean;
  send(agency: Api["agency"], target: Target, values: Values, options: { timeoutMs: number }): Promise<AgencyVisit>;
}

// In bytes, as the contract limits them; a character may have four.
const kShort = 100;
const kLong = 375;
const kNoticeReason = 300;

function formOf(step: AgencyStep, visit: AgencyVisit, { t }: Text): Form | undefined {
  const area = (name: string, label: string, hint?: string): FormField => ({
    ...{ name, label, hint, kind: "area", required: true, maxLength: kLong },
  });
  const short = (name: string, label: string, required = true): FormField => ({ name, label, required, maxLength: kShort });
  switch (step) {
    case AgencyStep.IDENTIFY:
      return {
        fields: [
          area("officers", t("agency.officers"), t("agency.officersHint")),
          short("contact", t("agency.contact")),
          area("purpose", t("desk.purpose")),
          area("authority", t("agency.authority")),
          { name: "none", label: t("agency.doc.none"), kind: "check" },
        ],
        send: (agency, target, values, options) =>
          agency.identifyOfficers(
            {
              ...target,
              identity: {
                officers: officersOf(values.officers ?? "", visit.agency),
                ...{ contact: values.contact, purpose: values.purpose, authorityClaimed: values.authority },
                noDocument: values.none === "yes",
              },
            },
            options,
          ),
      };
    case AgencyStep.HAND_TO_ADMINISTRATOR:
      return { send: (agency, target, _, options) => agency.handToAdministrator(target, options) };
    case AgencyStep.TAKE_REVIEW:
      return { send: (agency, target, _, options) => agency.takeReview(target, options) };
    case AgencyStep.CONTACT_COUNSEL:
      return { send: (agency, target, _, options) => agency.contactCounsel(target, options) };
    case AgencyStep.TAKE_LEGAL_REVIEW:
      return { send: (agency, target, _, options) => agency.takeLegalReview(target, options) };
    case AgencyStep.CLOSE_AS_LOCAL_POLICE:
      return {
        fields: [area("reason", t("agency.why"))],
        send: (agency, target, { reason }, options) => agency.closeAsLocalPolice({ ...target, reason }, options),
      };
    case AgencyStep.AUTHORISE:
      return {
        danger: true,
        fields: [
          {
            ...{ name: "document", label: t("agency.onDocument"), kind: "choice", required: true },
            options: visit.documents.map((copy) => ({
              value: copy.sha256,
              label: `${t(kDocumentKinds[copy.advice?.kind ?? 0] ?? "agency.doc.unclear")} · ${copy.sha256.slice(0, 8)}`,
            })),
          },
          { name: "premises", label: t("agency.scope.premises"), kind: "check" },
          { name: "person", label: t("agency.scope.person"), kind: "check" },
          { name: "records", label: t("agency.scope.records"), kind: "check" },
          { name: "expires", label: t("agency.expires"), kind: "datetime-local", required: true },
          short("escort", t("agency.escort"), false),
        ],
        send: (agency, target, values, options) =>
          agency.authorise(
            {
              ...target,
              documentSha256: values.document,
              scope: {
                premises: values.premises === "yes",
                person: values.person === "yes",
                records: values.records === "yes",
              },
              expiresAt: timestampFromDate(new Date(values.expires ?? "")),
              escortId: values.escort?.trim(),
            },
            options,
          ),
      };
    case AgencyStep.REFUSE:
      return {
        fields: [
          { name: "reason", label: t("agency.why"), kind: "choice", required: true, options: choices(t, kRefusals) },
          area("words", t("agency.words")),
        ],
        send: (agency, target, { reason, words }, options) =>
          agency.refuse({ ...target, reason: Number(reason), words }, options),
      };
    case AgencyStep.ASK:
      return {
        fields: [area("question", t("agency.question"))],
        send: (agency, target, { question }, options) => agency.askForInformation({ ...target, question }, options),
      };
    case AgencyStep.ANSWER:
      return {
        fields: [area("answer", t("agency.answer"))],
        send: (agency, target, { answer }, options) => agency.giveInformation({ ...target, answer }, options),
      };
    case AgencyStep.ENTER:
      return {
        fields: [short("escort", t("agency.escort")), short("badge", t("desk.badgeIs"))],
        send: (agency, target, { escort, badge }, options) =>
          agency.recordEntry({ ...target, escortId: escort, badge }, options),
      };
    case AgencyStep.EXIGENT_ENTRY:
      return {
        danger: true,
        fields: [area("account", t("agency.account"), t("agency.exigentHint"))],
        send: (agency, target, { account }, options) => agency.recordExigentEntry({ ...target, account }, options),
      };
    case AgencyStep.DEPART:
      return {
        fields: [area("taken", t("agency.taken"), t("agency.takenHint"))],
        send: (agency, target, { taken }, options) => agency.recordDeparture({ ...target, taken }, options),
      };
    default:
      return noticeForm(step, t);
  }
}

function noticeForm(step: AgencyStep, t: Text["t"]): Form | undefined {
  const reason = { name: "reason", label: t("agency.why"), kind: "area" as const, maxLength: kNoticeReason };
  if (step === AgencyStep.PROPOSE_NOTICE) {
    const told = ({ audience }: Values) => Number(audience) > Audience.NOBODY;
    return {
      fields: [
        {
          ...{ name: "audience", label: t("agency.audience"), kind: "choice", required: true },
          options: choices(t, {
            [Audience.NOBODY]: "agency.audience.nobody",
            [Audience.STAFF]: "agency.audience.staff",
            [Audience.FAMILIES]: "agency.audience.families",
            [Audience.STAFF_AND_FAMILIES]: "agency.audience.both",
          }),
        },
        {
          ...{ name: "wording", label: t("agency.wording"), kind: "choice", required: true, when: told },
          options: choices(t, {
            [Wording.STAYED_OUTSIDE]: "agency.wording.outside",
            [Wording.ADMITTED]: "agency.wording.admitted",
            [Wording.ENTERED_WITHOUT_CONSENT]: "agency.wording.noConsent",
          }),
        },
        { ...reason, required: true, when: (values) => Number(values.audience) === Audience.NOBODY },
      ],
      send: (agency, target, { audience, wording, reason: why }, options) =>
        agency.proposeNotice(
          { ...target, audience: Number(audience), wording: Number(audience) > Audience.NOBODY ? Number(wording) : 0, reason: why },
          options,
        ),
    };
  }
  if (step === AgencyStep.DECIDE_NOTICE)
    return {
      fields: [
        {
          ...{ name: "approved", label: t("agency.decision"), kind: "choice", required: true },
          options: [
            { value: "yes", label: t("agency.notice.yes") },
            { value: "no", label: t("agency.notice.no") },
          ],
        },
        { ...reason, required: true, when: ({ approved }) => approved === "no" },
      ],
      send: (agency, target, { approved, reason: why }, options) =>
        agency.decideNotice({ ...target, approved: approved === "yes", reason: why }, options),
    };
  return undefined;
}

/** One officer a line: name, title, badge number. */
function officersOf(lines: string, agency: string) {
  return lines
    .split("\n")
    .map((line) => line.split(",").map((part) => part.trim()))
    .filter(([name]) => name)
    .map(([name, title, badgeNumber]) => ({ name, title, badgeNumber, agency }));
}

export function Steps({ visit, steps, suggested, onChange }: Props) {
  const text = useText();
  const { t } = text;
  const { agency } = useApi();
  const { school, id: visitId } = visit;
  const ordered = [...steps].sort((a, b) => Number(b === suggested) - Number(a === suggested));
  return (
    <div className="row steps-end">
      {ordered.map((step) => {
        if (step === AgencyStep.CAPTURE_DOCUMENT) return <CaptureDocument key={step} visit={visit} onDone={onChange} />;
        const form = formOf(step, visit, text);
        if (!form) return null;
        const send = (values: Values, { requestId, timeoutMs }: Attempt) =>
          form.send(agency, { requestId, school, visitId }, values, { timeoutMs });
        return (
          <ActionForm
            key={step}
            label={t(kSteps[step])}
            kind={form.danger ? "danger" : "primary"}
            fields={form.fields}
            send={send}
            onDone={onChange}
          />
        );
      })}
    </div>
  );
}
