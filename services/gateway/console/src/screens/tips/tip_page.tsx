// One tip, for those who answer for it: what it says, what is decided, and the talk with its sender.
import { useEffect } from "react";
import { useApi } from "../../api/api";
import { useLive } from "../../feed/use_live";
import { TipMessage_From } from "../../gen/watchbell/threat_intake/v1/mailbox_pb";
import { Disposition, type Tip, Tip_State } from "../../gen/watchbell/threat_intake/v1/tip_pb";
import { useText } from "../../i18n";
import type { TextKey } from "../../i18n/dictionary";
import { uuidv7 } from "../../lib/uuid";
import { useSession } from "../../session";
import { ActionForm, choices, type FormField } from "../../ui/action_form";
import { DoneNote, LiveNote, WarningNote } from "../../ui/notes";
import { kTipCategories } from "./categories";
import { Questions } from "./mailbox";
import { TipFiles } from "./tip_files";

const kReasonLengthMax = 500;
const kReferenceLengthMax = 100;
const kReferredLengthMax = 200;
const kTextLengthMax = 4_000;
const kMessagesMax = 500;

const kDispositions: Partial<Record<Disposition, TextKey>> = {
  [Disposition.CREDIBLE]: "tip.disposition.credible",
  [Disposition.UNSUBSTANTIATED]: "tip.disposition.unsubstantiated",
  [Disposition.PRANK]: "tip.disposition.prank",
  [Disposition.SPAM]: "tip.disposition.spam",
  [Disposition.DUPLICATE]: "tip.disposition.duplicate",
  [Disposition.REFERRED]: "tip.disposition.referred",
};
// Only the police can say so.
const kFalseByPolice: Partial<Record<Disposition, TextKey>> = {
  [Disposition.HOAX]: "tip.disposition.hoax",
  [Disposition.SWATTING]: "tip.disposition.swatting",
};

export function TipPage({ school, tipId }: { school: string; tipId: string }) {
  const { t, time } = useText();
  const { tips } = useApi();
  const live = useLive(
    `tip:${tipId}`,
    (options) => tips.getTip({ school, tipId }, options),
    (hint) => hint.aggregate === "tip" && hint.id === tipId,
  );
  const tip = live.data;
  const unread = tip?.unread ?? false;
  const { reload } = live;
  useEffect(() => {
    // A mark that fails is made the next time; nobody waits for it.
    if (unread) void tips.markTipRead({ school, tipId, requestId: uuidv7() }).then(reload, () => undefined);
  }, [tips, school, tipId, unread, reload]);
  return (
    <div className="narrow-page">
      <p>
        <a href="#/tips">{t("tips.title")}</a>
      </p>
      {!tip && <h1>{t("tips.title")}</h1>}
      <LiveNote live={live} />
      {tip && (
        <section className="card" aria-labelledby="tip-page">
          <h1 id="tip-page">{t(kTipCategories[tip.category])}</h1>
          {tip.lifeSafety && <WarningNote urgent>{t("tips.life")}</WarningNote>}
          <p className="tip-text">{tip.text}</p>
          {tip.place && <p>{t("tips.place", { place: tip.place })}</p>}
          {tip.eventTime && <p>{t("tips.when", { when: tip.eventTime })}</p>}
          <p className="muted">{t("tips.at", { time: time(tip.receivedAt) })}</p>
          {tip.notFullyAnonymous && <p className="muted">{t("tips.notFullyAnonymous")}</p>}
          {tip.reporter && <p>{t("tips.reporter", { name: tip.reporter.name, contact: tip.reporter.contact })}</p>}
          <Questions questions={tip.questions} />
          <TipFiles tip={tip} />
          {tip.verdict && (
            <DoneNote>
              {t({ ...kDispositions, ...kFalseByPolice }[tip.verdict.disposition] ?? "tip.disposition.credible")}:{" "}
              {tip.verdict.reason}
            </DoneNote>
          )}
          <TipSteps tip={tip} onChange={live.reload} />
        </section>
      )}
      {tip && <Talk tip={tip} />}
    </div>
  );
}

function TipSteps({ tip, onChange }: { tip: Tip; onChange(): void }) {
  const { t } = useText();
  const { can } = useSession();
  const { tips } = useApi();
  if (!can("tip.triage")) return null;
  const target = { school: tip.school, tipId: tip.id };
  const reason: FormField = {
    ...{ name: "reason", label: t("tips.reason"), kind: "area", required: true, maxLength: kReasonLengthMax },
  };
  const isOneOf = (...these: Disposition[]) => (values: Record<string, string>) => these.includes(Number(values.disposition));
  const dispositions = { ...kDispositions, ...(tip.police ? kFalseByPolice : {}) };
  if (tip.verdict)
    return (
      <ActionForm
        label={t("tips.reopen")}
        fields={[reason]}
        send={(values, { requestId, timeoutMs }) => tips.reopenTip({ ...target, ...values, requestId }, { timeoutMs })}
        onDone={onChange}
      />
    );
  return (
    <>
      {tip.state === Tip_State.RECEIVED && (
        <ActionForm
          open
          label={t("tips.acknowledge")}
          send={(_, { requestId, timeoutMs }) => tips.acknowledgeTip({ ...target, requestId }, { timeoutMs })}
          onDone={onChange}
        />
      )}
      <p>
        <a className="button button-danger" href="#/alarm">
          {t("tips.alarm")}
        </a>
      </p>
      <div className="commands">
        <ActionForm
          label={t("tips.triage")}
          fields={[{ name: "life", label: t("tips.life"), kind: "check" }, reason]}
          initial={{ life: tip.lifeSafety ? "yes" : "" }}
          send={({ life, reason: why }, { requestId, timeoutMs }) =>
            tips.triageTip({ ...target, lifeSafety: life === "yes", reason: why, requestId }, { timeoutMs })
          }
          onDone={onChange}
        />
        {!tip.police && (
          <ActionForm
            label={t("tips.police")}
            fields={[{ name: "reference", label: t("incident.policeReference"), required: true, maxLength: kReferenceLengthMax }]}
            send={(values, { requestId, timeoutMs }) => tips.recordPoliceWord({ ...target, ...values, requestId }, { timeoutMs })}
            onDone={onChange}
          />
        )}
        <ActionForm
          label={t("tips.close")}
          fields={[
            { name: "disposition", label: t("tips.disposition"), kind: "choice", required: true, options: choices(t, dispositions) },
            { name: "duplicateOf", label: t("tips.duplicateOf"), required: true, when: isOneOf(Disposition.DUPLICATE) },
            {
              ...{ name: "referredTo", label: t("tips.referredTo"), required: true, maxLength: kReferredLengthMax },
              when: isOneOf(Disposition.REFERRED),
            },
            reason,
          ]}
          send={({ disposition, ...values }, { requestId, timeoutMs }) =>
            tips.disposeTip({ ...target, ...values, disposition: Number(disposition), requestId }, { timeoutMs })
          }
          onDone={onChange}
        />
      </div>
    </>
  );
}

function Talk({ tip }: { tip: Tip }) {
  const { t, time } = useText();
  const { can } = useSession();
  const { mailbox } = useApi();
  const { school, id: tipId } = tip;
  const live = useLive(
    `talk:${tipId}`,
    async (options) => (await mailbox.listTipMessages({ school, tipId, pageSize: kMessagesMax }, options)).messages,
    (hint) => hint.school === school && (hint.aggregate === "tip-message" || hint.id === tipId),
  );
  return (
    <section className="card" aria-labelledby="talk">
      <h2 id="talk">{t("tips.talk")}</h2>
      <p className="muted">{t("tips.talkHint")}</p>
      <LiveNote live={live} />
      <ol className="messages">
        {(live.data ?? []).map((message) => (
          <li key={message.id}>
            <strong>{t(message.from === TipMessage_From.TEAM ? "tip.fromTeam" : "tips.fromSender")}</strong>{" "}
            <span className="muted">{time(message.at)}</span>
            <p className="tip-text">{message.text}</p>
          </li>
        ))}
      </ol>
      {can("tip.triage") && (
        <ActionForm
          open
          label={t("tips.answer")}
          fields={[{ name: "text", label: t("tips.answerText"), kind: "area", required: true, maxLength: kTextLengthMax }]}
          send={(values, { requestId, timeoutMs }) =>
            mailbox.writeToSender({ school, tipId, ...values, requestId }, { timeoutMs })
          }
          onDone={live.reload}
        />
      )}
    </section>
  );
}
