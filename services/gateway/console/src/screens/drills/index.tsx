// Drills: start one now, the calendar, and how the year stands.
import { useText } from "../../i18n";
import { useSession } from "../../session";
import { SchoolPage } from "../../ui/school_page";
import { type Subtab, Subtabs } from "../../ui/subtabs";
import { DrillScreen } from "../alarm/drill";
import { DrillCalendar } from "./calendar";
import { DrillYear } from "./year";

const kTabs: Subtab[] = [
  { to: "drill", label: "drill.title", permission: "drill.start" },
  { to: "drill/calendar", label: "drills.title", permission: "drill.read" },
  { to: "drill/year", label: "drills.yearTitle", permission: "drill.read" },
];

export function DrillsScreen({ part }: { part: string }) {
  const { t } = useText();
  const { can } = useSession();
  const tabs = <Subtabs label={t("nav.drill")} tabs={kTabs} />;
  if (part === "" && can("drill.start"))
    return (
      <>
        {can("drill.read") && tabs}
        <DrillScreen />
      </>
    );
  const Part = part === "year" ? DrillYear : DrillCalendar;
  return (
    <div className="narrow-page">
      {tabs}
      <SchoolPage title={t(part === "year" ? "drills.yearTitle" : "nav.drill")}>{(school) => <Part school={school} />}</SchoolPage>
    </div>
  );
}
