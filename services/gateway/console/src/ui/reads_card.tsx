// Who has read what: the audit that a service keeps of its own answers, page by page, of everything or of one thing. One
// thing is named by the address: "?about=<id>".
import type { CallOptions } from "@connectrpc/connect";
import { useState } from "react";
import { useLive } from "../feed/use_live";
import type { ListReadsResponse, ReadAudit } from "../gen/watchbell/audit/v1/read_audit_pb";
import { useText } from "../i18n";
import type { TextKey } from "../i18n/dictionary";
import { useRoute } from "../lib/router";
import { Button } from "./button";
import { ListCard } from "./list_card";
import { useNames } from "./use_names";

// Names are asked for one by one.
const kPageSize = 50;

interface Page {
  aboutId: string;
  pageSize: number;
  pageToken: string;
}

interface Props {
  /** What is read there; another one begins at the newest. */
  name: string;
  /** Whose directory knows the readers. */
  school: string;
  load(page: Page, options: CallOptions): Promise<ListReadsResponse>;
}

export function ReadsCard(props: Props) {
  const aboutId = useRoute().query.get("about") ?? "";
  return <Reads key={`${props.name}/${aboutId}`} {...props} aboutId={aboutId} />;
}

function Reads({ name, school, load, aboutId }: Props & { aboutId: string }) {
  const { t } = useText();
  const here = useRoute().path.join("/");
  const [pageToken, setPageToken] = useState("");
  const live = useLive(
    `reads:${name}/${aboutId}/${pageToken}`,
    (options) => load({ aboutId, pageSize: kPageSize, pageToken }, options),
    // Nobody is sent a hint of a read.
    () => false,
  );
  const reads = live.data?.reads;
  const nameOf = useNames(school, [...new Set(reads?.map(({ readerId }) => readerId))], "");
  return (
    <ListCard
      title={t("reads.title")}
      live={live}
      items={reads}
      none={t(aboutId ? "reads.noneOfThis" : "reads.none")}
      idOf={({ id }) => id}
      row={(read) => <Row read={read} reader={nameOf(read.readerId) || read.readerId} here={here} only={aboutId !== ""} />}
    >
      <p className="muted">{t("reads.hint")}</p>
      {aboutId && (
        <p>
          {t("reads.onlyOne")} <a href={`#/${here}`}>{t("reads.all")}</a>
        </p>
      )}
      <div className="commands">
        {pageToken ? <Button onClick={() => setPageToken("")}>{t("reads.newest")}</Button> : <Button onClick={live.reload}>{t("reads.again")}</Button>}
        {live.data?.nextPageToken && <Button onClick={() => setPageToken(live.data?.nextPageToken ?? "")}>{t("reads.older")}</Button>}
      </div>
    </ListCard>
  );
}

const kKinds: Record<string, TextKey> = {
  ListLedger: "reads.ledger",
  GetAgencyDocument: "reads.document",
  ViewEvidence: "reads.evidence",
};

function kindOf({ rpc, aboutId }: ReadAudit): TextKey {
  const method = rpc.slice(rpc.lastIndexOf(".") + 1);
  if (!aboutId) return "reads.nothing";
  return kKinds[method] ?? (method.startsWith("List") ? "reads.inList" : "reads.opened");
}

/** To everybody who read this one; `to` is the page with the audit. */
export function ReadsLink({ to, aboutId }: { to: string; aboutId: string }) {
  const { t } = useText();
  return (
    <p>
      <a href={`#/${to}?about=${encodeURIComponent(aboutId)}`}>{t("reads.whoRead")}</a>
    </p>
  );
}

interface RowProps {
  read: ReadAudit;
  reader: string;
  here: string;
  only: boolean;
}

function Row({ read, reader, here, only }: RowProps) {
  const { t, time, count } = useText();
  const times = [...new Set([time(read.firstAt), time(read.lastAt)])].filter(Boolean).join(" – ");
  return (
    <>
      <div>
        <strong>{reader}</strong>
        <p className="muted">{[t(kindOf(read)), times].filter(Boolean).join(" · ")}</p>
        {read.aboutId && !only && <a href={`#/${here}?about=${encodeURIComponent(read.aboutId)}`}>{t("reads.ofThis")}</a>}
      </div>
      <span className="tag">{count("reads.times", read.count)}</span>
    </>
  );
}
