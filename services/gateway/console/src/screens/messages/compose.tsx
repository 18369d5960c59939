// A new message: what, to whom, and how many that would be. Nothing is sent from here: the check comes first.
import { useState } from "react";
import { useApi } from "../../api/api";
import { useLive } from "../../feed/use_live";
import { AudiencePart_People, AudiencePart_Scope } from "../../gen/watchbell/notification/v1/audience_pb";
import { MessageKind } from "../../gen/watchbell/notification/v1/message_pb";
import { Level } from "../../gen/watchbell/notification/v1/notice_pb";
import { useText } from "../../i18n";
import { go } from "../../lib/router";
import { ActionForm, choices, type FormField, type Values } from "../../ui/action_form";
import { AudiencePreview } from "./preview";
import { textFields, textsOf } from "./text_fields";
import { kLevels, kPeople } from "./words";

const kNextUpdateMin = "30";

const owesUpdate = ({ level }: Values) => Number(level) >= Level.URGENT;
const ownWords = ({ template }: Values) => !template;

export function audienceOf(people: AudiencePart_People) {
  return { include: [{ scope: AudiencePart_Scope.SCHOOL, people }] };
}

export function Compose({ school }: { school: string }) {
  const { t } = useText();
  const { messages, templates } = useApi();
  const [people, setPeople] = useState(AudiencePart_People.STAFF);
  const known = useLive(
    `templates:${school}`,
    async (options) => {
      const [own, shared] = await Promise.all([
        templates.listTemplates({ school }, options),
        templates.listTemplates({ school: "district" }, options),
      ]);
      return [...own.templates, ...shared.templates].filter(({ retired }) => !retired);
    },
    (hint) => hint.aggregate === "message-template",
  );
  const fields: FormField[] = [
    { name: "level", label: t("messages.level"), kind: "choice", required: true, options: choices(t, kLevels) },
    {
      ...{ name: "template", label: t("messages.template"), hint: t("messages.templateHint"), kind: "choice" },
      options: known.data?.map(({ id, name }) => ({ value: id, label: name })) ?? [],
    },
    ...textFields(t, ownWords),
    { name: "next", label: t("messages.nextUpdateIn"), hint: t("messages.nextUpdateHint"), kind: "number", when: owesUpdate },
  ];
  const contentOf = (values: Values) => {
    const template = known.data?.find(({ id }) => id === values.template);
    return {
      level: Number(values.level),
      audience: audienceOf(people),
      templateId: template?.id,
      templateVersion: template?.version,
      texts: template ? [] : textsOf(values),
      nextUpdateMin: owesUpdate(values) ? Number(values.next) : 0,
    };
  };
  return (
    <section className="card" aria-labelledby="compose">
      <h2 id="compose">{t("messages.new")}</h2>
      <AudiencePreview school={school} people={people} options={choices(t, kPeople) ?? []} onPeople={setPeople} />
      <ActionForm
        open
        label={t("messages.toCheck")}
        fields={fields}
        initial={{ next: kNextUpdateMin }}
        send={(values, { requestId, timeoutMs }) =>
          messages.draftMessage({ requestId, school, content: contentOf(values), kind: MessageKind.OPENING }, { timeoutMs })
        }
        onDone={({ id }) => go(`/messages/${id}`)}
      />
    </section>
  );
}
