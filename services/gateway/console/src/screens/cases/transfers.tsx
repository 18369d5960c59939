// The plan of a student who changes school: what waits here for an answer, and what this school has offered.
import { useApi } from "../../api/api";
import { useDistrict } from "../../district";
import { useLive } from "../../feed/use_live";
import { type PlanTransfer, PlanTransfer_State as State } from "../../gen/watchbell/threat_intake/v1/case_transfer_pb";
import { useText } from "../../i18n";
import { useSession } from "../../session";
import { ActionForm } from "../../ui/action_form";
import { DueTag } from "../../ui/due_tag";
import { ListCard } from "../../ui/list_card";
import { kTransferStates } from "./care_words";
import { MeasureList } from "./measure_list";
import { kCaseLevels } from "./words";

const kPageSize = 100;
const kSummaryLengthMax = 600;
const kReasonLengthMax = 300;

export function Transfers({ school }: { school: string }) {
  const { t } = useText();
  return (
    <>
      <p className="muted">{t("transfer.hint")}</p>
      <List school={school} outgoing={false} />
      <List school={school} outgoing />
    </>
  );
}

function List({ school, outgoing }: { school: string; outgoing: boolean }) {
  const { t } = useText();
  const { transfers } = useApi();
  const live = useLive(
    `transfers:${school}/${outgoing}`,
    async (options) => (await transfers.listTransfers({ school, outgoing, pageSize: kPageSize }, options)).transfers,
    // What this school has offered lies at the other.
    (hint) => hint.aggregate === "plan-transfer",
  );
  return (
    <ListCard
      title={t(outgoing ? "transfer.out" : "transfer.in")}
      live={live}
      items={live.data}
      none={t(outgoing ? "transfer.noneOut" : "transfer.noneIn")}
      idOf={({ id }) => id}
      row={(transfer) => <Row transfer={transfer} outgoing={outgoing} onChange={live.reload} />}
    />
  );
}

interface Props {
  transfer: PlanTransfer;
  outgoing: boolean;
  onChange(): void;
}

function Row({ transfer, outgoing, onChange }: Props) {
  const { t, time } = useText();
  const { nameOf } = useDistrict();
  const { school, fromSchool, state, level, summary, subject, measures, reviewsDueAt, dueAt, overdue, answer, newCaseId } = transfer;
  const reviews = reviewsDueAt.map((at) => time(at)).join(", ");
  return (
    <>
      <div>
        <strong>{subject?.description || t("reach.noName")}</strong>
        <p className="muted">
          {[
            t(outgoing ? "transfer.to" : "transfer.from", { school: nameOf(outgoing ? school : fromSchool) }),
            t(kCaseLevels[level] ?? "board.unknown"),
            time(transfer.offeredAt),
          ].join(" · ")}
        </p>
      </div>
      <div>
        <span className="tag">{t(kTransferStates[state])}</span>{" "}
        <DueTag dueAt={dueAt} overdue={overdue} />
      </div>
      <div className="dispatch-detail">
        <p className="tip-text">{summary}</p>
        <MeasureList measures={measures} />
        {reviews && <p>{t("transfer.reviews", { times: reviews })}</p>}
        {answer && <p>{answer}</p>}
        {!outgoing && newCaseId && (
          <p>
            <a href={`#/cases/${newCaseId}`}>{t("care.caseHere")}</a>
          </p>
        )}
        {state === State.OFFERED && <Answer transfer={transfer} outgoing={outgoing} onChange={onChange} />}
      </div>
    </>
  );
}

function Answer({ transfer, outgoing, onChange }: Props) {
  const { t } = useText();
  const { can } = useSession();
  const { transfers } = useApi();
  const { id: transferId, school, fromSchool } = transfer;
  if (!can("case.work")) return null;
  const fields = [{ name: "reason", label: t("drills.why"), kind: "area" as const, required: true, maxLength: kReasonLengthMax }];
  if (outgoing)
    return (
      <ActionForm
        label={t("transfer.withdraw")}
        kind="danger"
        fields={fields}
        send={({ reason }, { requestId, timeoutMs }) =>
          transfers.withdrawTransfer({ requestId, school: fromSchool, transferId, toSchool: school, reason }, { timeoutMs })
        }
        onDone={onChange}
      />
    );
  return (
    <div className="commands">
      <ActionForm
        label={t("transfer.accept")}
        send={(_, { requestId, timeoutMs }) => transfers.acceptTransfer({ requestId, school, transferId }, { timeoutMs })}
        onDone={onChange}
      />
      <ActionForm
        label={t("transfer.decline")}
        kind="danger"
        fields={fields}
        send={({ reason }, { requestId, timeoutMs }) => transfers.declineTransfer({ requestId, school, transferId, reason }, { timeoutMs })}
        onDone={onChange}
      />
    </div>
  );
}

interface OfferProps {
  school: string;
  caseId: string;
  /** The written plan in force; empty where a case has none. */
  planId: string;
}

export function OfferTransfer({ school, caseId, planId }: OfferProps) {
  const { t } = useText();
  const { directory } = useDistrict();
  const { transfers } = useApi();
  const others = directory.data?.filter(({ code, removed }) => code !== school && !removed) ?? [];
  return (
    <ActionForm
      label={t("transfer.offer")}
      fields={[
        {
          ...{ name: "toSchool", label: t("transfer.next"), kind: "choice", required: true },
          options: others.map(({ code, name }) => ({ value: code, label: name })),
        },
        { name: "summary", label: t("transfer.summary"), kind: "area", required: true, maxLength: kSummaryLengthMax },
      ]}
      send={({ toSchool, summary }, { requestId, timeoutMs }) =>
        transfers.offerTransfer({ requestId, school, caseId, planId, toSchool, summary }, { timeoutMs })
      }
    >
      <p>{t("transfer.offerHint")}</p>
    </ActionForm>
  );
}
