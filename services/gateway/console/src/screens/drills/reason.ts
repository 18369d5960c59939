// Why a requirement stands as it does: one sentence from the rule, its last day, and the drills that decided. Pure.
import { type ComplianceFinding, ComplianceStatus } from "../../gen/watchbell/alerting/v1/drill_calendar_pb";
import type { Text } from "../../i18n";
import { officeKey } from "./words";

export function reasonOf({ t, day }: Pick<Text, "t" | "day">, finding: ComplianceFinding): string {
  const due = day(finding.dueOn);
  const held = finding.drillDays.map(day).join(", ");
  const missing = finding.missing.map((name) => {
    const key = officeKey(name);
    return key ? t(key) : "";
  });
  const named = missing.filter(Boolean).join(", ");
  switch (finding.status) {
    case ComplianceStatus.LATE:
      if (named) return t("drills.why.lateMissing", { due, missing: named });
      if (finding.missing.length > 0) return t("drills.why.notEvaluated", { count: finding.missing.length, due });
      return held ? t("drills.why.lateHeld", { due, held }) : t("drills.why.lateNone", { due });
    case ComplianceStatus.DUE:
      if (named) return t("drills.why.dueMissing", { due, missing: named });
      return held ? t("drills.why.dueMore", { due, held }) : t("drills.why.due", { due });
    case ComplianceStatus.SUBSTITUTED:
      return t("drills.why.substituted", { held });
    case ComplianceStatus.EXEMPT:
      return t("drills.why.exempt");
    case ComplianceStatus.DONE:
      return held ? t("drills.why.done", { held }) : "";
    default:
      return due ? t("drills.why.due", { due }) : "";
  }
}
