// The visitor's badge as it will be printed: preview, size, print, save, and what makes a print invalid.
import { useCallback, useEffect, useState } from "react";
import { useApi } from "../../api/api";
import { type Failure, failureOf } from "../../api/failure";
import { useIntent } from "../../api/use_intent";
import { BadgeFormat, BadgeReason, BadgeSize } from "../../gen/watchbell/visitor/v1/badge_pb";
import type { Visit } from "../../gen/watchbell/visitor/v1/visit_pb";
import { useText } from "../../i18n";
import type { TextKey } from "../../i18n/dictionary";
import { recall, remember } from "../../lib/memory";
import { ActionForm, choices } from "../../ui/action_form";
import { Button } from "../../ui/button";
import { Select } from "../../ui/field";
import { DoneNote, FailureNote } from "../../ui/notes";
import { Paper } from "../../ui/paper";
import { dataUrl, download } from "../../ui/picture";
import { PhotoField } from "./photo_field";

const kSizeKey = "watchbell.badgeSize";
// A badge is drawn for us, which takes longer than an answer from memory.
const kRenderTimeoutMs = 15_000;

const kSizes: { size: BadgeSize; label: TextKey; look: string }[] = [
  { size: BadgeSize.BADGE_SIZE_62X100_MM, label: "badge.size.roll", look: "62x100" },
  { size: BadgeSize.BADGE_SIZE_54X86_MM, label: "badge.size.card", look: "54x86" },
  { size: BadgeSize.BADGE_SIZE_4X3_IN, label: "badge.size.label", look: "4x3" },
];

const kReasons: Partial<Record<BadgeReason, TextKey>> = {
  [BadgeReason.LOST]: "badge.reason.lost",
  [BadgeReason.DAMAGED]: "badge.reason.damaged",
  [BadgeReason.CHANGED]: "badge.reason.changed",
  [BadgeReason.MISUSED]: "badge.reason.misused",
};

export function BadgePanel({ visit }: { visit: Visit }) {
  const { t } = useText();
  const { badges } = useApi();
  const [size, setSize] = useState(() => kSizes.find(({ size }) => String(size) === recall(kSizeKey)) ?? kSizes[0]!);
  const [picture, setPicture] = useState("");
  const [failure, setFailure] = useState<Failure>();
  const [round, setRound] = useState(0);
  const again = useCallback(() => setRound((old) => old + 1), []);
  const { school, id: visitId } = visit;

  useEffect(() => {
    const gone = new AbortController();
    badges
      .renderBadge(
        { school, visitId, size: size.size, format: BadgeFormat.PNG },
        { timeoutMs: kRenderTimeoutMs, signal: gone.signal },
      )
      .then(({ content, mediaType }) => {
        setPicture(dataUrl(content, mediaType));
        setFailure(undefined);
      })
      .catch((error) => {
        if (gone.signal.aborted) return;
        setPicture("");
        setFailure(failureOf(error));
      });
    return () => gone.abort();
  }, [badges, school, visitId, size, round]);

  const save = useIntent(async (format: BadgeFormat, { timeoutMs }) => {
    const file = await badges.renderBadge({ school, visitId, size: size.size, format }, { timeoutMs });
    download(file.content, file.mediaType, `badge-${visit.badge}.pdf`);
    return file.print;
  });
  const reasons = [
    { name: "reason", label: t("badge.why"), kind: "choice" as const, required: true, options: choices(t, kReasons) },
  ];
  const alt = t("badge.alt", { name: [visit.givenName, visit.familyName].join(" "), badge: visit.badge });
  return (
    <div className="badge-panel">
      <div className={`badge-preview badge-${size.look}`}>
        {picture ? <img src={picture} alt={alt} /> : !failure && <p role="status">{t("common.loading")}</p>}
      </div>
      <div>
        {failure && <FailureNote failure={failure} />}
        {save.progress.kind === "failed" && <FailureNote failure={save.progress.failure} />}
        <Select
          label={t("badge.size")}
          value={size.size}
          onText={(text) => {
            remember(kSizeKey, text);
            setSize(kSizes.find((one) => String(one.size) === text) ?? kSizes[0]!);
          }}
        >
          {kSizes.map((one) => (
            <option key={one.size} value={one.size}>
              {t(one.label)}
            </option>
          ))}
        </Select>
        <div className="row">
          {picture && (
            <Button kind="primary" onClick={() => window.print()}>
              {t("desk.print")}
            </Button>
          )}
          <Button busy={save.progress.kind === "sending"} onClick={() => void save.start(BadgeFormat.PDF)}>
            {t("badge.pdf")}
          </Button>
          <ActionForm
            label={t("badge.reprint")}
            fields={reasons}
            send={({ reason }, { requestId, timeoutMs }) =>
              badges.reprintBadge({ requestId, school, visitId, reason: Number(reason) }, { timeoutMs })
            }
            onDone={again}
          >
            <p>{t("badge.reprintHint")}</p>
          </ActionForm>
          <ActionForm
            label={t("badge.void")}
            kind="danger"
            fields={reasons}
            send={({ reason }, { requestId, timeoutMs }) =>
              badges.voidBadge({ requestId, school, visitId, reason: Number(reason) }, { timeoutMs })
            }
            onDone={again}
          >
            <p>{t("badge.voidHint")}</p>
          </ActionForm>
        </div>
        {save.progress.kind === "done" && <DoneNote>{t("badge.saved")}</DoneNote>}
        <PhotoField school={school} visitId={visitId} onTaken={again} />
      </div>
      {picture && (
        <Paper look={size.look}>
          <img src={picture} alt={alt} />
        </Paper>
      )}
    </div>
  );
}
