// The alarm page: for a person under stress. Five big buttons; below them what is open, and who has been reached.
import { Fragment } from "react";
import { useDistrict } from "../../district";
import { Action } from "../../gen/watchbell/alerting/v1/incident_pb";
import { useText } from "../../i18n";
import { useSession } from "../../session";
import { SchoolPicker } from "../../ui/school_picker";
import { ActionButtons } from "./action_buttons";
import { Assists } from "./assists";
import { IncidentPanel } from "./incident_panel";

export function AlarmScreen() {
  const { t } = useText();
  const { can } = useSession();
  const { school, nameOf, incidents } = useDistrict();
  const open = (incidents.data ?? []).filter((incident) => incident.school === school);
  const lockedDown = open.some((incident) => incident.action === Action.LOCKDOWN && !incident.drill);
  const panels = open.map((incident) => <IncidentPanel key={incident.id} incident={incident} />);
  const buttons = school && can("incident.raise") && (
    <Fragment key="buttons">
      <ActionButtons school={school} drill={false} />
      <p className="alarm-911">{t("alarm.danger")}</p>
    </Fragment>
  );
  return (
    <div className="alarm">
      <div className="heading-row">
        <h1>{t("alarm.title")}</h1>
        <p className="alarm-school">{school && t("alarm.at", { school: nameOf(school) })}</p>
      </div>
      <SchoolPicker />
      {can("incident.raise_many") && (
        <p>
          <a href="#/alarm/many">{t("many.link")}</a>
        </p>
      )}
      {/* Whatever is open: as long as it can get worse, the way to say so comes first. One list, so that what changes its
          place stays what it is. */}
      {lockedDown ? [...panels, buttons] : [buttons, ...panels]}
      {school && can("incident.raise") && <Assists school={school} />}
      {school && incidents.data && open.length === 0 && (
        <p className="muted">{t("incident.none", { school: nameOf(school) })}</p>
      )}
    </div>
  );
}
