// The visitor and one entry of the watch list, side by side, with the reason of every term.
import { useEffect, useState } from "react";
import { useApi } from "../../api/api";
import type { Match, Visit } from "../../gen/watchbell/visitor/v1/visit_pb";
import { type WatchlistEntry, WatchlistEntry_Kind } from "../../gen/watchbell/visitor/v1/watchlist_pb";
import { useText } from "../../i18n";
import { isTextKey, type TextKey } from "../../i18n/dictionary";
import { useSession } from "../../session";

const kReadTimeoutMs = 8_000;

const kKinds: Record<WatchlistEntry_Kind, TextKey> = {
  [WatchlistEntry_Kind.UNSPECIFIED]: "desk.kind.other",
  [WatchlistEntry_Kind.BANNED]: "desk.kind.banned",
  [WatchlistEntry_Kind.TRESPASS]: "desk.kind.trespass",
  [WatchlistEntry_Kind.CUSTODY]: "desk.kind.custody",
  [WatchlistEntry_Kind.PROTECTIVE_ORDER]: "desk.kind.protective",
  [WatchlistEntry_Kind.STAFF_DISMISSED]: "desk.kind.dismissed",
  [WatchlistEntry_Kind.REGISTRY]: "desk.kind.registry",
};

type Named = Pick<Visit, "givenName" | "middleName" | "familyName" | "nameSuffix">;

function wholeName(person: Named): string {
  return [person.givenName, person.middleName, person.familyName, person.nameSuffix].filter(Boolean).join(" ");
}

export function Comparison({ visit, match }: { visit: Visit; match: Match }) {
  const { t, day } = useText();
  const entry = useEntry(visit.school, match.entryId);
  const word = (stem: string, grade: string) => {
    const key = `${stem}.${grade}`;
    return isTextKey(key) ? t(key) : grade;
  };
  return (
    <div className="comparison">
      <table>
        <thead>
          <tr>
            <td />
            <th scope="col">{t("desk.visitor")}</th>
            <th scope="col">{t("desk.entry")}</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{t("desk.name")}</th>
            <td>{wholeName(visit)}</td>
            <td>{entry ? wholeName(entry) : "–"}</td>
          </tr>
          <tr>
            <th scope="row">{t("desk.birth")}</th>
            <td>{day(visit.dateOfBirth)}</td>
            <td>{entry?.dateOfBirth ? day(entry.dateOfBirth) : "–"}</td>
          </tr>
        </tbody>
      </table>
      {entry ? <EntryDetails entry={entry} /> : <p className="muted">{t("desk.noEntry")}</p>}
      <p>
        <strong>{word("desk.outcome", match.outcome)}.</strong>{" "}
        {t("desk.grade", {
          name: word("desk.name", match.nameGrade),
          birth: word("desk.birth", match.dobGrade),
        })}
      </p>
      {match.terms.length > 0 && (
        <details>
          <summary>{t("desk.why")}</summary>
          <ul lang="en">
            {match.terms.map((term) => (
              <li key={term}>{term}</li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

function EntryDetails({ entry }: { entry: WatchlistEntry }) {
  const { t, day } = useText();
  return (
    <dl className="facts">
      <div>
        <dt>{t("desk.kind")}</dt>
        <dd>{t(kKinds[entry.kind])}</dd>
      </div>
      {entry.aliases.length > 0 && (
        <div>
          <dt>{t("desk.aliases")}</dt>
          <dd>{entry.aliases.join(", ")}</dd>
        </div>
      )}
      {entry.description && (
        <div>
          <dt>{t("desk.description")}</dt>
          <dd>{entry.description}</dd>
        </div>
      )}
      {entry.expiresOn && (
        <div>
          <dt>{t("desk.until")}</dt>
          <dd>{day(entry.expiresOn)}</dd>
        </div>
      )}
    </dl>
  );
}

// The entry, for those who may read it; a school's own or the district's.
function useEntry(school: string, entryId: string): WatchlistEntry | undefined {
  const { watchlist } = useApi();
  const { can } = useSession();
  const [entry, setEntry] = useState<WatchlistEntry>();
  const allowed = can("watchlist.read");
  useEffect(() => {
    if (!allowed) return;
    let gone = false;
    const read = (where: string) => watchlist.getEntry({ school: where, entryId }, { timeoutMs: kReadTimeoutMs });
    read(school)
      .catch(() => read("district"))
      .then((found) => gone || setEntry(found))
      // Without the entry the page says so, and the answers stay possible.
      .catch(() => undefined);
    return () => void (gone = true);
  }, [watchlist, school, entryId, allowed]);
  return entry;
}
