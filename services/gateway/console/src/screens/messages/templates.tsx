// Templates: written, translated and read by a second person before anybody is in a hurry.
import { useApi } from "../../api/api";
import { useLive } from "../../feed/use_live";
import type { MessageTemplate, TemplateText } from "../../gen/watchbell/notification/v1/message_template_pb";
import { Level } from "../../gen/watchbell/notification/v1/notice_pb";
import { useText } from "../../i18n";
import { isLanguage, languageNames } from "../../i18n/dictionary";
import { useSession } from "../../session";
import { ActionForm, choices, type FormField, type Values } from "../../ui/action_form";
import { ListCard } from "../../ui/list_card";
import { loadTemplates } from "./load_templates";
import { Rehearsal } from "./rehearsal";
import { textFields, textsOf } from "./text_fields";
import { kLevels } from "./words";

const kNameLengthMax = 100;
const kDistrict = "district";

export const languageOf = (tag: string) => (isLanguage(tag) ? languageNames[tag] : tag);

export function Templates({ school }: { school: string }) {
  const { t } = useText();
  const { can, everywhere } = useSession();
  const { templates } = useApi();
  const live = useLive(
    `template-list:${school}`,
    (options) => loadTemplates(templates, school, options),
    (hint) => hint.aggregate === "message-template",
  );
  return (
    <>
      <ListCard
        title={t("templates.title")}
        live={live}
        items={live.data}
        none={t("templates.none")}
        idOf={({ id }) => id}
        row={(template) => <Row template={template} own={template.school === school || everywhere} onChange={live.reload} />}
      >
        {can("template.edit") && <TemplateForm school={school} onDone={live.reload} />}
      </ListCard>
      <Rehearsal school={school} />
    </>
  );
}

interface RowProps {
  template: MessageTemplate;
  /** One of the district's is changed by whoever has the whole district. */
  own: boolean;
  onChange(): void;
}

function Row({ template, own, onChange }: RowProps) {
  const { t } = useText();
  const { can } = useSession();
  const { templates } = useApi();
  const { name, level, texts, school, id: templateId } = template;
  return (
    <>
      <div>
        <strong>{name}</strong>
        {school === kDistrict && <span className="tag">{t("events.district")}</span>}
      </div>
      <span className="tag">{t(kLevels[level] ?? "messages.level.info")}</span>
      <ul className="rows dispatch-detail">
        {texts.map((text) => (
          <li key={text.text?.language}>
            <Language template={template} text={text} mayReview={own && can("template.review")} onChange={onChange} />
          </li>
        ))}
      </ul>
      {own && can("template.edit") && (
        <div className="commands">
          <TemplateForm school={school} template={template} onDone={onChange} />
          <ActionForm
            label={t("templates.retire")}
            kind="danger"
            send={(_, { requestId, timeoutMs }) => templates.retireTemplate({ requestId, school, templateId }, { timeoutMs })}
            onDone={onChange}
          />
        </div>
      )}
    </>
  );
}

interface LanguageProps {
  template: MessageTemplate;
  text: TemplateText;
  mayReview: boolean;
  onChange(): void;
}

function Language({ template, text, mayReview, onChange }: LanguageProps) {
  const { t, time } = useText();
  const { me } = useSession();
  const { templates } = useApi();
  const { school, id: templateId, version } = template;
  const { language = "", subject, body } = text.text ?? {};
  const mine = text.writtenBy === me;
  return (
    <>
      <details>
        <summary>
          {languageOf(language)}: {subject}
        </summary>
        <p className="tip-text" lang={language}>
          {body}
        </p>
      </details>
      {text.reviewedBy ? (
        <span className="tag">{t("templates.reviewed", { time: time(text.reviewedAt) })}</span>
      ) : (
        <span className="tag tag-urgent">{t("templates.notReviewed")}</span>
      )}
      {!text.reviewedBy && mayReview && mine && <p className="muted dispatch-detail">{t("templates.ownWords")}</p>}
      {!text.reviewedBy && mayReview && !mine && (
        <ActionForm
          label={t("templates.review", { language: languageOf(language) })}
          send={(_, { requestId, timeoutMs }) =>
            templates.reviewTemplate({ requestId, school, templateId, language, version }, { timeoutMs })
          }
          onDone={onChange}
        >
          <p>{t("templates.reviewHint")}</p>
        </ActionForm>
      )}
    </>
  );
}

function valuesOf(template: MessageTemplate | undefined): Values {
  if (!template) return {};
  const texts = template.texts.flatMap(({ text }) => [
    [`subject-${text?.language}`, text?.subject ?? ""],
    [`body-${text?.language}`, text?.body ?? ""],
  ]);
  return { name: template.name, level: String(template.level), ...Object.fromEntries(texts) };
}

function TemplateForm({ school, template, onDone }: { school: string; template?: MessageTemplate; onDone(): void }) {
  const { t } = useText();
  const { everywhere } = useSession();
  const { templates } = useApi();
  const fields: FormField[] = [
    { name: "name", label: t("templates.name"), required: true, maxLength: kNameLengthMax },
    { name: "level", label: t("messages.level"), kind: "choice", required: true, options: choices(t, kLevels) },
    ...textFields(t),
    { name: "everywhere", label: t("templates.everySchool"), kind: "check", when: () => everywhere && !template },
  ];
  return (
    <ActionForm
      label={t(template ? "templates.change" : "templates.make")}
      fields={fields}
      initial={template ? valuesOf(template) : { level: String(Level.URGENT) }}
      send={(values, { requestId, timeoutMs }) => {
        const owner = values.everywhere === "yes" ? kDistrict : school;
        const content = { requestId, school: owner, name: values.name, level: Number(values.level), texts: textsOf(values) };
        return template
          ? templates.changeTemplate({ ...content, templateId: template.id }, { timeoutMs })
          : templates.makeTemplate(content, { timeoutMs });
      }}
      onDone={onDone}
    >
      <p>{t("templates.hint")}</p>
    </ActionForm>
  );
}
