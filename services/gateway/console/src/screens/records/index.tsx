// The records desk: requests for what a school knows of a student, answered by the table of rules and by counsel; the
// windows of others; who has read; and for counsel alone what is under secrecy.
import { useApi } from "../../api/api";
import { useDistrict } from "../../district";
import { useLive } from "../../feed/use_live";
import { useText } from "../../i18n";
import { useSession } from "../../session";
import { ListCard } from "../../ui/list_card";
import { ReadsCard } from "../../ui/reads_card";
import { SchoolPicker } from "../../ui/school_picker";
import { type Subtab, Subtabs } from "../../ui/subtabs";
import { NewRequest } from "./new_request";
import { OutsideWindows } from "./outside";
import { RequestRow } from "./request_row";
import { SealedRequests } from "./sealed";

const kPageSize = 100;

const kTabs: Subtab[] = [
  { to: "records", label: "records.desk" },
  { to: "records/outside", label: "outside.title" },
  { to: "records/reads", label: "reads.tab", permission: "records.audit" },
  { to: "records/sealed", label: "sealed.title", permission: "records.secret" },
];

export function RecordsScreen({ part }: { part: string }) {
  const { t } = useText();
  const { can } = useSession();
  const { school } = useDistrict();
  const sealed = part === "sealed" && can("records.secret");
  return (
    <div className="narrow-page">
      <h1>{t("records.title")}</h1>
      <Subtabs label={t("records.title")} tabs={kTabs} />
      {sealed && <SealedRequests />}
      {!sealed && <SchoolPicker />}
      {!sealed && school && <Part key={school} school={school} part={part} />}
    </div>
  );
}

function Part({ school, part }: { school: string; part: string }) {
  const { can } = useSession();
  const { records } = useApi();
  if (part === "outside") return <OutsideWindows school={school} />;
  if (part === "reads" && can("records.audit"))
    return <ReadsCard name={`records/${school}`} school={school} load={(page, options) => records.listRecordsReads({ school, ...page }, options)} />;
  return <Requests school={school} />;
}

function Requests({ school }: { school: string }) {
  const { t } = useText();
  const { can } = useSession();
  const { records } = useApi();
  const live = useLive(
    `records:${school}`,
    async (options) => (await records.listRequests({ school, pageSize: kPageSize }, options)).requests,
    (hint) => hint.aggregate === "records-request" && hint.school === school,
  );
  return (
    <ListCard
      title={t("records.waiting")}
      live={live}
      items={live.data}
      none={t("records.none")}
      idOf={({ id }) => id}
      row={(request) => <RequestRow request={request} onChange={live.reload} />}
    >
      <p className="muted">{t("records.recorded")}</p>
      {can("records.record") && <NewRequest school={school} onDone={live.reload} />}
    </ListCard>
  );
}
