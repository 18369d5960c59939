// Who the messages of an incident have reached, who has not been reached, and "I have seen this".
import { useApi } from "../../api/api";
import { useLive } from "../../feed/use_live";
import type { Incident } from "../../gen/watchbell/alerting/v1/incident_pb";
import type { UnreachedPerson } from "../../gen/watchbell/notification/v1/notice_pb";
import { useText } from "../../i18n";
import { useSession } from "../../session";
import { LiveNote } from "../../ui/notes";
import { SeenButton } from "../seen";

// The list is for finding people on foot; nobody reads further.
const kShown = 100;

export function Reach({ incident }: { incident: Incident }) {
  const { t, number } = useText();
  const { can } = useSession();
  const { notices } = useApi();
  const { school, id: aboutId } = incident;
  const live = useLive(
    can("notice.read") ? `reach:${aboutId}` : "",
    async (options) => {
      const newest = (await notices.listNotices({ school, aboutId, pageSize: 1 }, options)).notices[0];
      if (!newest) return { notice: undefined, reach: undefined };
      return { notice: newest, reach: await notices.listUnreached({ school, noticeId: newest.id }, options) };
    },
    (hint) => hint.service === "notification" && hint.school === school,
  );
  if (!can("notice.read")) return can("notice.acknowledge") ? <SeenButton school={school} aboutId={aboutId} /> : null;
  const { notice, reach } = live.data ?? {};
  return (
    <div className="reach">
      <h3>{t("reach.title")}</h3>
      <LiveNote live={live} />
      {live.data && !notice && <p className="muted">{t("reach.none")}</p>}
      {notice && can("notice.acknowledge") && <SeenButton key={notice.id} school={school} noticeId={notice.id} />}
      {reach && (
        <>
          <p>
            <strong>
              {t("reach.reached", { reached: number(reach.reached), recipients: number(reach.recipients) })}
            </strong>
            {" · "}
            {t("reach.acknowledged", { count: number(reach.acknowledged) })}
          </p>
          <progress max={reach.recipients || 1} value={reach.reached} aria-label={t("reach.title")} />
          {!reach.complete && <p className="muted">{t("reach.underWay")}</p>}
          <h4>{t("reach.unreached")}</h4>
          <People people={reach.unreached} />
          <details>
            <summary>
              {t("reach.unacknowledged")} ({number(reach.unacknowledged.length)})
            </summary>
            <People people={reach.unacknowledged} />
          </details>
        </>
      )}
    </div>
  );
}

function People({ people }: { people: UnreachedPerson[] }) {
  const { t } = useText();
  if (people.length === 0) return <p className="muted">{t("reach.nobody")}</p>;
  return (
    <ul className="people">
      {people.slice(0, kShown).map((person) => (
        <li key={person.personId || `${person.givenName} ${person.familyName}`}>
          {[person.givenName, person.familyName].filter(Boolean).join(" ") || t("reach.noName")}
          {person.visitor && <span className="tag">{t("reach.visitor")}</span>}
        </li>
      ))}
      {people.length > kShown && <li>…</li>}
    </ul>
  );
}
