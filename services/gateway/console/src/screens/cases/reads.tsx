// Who has read the cases of a school, or one of the records that belong to them; for whoever answers for it.
import { useState } from "react";
import { useApi } from "../../api/api";
import { ListCaseReadsRequest_Part as Part } from "../../gen/watchbell/threat_intake/v1/case_service_pb";
import { useText } from "../../i18n";
import type { TextKey } from "../../i18n/dictionary";
import { go } from "../../lib/router";
import { Select } from "../../ui/field";
import { ReadsCard } from "../../ui/reads_card";

const kParts: [Part, TextKey][] = [
  [Part.CASES, "reads.part.cases"],
  [Part.FACTORS, "reads.part.factors"],
  [Part.INTERVIEWS, "parts.interviews"],
  [Part.EVIDENCE, "parts.evidence"],
  [Part.ACTIONS, "reads.part.actions"],
  [Part.PLANS, "parts.plans"],
  [Part.SUPPORT, "support.title"],
  [Part.REFERRALS, "parts.referrals"],
  [Part.BULLYING, "bullying.title"],
  [Part.SUICIDE_RISK, "risk.title"],
  [Part.TRANSFERS, "transfer.title"],
];

export function CaseReads({ school }: { school: string }) {
  const { t } = useText();
  const { cases } = useApi();
  const [part, setPart] = useState(Part.CASES);
  // Whatever one record the address names is of the part before.
  const choose = (value: string) => {
    setPart(Number(value));
    go("/cases/reads");
  };
  return (
    <>
      <Select label={t("reads.part")} value={part} onText={choose}>
        {kParts.map(([one, label]) => (
          <option key={one} value={one}>
            {t(label)}
          </option>
        ))}
      </Select>
      <ReadsCard name={`cases/${school}/${part}`} school={school} load={(page, options) => cases.listCaseReads({ school, part, ...page }, options)} />
    </>
  );
}
