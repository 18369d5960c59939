// Who is trained in what and until when: what has ended first, what ends soon next.
import { useState } from "react";
import { useApi } from "../../api/api";
import { useLive } from "../../feed/use_live";
import type { CheckTrainingResponse } from "../../gen/watchbell/alerting/v1/training_pb";
import { useText } from "../../i18n";
import { useSession } from "../../session";
import { ActionForm, choices } from "../../ui/action_form";
import { ListCard } from "../../ui/list_card";
import { DoneNote, WarningNote } from "../../ui/notes";
import { useNames } from "../../ui/use_names";
import { kTasks, kTopics } from "./words";

const kPageSize = 200;

export function Trainings({ school }: { school: string }) {
  const { t, day } = useText();
  const { can } = useSession();
  const { trainings } = useApi();
  const live = useLive(
    `trainings:${school}`,
    async (options) => (await trainings.listTrainings({ school, pageSize: kPageSize }, options)).trainings,
    (hint) => hint.aggregate === "training" && hint.school === school,
  );
  const nameOf = useNames(school, live.data?.map(({ personId }) => personId) ?? []);
  return (
    <ListCard
      title={t("ready.trainings")}
      live={live}
      items={live.data}
      none={t("ready.noTrainings")}
      idOf={({ id }) => id}
      row={({ personId, topic, expiresOn, expired, expiring }) => (
        <>
          <div>
            <strong>{nameOf(personId)}</strong>
            <p className="muted">{t(kTopics[topic] ?? "board.unknown")}</p>
          </div>
          <span className={expired || expiring ? "tag tag-urgent" : "tag"}>
            {t(expired ? "ready.expired" : expiring ? "ready.expiring" : "clearance.until", { day: day(expiresOn) })}
          </span>
        </>
      )}
    >
      <div className="commands">
        {can("training.edit") && (
          <ActionForm
            label={t("ready.recordTraining")}
            fields={[
              { name: "personId", label: t("testLists.who"), kind: "person", required: true },
              { name: "topic", label: t("ready.topic"), kind: "choice", required: true, options: choices(t, kTopics) },
              { name: "completedOn", label: t("ready.completedOn"), kind: "date", required: true },
              { name: "expiresOn", label: t("clearance.lastDay"), kind: "date", required: true },
            ]}
            send={({ topic, ...values }, { requestId, timeoutMs }) =>
              trainings.recordTraining({ requestId, school, topic: Number(topic), ...values }, { timeoutMs })
            }
            onDone={live.reload}
          />
        )}
        <Check school={school} />
      </div>
    </ListCard>
  );
}

function Check({ school }: { school: string }) {
  const { t } = useText();
  const { trainings } = useApi();
  const [answer, setAnswer] = useState<CheckTrainingResponse>();
  const missing = answer?.missing.map((topic) => t(kTopics[topic] ?? "board.unknown")).join(", ") ?? "";
  return (
    <>
      <ActionForm
        label={t("ready.check")}
        fields={[
          { name: "personId", label: t("testLists.who"), kind: "person", required: true },
          { name: "task", label: t("ready.task"), kind: "choice", required: true, options: choices(t, kTasks) },
        ]}
        send={({ personId, task }, { timeoutMs }) => trainings.checkTraining({ school, personId, task: Number(task) }, { timeoutMs })}
        onDone={setAnswer}
      />
      {answer?.may && <DoneNote>{t("ready.may")}</DoneNote>}
      {answer && !answer.may && <WarningNote>{t("ready.mayNot", { missing })}</WarningNote>}
    </>
  );
}
