// Who answers at a school: now, by the week, in the gaps; and the partners outside, by hazard.
import { useText } from "../../i18n";
import { useSession } from "../../session";
import { SchoolPage } from "../../ui/school_page";
import { type Subtab, Subtabs } from "../../ui/subtabs";
import { Partners } from "../partners";
import { CallList } from "../partners/call_list";
import { DutyGaps, HandOvers } from "./gaps";
import { DutyNow } from "./now";
import { DutyPosts } from "./posts";

const kTabs: Subtab[] = [
  { to: "duty", label: "duty.title", permission: "duty.read" },
  { to: "duty/calls", label: "partner.callList", permission: "partner.read" },
  { to: "duty/partners", label: "partner.title", permission: "partner.read" },
];

export function DutyScreen({ part }: { part: string }) {
  const { t } = useText();
  const { can } = useSession();
  const shown = (part || "duty") === "duty" && can("duty.read") ? "duty" : part === "partners" ? "partners" : "calls";
  return (
    <div className="narrow-page">
      <SchoolPage title={t("duty.title")}>
        {(school) => (
          <>
            <Subtabs label={t("duty.title")} tabs={kTabs} />
            {shown === "partners" && <Partners school={school} />}
            {shown === "calls" && <CallList school={school} />}
            {shown === "duty" && (
              <>
                <DutyNow school={school} />
                <DutyGaps school={school} />
                <DutyPosts school={school} />
                <HandOvers school={school} />
              </>
            )}
          </>
        )}
      </SchoolPage>
    </div>
  );
}
