// Which screen an address shows, and what permission it needs.
import { useText } from "../i18n";
import type { Route } from "../lib/router";
import { useSession } from "../session";
import { AgencyScreen } from "./agency";
import { AlarmScreen } from "./alarm";
import { ManyScreen } from "./alarm/many";
import { BoardScreen } from "./board";
import { CasesScreen } from "./cases";
import { ClearancesScreen } from "./clearances";
import { DeskScreen } from "./desk";
import { DisputesScreen } from "./disputes";
import { DrillsScreen } from "./drills";
import { DutyScreen } from "./duty";
import { ErasuresScreen } from "./erasures";
import { InvitationsScreen } from "./invitations";
import { ListsScreen } from "./lists";
import { MessagesScreen } from "./messages";
import { PoliceScreen } from "./police";
import { RecordsScreen } from "./records";
import { ReadinessScreen } from "./readiness";
import { SeenScreen } from "./seen";
import { TipListScreen } from "./tips/list";
import { TipPage } from "./tips/tip_page";

export function Screen({ route }: { route: Route }) {
  const { t } = useText();
  const { can } = useSession();
  const [name = "", ...rest] = route.path;
  switch (name) {
    case "":
      // Somebody without a view of the district starts where the alarm is.
      return can("incident.read") ? <BoardScreen /> : <AlarmScreen />;
    case "desk":
      return can("visit.check_in") ? <DeskScreen path={rest} /> : <NotAllowed />;
    case "invitations":
      return can("visit.invite") ? <InvitationsScreen /> : <NotAllowed />;
    case "agency":
      return can("agency.record") || can("agency.read") ? <AgencyScreen visitId={rest[0] ?? ""} /> : <NotAllowed />;
    case "lists":
      return can("watchlist.edit") || can("watchlist.import") ? <ListsScreen path={rest} /> : <NotAllowed />;
    case "alarm":
      return rest[0] === "many" && can("incident.raise_many") ? <ManyScreen /> : <AlarmScreen />;
    case "drill":
      return can("drill.start") || can("drill.read") ? <DrillsScreen part={rest[0] ?? ""} /> : <NotAllowed />;
    case "police":
      return can("dispatch.read") ? <PoliceScreen /> : <NotAllowed />;
    case "cases":
      return can("case.read") ? <CasesScreen path={rest} /> : <NotAllowed />;
    case "messages":
      return can("message.read") || can("message.write") ? <MessagesScreen messageId={rest[0] ?? ""} /> : <NotAllowed />;
    case "tips":
      if (!can("tip.read")) return <NotAllowed />;
      if (rest[0] === "clusters") return <TipListScreen clusters />;
      return rest[1] ? <TipPage key={rest[1]} school={rest[0] ?? ""} tipId={rest[1]} /> : <TipListScreen />;
    case "records":
      return can("records.read") ? <RecordsScreen part={rest[0] ?? ""} /> : <NotAllowed />;
    case "clearances":
      return can("clearance.read") ? <ClearancesScreen /> : <NotAllowed />;
    case "disputes":
      return can("visit.read") ? <DisputesScreen /> : <NotAllowed />;
    case "erasures":
      return can("retention.erase") ? <ErasuresScreen /> : <NotAllowed />;
    case "duty":
      return can("duty.read") || can("partner.read") ? <DutyScreen part={rest[0] ?? ""} /> : <NotAllowed />;
    case "readiness":
      return ["plan.read", "training.read", "committee.read"].some(can) ? <ReadinessScreen part={rest[0] ?? ""} /> : <NotAllowed />;
    case "seen":
      return <SeenScreen school={rest[0] ?? ""} noticeId={rest[1] ?? ""} />;
    default:
      return <h1>{t("app.notFound")}</h1>;
  }
}

function NotAllowed() {
  return <h1>{useText().t("app.notAllowed")}</h1>;
}
