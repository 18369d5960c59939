// Tips that speak of the same thing: how many, since when, and one answer into the mailbox of every sender.
import { useState } from "react";
import { useApi } from "../../api/api";
import { useLive } from "../../feed/use_live";
import type { Cluster } from "../../gen/watchbell/threat_intake/v1/cluster_pb";
import { useText } from "../../i18n";
import { useSession } from "../../session";
import { ActionForm } from "../../ui/action_form";
import { Button } from "../../ui/button";
import { ListCard } from "../../ui/list_card";
import { DoneNote, LiveNote } from "../../ui/notes";

const kAnswerLengthMax = 4_000;

export function Clusters({ school }: { school: string }) {
  const { t } = useText();
  const { clusters } = useApi();
  const live = useLive(
    `clusters:${school}`,
    async (options) => (await clusters.listClusters({ school }, options)).clusters,
    (hint) => ["voice", "tip", "cluster-answer"].includes(hint.aggregate),
  );
  return (
    <ListCard
      title={t("clusters.title")}
      live={live}
      items={live.data}
      none={t("clusters.none")}
      idOf={({ id }) => id}
      row={(cluster) => <Row school={school} cluster={cluster} all={live.data ?? []} onChange={live.reload} />}
    >
      <p className="muted">{t("clusters.hint")}</p>
    </ListCard>
  );
}

interface Props {
  school: string;
  cluster: Cluster;
  all: Cluster[];
  onChange(): void;
}

function Row({ school, cluster, all, onChange }: Props) {
  const { t, time, number } = useText();
  const { can } = useSession();
  const { clusters } = useApi();
  const [open, setOpen] = useState(false);
  const [answered, setAnswered] = useState(false);
  const { id: clusterId, voices, voicesInDistrict, firstHeardAt, lastHeardAt } = cluster;
  const others = all.filter(({ id }) => id !== clusterId);
  const name = (one: Cluster) => t("clusters.name", { count: number(one.voices), time: time(one.firstHeardAt) });
  return (
    <>
      <div>
        <strong>{name(cluster)}</strong>
        <p className="muted">
          {t("clusters.district", { count: number(voicesInDistrict) })} · {time(firstHeardAt)} – {time(lastHeardAt)}
        </p>
      </div>
      <Button aria-expanded={open} onClick={() => setOpen(!open)}>
        {t("clusters.show")}
      </Button>
      {open && <Voices school={school} clusterId={clusterId} onChange={onChange} />}
      {answered && <DoneNote>{t("clusters.answered", { count: number(voices) })}</DoneNote>}
      {can("tip.triage") && (
        <div className="commands">
          <ActionForm
            label={t("clusters.answer", { count: number(voices) })}
            fields={[{ name: "text", label: t("tips.answerText"), kind: "area", required: true, maxLength: kAnswerLengthMax }]}
            send={({ text }, { requestId, timeoutMs }) => clusters.answerCluster({ requestId, school, clusterId, text }, { timeoutMs })}
            onDone={() => {
              setAnswered(true);
              onChange();
            }}
          >
            <p>{t("clusters.answerHint")}</p>
          </ActionForm>
          {others.length > 0 && (
            <ActionForm
              label={t("clusters.merge")}
              fields={[
                {
                  ...{ name: "into", label: t("clusters.into"), kind: "choice", required: true },
                  options: others.map((one) => ({ value: one.id, label: name(one) })),
                },
              ]}
              send={({ into }, { requestId, timeoutMs }) =>
                clusters.mergeClusters({ requestId, school, clusterId, intoClusterId: into }, { timeoutMs })
              }
              onDone={onChange}
            />
          )}
        </div>
      )}
    </>
  );
}

function Voices({ school, clusterId, onChange }: { school: string; clusterId: string; onChange(): void }) {
  const { t, time } = useText();
  const { can } = useSession();
  const { clusters } = useApi();
  const live = useLive(
    `cluster:${clusterId}`,
    (options) => clusters.getCluster({ school, clusterId }, options),
    (hint) => hint.aggregate === "voice",
  );
  const voices = live.data?.voices ?? [];
  return (
    <div className="dispatch-detail">
      <LiveNote live={live} />
      <ul>
        {voices.map(({ id, heardAt, likeness, school: at }) => (
          <li key={id}>
            <a href={`#/tips/${at}/${id}`}>{time(heardAt)}</a> {t("clusters.alike", { percent: likeness })}
          </li>
        ))}
      </ul>
      {voices.length > 1 && can("tip.triage") && (
        <ActionForm
          label={t("clusters.split")}
          fields={voices.map(({ id, heardAt, likeness }) => ({
            ...{ name: id, kind: "check" as const },
            label: `${time(heardAt)}, ${t("clusters.alike", { percent: likeness })}`,
          }))}
          send={(values, { requestId, timeoutMs }) => {
            const tipIds = voices.map(({ id }) => id).filter((id) => values[id] === "yes");
            return clusters.splitCluster({ requestId, school, clusterId, tipIds }, { timeoutMs });
          }}
          onDone={() => {
            live.reload();
            onChange();
          }}
        />
      )}
    </div>
  );
}
