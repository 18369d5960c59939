// The end of the day: everybody is checked out, with a count that grows while it is done.
import { useState } from "react";
import { useApi } from "../../api/api";
import type { CheckOutAllProgress } from "../../gen/watchbell/visitor/v1/visit_service_pb";
import { useText } from "../../i18n";
import { ActionForm } from "../../ui/action_form";
import { DoneNote, WarningNote } from "../../ui/notes";

// A full school, one after the other.
const kTimeoutMs = 120_000;

interface Props {
  school: string;
  /** There is somebody to check out. The last count stays either way. */
  offered: boolean;
  onChange(): void;
}

export function CheckOutAll({ school, offered, onChange }: Props) {
  const { t, count } = useText();
  const { visits } = useApi();
  const [report, setReport] = useState<CheckOutAllProgress>();
  const send = async (_: unknown, { requestId }: { requestId: string }) => {
    let last: CheckOutAllProgress | undefined;
    for await (const next of visits.checkOutAll({ requestId, school }, { timeoutMs: kTimeoutMs })) {
      last = next;
      setReport(next);
    }
    onChange();
    return last ?? null;
  };
  return (
    <>
      {offered && (
        <ActionForm label={t("visit.checkOutAll")} kind="danger" send={send}>
          <p>{t("visit.checkOutAllHint")}</p>
          {report && !report.done && (
            <p role="status">
              <progress aria-label={t("visit.checkOutAll")} /> {count("visit.checkedOut", report.checkedOut)}
            </p>
          )}
        </ActionForm>
      )}
      {report?.done && <DoneNote>{count("visit.checkedOut", report.checkedOut)}</DoneNote>}
      {report?.done && report.failed > 0 && <WarningNote urgent>{count("visit.notCheckedOut", report.failed)}</WarningNote>}
    </>
  );
}
