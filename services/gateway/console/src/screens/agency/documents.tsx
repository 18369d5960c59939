// The documents that were shown, each with the advice and every ground of it. Advice, never a decision.
import { useApi } from "../../api/api";
import { useIntent } from "../../api/use_intent";
import { type DocumentCopy, Seen } from "../../gen/watchbell/visitor/v1/agency_document_pb";
import type { AgencyVisit } from "../../gen/watchbell/visitor/v1/agency_visit_pb";
import { useText } from "../../i18n";
import { Button } from "../../ui/button";
import { Icon } from "../../ui/icon";
import { FailureNote } from "../../ui/notes";
import { download } from "../../ui/picture";
import { kDocumentKinds, kGrounds, kSeen } from "./words";

export function Documents({ visit, mayOpen }: { visit: AgencyVisit; mayOpen: boolean }) {
  return visit.documents.map((copy) => <Copy key={copy.sha256} visit={visit} copy={copy} mayOpen={mayOpen} />);
}

function Copy({ visit, copy, mayOpen }: { visit: AgencyVisit; copy: DocumentCopy; mayOpen: boolean }) {
  const { t, time } = useText();
  const { agency } = useApi();
  const read = useIntent(async (sha256: string, { timeoutMs }) => {
    const { content, mediaType } = await agency.getAgencyDocument(
      { school: visit.school, visitId: visit.id, sha256 },
      { timeoutMs },
    );
    download(content, mediaType, `document-${sha256.slice(0, 12)}`);
    return true;
  });
  const { advice } = copy;
  const kind = advice && kDocumentKinds[advice.kind];
  return (
    <article className="held" aria-label={kind ? t(kind) : t("agency.doc.unclear")}>
      <h3>{kind ? t(kind) : t("agency.doc.unclear")}</h3>
      <p>
        <strong>{t(advice?.looksJudicial ? "agency.looksJudicial" : "agency.notJudicial")}</strong> {t("agency.advice")}
      </p>
      <ul className="grounds">
        {advice?.grounds.map((ground) => (
          <li key={ground.kind}>
            <Icon name={ground.met === Seen.YES ? "normal" : ground.met === Seen.NO ? "warning" : "unknown"} />
            <div>
              <strong>{t(kGrounds[ground.kind])}</strong>: {t(kSeen[ground.met] ?? "agency.seen.unknown")}
              <p className="muted" lang="en">
                {ground.explanation}
              </p>
            </div>
          </li>
        ))}
      </ul>
      {advice?.remarks.map((remark) => (
        <p key={remark} lang="en">
          {remark}
        </p>
      ))}
      <p className="muted">
        {time(copy.capturedAt)} · SHA-256 <span className="code">{copy.sha256.slice(0, 16)}…</span>
      </p>
      {mayOpen && (
        <Button busy={read.progress.kind === "sending"} onClick={() => void read.start(copy.sha256)}>
          {t("agency.openCopy")}
        </Button>
      )}
      {read.progress.kind === "failed" && <FailureNote failure={read.progress.failure} />}
    </article>
  );
}
