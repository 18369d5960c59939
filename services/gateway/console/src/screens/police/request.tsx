// A report of one's own to the police. Which line it goes to follows from two answers; not knowing is 911.
import { useApi } from "../../api/api";
import { useText } from "../../i18n";
import { ActionForm, choices } from "../../ui/action_form";
import { kDangers, kTimings } from "./words";

const kTextLengthMax = 1_000;
const kPlaceLengthMax = 200;

export function RequestDispatch({ school, onDone }: { school: string; onDone(): void }) {
  const { t } = useText();
  const { dispatches } = useApi();
  return (
    <ActionForm
      label={t("police.request")}
      confirm={t("police.requestSend")}
      kind="danger"
      fields={[
        { name: "text", label: t("police.what"), kind: "area", required: true, maxLength: kTextLengthMax },
        { name: "place", label: t("incident.place"), maxLength: kPlaceLengthMax },
        { name: "timing", label: t("police.timing"), kind: "choice", options: choices(t, kTimings) },
        { name: "danger", label: t("police.danger"), kind: "choice", options: choices(t, kDangers) },
      ]}
      send={({ text, place, timing, danger }, { requestId, timeoutMs }) =>
        dispatches.requestDispatch(
          { requestId, school, text, place, timing: Number(timing ?? 0), danger: Number(danger ?? 0) },
          { timeoutMs },
        )
      }
      onDone={onDone}
    >
      <p>{t("police.requestHint")}</p>
    </ActionForm>
  );
}
