// The commander offers the command to somebody else, and keeps it until that person has accepted.
import { useApi } from "../../api/api";
import { useDistrict } from "../../district";
import type { Incident } from "../../gen/watchbell/alerting/v1/incident_pb";
import { useText } from "../../i18n";
import { ActionForm } from "../../ui/action_form";

export function HandOver({ incident }: { incident: Incident }) {
  const { t } = useText();
  const { alarm } = useApi();
  const { incidents } = useDistrict();
  const { school, id: incidentId } = incident;
  return (
    <ActionForm
      label={t("command.handOver")}
      confirm={t("command.offer")}
      fields={[{ name: "to", label: t("command.to"), kind: "person", required: true }]}
      send={({ to }, { requestId, timeoutMs }) => alarm.offerCommand({ requestId, school, incidentId, to }, { timeoutMs })}
      onDone={incidents.reload}
    >
      <p>{t("command.toHint")}</p>
    </ActionForm>
  );
}
