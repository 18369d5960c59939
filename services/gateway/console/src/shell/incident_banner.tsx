// Below the header of every page: each open incident of the caller's schools, the worst first, and a dead feed.
import { kStateKey } from "../alarm/order";
import { useDistrict } from "../district";
import { useFeed } from "../feed";
import { useText } from "../i18n";
import { useSession } from "../session";
import { kActionName } from "../ui/action_badge";
import { Icon } from "../ui/icon";

// A district-wide alarm shall not push the page away; the board shows them all.
const kBannersMax = 3;

/** `plain`: without a way on, where the public stands before it. */
export function IncidentBanner({ plain = false }: { plain?: boolean }) {
  const { t, time } = useText();
  const { incidents, schools, nameOf, choose } = useDistrict();
  const { can } = useSession();
  const { status } = useFeed().state;
  const mine = (incidents.data ?? []).filter(({ school }) => schools.some(({ code }) => code === school));
  const open = [...mine].sort((a, b) => Number(a.drill) - Number(b.drill) || b.action - a.action);
  return (
    <div className="banners">
      {status === "reconnecting" && (
        <p className="banner banner-stale" role="status">
          <Icon name="warning" />
          {t("feed.stale")}
        </p>
      )}
      <div role="alert">
        {open.slice(0, kBannersMax).map((incident) => (
          <p
            key={incident.id}
            className={`banner action-${kActionName[incident.action]} ${incident.drill ? "is-drill" : ""}`}
          >
            <Icon name={kActionName[incident.action]} />
            <strong>
              {t(incident.drill ? "banner.drill" : "banner.real", {
                action: t(kStateKey[incident.action]),
                school: nameOf(incident.school),
              })}
            </strong>
            <span>{t("board.since", { time: time(incident.raisedAt) })}</span>
            {incident.pending && !plain && can("incident.command") && <strong>{t("fire.waits")}</strong>}
            {!plain && (
              <a href="#/alarm" onClick={() => choose(incident.school)}>
                {t("board.openAlarm")}
              </a>
            )}
          </p>
        ))}
      </div>
    </div>
  );
}
