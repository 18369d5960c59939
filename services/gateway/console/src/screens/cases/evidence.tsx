// Evidence: each piece was brought by a person, and its chain says who had it and who looked, and why.
import { useState } from "react";
import { useApi } from "../../api/api";
import { useLive } from "../../feed/use_live";
import { CustodyEntry_Act as Act, type Evidence, Evidence_Kind as Kind } from "../../gen/watchbell/threat_intake/v1/case_evidence_pb";
import { useText } from "../../i18n";
import type { TextKey } from "../../i18n/dictionary";
import { ActionForm, choices, type Values } from "../../ui/action_form";
import { Field } from "../../ui/field";
import { ListCard } from "../../ui/list_card";
import { dataUrl, download } from "../../ui/picture";
import { useNames } from "../../ui/use_names";
import type { PartOfCase } from "./parts";

const kFileBytesMax = 10 * 1024 * 1024;
const kDescriptionLengthMax = 300;
const kLinkLengthMax = 500;
const kReasonLengthMax = 100;
const kToLengthMax = 80;
const kUploadTimeoutMs = 60_000;

const kKinds: Partial<Record<Kind, TextKey>> = { [Kind.FILE]: "parts.kind.file", [Kind.SOCIAL_MEDIA]: "parts.kind.post" };
const kActs: Record<Act, TextKey> = {
  [Act.UNSPECIFIED]: "board.unknown",
  [Act.RECEIVED]: "parts.act.received",
  [Act.VIEWED]: "parts.act.viewed",
  [Act.HANDED_OVER]: "parts.act.handedOver",
};
const isPost = ({ kind }: Values) => Number(kind) === Kind.SOCIAL_MEDIA;

export function EvidenceList(part: PartOfCase) {
  const { school, caseId, mayWork } = part;
  const { t } = useText();
  const { evidence } = useApi();
  const live = useLive(
    `evidence:${caseId}`,
    async (options) => (await evidence.listEvidence({ school, caseId }, options)).evidence,
    (hint) => hint.aggregate === "evidence" && hint.school === school,
  );
  const nameOf = useNames(school, live.data?.flatMap(({ custody }) => custody.map(({ actorId }) => actorId)) ?? []);
  return (
    <ListCard
      title={t("parts.evidence")}
      live={live}
      items={live.data}
      none={t("parts.noEvidence")}
      idOf={({ id }) => id}
      row={(piece) => <Piece piece={piece} mayWork={mayWork} nameOf={nameOf} onChange={live.reload} />}
    >
      {mayWork && <AddEvidence {...part} onDone={live.reload} />}
    </ListCard>
  );
}

interface PieceProps {
  piece: Evidence;
  mayWork: boolean;
  nameOf(id: string): string;
  onChange(): void;
}

function Piece({ piece, mayWork, nameOf, onChange }: PieceProps) {
  const { t, time } = useText();
  const { evidence } = useApi();
  const [picture, setPicture] = useState("");
  const { id: evidenceId, school, kind, description, link, receivedAt, custody } = piece;
  return (
    <>
      <div>
        <strong>{description}</strong>
        <p className="muted">
          {t(kKinds[kind] ?? "parts.kind.file")} · {time(receivedAt)}
        </p>
        {/* Never a link to press: whoever opens it may be seen there. */}
        {link && <p className="code">{link}</p>}
      </div>
      <div className="dispatch-detail">
        {picture && <img src={picture} alt={description} />}
        <details>
          <summary>{t("parts.chain", { count: custody.length })}</summary>
          <ol>
            {custody.map(({ act, actorId, at, to, reason }) => (
              <li key={`${at?.seconds}/${act}`}>
                {time(at)}: {t(kActs[act])}, {nameOf(actorId)}
                {to && ` → ${to}`} {reason && `(${reason})`}
              </li>
            ))}
          </ol>
        </details>
        {mayWork && (
          <div className="commands">
            <ActionForm
              label={t("parts.view")}
              fields={[{ name: "reason", label: t("drills.why"), required: true, maxLength: kReasonLengthMax }]}
              send={({ reason }, { requestId, timeoutMs }) => evidence.viewEvidence({ requestId, school, evidenceId, reason }, { timeoutMs })}
              onDone={({ content, mediaType }) => {
                if (mediaType.startsWith("image/")) setPicture(dataUrl(content, mediaType));
                else download(content, mediaType, `evidence-${evidenceId}`);
                onChange();
              }}
            >
              <p>{t("parts.viewHint")}</p>
            </ActionForm>
            <ActionForm
              label={t("parts.handOver")}
              fields={[
                { name: "to", label: t("duty.handTo"), required: true, maxLength: kToLengthMax },
                { name: "reason", label: t("drills.why"), required: true, maxLength: kReasonLengthMax },
              ]}
              send={({ to, reason }, { requestId, timeoutMs }) =>
                evidence.handOverEvidence({ requestId, school, evidenceId, to, reason }, { timeoutMs })
              }
              onDone={onChange}
            />
          </div>
        )}
      </div>
    </>
  );
}

function AddEvidence({ school, caseId, onDone }: PartOfCase & { onDone(): void }) {
  const { t } = useText();
  const { evidence } = useApi();
  const [file, setFile] = useState<File>();
  const tooLarge = (file?.size ?? 0) > kFileBytesMax;
  return (
    <ActionForm
      label={t("parts.bring")}
      fields={[
        { name: "kind", label: t("drills.kind"), kind: "choice", required: true, options: choices(t, kKinds) },
        { name: "link", label: t("parts.link"), hint: t("parts.linkHint"), required: true, maxLength: kLinkLengthMax, when: isPost },
        { name: "description", label: t("parts.description"), required: true, maxLength: kDescriptionLengthMax },
      ]}
      send={async (values, { requestId }) =>
        evidence.addEvidence(
          {
            ...{ requestId, school, caseId, kind: Number(values.kind), description: values.description },
            link: isPost(values) ? values.link : "",
            content: file && !tooLarge ? new Uint8Array(await file.arrayBuffer()) : new Uint8Array(),
          },
          { timeoutMs: kUploadTimeoutMs },
        )
      }
      onDone={() => {
        setFile(undefined);
        onDone();
      }}
    >
      <p>{t("tip.doNotForward")}</p>
      <Field label={t("parts.file")} hint={t("parts.fileHint")} error={tooLarge ? t("common.fileTooLarge") : undefined}>
        {(control) => (
          <input
            {...control}
            type="file"
            accept="image/*,video/*,audio/*,application/pdf"
            onChange={(event) => setFile(event.target.files?.[0])}
          />
        )}
      </Field>
    </ActionForm>
  );
}
