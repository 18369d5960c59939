// The same alarm at several schools: choose, confirm each by its code, see which were reached. One press never reaches
// many schools (docs/rules.md, lessons).
import { useEffect, useState } from "react";
import type { AlarmDetail } from "../../../alarm/order";
import { useApi } from "../../../api/api";
import { kUntilConfirmed, type RetryPolicy } from "../../../api/persist";
import { useIntent } from "../../../api/use_intent";
import { useDistrict } from "../../../district";
import type { Action } from "../../../gen/watchbell/alerting/v1/incident_pb";
import { useText } from "../../../i18n";
import { ManyChoice } from "./choice";
import { ManyConfirm } from "./confirm";
import { ManyResult } from "./result";

export interface ManyOrder {
  action: Action;
  detail: AlarmDetail;
  schools: string[];
}

// Sixty schools are told one after the other; nobody is told twice, however often it is asked.
const kPolicy: RetryPolicy = { ...kUntilConfirmed, attemptTimeoutMs: 20_000 };

export function ManyScreen() {
  const { t } = useText();
  const { alarm } = useApi();
  const { incidents } = useDistrict();
  const [order, setOrder] = useState<ManyOrder>();
  const [preset, setPreset] = useState<string[]>([]);
  const raise = useIntent(
    async ({ action, detail, schools }: ManyOrder, { requestId, timeoutMs }) => {
      const confirmed = schools.map((school) => ({ school, confirmation: school }));
      const answer = await alarm.raiseMany({ requestId, action, detail, schools: confirmed }, { timeoutMs });
      incidents.reload();
      return answer.schools;
    },
    { policy: kPolicy },
  );
  const { progress, reset } = raise;
  const sending = progress.kind === "sending";
  useEffect(() => {
    if (!sending) return;
    const leaving = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", leaving);
    return () => window.removeEventListener("beforeunload", leaving);
  }, [sending]);
  const restart = (schools: string[]) => {
    setPreset(schools);
    setOrder(undefined);
    reset();
  };
  return (
    <div className="alarm">
      <h1>{t("many.title")}</h1>
      {order && progress.kind === "done" ? (
        <ManyResult order={order} answers={progress.value} at={progress.at} onRestart={restart} />
      ) : order ? (
        <ManyConfirm order={order} progress={progress} onSend={() => void raise.start(order)} onBack={() => restart(order.schools)} />
      ) : (
        <ManyChoice preset={preset} onChosen={setOrder} />
      )}
    </div>
  );
}
