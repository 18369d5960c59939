// What became of a tip, and what its sender and the safety team write to each other. Nobody is named.
import { useCallback, useEffect, useState } from "react";
import { useApi } from "../../api/api";
import { type Failure, failureOf } from "../../api/failure";
import { useIntent } from "../../api/use_intent";
import { type MailboxPage, TipMessage_From } from "../../gen/watchbell/threat_intake/v1/mailbox_pb";
import { Question, Tip_State } from "../../gen/watchbell/threat_intake/v1/tip_pb";
import type { TipStatus } from "../../gen/watchbell/threat_intake/v1/tip_service_pb";
import { useText } from "../../i18n";
import type { TextKey } from "../../i18n/dictionary";
import { uuidv4 } from "../../lib/uuid";
import { Button } from "../../ui/button";
import { TextArea } from "../../ui/field";
import { DoneNote, FailureNote } from "../../ui/notes";

const kTextLengthMax = 4_000;
const kMessagesMax = 500;
const kReadTimeoutMs = 8_000;
// Nothing tells the sender's browser of news: it asks.
const kPollMs = 15_000;

export const kQuestionKey: Record<Question, TextKey> = {
  [Question.UNSPECIFIED]: "tip.ask.who",
  [Question.WHO]: "tip.ask.who",
  [Question.WHERE]: "tip.ask.where",
  [Question.WHEN]: "tip.ask.when",
  [Question.WEAPON]: "tip.ask.weapon",
  [Question.STILL_HAPPENING]: "tip.ask.now",
};

export function Mailbox({ token, onLeave }: { token: string; onLeave(): void }) {
  const { t } = useText();
  const { mailbox } = useApi();
  const [page, setPage] = useState<MailboxPage>();
  const [failure, setFailure] = useState<Failure>();
  const [text, setText] = useState("");
  const read = useCallback(async () => {
    try {
      setPage(await mailbox.readMailbox({ mailboxToken: token, pageSize: kMessagesMax }, { timeoutMs: kReadTimeoutMs }));
      setFailure(undefined);
    } catch (error) {
      setFailure(failureOf(error));
    }
  }, [mailbox, token]);
  useEffect(() => {
    void read();
    const timer = setInterval(() => void read(), kPollMs);
    return () => clearInterval(timer);
  }, [read]);

  const write = useIntent(
    async (request: { text: string }, { requestId, timeoutMs }) => {
      const written = await mailbox.writeToTeam({ ...request, mailboxToken: token, requestId }, { timeoutMs });
      setText("");
      await read();
      return written;
    },
    { makeId: uuidv4 },
  );
  return (
    <section className="card narrow" aria-labelledby="mailbox-title">
      <h1 id="mailbox-title">{t("tip.mailbox")}</h1>
      {failure && <FailureNote failure={failure} />}
      {page?.status && <Status status={page.status} />}
      <Messages page={page} />
      <TextArea
        label={t("tip.write")}
        hint={t("tip.writeHint")}
        rows={4}
        required
        autoComplete="off"
        maxLength={kTextLengthMax}
        value={text}
        onText={setText}
      />
      {write.progress.kind === "failed" && <FailureNote failure={write.progress.failure} />}
      <div className="row">
        <Button
          kind="primary"
          busy={write.progress.kind === "sending"}
          onClick={() => text.trim() && void write.start({ text: text.trim() })}
        >
          {t("tip.writeSend")}
        </Button>
        <Button onClick={onLeave}>{t("tip.leave")}</Button>
      </div>
    </section>
  );
}

function Status({ status }: { status: TipStatus }) {
  const { t, time } = useText();
  const taken = status.state !== Tip_State.RECEIVED;
  return (
    <>
      <DoneNote>
        {taken ? t("tip.status.acknowledged", { time: time(status.acknowledgedAt) }) : t("tip.status.received")}
      </DoneNote>
      <Questions questions={status.questions} />
    </>
  );
}

export function Questions({ questions }: { questions: Question[] }) {
  const { t } = useText();
  if (questions.length === 0) return null;
  return (
    <>
      <p>{t("tip.ask.title")}</p>
      <ul>
        {questions.map((question) => (
          <li key={question}>{t(kQuestionKey[question])}</li>
        ))}
      </ul>
    </>
  );
}

function Messages({ page }: { page: MailboxPage | undefined }) {
  const { t, time } = useText();
  return (
    <ol className="messages">
      {(page?.messages ?? []).map((message, i) => (
        <li key={i}>
          <strong>{t(message.from === TipMessage_From.TEAM ? "tip.fromTeam" : "tip.fromYou")}</strong>{" "}
          <span className="muted">{time(message.at)}</span>
          <p className="tip-text">{message.text}</p>
        </li>
      ))}
    </ol>
  );
}
