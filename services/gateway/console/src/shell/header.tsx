// The top of every page: where you are, whether it is live, which language, who you are.
import { useFeed } from "../feed";
import { useText } from "../i18n";
import { isLanguage, languageNames, languages, type TextKey } from "../i18n/dictionary";
import { useRoute } from "../lib/router";
import { useSession } from "../session";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";

interface Tab {
  to: string;
  label: TextKey;
  /** One of them is enough. */
  permissions: string[];
}

const kTabs: Tab[] = [
  { to: "", label: "nav.board", permissions: ["incident.read"] },
  { to: "desk", label: "nav.desk", permissions: ["visit.check_in"] },
  { to: "alarm", label: "nav.alarm", permissions: ["incident.raise"] },
  { to: "police", label: "nav.police", permissions: ["dispatch.read"] },
  { to: "messages", label: "nav.messages", permissions: ["message.read", "message.write"] },
  { to: "tips", label: "nav.tips", permissions: ["tip.read"] },
  { to: "cases", label: "nav.cases", permissions: ["case.read"] },
  { to: "agency", label: "nav.agency", permissions: ["agency.record", "agency.read"] },
];

// Not of every hour: behind one press.
const kMoreTabs: Tab[] = [
  { to: "invitations", label: "nav.invitations", permissions: ["visit.invite"] },
  { to: "lists", label: "nav.lists", permissions: ["watchlist.edit", "watchlist.import"] },
  { to: "clearances", label: "clearance.title", permissions: ["clearance.read"] },
  { to: "disputes", label: "dispute.title", permissions: ["dispute.review", "visit.decide_match"] },
  { to: "records", label: "records.title", permissions: ["records.read"] },
  { to: "erasures", label: "erasure.title", permissions: ["retention.erase"] },
  { to: "duty", label: "duty.title", permissions: ["duty.read", "partner.read"] },
  { to: "readiness", label: "ready.title", permissions: ["plan.read", "training.read"] },
  { to: "drill", label: "nav.drill", permissions: ["drill.start", "drill.read"] },
];

/** Every page of the menu. */
export const kMenu = [...kTabs, ...kMoreTabs].map(({ to }) => to);

export function Header({ signedIn = false }: { signedIn?: boolean }) {
  const { t } = useText();
  return (
    <header className="header">
      <a className="skip" href="#main" onClick={skipToMain}>
        {t("app.skip")}
      </a>
      <a className="brand" href="#/">
        <Icon name="bell" />
        {t("app.name")}
      </a>
      {signedIn && <Tabs />}
      <div className="header-end">
        {signedIn && <FeedStatus />}
        <LanguageSwitch />
        {signedIn && <Account />}
      </div>
    </header>
  );
}

// Not by the address: the part after '#' is the route.
function skipToMain(event: { preventDefault(): void }) {
  event.preventDefault();
  document.getElementById("main")?.focus();
}

function Tabs() {
  const { t } = useText();
  const { can } = useSession();
  const here = useRoute().path[0] ?? "";
  const allowed = (tabs: Tab[]) => tabs.filter(({ permissions }) => permissions.some(can));
  const more = allowed(kMoreTabs);
  const link = ({ to, label }: Tab) => (
    <a key={to} href={`#/${to}`} aria-current={here === to ? "page" : undefined}>
      {t(label)}
    </a>
  );
  return (
    <nav className="tabs" aria-label={t("nav.label")}>
      {allowed(kTabs).map(link)}
      {more.length > 1 && (
        // A new page closes it.
        <details key={here} className="tabs-more">
          <summary aria-current={more.some(({ to }) => to === here) ? "page" : undefined}>{t("nav.more")}</summary>
          <div>{more.map(link)}</div>
        </details>
      )}
      {more.length === 1 && more.map(link)}
    </nav>
  );
}

function FeedStatus() {
  const { t } = useText();
  const { status } = useFeed().state;
  return (
    <span className={`feed feed-${status}`} role="status" title={status === "reconnecting" ? t("feed.stale") : undefined}>
      <span className="feed-dot" aria-hidden="true" />
      {t(`feed.${status}`)}
    </span>
  );
}

export function LanguageSwitch() {
  const { t, language, setLanguage } = useText();
  return (
    <label className="language">
      <span className="visually-hidden">{t("app.language")}</span>
      <select value={language} onChange={({ target }) => isLanguage(target.value) && setLanguage(target.value)}>
        {languages.map((tag) => (
          <option key={tag} value={tag} lang={tag}>
            {languageNames[tag]}
          </option>
        ))}
      </select>
    </label>
  );
}

function Account() {
  const { t } = useText();
  const { state, signOut } = useSession();
  if (state.kind !== "in") return null;
  return (
    <div className="account">
      <span className="account-name">
        <Icon name="person" />
        {state.session.displayName}
      </span>
      <Button onClick={() => void signOut()}>{t("session.signOut")}</Button>
    </div>
  );
}
