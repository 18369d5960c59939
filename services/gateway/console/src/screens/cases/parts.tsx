// What belongs to a case: who was heard, what was handed in, the safety plan, support, and who helps.
import type { Case } from "../../gen/watchbell/threat_intake/v1/case_pb";
import { Case_State } from "../../gen/watchbell/threat_intake/v1/case_pb";
import { useSession } from "../../session";
import { EvidenceList } from "./evidence";
import { Interviews } from "./interviews";
import { SafetyPlans } from "./plans";
import { Referrals } from "./referrals";
import { SupportPlans } from "./support";

export function CaseParts({ one: { school, id: caseId, state } }: { one: Case }) {
  const { can } = useSession();
  const part = { school, caseId, mayWork: can("case.work") && state !== Case_State.CLOSED };
  const hasPlan = state === Case_State.PLAN_ACTIVE || state === Case_State.MONITORING;
  return (
    <>
      <Interviews {...part} />
      <EvidenceList {...part} />
      <SafetyPlans {...part} hasPlan={hasPlan} />
      <SupportPlans {...part} />
      <Referrals {...part} />
    </>
  );
}

export interface PartOfCase {
  school: string;
  caseId: string;
  mayWork: boolean;
}
