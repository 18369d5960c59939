// The front desk: check in, decide about those who are held, check out; beside it history, one visit, dismissal.
import { useState } from "react";
import { type Visit, Visit_State } from "../../gen/watchbell/visitor/v1/visit_pb";
import { useText } from "../../i18n";
import { useSession } from "../../session";
import { LiveNote } from "../../ui/notes";
import { SchoolPage } from "../../ui/school_page";
import { type Subtab, Subtabs } from "../../ui/subtabs";
import { useOnSite } from "../board/use_on_site";
import { CheckIn } from "./check_in";
import { CheckOutList } from "./check_out";
import { DismissalDesk } from "../dismissal";
import { HeldVisit } from "./held_visit";
import { History } from "./history";
import { VisitPage } from "./visit_page";
import { Waiting } from "./waiting";

const kTabs: Subtab[] = [
  { to: "desk", label: "visit.tab.today" },
  { to: "desk/history", label: "visit.tab.history", permission: "visit.read" },
  { to: "desk/dismissal", label: "visit.tab.dismissal", permission: "dismissal.desk" },
];

export function DeskScreen({ path }: { path: string[] }) {
  const { t } = useText();
  return (
    <SchoolPage title={t("desk.title")}>
      {(school) => (
        <>
          <Subtabs label={t("desk.title")} tabs={kTabs} />
          <Part school={school} path={path} />
        </>
      )}
    </SchoolPage>
  );
}

function Part({ school, path: [name, id = ""] }: { school: string; path: string[] }) {
  if (name === "history") return <History school={school} />;
  if (name === "visit") return <VisitPage key={id} school={school} visitId={id} />;
  if (name === "dismissal") return <DismissalDesk school={school} dismissalId={id} />;
  return <Desk school={school} />;
}

function Desk({ school }: { school: string }) {
  const { t } = useText();
  const { can } = useSession();
  const [checkingIn, setCheckingIn] = useState<Visit>();
  const live = useOnSite(can("visit.read") ? school : "");
  const all = live.data ?? [];
  const held = all.filter(({ state }) => state === Visit_State.HELD);
  const outside = all.filter(({ state }) => state === Visit_State.ARRIVED);
  // Who has been inside for too long stands first.
  const inside = all
    .filter((visit) => visit.state === Visit_State.ON_SITE || visit.state === Visit_State.NOT_YET_SCREENED)
    .sort((a, b) => Number(b.overdue) - Number(a.overdue));
  const changed = () => {
    setCheckingIn(undefined);
    live.reload();
  };
  return (
    <div className="desk">
      <CheckIn key={checkingIn?.id} school={school} waiting={checkingIn} onChange={live.reload} />
      <div className="desk-side">
        <section className={held.length ? "card card-attention" : "card"} aria-labelledby="held-title">
          <h2 id="held-title">{t("desk.heldTitle")}</h2>
          {live.data && held.length === 0 && <p className="muted">{t("desk.heldNone")}</p>}
          {held.map((visit) => (
            <HeldVisit key={visit.id} visit={visit} onChange={live.reload} />
          ))}
        </section>
        <section className="card" aria-labelledby="outside-title">
          <h2 id="outside-title">{t("visit.outside")}</h2>
          <Waiting school={school} visits={outside} onCheckIn={setCheckingIn} onChange={changed} />
        </section>
        <section className="card" aria-labelledby="inside-title">
          <h2 id="inside-title">{t("onsite.title")}</h2>
          <LiveNote live={live} />
          {live.data && <CheckOutList school={school} visits={inside} onChange={live.reload} />}
        </section>
      </div>
    </div>
  );
}
