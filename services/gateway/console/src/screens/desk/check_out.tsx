// Everybody inside: where, until when, and the ways out: one by one, by the badge's code, or all at once.
import { type FormEvent, useState } from "react";
import { useApi } from "../../api/api";
import { useIntent } from "../../api/use_intent";
import { type Visit, Visit_State } from "../../gen/watchbell/visitor/v1/visit_pb";
import { useText } from "../../i18n";
import { ActionForm } from "../../ui/action_form";
import { Button } from "../../ui/button";
import { TextField } from "../../ui/field";
import { FailureNote } from "../../ui/notes";
import { fullName } from "../board/on_site";
import { CheckOutAll } from "./check_out_all";

const kZoneLengthMax = 64;

interface Props {
  school: string;
  visits: Visit[];
  onChange(): void;
}

export function CheckOutList({ school, visits, onChange }: Props) {
  const { t } = useText();
  const [gone, setGone] = useState("");
  const left = (visit: Visit) => {
    setGone(fullName(visit));
    onChange();
  };
  return (
    <>
      <ByBadge school={school} onLeft={left} />
      <p role="status">{gone && t("desk.checkedOut", { name: gone })}</p>
      {visits.length === 0 && <p className="muted">{t("onsite.empty")}</p>}
      <ul className="rows">
        {visits.map((visit) => (
          <Row key={visit.id} visit={visit} onLeft={() => left(visit)} onChange={onChange} />
        ))}
      </ul>
      <CheckOutAll school={school} offered={visits.length > 0} onChange={onChange} />
    </>
  );
}

// A scanner types the code and ends with Enter. The QR code says the letters, and of a later print its number.
function ByBadge({ school, onLeft }: { school: string; onLeft(visit: Visit): void }) {
  const { t } = useText();
  const { visits } = useApi();
  const [badge, setBadge] = useState("");
  const checkOut = useIntent((request: { school: string; badge: string }, { requestId, timeoutMs }) =>
    visits.checkOutByBadge({ ...request, requestId }, { timeoutMs }),
  );
  const { progress } = checkOut;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!badge.trim()) return;
    const visit = await checkOut.start({ school, badge: badge.trim() });
    if (!visit) return;
    setBadge("");
    onLeft(visit);
  };
  return (
    <form className="inline-form" onSubmit={(event) => void submit(event)}>
      <TextField
        label={t("visit.byBadge")}
        hint={t("visit.byBadgeHint")}
        required
        autoComplete="off"
        value={badge}
        onText={setBadge}
      />
      <Button type="submit" busy={progress.kind === "sending"}>
        {t("desk.checkOut")}
      </Button>
      {progress.kind === "failed" && <FailureNote failure={progress.failure} />}
    </form>
  );
}

function Row({ visit, onLeft, onChange }: { visit: Visit; onLeft(): void; onChange(): void }) {
  const { t, time } = useText();
  const { visits } = useApi();
  const name = fullName(visit);
  const { school, id: visitId } = visit;
  const checkOut = useIntent(async (request: { school: string; visitId: string }, { requestId, timeoutMs }) => {
    const left = await visits.checkOut({ ...request, requestId }, { timeoutMs });
    onLeft();
    return left;
  });
  const screen = useIntent(async (request: { school: string; visitId: string }, { requestId, timeoutMs }) => {
    const screened = await visits.screenVisit({ ...request, requestId }, { timeoutMs });
    onChange();
    return screened;
  });
  const { progress } = checkOut;
  return (
    <li>
      <div>
        <a href={`#/desk/visit/${visitId}`}>
          <strong>{name}</strong>
        </a>{" "}
        <span className="code">{visit.badge}</span>
        {visit.overdue && <span className="tag tag-urgent">{t("visit.overdue")}</span>}
        {visit.outOfBounds && <span className="tag tag-urgent">{t("visit.outOfBounds")}</span>}
        {visit.state === Visit_State.NOT_YET_SCREENED && (
          <span className="tag tag-urgent">{t("visit.notScreened")}</span>
        )}
        <p className="muted">
          {[
            visit.purpose,
            time(visit.admittedAt ?? visit.arrivedAt),
            visit.zone && t("visit.seenIn", { zone: visit.zone }),
            visit.validUntil && t("visit.untilTime", { time: time(visit.validUntil) }),
          ]
            .filter(Boolean)
            .join(" · ")}
        </p>
        {progress.kind === "failed" && <FailureNote failure={progress.failure} />}
        {screen.progress.kind === "failed" && <FailureNote failure={screen.progress.failure} />}
      </div>
      <div className="row">
        {visit.state === Visit_State.NOT_YET_SCREENED && (
          <Button
            kind="primary"
            aria-label={`${t("visit.screen")}: ${name}`}
            busy={screen.progress.kind === "sending"}
            onClick={() => void screen.start({ school, visitId })}
          >
            {t("visit.screen")}
          </Button>
        )}
        <ActionForm
          label={t("visit.move")}
          fields={[{ name: "zone", label: t("visit.zone"), required: true, maxLength: kZoneLengthMax }]}
          send={({ zone = "" }, { requestId, timeoutMs }) =>
            visits.moveToZone(
              { requestId, school, visitor: { case: "visitId", value: visitId }, zone: zone.trim() },
              { timeoutMs },
            )
          }
          onDone={onChange}
        />
        <Button
          aria-label={`${t("desk.checkOut")}: ${name}`}
          busy={progress.kind === "sending"}
          onClick={() => void checkOut.start({ school, visitId })}
        >
          {t("desk.checkOut")}
        </Button>
      </div>
    </li>
  );
}
