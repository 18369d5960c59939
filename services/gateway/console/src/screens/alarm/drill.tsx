// Starting a drill: a page of its own, striped and named, so that nobody takes it for the alarm or the other way round.
import { useDistrict } from "../../district";
import { useText } from "../../i18n";
import { Icon } from "../../ui/icon";
import { SchoolPicker } from "../../ui/school_picker";
import { ActionButtons } from "./action_buttons";

export function DrillScreen() {
  const { t } = useText();
  const { school } = useDistrict();
  return (
    <div className="alarm drill-page">
      <div className="drill-head">
        <Icon name="drill" large />
        <div>
          <h1>{t("drill.title")}</h1>
          <p>{t("drill.intro")}</p>
          <p>
            <a href="#/alarm">{t("drill.toAlarm")}</a>
          </p>
        </div>
      </div>
      <SchoolPicker />
      {school && <ActionButtons school={school} drill />}
    </div>
  );
}
