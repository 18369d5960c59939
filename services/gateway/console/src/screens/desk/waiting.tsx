// Who rang and waits outside: announced here, then checked in, or gone again.
import { useApi } from "../../api/api";
import { useIntent } from "../../api/use_intent";
import type { Visit } from "../../gen/watchbell/visitor/v1/visit_pb";
import { useText } from "../../i18n";
import { ActionForm, choices } from "../../ui/action_form";
import { Button } from "../../ui/button";
import { FailureNote } from "../../ui/notes";
import { kPersonKinds } from "./arrival_details";

interface Props {
  school: string;
  visits: Visit[];
  onCheckIn(visit: Visit): void;
  onChange(): void;
}

export function Waiting({ school, visits, onCheckIn, onChange }: Props) {
  const { t } = useText();
  const service = useApi().visits;
  return (
    <>
      <ul className="rows">
        {visits.map((visit) => (
          <Row key={visit.id} visit={visit} onCheckIn={() => onCheckIn(visit)} onChange={onChange} />
        ))}
      </ul>
      <ActionForm
        label={t("visit.announce")}
        fields={[
          { name: "entry", label: t("visit.entry"), maxLength: 64 },
          { name: "kind", label: t("visit.kind"), kind: "choice", options: choices(t, kPersonKinds) },
          { name: "purpose", label: t("desk.purpose"), maxLength: 200 },
        ]}
        send={({ entry, kind, purpose }, { requestId, timeoutMs }) =>
          service.announceArrival({ requestId, school, entry, kind: Number(kind ?? 0), purpose }, { timeoutMs })
        }
        onDone={onChange}
      />
    </>
  );
}

function Row({ visit, onCheckIn, onChange }: { visit: Visit; onCheckIn(): void; onChange(): void }) {
  const { t, time } = useText();
  const { visits } = useApi();
  const leave = useIntent(async (request: { school: string; visitId: string }, { requestId, timeoutMs }) => {
    const left = await visits.checkOut({ ...request, requestId }, { timeoutMs });
    onChange();
    return left;
  });
  const { progress } = leave;
  return (
    <li>
      <div>
        <strong>{t("visit.waitsAt", { entry: visit.entry || "–" })}</strong>
        <p className="muted">{[visit.purpose, time(visit.arrivedAt)].filter(Boolean).join(" · ")}</p>
        {progress.kind === "failed" && <FailureNote failure={progress.failure} />}
      </div>
      <div className="row">
        <Button kind="primary" onClick={onCheckIn}>
          {t("desk.checkIn")}
        </Button>
        <Button
          busy={progress.kind === "sending"}
          onClick={() => void leave.start({ school: visit.school, visitId: visit.id })}
        >
          {t("visit.gone")}
        </Button>
      </div>
    </li>
  );
}
