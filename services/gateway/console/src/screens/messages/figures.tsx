// How often people are written to, and what each channel did with it: of a school, lately.
import { useApi } from "../../api/api";
import { useLive } from "../../feed/use_live";
import type { ChannelHealth } from "../../gen/watchbell/notification/v1/contact_test_pb";
import { useText } from "../../i18n";
import { LiveNote, WarningNote } from "../../ui/notes";
import { Scroll } from "../../ui/scroll";
import { attemptReason, kChannels } from "./channels";
import { duration } from "./duration";
import { kLevels } from "./words";

const ofNotices = (school: string) => (hint: { service: string; school: string }) => hint.service === "notification" && hint.school === school;

export function Fatigue({ school }: { school: string }) {
  const { t, number } = useText();
  const { readiness } = useApi();
  const live = useLive(`fatigue:${school}`, (options) => readiness.getFatigueReport({ school }, options), ofNotices(school));
  const { rows = [], overBudget = 0, overBudgetHidden, budget = 0 } = live.data ?? {};
  const over = overBudgetHidden ? t("delivery.hidden") : number(overBudget);
  return (
    <section className="card" aria-labelledby="fatigue">
      <h2 id="fatigue">{t("fatigue.title")}</h2>
      <p className="muted">{t("fatigue.hint")}</p>
      <LiveNote live={live} />
      {live.data && rows.length === 0 && <p className="muted">{t("fatigue.none")}</p>}
      {rows.length > 0 && (
        <>
          {overBudgetHidden || overBudget > 0 ? (
            <WarningNote>{t("fatigue.over", { count: over, budget: number(budget) })}</WarningNote>
          ) : (
            <p>{t("fatigue.within", { budget: number(budget) })}</p>
          )}
          <Scroll label={t("fatigue.level")}>
            <table>
              <thead>
                <tr>
                  {(["level", "notices", "drills", "people", "median", "most"] as const).map((column) => (
                    <th key={column} scope="col">
                      {t(`fatigue.${column}`)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows.map(({ level, notices, drills, people, median, most }) => (
                  <tr key={level}>
                    <th scope="row">{t(kLevels[level] ?? "messages.level.info")}</th>
                    {[notices, drills, people, median, most].map((value, i) => (
                      <td key={i}>{number(value)}</td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </Scroll>
        </>
      )}
    </section>
  );
}

export function Channels({ school }: { school: string }) {
  const text = useText();
  const { t, number } = text;
  const { readiness } = useApi();
  const live = useLive(`channels:${school}`, (options) => readiness.getChannelHealth({ school }, options), ofNotices(school));
  const channels = live.data?.channels ?? [];
  const name = ({ channel }: ChannelHealth) => t(kChannels[channel] ?? "delivery.channel.another");
  const bad = channels.filter(({ sent, failed }) => failed > sent);
  return (
    <section className="card" aria-labelledby="channels">
      <h2 id="channels">{t("health.title")}</h2>
      <LiveNote live={live} />
      {live.data && channels.length === 0 && <p className="muted">{t("health.none")}</p>}
      {bad.length > 0 && <WarningNote>{t("health.bad", { channels: bad.map(name).join(", ") })}</WarningNote>}
      {channels.length > 0 && (
        <Scroll label={t("delivery.channel")}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t("delivery.channel")}</th>
                {(["sent", "failed", "unreachable", "median", "slowest", "why"] as const).map((column) => (
                  <th key={column} scope="col">
                    {t(`health.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {channels.map((one) => (
                <tr key={one.channel}>
                  <th scope="row">{name(one)}</th>
                  <td>{number(one.sent)}</td>
                  <td>{number(one.failed)}</td>
                  <td>{number(one.unreachable)}</td>
                  <td>{one.sent > 0 ? duration(text, one.medianMs) : "–"}</td>
                  <td>{one.sent > 0 ? duration(text, one.slowestMs) : "–"}</td>
                  <td>
                    {one.reasons.map(({ reason, attempts }) => (
                      <span key={reason} className="zone">
                        {attemptReason(t, reason)}: {number(attempts)}
                      </span>
                    ))}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </section>
  );
}
