// Everybody inside, each with a check-out button.
import { useState } from "react";
import { useApi } from "../../api/api";
import { useIntent } from "../../api/use_intent";
import type { Visit } from "../../gen/watchbell/visitor/v1/visit_pb";
import { useText } from "../../i18n";
import { Button } from "../../ui/button";
import { FailureNote } from "../../ui/notes";
import { fullName } from "../board/on_site";

export function CheckOutList({ visits, onChange }: { visits: Visit[]; onChange(): void }) {
  const { t } = useText();
  const [gone, setGone] = useState("");
  const left = (visit: Visit) => {
    setGone(fullName(visit));
    onChange();
  };
  return (
    <>
      <p role="status">{gone && t("desk.checkedOut", { name: gone })}</p>
      {visits.length === 0 && <p className="muted">{t("onsite.empty")}</p>}
      <ul className="rows">
        {visits.map((visit) => (
          <CheckOutRow key={visit.id} visit={visit} onLeft={() => left(visit)} />
        ))}
      </ul>
    </>
  );
}

function CheckOutRow({ visit, onLeft }: { visit: Visit; onLeft(): void }) {
  const { t, time } = useText();
  const { visits } = useApi();
  const name = fullName(visit);
  const checkOut = useIntent(async (request: { school: string; visitId: string }, { requestId, timeoutMs }) => {
    const left = await visits.checkOut({ ...request, requestId }, { timeoutMs });
    onLeft();
    return left;
  });
  const { progress } = checkOut;
  return (
    <li>
      <div>
        <strong>{name}</strong> <span className="code">{visit.badge}</span>
        <p className="muted">{[visit.purpose, time(visit.admittedAt ?? visit.arrivedAt)].filter(Boolean).join(" · ")}</p>
        {progress.kind === "failed" && <FailureNote failure={progress.failure} />}
      </div>
      <Button
        aria-label={`${t("desk.checkOut")}: ${name}`}
        busy={progress.kind === "sending"}
        onClick={() => void checkOut.start({ school: visit.school, visitId: visit.id })}
      >
        {t("desk.checkOut")}
      </Button>
    </li>
  );
}
