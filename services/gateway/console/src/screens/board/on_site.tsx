// Who is on site, as a table.
import { type Visit, Visit_State } from "../../gen/watchbell/visitor/v1/visit_pb";
import { useText } from "../../i18n";
import { LiveNote } from "../../ui/notes";
import { useOnSite } from "./use_on_site";

export function fullName(visit: Pick<Visit, "givenName" | "familyName">): string {
  return [visit.givenName, visit.familyName].filter(Boolean).join(" ") || "–";
}

export function OnSite({ school }: { school: string }) {
  const { t, count, time } = useText();
  const live = useOnSite(school);
  const visits = live.data ?? [];
  const inside = visits.filter((visit) => visit.state === Visit_State.ON_SITE).length;
  return (
    <>
      <LiveNote live={live} />
      {live.data && <p role="status">{visits.length ? count("onsite.count", inside) : t("onsite.empty")}</p>}
      {visits.length > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">{t("onsite.name")}</th>
              <th scope="col">{t("onsite.badge")}</th>
              <th scope="col">{t("onsite.since")}</th>
              <th scope="col">{t("onsite.state")}</th>
            </tr>
          </thead>
          <tbody>
            {visits.map((visit) => (
              <tr key={visit.id}>
                <th scope="row">{fullName(visit)}</th>
                <td className="code">{visit.badge || "–"}</td>
                <td>{time(visit.admittedAt ?? visit.arrivedAt)}</td>
                <td>{t(visit.state === Visit_State.HELD ? "onsite.held" : "onsite.inside")}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
