// Who answers at this moment, in the order in which they are asked; nobody is said as loudly as it is.
import { useApi } from "../../api/api";
import { useLive } from "../../feed/use_live";
import { useText } from "../../i18n";
import { LiveNote, WarningNote } from "../../ui/notes";
import { kRoles } from "./words";

export function DutyNow({ school }: { school: string }) {
  const { t, time } = useText();
  const { duty } = useApi();
  const live = useLive(
    `duty-now:${school}`,
    (options) => duty.getDuty({ school }, options),
    (hint) => hint.aggregate === "duty-roster" && hint.school === school,
  );
  const { answering = [], gap, police } = live.data ?? {};
  return (
    <section className="card" aria-labelledby="duty-now">
      <h2 id="duty-now">{t("duty.now")}</h2>
      <LiveNote live={live} />
      {police && <WarningNote urgent>{t("duty.police")}</WarningNote>}
      {gap && !police && <WarningNote>{t("duty.gapNow")}</WarningNote>}
      {answering.length > 0 && (
        <ol className="rows">
          {answering.map(({ personId, role, alternate, until, givenName, familyName }) => (
            <li key={`${personId}/${role}`}>
              <div>
                <strong>{[givenName, familyName].filter(Boolean).join(" ") || t("reach.noName")}</strong>
                <p className="muted">{[t(kRoles[role]), until && t("visit.untilTime", { time: time(until) })].filter(Boolean).join(" · ")}</p>
              </div>
              {alternate && <span className="tag">{t("duty.alternate")}</span>}
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
