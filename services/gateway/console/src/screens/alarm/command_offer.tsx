// Somebody offers me the command. Until I accept, nothing changes; there is no refusal to record, so "not me" says whom
// to tell.
import { useState } from "react";
import { useApi } from "../../api/api";
import { useIntent } from "../../api/use_intent";
import { useDistrict } from "../../district";
import type { Incident } from "../../gen/watchbell/alerting/v1/incident_pb";
import { useText } from "../../i18n";
import { useSession } from "../../session";
import { Button } from "../../ui/button";
import { Icon } from "../../ui/icon";
import { FailureNote } from "../../ui/notes";
import { useNames } from "../../ui/use_names";

export function CommandOffer({ incident }: { incident: Incident }) {
  const { t } = useText();
  const { can, me } = useSession();
  const { alarm } = useApi();
  const { incidents, nameOf } = useDistrict();
  const [declined, setDeclined] = useState(false);
  const { school, id: incidentId, commanderId } = incident;
  const personOf = useNames(school, [commanderId], t("incident.commanderOther"));
  const accept = useIntent(async (request: { school: string; incidentId: string }, { requestId, timeoutMs }) => {
    const taken = await alarm.takeCommand({ ...request, requestId }, { timeoutMs });
    incidents.reload();
    return taken;
  });
  if (!me || incident.commandOfferedTo !== me) return null;
  const name = personOf(commanderId);
  const may = can("incident.command");
  return (
    <div className="note note-warning ask">
      <Icon name="person" />
      <div>
        <div role="alert">
          <p>
            <strong>{t("command.offered", { name, school: nameOf(school) })}</strong>
          </p>
          <p>{t(!may ? "command.cannot" : declined ? "command.declined" : "command.offeredHint", { name })}</p>
        </div>
        {accept.progress.kind === "failed" && <FailureNote failure={accept.progress.failure} />}
        {may && (
          <div className="row">
            <Button
              kind={declined ? "quiet" : "primary"}
              busy={accept.progress.kind === "sending"}
              onClick={() => void accept.start({ school, incidentId })}
            >
              {t("command.accept")}
            </Button>
            {!declined && <Button onClick={() => setDeclined(true)}>{t("command.decline")}</Button>}
          </div>
        )}
      </div>
    </div>
  );
}
