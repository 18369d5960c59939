// The pages of one area, as links under its title.
import type { TextKey } from "../i18n/dictionary";
import { useText } from "../i18n";
import { useRoute } from "../lib/router";
import { useSession } from "../session";

export interface Subtab {
  /** Path without "#/". */
  to: string;
  label: TextKey;
  permission?: string;
}

export function Subtabs({ label, tabs }: { label: string; tabs: Subtab[] }) {
  const { t } = useText();
  const { can } = useSession();
  const here = useRoute().path.join("/");
  const shown = tabs.filter(({ permission }) => !permission || can(permission));
  if (shown.length < 2) return null;
  return (
    <nav className="subtabs" aria-label={label}>
      {shown.map((tab) => (
        <a key={tab.to} href={`#/${tab.to}`} aria-current={here === tab.to ? "page" : undefined}>
          {t(tab.label)}
        </a>
      ))}
    </nav>
  );
}
