// A new message: what, to whom, and how many that would be. Nothing is sent from here: the check comes first.
import { useState } from "react";
import { kStateKey } from "../../alarm/order";
import { useApi } from "../../api/api";
import { useDistrict } from "../../district";
import { useLive } from "../../feed/use_live";
import { AudiencePart_People, AudiencePart_Scope } from "../../gen/watchbell/notification/v1/audience_pb";
import { MessageKind } from "../../gen/watchbell/notification/v1/message_pb";
import { Level } from "../../gen/watchbell/notification/v1/notice_pb";
import { useText } from "../../i18n";
import { go } from "../../lib/router";
import { ActionForm, choices, type FormField, type Values } from "../../ui/action_form";
import { loadTemplates } from "./load_templates";
import { AudiencePreview } from "./preview";
import { textFields, textsOf } from "./text_fields";
import { kLevels, kPeople } from "./words";

const kNextUpdateMin = "30";

// No id of an alarm.
const kNoAlarm = "none";

const owesUpdate = ({ level }: Values) => Number(level) >= Level.URGENT;
const ownWords = ({ template }: Values) => !template;
const toPeople = ({ test }: Values) => !test;

export function audienceOf(people: AudiencePart_People) {
  return { include: [{ scope: AudiencePart_Scope.SCHOOL, people }] };
}

export function Compose({ school }: { school: string }) {
  const { t } = useText();
  const { messages, templates, audiences } = useApi();
  const { incidents } = useDistrict();
  const alarm = incidents.data?.find((one) => one.school === school && !one.drill);
  const [people, setPeople] = useState(AudiencePart_People.STAFF);
  const known = useLive(
    `templates:${school}`,
    async (options) => {
      const [texts, tests] = await Promise.all([
        loadTemplates(templates, school, options),
        audiences.listTestLists({ school }, options),
      ]);
      return { texts, tests: tests.testLists.filter(({ removed }) => !removed) };
    },
    (hint) => ["message-template", "test-list"].includes(hint.aggregate),
  );
  const fields: FormField[] = [
    { name: "level", label: t("messages.level"), kind: "choice", required: true, options: choices(t, kLevels) },
    {
      ...{ name: "template", label: t("messages.template"), hint: t("messages.templateHint"), kind: "choice" },
      options: known.data?.texts.map(({ id, name }) => ({ value: id, label: name })) ?? [],
    },
    {
      ...{ name: "test", label: t("testLists.only"), hint: t("testLists.onlyHint"), kind: "choice" },
      options: known.data?.tests.map(({ id, tag }) => ({ value: id, label: tag })) ?? [],
      when: () => (known.data?.tests.length ?? 0) > 0,
    },
    {
      ...{ name: "about", label: t("messages.about"), kind: "choice", required: true },
      options: alarm && [
        { value: alarm.id, label: t(kStateKey[alarm.action]) },
        { value: kNoAlarm, label: t("messages.aboutNothing") },
      ],
      when: (values) => alarm !== undefined && toPeople(values),
    },
    ...textFields(t, ownWords),
    {
      ...{ name: "whereabouts", label: t("messages.whereabouts"), hint: t("messages.whereaboutsHint"), kind: "check" },
      when: toPeople,
    },
    { name: "next", label: t("messages.nextUpdateIn"), hint: t("messages.nextUpdateHint"), kind: "number", when: owesUpdate },
  ];
  const contentOf = (values: Values) => {
    const template = known.data?.texts.find(({ id }) => id === values.template);
    return {
      level: Number(values.level),
      // A test goes to its list and to nobody else.
      ...(values.test ? { testListId: values.test } : { audience: audienceOf(people) }),
      incidentId: values.about === kNoAlarm || values.test ? "" : (values.about ?? ""),
      tellsWhereabouts: values.whereabouts === "yes" && !values.test,
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
