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
  // Deeper in an area, the tab that led there stays marked.
  const above = shown.filter(({ to }) => here.startsWith(`${to}/`)).sort((a, b) => b.to.length - a.to.length)[0];
  const exact = shown.some(({ to }) => to === here);
  return (
    <nav className="subtabs" aria-label={label}>
      {shown.map((tab) => (
        <a key={tab.to} href={`#/${tab.to}`} aria-current={here === tab.to ? "page" : !exact && tab === above ? "true" : undefined}>
          {t(tab.label)}
        </a>
      ))}
    </nav>
  );
}
