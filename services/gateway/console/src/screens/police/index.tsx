// Calls to the police: what 911 or the police were told, whether anybody there confirmed it, and a call of one's own.
import { useApi } from "../../api/api";
import { useLive } from "../../feed/use_live";
import { type Dispatch, Dispatch_State } from "../../gen/watchbell/alerting/v1/dispatch_pb";
import { useText } from "../../i18n";
import { useSession } from "../../session";
import { ListCard } from "../../ui/list_card";
import { SchoolPage } from "../../ui/school_page";
import { DispatchRow } from "./dispatch_row";
import { RequestDispatch } from "./request";

const kPageSize = 50;

// Whoever opens this page looks for what nobody has confirmed.
const kUrgency: Dispatch_State[] = [Dispatch_State.UNCONFIRMED, Dispatch_State.REQUESTED, Dispatch_State.SENT];
const rank = ({ state }: Dispatch) => (kUrgency.includes(state) ? kUrgency.indexOf(state) : kUrgency.length);

export function PoliceScreen() {
  const { t } = useText();
  return (
    <div className="narrow-page">
      <SchoolPage title={t("police.title")}>{(school) => <Calls school={school} />}</SchoolPage>
    </div>
  );
}

function Calls({ school }: { school: string }) {
  const { t } = useText();
  const { can } = useSession();
  const { dispatches } = useApi();
  const live = useLive(
    `dispatches:${school}`,
    async (options) => (await dispatches.listDispatches({ school, pageSize: kPageSize }, options)).dispatches,
    (hint) => hint.aggregate === "dispatch" && hint.school === school,
  );
  return (
    <ListCard
      title={t("police.list")}
      live={live}
      items={live.data && [...live.data].sort((a, b) => rank(a) - rank(b))}
      none={t("police.none")}
      idOf={({ id }) => id}
      row={(dispatch) => <DispatchRow dispatch={dispatch} onChange={live.reload} />}
    >
      {can("dispatch.request") && <RequestDispatch school={school} onDone={live.reload} />}
    </ListCard>
  );
}
