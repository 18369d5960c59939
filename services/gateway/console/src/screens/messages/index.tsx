// Messages that people write: a new one, what waits for somebody's word, and what still owes an update.
import { useApi } from "../../api/api";
import { useDistrict } from "../../district";
import { useLive } from "../../feed/use_live";
import { type Message, MessageKind, Message_State } from "../../gen/watchbell/notification/v1/message_pb";
import { useText } from "../../i18n";
import { useSession } from "../../session";
import { LiveNote, WarningNote } from "../../ui/notes";
import { SchoolPicker } from "../../ui/school_picker";
import { type Subtab, Subtabs } from "../../ui/subtabs";
import { BeforeAnEmergency } from "./before";
import { MessageCheck } from "./check";
import { Compose } from "./compose";
import { Delivery } from "./delivery";
import { MessageSteps } from "./steps";
import { Templates } from "./templates";
import { TestLists } from "./test_lists";
import { kStates } from "./words";

const kPageSize = 50;

// In the place of a message's id; ids are UUIDs.
const kParts: Record<string, typeof Templates | undefined> = {
  ...{ templates: Templates, tests: TestLists, delivery: Delivery },
  contacts: BeforeAnEmergency,
};

const kTabs: Subtab[] = [
  { to: "messages", label: "messages.title" },
  { to: "messages/templates", label: "templates.title", permission: "message.read" },
  { to: "messages/tests", label: "testLists.title", permission: "message.read" },
  { to: "messages/delivery", label: "delivery.title", permission: "report.read" },
  { to: "messages/contacts", label: "contacts.title", permission: "readiness.read" },
];

export function MessagesScreen({ messageId }: { messageId: string }) {
  const { t } = useText();
  const { can } = useSession();
  const { school } = useDistrict();
  const Part = kParts[messageId];
  return (
    <div className="narrow-page">
      <h1>{t("messages.title")}</h1>
      <SchoolPicker />
      <Subtabs label={t("messages.title")} tabs={kTabs} />
      {school && Part && <Part key={school} school={school} />}
      {school && !Part && can("message.write") && !messageId && <Compose key={school} school={school} />}
      {school && !Part && <MessageList key={`${school}/${messageId}`} school={school} messageId={messageId} />}
    </div>
  );
}

function MessageList({ school, messageId }: { school: string; messageId: string }) {
  const { t } = useText();
  const { messages } = useApi();
  const live = useLive(
    `messages:${school}`,
    async (options) => (await messages.listMessages({ school, pageSize: kPageSize }, options)).messages,
    (hint) => hint.aggregate === "message" && hint.school === school,
  );
  const chosen = live.data?.find(({ id }) => id === messageId);
  return (
    <>
      {chosen && <MessagePage key={`${chosen.id}/${chosen.revision}/${chosen.state}`} message={chosen} onChange={live.reload} />}
      <section className="card" aria-labelledby="messages-list">
        <h2 id="messages-list">{t("messages.list")}</h2>
        <LiveNote live={live} />
        {live.data?.length === 0 && <p className="muted">{t("messages.none")}</p>}
        <ul className="rows">
          {live.data?.map((message) => (
            <Row key={message.id} message={message} current={message.id === messageId} />
          ))}
        </ul>
      </section>
    </>
  );
}

export function subjectOf({ content }: Message): string {
  return content?.texts.find(({ language }) => language === "en")?.subject ?? content?.texts[0]?.subject ?? "";
}

function Row({ message, current }: { message: Message; current: boolean }) {
  const { t, time } = useText();
  return (
    <li>
      <div>
        <a href={`#/messages/${message.id}`} aria-current={current ? "true" : undefined}>
          <strong>{subjectOf(message) || t("messages.noSubject")}</strong>
        </a>
        <p className="muted">
          {time(message.sentAt ?? message.draftedAt)}
          {message.nextUpdateAt && ` · ${t("messages.nextUpdate", { time: time(message.nextUpdateAt) })}`}
        </p>
      </div>
      <span className="tag">{t(kStates[message.state])}</span>
    </li>
  );
}

function MessagePage({ message, onChange }: { message: Message; onChange(): void }) {
  const { t, time } = useText();
  const draft = message.state === Message_State.DRAFT;
  const opening = message.kind === MessageKind.OPENING;
  return (
    <section className="card" aria-labelledby="message-title">
      <h2 id="message-title">{subjectOf(message) || t("messages.noSubject")}</h2>
      <p>
        <span className="tag">{t(kStates[message.state])}</span>
      </p>
      {message.returnedBecause && <WarningNote>{t("messages.returned", { reason: message.returnedBecause })}</WarningNote>}
      {!draft &&
        message.content?.texts.map(({ language, subject, body }) => (
          <article key={language} lang={language}>
            <h3>{subject}</h3>
            <p className="tip-text">{body}</p>
          </article>
        ))}
      {opening && message.nextUpdateAt && (
        <WarningNote>{t("messages.nextUpdate", { time: time(message.nextUpdateAt) })}</WarningNote>
      )}
      {draft && <MessageCheck message={message} onSent={onChange} />}
      <MessageSteps message={message} onChange={onChange} />
    </section>
  );
}
