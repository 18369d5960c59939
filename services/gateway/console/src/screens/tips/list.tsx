// The open tips of a school, for those who answer for them. Danger to life first.
import { useApi } from "../../api/api";
import { useIntent } from "../../api/use_intent";
import { useLive } from "../../feed/use_live";
import { type Tip, Tip_State } from "../../gen/watchbell/threat_intake/v1/tip_pb";
import { useDistrict } from "../../district";
import { useText } from "../../i18n";
import { useSession } from "../../session";
import { Button } from "../../ui/button";
import { Icon } from "../../ui/icon";
import { FailureNote, LiveNote } from "../../ui/notes";
import { SchoolPicker } from "../../ui/school_picker";
import { type Subtab, Subtabs } from "../../ui/subtabs";
import { kTipCategories } from "./categories";
import { Clusters } from "./clusters";

const kPageSize = 100;

const kTabs: Subtab[] = [
  { to: "tips", label: "tips.title" },
  { to: "tips/clusters", label: "clusters.title" },
];

export function TipListScreen({ clusters = false }: { clusters?: boolean }) {
  const { t } = useText();
  const { school } = useDistrict();
  return (
    <div className="narrow-page">
      <div className="heading-row">
        <h1>{t("tips.title")}</h1>
        <a href="#/tip">{t("tips.form")}</a>
      </div>
      <SchoolPicker />
      <Subtabs label={t("tips.title")} tabs={kTabs} />
      {school && (clusters ? <Clusters key={school} school={school} /> : <TipList key={school} school={school} />)}
    </div>
  );
}

function TipList({ school }: { school: string }) {
  const { t } = useText();
  const { tips } = useApi();
  const live = useLive(
    `tips:${school}`,
    async (options) => (await tips.listTips({ school, pageSize: kPageSize }, options)).tips,
    (hint) => hint.aggregate === "tip" && hint.school === school,
  );
  const urgentFirst = [...(live.data ?? [])].sort((a, b) => Number(b.lifeSafety) - Number(a.lifeSafety));
  return (
    <>
      <LiveNote live={live} />
      {live.data?.length === 0 && <p className="muted">{t("tips.empty")}</p>}
      <ul className="tip-list">
        {urgentFirst.map((tip) => (
          <TipItem key={tip.id} tip={tip} onChange={live.reload} />
        ))}
      </ul>
    </>
  );
}

function TipItem({ tip, onChange }: { tip: Tip; onChange(): void }) {
  const { t, time } = useText();
  const { can } = useSession();
  const { tips } = useApi();
  const acknowledge = useIntent(async (request: { school: string; tipId: string }, { requestId, timeoutMs }) => {
    const taken = await tips.acknowledgeTip({ ...request, requestId }, { timeoutMs });
    onChange();
    return taken;
  });
  const { progress } = acknowledge;
  const open = tip.state === Tip_State.RECEIVED;
  return (
    <li className={`card tip ${tip.lifeSafety ? "is-life" : ""}`}>
      <div className="heading-row">
        <h2>
          <a href={`#/tips/${tip.school}/${tip.id}`}>{t(kTipCategories[tip.category])}</a>
        </h2>
        {tip.unread && <span className="tag">{t("tips.unread")}</span>}
        {tip.lifeSafety && (
          <span className="tag tag-urgent">
            <Icon name="warning" />
            {t("tips.life")}
          </span>
        )}
        {tip.happeningNow && <span className="tag tag-urgent">{t("tips.now")}</span>}
      </div>
      <p className="tip-text">{tip.text}</p>
      {tip.place && <p>{t("tips.place", { place: tip.place })}</p>}
      <p className="muted">
        {t("tips.at", { time: time(tip.receivedAt) })}
        {open && tip.escalatesAt && ` · ${t("tips.escalates", { time: time(tip.escalatesAt) })}`}
      </p>
      {progress.kind === "failed" && <FailureNote failure={progress.failure} />}
      {!open ? (
        <p>
          <strong>{t("tips.acknowledgedAt", { time: time(tip.acknowledgedAt) })}</strong>
        </p>
      ) : (
        can("tip.triage") && (
          <Button
            kind="primary"
            busy={progress.kind === "sending"}
            onClick={() => void acknowledge.start({ school: tip.school, tipId: tip.id })}
          >
            {t("tips.acknowledge")}
          </Button>
        )
      )}
    </li>
  );
}
