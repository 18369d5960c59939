// A draft before it goes: what stands against it, how each language reads, who must agree, how many will get it.
import { useApi } from "../../api/api";
import { useDistrict } from "../../district";
import { useLive } from "../../feed/use_live";
import { AudiencePart_People } from "../../gen/watchbell/notification/v1/audience_pb";
import type { Message } from "../../gen/watchbell/notification/v1/message_pb";
import type { TextFinding } from "../../gen/watchbell/notification/v1/message_text_pb";
import { useText } from "../../i18n";
import { ActionForm } from "../../ui/action_form";
import { LiveNote, WarningNote } from "../../ui/notes";
import { kApprovals } from "./words";

const kFamilies = [AudiencePart_People.FAMILIES, AudiencePart_People.STAFF_AND_FAMILIES];

export function MessageCheck({ message, onSent }: { message: Message; onSent(): void }) {
  const { t, number, time } = useText();
  const { messages } = useApi();
  const { nameOf } = useDistrict();
  const { school, id: messageId, revision } = message;
  const live = useLive(
    `check:${messageId}:${revision}`,
    (options) => messages.checkMessage({ school, messageId }, options),
    (hint) => hint.id === messageId,
  );
  const check = live.data;
  const toFamilies = message.content?.audience?.include.some(({ people }) => kFamilies.includes(people)) ?? false;
  const blocked = check?.findings.some(({ blocking }) => blocking) ?? false;
  return (
    <>
      <LiveNote live={live} />
      {check && (
        <>
          <Findings findings={check.findings} />
          {check.texts.map(({ language, subject, body }) => (
            <article key={language} lang={language}>
              <h3>{subject}</h3>
              <p className="tip-text">{body}</p>
            </article>
          ))}
          <p>
            <strong>{t("messages.recipients", { count: number(check.recipients) })}</strong>
          </p>
          {check.needed.length > 0 && (
            <p>{t("messages.needs", { who: check.needed.map((one) => t(kApprovals[one])).join(", ") })}</p>
          )}
          {check.sendAt && <p>{t("messages.sendAt", { time: time(check.sendAt) })}</p>}
          {!blocked && (
            <ActionForm
              open
              label={t(check.needed.length > 0 ? "messages.ask" : "messages.send")}
              fields={
                toFamilies
                  ? [{ name: "typed", label: t("messages.typeSchool"), hint: nameOf(school), required: true }]
                  : []
              }
              send={({ typed }, { requestId, timeoutMs }) =>
                messages.submitMessage(
                  { requestId, school, messageId, revision, seenRecipients: check.recipients, typedSchool: typed },
                  { timeoutMs },
                )
              }
              onDone={onSent}
            />
          )}
        </>
      )}
    </>
  );
}

function Findings({ findings }: { findings: TextFinding[] }) {
  const { t } = useText();
  if (findings.length === 0) return null;
  return (
    <WarningNote urgent>
      <p>{t("messages.findings")}</p>
      <ul lang="en">
        {findings.map((finding, i) => (
          <li key={i}>
            {finding.blocking && <strong>{t("messages.blocking")}</strong>} {finding.remedy}
          </li>
        ))}
      </ul>
    </WarningNote>
  );
}
