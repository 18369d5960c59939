// Readiness: the emergency plan, who is trained, the safety committee, and what was learned.
import type { ComponentType } from "react";
import { useText } from "../../i18n";
import { useSession } from "../../session";
import { SchoolPage } from "../../ui/school_page";
import { type Subtab, Subtabs } from "../../ui/subtabs";
import { SafetyCommittee } from "./committee";
import { Plan } from "./plan";
import { Reviews } from "./reviews";
import { Trainings } from "./trainings";

const kTabs: Subtab[] = [
  { to: "readiness", label: "ready.plan", permission: "plan.read" },
  { to: "readiness/trainings", label: "ready.trainings", permission: "training.read" },
  { to: "readiness/committee", label: "committee.title", permission: "committee.read" },
  { to: "readiness/reviews", label: "ready.reviews", permission: "review.read" },
];

const kParts: Record<string, ComponentType<{ school: string }>> = { trainings: Trainings, committee: SafetyCommittee, reviews: Reviews };

export function ReadinessScreen({ part }: { part: string }) {
  const { t } = useText();
  const { can } = useSession();
  const Part = kParts[part] ?? (can("plan.read") ? Plan : Trainings);
  return (
    <div className="narrow-page">
      <SchoolPage title={t("ready.title")}>
        {(school) => (
          <>
            <Subtabs label={t("ready.title")} tabs={kTabs} />
            <Part school={school} />
          </>
        )}
      </SchoolPage>
    </div>
  );
}
