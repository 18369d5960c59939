// How fast a message or an alarm reached its people, by channel: the first, half of them, nearly all; and why not.
import { useState } from "react";
import { useApi } from "../../api/api";
import { useIntent } from "../../api/use_intent";
import { useLive } from "../../feed/use_live";
import type { DeliveryFigure, DeliveryRow } from "../../gen/watchbell/notification/v1/delivery_report_pb";
import { useText } from "../../i18n";
import { Button } from "../../ui/button";
import { Select } from "../../ui/field";
import { FailureNote, LiveNote } from "../../ui/notes";
import { download } from "../../ui/picture";
import { Scroll } from "../../ui/scroll";
import { attemptReason, kChannels } from "./channels";
import { duration } from "./duration";

const kPageSize = 100;

export function Delivery({ school }: { school: string }) {
  const { t, time, number } = useText();
  const { notices } = useApi();
  const [chosen, setChosen] = useState("");
  const live = useLive(
    `delivery-notices:${school}`,
    async (options) => (await notices.listNotices({ school, pageSize: kPageSize }, options)).notices,
    (hint) => hint.aggregate === "notice" && hint.school === school,
  );
  // Several notices may be about one thing: the report has them all.
  const known = live.data?.filter((notice, i, all) => all.findIndex(({ aboutId }) => aboutId === notice.aboutId) === i);
  const aboutId = chosen || known?.[0]?.aboutId || "";
  return (
    <section className="card" aria-labelledby="delivery">
      <h2 id="delivery">{t("delivery.title")}</h2>
      <LiveNote live={live} />
      {known?.length === 0 && <p className="muted">{t("delivery.none")}</p>}
      {known && known.length > 0 && (
        <Select label={t("delivery.about")} value={aboutId} onText={setChosen}>
          {known.map(({ id, aboutId: about, wording, issuedAt, recipients, drill }) => (
            <option key={id} value={about}>
              {time(issuedAt)} · {drill ? `${t("state.drill")}: ` : ""}
              {wording.replaceAll("_", " ")} · {t("delivery.recipients")} {number(recipients)}
            </option>
          ))}
        </Select>
      )}
      {aboutId && <Report key={aboutId} school={school} aboutId={aboutId} />}
    </section>
  );
}

function Report({ school, aboutId }: { school: string; aboutId: string }) {
  const { t } = useText();
  const { deliveryReports } = useApi();
  const live = useLive(
    `delivery:${aboutId}`,
    (options) => deliveryReports.getDeliveryReport({ school, aboutId }, options),
    (hint) => hint.service === "notification" && hint.school === school,
  );
  const file = useIntent(async (about: string, { timeoutMs }) => {
    const { csv } = await deliveryReports.exportDeliveryReport({ school, aboutId: about }, { timeoutMs });
    download(csv, "text/csv", `delivery-${about}.csv`);
    return true;
  });
  return (
    <>
      <LiveNote live={live} />
      {live.data && !live.data.complete && <p className="muted">{t("reach.underWay")}</p>}
      {live.data && (
        <Scroll label={t("delivery.channel")}>
          <table>
            <thead>
              <tr>
                {(["channel", "recipients", "reached", "first", "half", "nearly", "reasons"] as const).map((column) => (
                  <th key={column} scope="col">
                    {t(`delivery.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {live.data.rows.map((row) => (
                <Row key={`${row.school}/${row.channel}`} row={row} />
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      {file.progress.kind === "failed" && <FailureNote failure={file.progress.failure} />}
      <Button busy={file.progress.kind === "sending"} onClick={() => void file.start(aboutId)}>
        {t("drills.export")}
      </Button>
    </>
  );
}

function Row({ row }: { row: DeliveryRow }) {
  const text = useText();
  const { t, number } = text;
  // A number so small that it would name people is not told.
  const figure = (one: DeliveryFigure | undefined) => (one?.hidden ? t("delivery.hidden") : number(Number(one?.number ?? 0)));
  return (
    <tr>
      <th scope="row">{t(kChannels[row.channel] ?? "delivery.channel.another")}</th>
      <td>{figure(row.recipients)}</td>
      <td>{figure(row.reached)}</td>
      <td>{duration(text, row.firstMs)}</td>
      <td>{duration(text, row.halfMs)}</td>
      <td>{duration(text, row.nearlyAllMs)}</td>
      <td>
        {row.reasons.map(({ reason, recipients }) => (
          <span key={reason} className="zone">
            {attemptReason(t, reason)}: {figure(recipients)}
          </span>
        ))}
      </td>
    </tr>
  );
}
