// What can be done with a message now: agree, send back, take back; and the words that follow it.
import { useApi } from "../../api/api";
import { type Message, Message_State, MessageApproval, MessageKind } from "../../gen/watchbell/notification/v1/message_pb";
import { useText } from "../../i18n";
import { useSession } from "../../session";
import { ActionForm, type FormField } from "../../ui/action_form";
import { textFields, textsOf } from "./text_fields";

const kReasonLengthMax = 500;
const kNextUpdateMin = "30";

const kPermissions: Record<MessageApproval, string> = {
  [MessageApproval.UNSPECIFIED]: "",
  [MessageApproval.ADMINISTRATOR]: "message.approve",
  [MessageApproval.SUPERINTENDENT]: "message.approve_district",
  [MessageApproval.COUNSEL]: "message.counsel",
};

export function MessageSteps({ message, onChange }: { message: Message; onChange(): void }) {
  const { t } = useText();
  const { can } = useSession();
  const { messages } = useApi();
  const target = { school: message.school, messageId: message.id };
  const next = message.needed[0] ?? MessageApproval.UNSPECIFIED;
  const agree = {
    [MessageApproval.UNSPECIFIED]: messages.approveMessage,
    [MessageApproval.ADMINISTRATOR]: messages.approveMessage,
    [MessageApproval.SUPERINTENDENT]: messages.approveForDistrict,
    [MessageApproval.COUNSEL]: messages.approveAsCounsel,
  }[next];
  const waiting = message.state === Message_State.WAITING;
  const mayStop = [Message_State.DRAFT, Message_State.WAITING, Message_State.SCHEDULED].includes(message.state);
  const mayFollow = message.kind === MessageKind.OPENING && message.state === Message_State.SENT;
  return (
    <>
      {waiting && can(kPermissions[next]) && (
        <ActionForm
          open
          label={t("messages.agree")}
          send={(_, { requestId, timeoutMs }) =>
            agree({ ...target, revision: message.revision, requestId }, { timeoutMs }) as Promise<Message>
          }
          onDone={onChange}
        />
      )}
      {waiting && can("message.return") && (
        <ActionForm
          label={t("messages.return")}
          fields={[{ name: "reason", label: t("tips.reason"), kind: "area", required: true, maxLength: kReasonLengthMax }]}
          send={(values, { requestId, timeoutMs }) => messages.returnMessage({ ...target, ...values, requestId }, { timeoutMs })}
          onDone={onChange}
        />
      )}
      {mayStop && can("message.write") && (
        <ActionForm
          label={t("messages.cancel")}
          kind="danger"
          send={(_, { requestId, timeoutMs }) => messages.cancelMessage({ ...target, requestId }, { timeoutMs })}
          onDone={onChange}
        />
      )}
      {mayFollow && can("message.write") && (
        <>
          <FollowUp message={message} kind={MessageKind.UPDATE} onChange={onChange} />
          <FollowUp message={message} kind={MessageKind.CLOSING} onChange={onChange} />
        </>
      )}
    </>
  );
}

// Drafted for the same people; the check of its own page follows.
function FollowUp({ message, kind, onChange }: { message: Message; kind: MessageKind; onChange(): void }) {
  const { t } = useText();
  const { messages } = useApi();
  const closing = kind === MessageKind.CLOSING;
  const fields: FormField[] = [
    ...textFields(t),
    { name: "whereabouts", label: t("messages.whereabouts"), hint: t("messages.whereaboutsHint"), kind: "check" },
    ...(closing ? [] : [{ name: "next", label: t("messages.nextUpdateIn"), kind: "number" } as FormField]),
  ];
  return (
    <ActionForm
      label={t(closing ? "messages.close" : "messages.update")}
      confirm={t("messages.toCheck")}
      fields={fields}
      initial={{ next: kNextUpdateMin }}
      send={(values, { requestId, timeoutMs }) =>
        messages.draftMessage(
          {
            ...{ requestId, school: message.school, kind, openingId: message.id },
            content: {
              ...{ level: message.content?.level, incidentId: message.content?.incidentId, audience: message.content?.audience },
              ...{ texts: textsOf(values), tellsWhereabouts: values.whereabouts === "yes", nextUpdateMin: closing ? 0 : Number(values.next) },
            },
          },
          { timeoutMs },
        )
      }
      onDone={onChange}
    />
  );
}
