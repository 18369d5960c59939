// The last hints of the feed in words.
import { useDistrict } from "../../district";
import { useFeed } from "../../feed";
import { useText } from "../../i18n";
import { isTextKey, type TextKey } from "../../i18n/dictionary";

const kShown = 15;

/** "watchbell.alerting.v1.IncidentRaised" to its words. */
export function factKey(fact: string): TextKey {
  const key = `fact.${fact.slice(fact.lastIndexOf(".") + 1)}`;
  return isTextKey(key) ? key : "fact.other";
}

export function Events() {
  const { t, time } = useText();
  const { nameOf } = useDistrict();
  const { hints } = useFeed().state;
  if (hints.length === 0) return <p className="muted">{t("events.empty")}</p>;
  return (
    <ol className="events">
      {hints.slice(0, kShown).map((hint) => (
        <li key={`${hint.service}:${hint.sequence}`}>
          <time>{time(hint.at)}</time>
          <span>
            {t(factKey(hint.fact))}
            <span className="of-school">
              {hint.school === "district" ? t("events.district") : nameOf(hint.school)}
            </span>
          </span>
        </li>
      ))}
    </ol>
  );
}
