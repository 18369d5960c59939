// What meetings and reviews asked for, until it is done: the overdue first.
import { useApi } from "../../api/api";
import { useLive } from "../../feed/use_live";
import { type ActionItem, ActionItem_State, type CommitteeMeeting } from "../../gen/watchbell/alerting/v1/committee_pb";
import { useText } from "../../i18n";
import { moment } from "../../lib/time";
import { useSession } from "../../session";
import { ActionForm } from "../../ui/action_form";
import { ListCard } from "../../ui/list_card";
import { useNames } from "../../ui/use_names";

const kItemsShown = 200;
const kReviewsShown = 20;
const kTextLengthMax = 1_000;

export function ActionItems({ school, meetings }: { school: string; meetings: CommitteeMeeting[] }) {
  const { t, time } = useText();
  const { can } = useSession();
  const { committees, reviews } = useApi();
  const live = useLive(
    `action-items:${school}`,
    async (options) => (await committees.listActionItems({ school, pageSize: kItemsShown }, options)).items,
    (hint) => hint.aggregate === "action-item" && hint.school === school,
  );
  // A review is closed only when what it asked for is done: it takes no new task after that.
  const open = useLive(
    can("review.read") && can("committee.edit") ? `sources:${school}` : "",
    async (options) => (await reviews.listReviews({ school, pageSize: kReviewsShown }, options)).reviews.filter(({ closedAt }) => !closedAt),
    (hint) => hint.aggregate === "review" && hint.school === school,
  );
  const nameOf = useNames(school, live.data?.map(({ ownerId }) => ownerId) ?? []);
  const sources = [
    ...meetings.map(({ id, heldAt }) => ({ value: id, label: t("committee.ofMeeting", { time: time(heldAt) }) })),
    ...(open.data ?? []).map(({ id, draftedAt }) => ({ value: id, label: t("committee.ofReview", { time: time(draftedAt) }) })),
  ];
  return (
    <ListCard
      title={t("committee.items")}
      live={live}
      items={live.data}
      none={t("committee.noItems")}
      idOf={({ id }) => id}
      row={(item) => <Row item={item} owner={nameOf(item.ownerId)} onChange={live.reload} />}
    >
      {can("committee.edit") &&
        (sources.length === 0 ? (
          <p className="muted">{t("committee.needsSource")}</p>
        ) : (
          <ActionForm
            label={t("committee.assign")}
            fields={[
              { name: "sourceId", label: t("committee.source"), kind: "choice", required: true, options: sources },
              { name: "task", label: t("committee.task"), hint: t("ready.findingHint"), kind: "area", required: true, maxLength: kTextLengthMax },
              { name: "ownerId", label: t("committee.owner"), kind: "person", required: true },
              { name: "dueAt", label: t("committee.dueAt"), kind: "datetime-local", required: true },
            ]}
            send={({ sourceId, task, ownerId, dueAt }, { requestId, timeoutMs }) =>
              committees.assignActionItem({ requestId, school, sourceId, task, ownerId, dueAt: moment(dueAt) }, { timeoutMs })
            }
            onDone={live.reload}
          />
        ))}
    </ListCard>
  );
}

function Row({ item, owner, onChange }: { item: ActionItem; owner: string; onChange(): void }) {
  const { t, time } = useText();
  const { can } = useSession();
  const { committees } = useApi();
  const { id: itemId, school, task, dueAt, state } = item;
  const overdue = state === ActionItem_State.OVERDUE;
  return (
    <>
      <div>
        <strong>{task}</strong>
        <p className="muted">{owner}</p>
      </div>
      <span className={overdue ? "tag tag-urgent" : "tag"}>
        {t(overdue ? "committee.itemOverdue" : "committee.itemDue", { time: time(dueAt) })}
      </span>
      {can("committee.edit") && (
        <div className="commands">
          <ActionForm
            label={t("committee.close")}
            fields={[{ name: "outcome", label: t("committee.outcome"), kind: "area", required: true, maxLength: kTextLengthMax }]}
            send={({ outcome }, { requestId, timeoutMs }) => committees.closeActionItem({ requestId, school, itemId, outcome }, { timeoutMs })}
            onDone={onChange}
          />
        </div>
      )}
    </>
  );
}
