// What in a text may tell who wrote it, shown before anything is sent.
import { type TextWarning, TextWarning_Kind } from "../../gen/watchbell/threat_intake/v1/tip_service_pb";
import { useText } from "../../i18n";
import type { TextKey } from "../../i18n/dictionary";
import { WarningNote } from "../../ui/notes";

const kKindKey: Record<TextWarning_Kind, TextKey> = {
  [TextWarning_Kind.UNSPECIFIED]: "tip.warn.name",
  [TextWarning_Kind.NAME]: "tip.warn.name",
  [TextWarning_Kind.CONTACT]: "tip.warn.contact",
  [TextWarning_Kind.RELATION]: "tip.warn.relation",
};

export function TextWarnings({ text, warnings }: { text: string; warnings: TextWarning[] }) {
  const { t } = useText();
  const bytes = new TextEncoder().encode(text);
  const said = ({ begin, end }: TextWarning) => new TextDecoder().decode(bytes.slice(begin, end));
  return (
    <WarningNote urgent>
      <p>{t("tip.warn.title")}</p>
      <ul>
        {warnings.map((warning) => (
          <li key={warning.begin}>
            “{said(warning)}”: {t(kKindKey[warning.kind])}
          </li>
        ))}
      </ul>
      <p>{t("tip.warn.choice")}</p>
    </WarningNote>
  );
}
