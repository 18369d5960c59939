// Requests under secrecy, for counsel alone. They belong to the district: no school is chosen and none shows.
import { useApi } from "../../api/api";
import { useLive } from "../../feed/use_live";
import { useText } from "../../i18n";
import { ListCard } from "../../ui/list_card";
import { ReadsCard } from "../../ui/reads_card";
import { NewRequest } from "./new_request";
import { RequestRow } from "./request_row";

const kPageSize = 100;
// The service looks at no school here.
const kNoSchool = "";
const kDistrict = "district";

export function SealedRequests() {
  const { t } = useText();
  const { sealedRecords } = useApi();
  const live = useLive(
    "sealed-records",
    async (options) => (await sealedRecords.listSealedRequests({ pageSize: kPageSize }, options)).requests,
    (hint) => hint.aggregate === "sealed-records-request",
  );
  return (
    <>
      <ListCard
        title={t("sealed.list")}
        live={live}
        items={live.data?.flatMap(({ request }) => request ?? [])}
        none={t("sealed.none")}
        idOf={({ id }) => id}
        row={(request) => <RequestRow request={request} sealed onChange={live.reload} />}
      >
        <p className="muted">{t("sealed.hint")}</p>
        <NewRequest school={kNoSchool} sealed onDone={live.reload} />
      </ListCard>
      <ReadsCard name="sealed" school={kDistrict} load={(page, options) => sealedRecords.listSealedReads(page, options)} />
    </>
  );
}
