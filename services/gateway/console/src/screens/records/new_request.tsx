// A request for records, as it comes to the desk. The table of rules answers; nobody at the desk has to know it.
import { useApi } from "../../api/api";
import { RecordsClaim_Basis as Basis, RecordsClaim_Party as Party } from "../../gen/watchbell/visitor/v1/records_request_pb";
import { useText } from "../../i18n";
import { ActionForm, choices, type FormField, type Values } from "../../ui/action_form";
import { checkedFields, fieldChecks } from "./fields";
import { kBases, kParties, kSecretBases } from "./words";

const kTextLengthMax = 400;
const kInterestLengthMax = 1_500;
const kThreatLengthMax = 2_000;

const rests = (basis: Basis) => (values: Values) => Number(values.basis) === basis;
const consented = rests(Basis.CONSENT);
const emergency = rests(Basis.EMERGENCY);
const contractor = ({ party }: Values) => Number(party) === Party.CONTRACTOR;

// A paper that may forbid to tell of it.
const bindsToSilence = ({ basis }: Values) => Object.hasOwn(kSecretBases, basis ?? "");

interface Props {
  school: string;
  /** Under secrecy, by counsel. */
  sealed?: boolean;
  onDone(): void;
}

export function NewRequest({ school, sealed = false, onDone }: Props) {
  const { t } = useText();
  const { records, sealedRecords } = useApi();
  const fields: FormField[] = [
    // What is under secrecy comes from law enforcement (docs/rules.md, F5x).
    { name: "party", label: t("records.party"), kind: "choice", required: true, options: choices(t, kParties), when: () => !sealed },
    { name: "partyName", label: t("records.partyName"), required: true, maxLength: kTextLengthMax },
    { name: "organisation", label: t("records.organisation"), maxLength: kTextLengthMax },
    { name: "student", label: t("records.student"), kind: "student", required: true },
    { name: "born", label: t("records.born"), hint: t("records.bornHint"), kind: "date", required: true },
    { name: "which", label: t("records.which"), kind: "heading" },
    ...fieldChecks(t),
    { name: "interest", label: t("records.interest"), kind: "area", required: true, maxLength: kInterestLengthMax },
    { name: "basis", label: t("records.basis"), kind: "choice", required: true, options: choices(t, sealed ? kSecretBases : kBases) },
    { name: "secrecy", label: t("records.secrecy"), hint: t("records.secrecyHint"), kind: "check", when: (values) => !sealed && bindsToSilence(values) },
    { name: "signed", label: t("records.consent.signed"), kind: "check", when: consented },
    { name: "dated", label: t("records.consent.dated"), kind: "date", required: true, when: consented },
    { name: "consentRecords", label: t("records.consent.records"), required: true, maxLength: kTextLengthMax, when: consented },
    { name: "purpose", label: t("records.consent.purpose"), required: true, maxLength: kTextLengthMax, when: consented },
    { name: "recipient", label: t("records.consent.recipient"), required: true, maxLength: kTextLengthMax, when: consented },
    { name: "threat", label: t("records.threat"), hint: t("records.threatHint"), kind: "area", required: true, maxLength: kThreatLengthMax, when: emergency },
    { name: "directoryPolicy", label: t("records.directoryPolicy"), kind: "check", when: rests(Basis.DIRECTORY_DATA) },
    { name: "optedOut", label: t("records.optedOut"), kind: "check", when: rests(Basis.DIRECTORY_DATA) },
    { name: "function", label: t("records.outsider.function"), kind: "check", when: contractor },
    { name: "control", label: t("records.outsider.control"), kind: "check", when: contractor },
    { name: "bound", label: t("records.outsider.bound"), kind: "check", when: contractor },
  ];
  const claimOf = (values: Values) => ({
    ...{ party: sealed ? Party.LAW_ENFORCEMENT : Number(values.party), partyName: values.partyName, partyOrganisation: values.organisation },
    ...{ studentId: values.student, studentDateOfBirth: values.born, fields: checkedFields(values) },
    ...{ interest: values.interest, basis: Number(values.basis), threatText: emergency(values) ? values.threat : "" },
    secrecyOrder: sealed || (values.secrecy === "yes" && bindsToSilence(values)),
    ...{ directoryPolicy: values.directoryPolicy === "yes", optedOut: values.optedOut === "yes" },
    consent: consented(values)
      ? {
          ...{ isSigned: values.signed === "yes", dated: values.dated, records: values.consentRecords },
          ...{ purpose: values.purpose, recipient: values.recipient },
        }
      : undefined,
    outsider: contractor(values)
      ? {
          ...{ doesOurFunction: values.function === "yes", underDirectControl: values.control === "yes" },
          boundOnReuse: values.bound === "yes",
        }
      : undefined,
  });
  return (
    <ActionForm
      label={t(sealed ? "sealed.new" : "records.new")}
      fields={fields}
      send={async (values, { requestId, timeoutMs }) => {
        const recording = { requestId, school, claim: claimOf(values) };
        if (sealed) await sealedRecords.recordSealedRequest({ recording }, { timeoutMs });
        else await records.recordRequest(recording, { timeoutMs });
        return true;
      }}
      onDone={onDone}
    >
      <p>{t(sealed ? "sealed.newHint" : "records.newHint")}</p>
    </ActionForm>
  );
}
