// After-action reviews and audits: what happened second by second, what was found, and the end once all is mended.
import { useApi } from "../../api/api";
import { kStateKey } from "../../alarm/order";
import { useLive } from "../../feed/use_live";
import { type Review, Review_Kind as Kind } from "../../gen/watchbell/alerting/v1/review_pb";
import { useText } from "../../i18n";
import { isTextKey } from "../../i18n/dictionary";
import { useSession } from "../../session";
import { ActionForm, choices, type Values } from "../../ui/action_form";
import { ListCard } from "../../ui/list_card";
import { kReviewKinds } from "./words";

const kPageSize = 50;
const kFindingLengthMax = 1_000;
const kIdLength = 36;

const ofIncident = ({ kind }: Values) => Number(kind) === Kind.AFTER_ACTION;

export function Reviews({ school }: { school: string }) {
  const { t } = useText();
  const { can } = useSession();
  const { reviews } = useApi();
  const live = useLive(
    `reviews:${school}`,
    async (options) => (await reviews.listReviews({ school, pageSize: kPageSize }, options)).reviews,
    (hint) => hint.aggregate === "review" && hint.school === school,
  );
  return (
    <ListCard
      title={t("ready.reviews")}
      live={live}
      items={live.data}
      none={t("ready.noReviews")}
      idOf={({ id }) => id}
      row={(review) => <Row review={review} onChange={live.reload} />}
    >
      {can("review.edit") && (
        <ActionForm
          label={t("ready.newReview")}
          fields={[
            { name: "kind", label: t("drills.kind"), kind: "choice", required: true, options: choices(t, kReviewKinds) },
            { name: "incidentId", label: t("ready.incidentId"), hint: t("ready.incidentIdHint"), required: true, maxLength: kIdLength, when: ofIncident },
          ]}
          send={(values, { requestId, timeoutMs }) =>
            reviews.draftReview(
              { requestId, school, kind: Number(values.kind), incidentId: ofIncident(values) ? values.incidentId?.trim() : "" },
              { timeoutMs },
            )
          }
          onDone={live.reload}
        />
      )}
    </ListCard>
  );
}

function Row({ review, onChange }: { review: Review; onChange(): void }) {
  const { t, time } = useText();
  const { can } = useSession();
  const { reviews } = useApi();
  const { id: reviewId, school, kind, drill, draftedAt, closedAt, timeline, findings } = review;
  const factText = (fact: string) => {
    const key = `fact.${fact}`;
    return isTextKey(key) ? t(key) : fact;
  };
  return (
    <>
      <div>
        <strong>{t(kReviewKinds[kind] ?? "board.unknown")}</strong>
        {drill && <span className="tag">{t("state.drill")}</span>}
        <p className="muted">{time(draftedAt)}</p>
      </div>
      <span className="tag">{closedAt ? t("cases.state.closed") : t("ready.openReview")}</span>
      <div className="dispatch-detail">
        {timeline.length > 0 && (
          <details>
            <summary>{t("ready.timeline", { count: timeline.length })}</summary>
            <ol>
              {timeline.map(({ seconds, fact, action }) => (
                <li key={`${seconds}/${fact}`}>
                  {t("drills.seconds", { seconds: Number(seconds) })}: {factText(fact)} ({t(kStateKey[action])})
                </li>
              ))}
            </ol>
          </details>
        )}
        <ul>
          {findings.map((finding) => (
            <li key={finding}>{finding}</li>
          ))}
        </ul>
        {!closedAt && can("review.edit") && (
          <div className="commands">
            <ActionForm
              label={t("ready.addFinding")}
              fields={[{ name: "finding", label: t("ready.finding"), hint: t("ready.findingHint"), kind: "area", required: true, maxLength: kFindingLengthMax }]}
              send={({ finding }, { requestId, timeoutMs }) =>
                reviews.addReviewFinding({ requestId, school, reviewId, finding }, { timeoutMs })
              }
              onDone={onChange}
            />
            <ActionForm
              label={t("ready.closeReview")}
              send={(_, { requestId, timeoutMs }) => reviews.closeReview({ requestId, school, reviewId }, { timeoutMs })}
              onDone={onChange}
            >
              <p>{t("ready.closeHint")}</p>
            </ActionForm>
          </div>
        )}
      </div>
    </>
  );
}
