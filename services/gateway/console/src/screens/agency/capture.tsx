// A document that was shown: its picture or PDF, and what a person reads off it. No field asks about the person sought
// but whether the name fits.
import { useState } from "react";
import { useApi } from "../../api/api";
import { Seen } from "../../gen/watchbell/visitor/v1/agency_document_pb";
import type { AgencyVisit } from "../../gen/watchbell/visitor/v1/agency_visit_pb";
import { useText } from "../../i18n";
import type { TextKey } from "../../i18n/dictionary";
import { ActionForm, choices, type FormField } from "../../ui/action_form";
import { Field } from "../../ui/field";
import { kDocumentKinds, kSeen, kSigners } from "./words";

// As the contract limits it.
const kFileBytesMax = 10 * 1024 * 1024;
const kUploadTimeoutMs = 60_000;

export function CaptureDocument({ visit, onDone }: { visit: AgencyVisit; onDone(visit: AgencyVisit): void }) {
  const { t } = useText();
  const { agency } = useApi();
  const [file, setFile] = useState<File>();
  const tooLarge = (file?.size ?? 0) > kFileBytesMax;
  const seen = (name: string, label: TextKey): FormField => ({
    ...{ name, label: t(label), kind: "choice", required: true, options: choices(t, kSeen) },
  });
  const fields: FormField[] = [
    { name: "kind", label: t("agency.statedKind"), kind: "choice", required: true, options: choices(t, kDocumentKinds) },
    { name: "court", label: t("agency.court"), maxLength: 100 },
    seen("courtInHeading", "agency.ground.court"),
    { name: "signer", label: t("agency.signer"), kind: "choice", required: true, options: choices(t, kSigners) },
    seen("ofThatCourt", "agency.ofThatCourt"),
    seen("signature", "agency.ground.signature"),
    { name: "issued", label: t("agency.issued"), kind: "date" },
    { name: "validUntil", label: t("desk.until"), kind: "date" },
    seen("address", "agency.addressMatches"),
    seen("person", "agency.personMatches"),
    { name: "scope", label: t("agency.scopeText"), kind: "area", maxLength: 375 },
  ];
  const number = (text: string | undefined) => Number(text || Seen.UNKNOWN);
  return (
    <ActionForm
      label={t("agency.step.capture")}
      fields={fields}
      initial={{ pages: "1" }}
      send={async (values, { requestId }) => {
        const content = file && !tooLarge ? new Uint8Array(await file.arrayBuffer()) : new Uint8Array();
        return agency.captureDocument(
          {
            ...{ requestId, school: visit.school, visitId: visit.id, content, pages: Number(values.pages) },
            facts: {
              ...{ statedKind: Number(values.kind), court: values.court, signerTitle: Number(values.signer) },
              ...{ courtInHeading: number(values.courtInHeading), signerOfThatCourt: number(values.ofThatCourt) },
              ...{ signaturePresent: number(values.signature), issuedOn: values.issued, validUntil: values.validUntil },
              ...{ addressMatches: number(values.address), personMatches: number(values.person), scopeText: values.scope },
            },
          },
          { timeoutMs: kUploadTimeoutMs },
        );
      }}
      onDone={onDone}
    >
      <Field
        label={t("agency.file")}
        hint={t("agency.fileHint")}
        error={tooLarge ? t("common.fileTooLarge") : undefined}
      >
        {(control) => (
          <input
            {...control}
            type="file"
            accept="application/pdf,image/jpeg,image/png"
            onChange={(event) => setFile(event.target.files?.[0])}
          />
        )}
      </Field>
    </ActionForm>
  );
}
