// Interviews: what was said, in the words in which it was said. Nothing is struck out; what comes later is added.
import { useApi } from "../../api/api";
import { useLive } from "../../feed/use_live";
import { useText } from "../../i18n";
import { moment } from "../../lib/time";
import { ActionForm } from "../../ui/action_form";
import { ListCard } from "../../ui/list_card";
import type { PartOfCase } from "./parts";
import { kPersonRoles, personFields, personOf } from "./person_fields";

const kWordsLengthMax = 4_000;
const kTextLengthMax = 1_000;
const kAdditionsMax = 4;

export function Interviews({ school, caseId, mayWork }: PartOfCase) {
  const { t, time } = useText();
  const { interviews } = useApi();
  const live = useLive(
    `interviews:${caseId}`,
    async (options) => (await interviews.listInterviews({ school, caseId }, options)).interviews,
    (hint) => hint.aggregate === "interview" && hint.school === school,
  );
  return (
    <ListCard
      title={t("parts.interviews")}
      live={live}
      items={live.data}
      none={t("parts.noInterviews")}
      idOf={({ id }) => id}
      row={({ id: interviewId, role, person, exactWords, observations, heldAt, additions }) => (
        <>
          <div>
            <strong>
              {t(kPersonRoles[role || (person?.role ?? 0)] ?? "board.unknown")} {person?.description}
            </strong>
            <p className="muted">{time(heldAt)}</p>
          </div>
          <div className="dispatch-detail">
            <blockquote className="tip-text">{exactWords}</blockquote>
            {observations && <p>{observations}</p>}
            {additions.map(({ text, at }) => (
              <p key={String(at?.seconds)}>
                <span className="muted">{time(at)}</span> {text}
              </p>
            ))}
            {mayWork && additions.length < kAdditionsMax && (
              <ActionForm
                label={t("parts.addTo")}
                fields={[{ name: "text", label: t("parts.addition"), kind: "area", required: true, maxLength: kTextLengthMax }]}
                send={({ text }, { requestId, timeoutMs }) =>
                  interviews.addToInterview({ requestId, school, interviewId, text }, { timeoutMs })
                }
                onDone={live.reload}
              />
            )}
          </div>
        </>
      )}
    >
      {mayWork && (
        <ActionForm
          label={t("parts.interview")}
          fields={[
            ...personFields(t),
            { name: "words", label: t("cases.words"), hint: t("parts.wordsHint"), kind: "area", required: true, maxLength: kWordsLengthMax },
            { name: "observations", label: t("parts.observations"), kind: "area", maxLength: kTextLengthMax },
            { name: "at", label: t("drills.when"), kind: "datetime-local", required: true },
          ]}
          send={(values, { requestId, timeoutMs }) =>
            interviews.recordInterview(
              {
                ...{ requestId, school, caseId, person: personOf(values), exactWords: values.words },
                ...{ observations: values.observations, heldAt: moment(values.at) },
              },
              { timeoutMs },
            )
          }
          onDone={live.reload}
        />
      )}
    </ListCard>
  );
}
