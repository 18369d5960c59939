// A text in every language of the console: its fields, and what was typed in them. English is required.
import type { Text } from "../../i18n";
import { languageNames, languages } from "../../i18n/dictionary";
import type { FormField, Values } from "../../ui/action_form";

const kSubjectLengthMax = 120;
const kBodyLengthMax = 1_500;

export function textFields(t: Text["t"], when?: FormField["when"]): FormField[] {
  return languages.flatMap((code): FormField[] => {
    const language = languageNames[code];
    const shared = { required: code === "en", when };
    return [
      { ...shared, name: `subject-${code}`, label: t("messages.subject", { language }), maxLength: kSubjectLengthMax },
      { ...shared, name: `body-${code}`, label: t("messages.body", { language }), kind: "area", maxLength: kBodyLengthMax },
    ];
  });
}

export function textsOf(values: Values) {
  return languages
    .map((language) => ({
      language,
      subject: values[`subject-${language}`]?.trim() ?? "",
      body: values[`body-${language}`]?.trim() ?? "",
    }))
    .filter(({ body }) => body);
}
