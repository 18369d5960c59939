// A school year of drills: each requirement of the state, whether it is met, and the reason of every "late".
import { Code } from "@connectrpc/connect";
import { useState } from "react";
import { useApi } from "../../api/api";
import { useLive } from "../../feed/use_live";
import { type ComplianceFinding, ComplianceStatus } from "../../gen/watchbell/alerting/v1/drill_calendar_pb";
import { useText } from "../../i18n";
import { useSession } from "../../session";
import { Select } from "../../ui/field";
import { LiveNote } from "../../ui/notes";
import { DrillReportCard } from "./report";
import { reasonOf } from "./reason";
import { SchoolYearForm } from "./school_year";
import { kRules, kStatuses } from "./words";

const kFirstMonth = 6; // July: a school year is named after the calendar year in which it begins.

export function schoolYearOf(now: Date): number {
  return now.getMonth() >= kFirstMonth ? now.getFullYear() : now.getFullYear() - 1;
}

export function DrillYear({ school }: { school: string }) {
  const { t } = useText();
  const { can } = useSession();
  const { drillCalendar } = useApi();
  const current = schoolYearOf(new Date());
  const [year, setYear] = useState(current);
  const live = useLive(
    `drill-year:${school}:${year}`,
    (options) => drillCalendar.getCompliance({ school, year }, options),
    (hint) => ["drill", "school-year", "drill-report"].includes(hint.aggregate) && hint.school === school,
  );
  const unset = live.failure?.code === Code.NotFound || live.failure?.code === Code.FailedPrecondition;
  const { initial, months = [], quarters = [], yearly = [] } = live.data ?? {};
  return (
    <>
      <Select label={t("drills.year")} value={year} onText={(value) => setYear(Number(value))}>
        {[current + 1, current, current - 1, current - 2].map((one) => (
          <option key={one} value={one}>
            {one}–{one + 1}
          </option>
        ))}
      </Select>
      {unset ? <p>{t("drills.yearUnset")}</p> : <LiveNote live={live} />}
      {live.data && (
        <section className="card" aria-labelledby="drill-year">
          <h2 id="drill-year">{t("drills.asked")}</h2>
          <Findings findings={[...(initial ? [initial] : []), ...months, ...quarters, ...yearly]} />
        </section>
      )}
      {live.data && <DrillReportCard key={`report:${year}`} school={school} year={year} />}
      {can("drill.calendar") && <SchoolYearForm key={year} school={school} year={year} onSet={live.reload} />}
    </>
  );
}

// What is late stands first: it is why somebody opens this page.
const kOrder = [ComplianceStatus.LATE, ComplianceStatus.DUE];
const rank = ({ status }: ComplianceFinding) => (kOrder.includes(status) ? kOrder.indexOf(status) : kOrder.length);

function Findings({ findings }: { findings: ComplianceFinding[] }) {
  const text = useText();
  const { t } = text;
  const sorted = [...findings].sort((a, b) => rank(a) - rank(b));
  return (
    <ul className="rows">
      {sorted.map((finding) => (
        <li key={`${finding.rule}/${finding.span}`}>
          <div>
            <strong>{/^\d/.test(finding.span) ? `${text.day(finding.span)}: ` : ""}{t(kRules[finding.rule] ?? "drills.rule.D2")}</strong>
            <p>{reasonOf(text, finding)}</p>
          </div>
          <span className={finding.status === ComplianceStatus.LATE ? "tag tag-urgent" : "tag"}>{t(kStatuses[finding.status])}</span>
        </li>
      ))}
    </ul>
  );
}
