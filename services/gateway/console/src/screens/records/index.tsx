// The records desk: requests for what a school knows of a student, answered by the table of rules and by counsel.
import { useApi } from "../../api/api";
import { useLive } from "../../feed/use_live";
import { useText } from "../../i18n";
import { useSession } from "../../session";
import { ListCard } from "../../ui/list_card";
import { SchoolPage } from "../../ui/school_page";
import { NewRequest } from "./new_request";
import { RequestRow } from "./request_row";

const kPageSize = 100;

export function RecordsScreen() {
  const { t } = useText();
  return (
    <div className="narrow-page">
      <SchoolPage title={t("records.title")}>{(school) => <Requests school={school} />}</SchoolPage>
    </div>
  );
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
