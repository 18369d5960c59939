// The front desk: check in, decide about those who are held, check out.
import { useDistrict } from "../../district";
import { type Visit, Visit_State } from "../../gen/watchbell/visitor/v1/visit_pb";
import { useText } from "../../i18n";
import { useSession } from "../../session";
import { LiveNote } from "../../ui/notes";
import { SchoolPicker } from "../../ui/school_picker";
import { useOnSite } from "../board/use_on_site";
import { CheckIn } from "./check_in";
import { CheckOutList } from "./check_out";
import { HeldVisit } from "./held_visit";

export function DeskScreen() {
  const { t } = useText();
  const { school } = useDistrict();
  return (
    <>
      <h1>{t("desk.title")}</h1>
      <SchoolPicker />
      {/* Another school is another desk: nothing of a half-done check-in may move there. */}
      {school && <Desk key={school} school={school} />}
    </>
  );
}

function Desk({ school }: { school: string }) {
  const { t } = useText();
  const { can } = useSession();
  const live = useOnSite(can("visit.read") ? school : "");
  const held = (live.data ?? []).filter((visit: Visit) => visit.state === Visit_State.HELD);
  const inside = (live.data ?? []).filter((visit: Visit) => visit.state === Visit_State.ON_SITE);
  return (
    <div className="desk">
      <CheckIn school={school} onChange={live.reload} />
      <div className="desk-side">
        <section className={held.length ? "card card-attention" : "card"} aria-labelledby="held-title">
          <h2 id="held-title">{t("desk.heldTitle")}</h2>
          {live.data && held.length === 0 && <p className="muted">{t("desk.heldNone")}</p>}
          {held.map((visit) => (
            <HeldVisit key={visit.id} visit={visit} onChange={live.reload} />
          ))}
        </section>
        <section className="card" aria-labelledby="inside-title">
          <h2 id="inside-title">{t("onsite.title")}</h2>
          <LiveNote live={live} />
          {live.data && <CheckOutList visits={inside} onChange={live.reload} />}
        </section>
      </div>
    </div>
  );
}
