// The watch list: what is on it, what waits for a second person, what has ended, and the imported registries.
import { useState } from "react";
import { useApi } from "../../api/api";
import { useLive } from "../../feed/use_live";
import { type WatchlistEntry } from "../../gen/watchbell/visitor/v1/watchlist_pb";
import { ListEntriesRequest_Which as Which } from "../../gen/watchbell/visitor/v1/watchlist_service_pb";
import { useText } from "../../i18n";
import { useSession } from "../../session";
import { LiveNote } from "../../ui/notes";
import { SchoolPage } from "../../ui/school_page";
import { type Subtab, Subtabs } from "../../ui/subtabs";
import { AddEntry } from "./add_entry";
import { EntryRow } from "./entry_row";
import { Registries } from "./registries";

const kPageSize = 200;

const kTabs: Subtab[] = [
  { to: "lists", label: "lists.listed" },
  { to: "lists/proposed", label: "lists.proposed" },
  { to: "lists/renewals", label: "lists.renewals" },
  { to: "lists/registries", label: "lists.registries" },
];

export function ListsScreen({ path: [part = ""] }: { path: string[] }) {
  const { t } = useText();
  return (
    <SchoolPage title={t("lists.title")}>
      {(school) => (
        <>
          <Subtabs label={t("lists.title")} tabs={kTabs} />
          <Whose key={part} school={school} part={part} />
        </>
      )}
    </SchoolPage>
  );
}

// A school has its own list, and the district's counts there too.
function Whose({ school, part }: { school: string; part: string }) {
  const { t } = useText();
  const { everywhere } = useSession();
  const [where, setWhere] = useState(school);
  return (
    <>
      {everywhere && (
        <label className="choice choice-alone">
          <input
            type="checkbox"
            checked={where === "district"}
            onChange={({ target }) => setWhere(target.checked ? "district" : school)}
          />
          <span>{t("lists.ofDistrict")}</span>
        </label>
      )}
      {part === "registries" ? (
        <Registries key={where} school={where} />
      ) : (
        <Entries key={where} school={where} part={part} />
      )}
    </>
  );
}

function Entries({ school, part }: { school: string; part: string }) {
  const { t } = useText();
  const { can } = useSession();
  const { watchlist } = useApi();
  const live = useLive<WatchlistEntry[]>(
    `lists:${school}:${part}`,
    async (options) =>
      part === "renewals"
        ? (await watchlist.listRenewals({ school, pageSize: kPageSize }, options)).entries
        : (
            await watchlist.listEntries(
              { school, pageSize: kPageSize, which: part === "proposed" ? Which.PROPOSED : Which.LISTED },
              options,
            )
          ).entries,
    (hint) => hint.aggregate === "watchlist-entry" && hint.school === school,
  );
  return (
    <section className="card" aria-labelledby="entries-title">
      <h2 id="entries-title">
        {t(part === "proposed" ? "lists.proposed" : part === "renewals" ? "lists.renewals" : "lists.listed")}
      </h2>
      {part === "" && can("watchlist.edit") && <AddEntry school={school} onAdded={live.reload} />}
      <LiveNote live={live} />
      {live.data?.length === 0 && <p className="muted">{t("lists.none")}</p>}
      <ul className="rows">
        {live.data?.map((entry) => <EntryRow key={entry.id} entry={entry} onChange={live.reload} />)}
      </ul>
    </section>
  );
}
