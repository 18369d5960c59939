// Visitors who disagree with a match: a second person looks at it within two school days.
import { useApi } from "../../api/api";
import { useLive } from "../../feed/use_live";
import { type Dispute, Dispute_Outcome as Outcome } from "../../gen/watchbell/visitor/v1/dispute_pb";
import { useText } from "../../i18n";
import type { TextKey } from "../../i18n/dictionary";
import { useSession } from "../../session";
import { ActionForm, choices, type Values } from "../../ui/action_form";
import { DueTag } from "../../ui/due_tag";
import { ListCard } from "../../ui/list_card";
import { SchoolPage } from "../../ui/school_page";

const kPageSize = 100;
const kTextLengthMax = 500;

const kOutcomes: Partial<Record<Outcome, TextKey>> = {
  [Outcome.NOT_A_MATCH]: "dispute.notAMatch",
  [Outcome.STANDS]: "dispute.stands",
  [Outcome.LIST_ERROR]: "dispute.listError",
};

export function DisputesScreen() {
  const { t } = useText();
  return (
    <div className="narrow-page">
      <SchoolPage title={t("dispute.title")}>{(school) => <Disputes school={school} />}</SchoolPage>
    </div>
  );
}

function Disputes({ school }: { school: string }) {
  const { t, time } = useText();
  const { can } = useSession();
  const { disputes } = useApi();
  const live = useLive(
    `disputes:${school}`,
    async (options) => (await disputes.listDisputes({ school, pageSize: kPageSize }, options)).disputes,
    (hint) => hint.aggregate === "dispute" && hint.school === school,
  );
  return (
    <ListCard
      title={t("dispute.open")}
      live={live}
      items={live.data}
      none={t("dispute.none")}
      idOf={({ id }) => id}
      row={(dispute) => (
        <>
          <div>
            <strong>{dispute.statement || t("reach.noName")}</strong>
            <p className="muted">
              {time(dispute.openedAt)} · <a href={`#/desk/visit/${dispute.visitId}`}>{t("dispute.visit")}</a>
            </p>
          </div>
          <DueTag dueAt={dispute.dueAt} overdue={dispute.overdue} />
          {can("dispute.review") && <Review dispute={dispute} onDone={live.reload} />}
        </>
      )}
    >
      <p className="muted">{t("dispute.hint")}</p>
    </ListCard>
  );
}

function Review({ dispute: { id: disputeId, school, visitId }, onDone }: { dispute: Dispute; onDone(): void }) {
  const { t } = useText();
  const { disputes, visits } = useApi();
  const visit = useLive(
    `disputed:${visitId}`,
    (options) => visits.getVisit({ school, visitId }, options),
    (hint) => hint.id === visitId,
  );
  const isListError = ({ outcome }: Values) => Number(outcome) === Outcome.LIST_ERROR;
  const entries = visit.data?.matches.map(({ entryId, terms }) => ({ value: entryId, label: terms[0] ?? entryId })) ?? [];
  return (
    <ActionForm
      label={t("dispute.review")}
      fields={[
        { name: "outcome", label: t("dispute.outcome"), kind: "choice", required: true, options: choices(t, kOutcomes) },
        { name: "entry", label: t("dispute.entry"), kind: "choice", required: true, options: entries, when: isListError },
        { name: "findings", label: t("compare.reason"), kind: "area", required: true, maxLength: kTextLengthMax },
      ]}
      send={(values, { requestId, timeoutMs }) =>
        disputes.reviewDispute(
          {
            ...{ requestId, school, disputeId, outcome: Number(values.outcome), findings: values.findings },
            entryId: isListError(values) ? values.entry : "",
          },
          { timeoutMs },
        )
      }
      onDone={onDone}
    >
      <p>{t("dispute.reviewHint")}</p>
    </ActionForm>
  );
}
