// Whom the last contact test did not reach, by household, and why; and who said STOP although reached otherwise.
import { useState } from "react";
import { useApi } from "../../api/api";
import { useLive } from "../../feed/use_live";
import type { UnreachableHousehold, UnreachablePerson } from "../../gen/watchbell/notification/v1/contact_test_pb";
import { useText } from "../../i18n";
import type { TextKey } from "../../i18n/dictionary";
import { Select } from "../../ui/field";
import { LiveNote } from "../../ui/notes";
import { attemptReason, kAddresses, kChannels } from "./channels";

// Whoever works through the list works from its top.
const kShown = 100;

type Which = "all" | "unreached" | "stopped";
const kWhich: Record<Which, TextKey> = {
  all: "contacts.show.all",
  unreached: "contacts.show.unreached",
  stopped: "contacts.show.stopped",
};
const isWhich = (text: string): text is Which => Object.hasOwn(kWhich, text);

const kConcerns: Record<Which, (household: UnreachableHousehold) => boolean> = {
  all: () => true,
  unreached: ({ people }) => people.length > 0,
  stopped: ({ people, stopped }) => stopped.length > 0 || people.some((person) => person.stopped.length > 0),
};

export function Unreached({ school }: { school: string }) {
  const { t, number } = useText();
  const { readiness } = useApi();
  const [which, setWhich] = useState<Which>("all");
  const live = useLive(
    `unreached:${school}`,
    (options) => readiness.listUnreachable({ school }, options),
    (hint) => hint.service === "notification" && hint.school === school,
  );
  const { reached = 0, recipients = 0, complete, households = [] } = live.data ?? {};
  // Those whom nobody can tell come first.
  const listed = households.filter(kConcerns[which]).sort((a, b) => Number(b.nobodyReached) - Number(a.nobodyReached));
  return (
    <section className="card" aria-labelledby="unreached">
      <h2 id="unreached">{t("contacts.unreached")}</h2>
      <LiveNote live={live} />
      {live.data && (
        <>
          <p>
            <strong>{t("contacts.reached", { reached: number(reached), recipients: number(recipients) })}</strong>
          </p>
          <progress max={recipients || 1} value={reached} aria-label={t("contacts.test")} />
          {!complete && <p className="muted">{t("reach.underWay")}</p>}
          {complete && households.length === 0 && <p>{t("contacts.everybody")}</p>}
        </>
      )}
      {households.length > 0 && (
        <>
          <p className="muted">{t("contacts.then")}</p>
          <Select label={t("contacts.show")} value={which} onText={(value) => isWhich(value) && setWhich(value)}>
            {Object.entries(kWhich).map(([value, key]) => (
              <option key={value} value={value}>
                {t(key)}
              </option>
            ))}
          </Select>
          {listed.length === 0 && <p role="status">{t("contacts.noneShown")}</p>}
          {listed.length > kShown && (
            <p className="muted">{t("contacts.shown", { shown: number(kShown), count: number(listed.length) })}</p>
          )}
          <ul className="rows">
            {listed.slice(0, kShown).map((household) => (
              <li key={[...household.people, ...household.stopped].map(({ personId }) => personId).join()}>
                <Household household={household} />
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Household({ household: { studentIds, people, nobodyReached, stopped } }: { household: UnreachableHousehold }) {
  const { t } = useText();
  return (
    <>
      <ul>
        {[...people, ...stopped].map((person) => (
          <li key={person.personId}>
            <Person person={person} />
          </li>
        ))}
      </ul>
      <div>
        {studentIds.length === 0 && <span className="tag">{t("contacts.staff")}</span>}
        {people.length > 0 && (
          <span className={nobodyReached ? "tag tag-urgent" : "tag"}>{t(nobodyReached ? "contacts.nobody" : "contacts.some")}</span>
        )}
      </div>
    </>
  );
}

function Person({ person: { givenName, familyName, attempts, stopped } }: { person: UnreachablePerson }) {
  const { t } = useText();
  const failed = attempts.filter(({ reason }) => reason);
  return (
    <>
      <strong>{[givenName, familyName].filter(Boolean).join(" ") || t("reach.noName")}</strong>
      {failed.map(({ channel, reason, round }) => (
        <span key={`${channel}/${reason}/${round}`} className="zone muted">
          {t(kChannels[channel] ?? "delivery.channel.another")}: {attemptReason(t, reason)}
        </span>
      ))}
      {stopped.length > 0 && (
        <span className="zone">
          {t("contacts.stopped", { channels: stopped.map((channel) => t(kAddresses[channel] ?? "delivery.channel.another")).join(", ") })}
        </span>
      )}
    </>
  );
}
