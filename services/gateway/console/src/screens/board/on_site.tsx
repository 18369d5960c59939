// Who is on site, as a table.
import { type Visit, Visit_State } from "../../gen/watchbell/visitor/v1/visit_pb";
import { useText } from "../../i18n";
import type { TextKey } from "../../i18n/dictionary";
import { LiveNote } from "../../ui/notes";
import { useOnSite } from "./use_on_site";

export function fullName(visit: Pick<Visit, "givenName" | "familyName">): string {
  return [visit.givenName, visit.familyName].filter(Boolean).join(" ") || "–";
}

export function stateText(visit: Visit): TextKey {
  if (visit.state === Visit_State.LEFT) return "visit.left";
  if (visit.state === Visit_State.DENIED) return "visit.denied";
  if (visit.state === Visit_State.ARRIVED) return "onsite.outside";
  if (visit.state === Visit_State.NOT_YET_SCREENED) return "onsite.notYetScreened";
  if (visit.state === Visit_State.ON_SITE) return "onsite.inside";
  return visit.inside ? "onsite.heldInside" : "onsite.held";
}

export function OnSite({ school }: { school: string }) {
  const { t, count, time } = useText();
  const live = useOnSite(school);
  const visits = live.data ?? [];
  const inside = visits.filter((visit) => visit.inside || visit.state === Visit_State.ON_SITE).length;
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
                <td>{t(stateText(visit))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
