// The live board: every school's state, who is on site at the chosen one, and what happens.
import { useDistrict } from "../../district";
import { schoolState } from "../../district/school_state";
import { useText } from "../../i18n";
import { useSession } from "../../session";
import { WarningNote } from "../../ui/notes";
import { Events } from "./events";
import { OnSite } from "./on_site";
import { SchoolCard } from "./school_card";

export function BoardScreen() {
  const { t, count } = useText();
  const { can } = useSession();
  const { schools, directory, incidents, school, nameOf } = useDistrict();
  const states = schools
    .map((one) => ({ ...one, state: schoolState(one.code, incidents) }))
    .sort((a, b) => severity(b.state) - severity(a.state) || a.name.localeCompare(b.name));
  const open = states.filter(({ state }) => state.kind === "open").length;
  const unknown = states.some(({ state }) => state.kind === "unknown");

  return (
    <div className="board">
      <section className="board-schools" aria-labelledby="board-title">
        <div className="heading-row">
          <h1 id="board-title">{t("board.title")}</h1>
          <p className="summary" role="status">
            {open > 0 ? count("board.summary.open", open) : !unknown && schools.length > 0 && t("board.summary.normal")}
          </p>
        </div>
        {incidents.failure && (
          <WarningNote urgent>
            <p>{t("board.unknownHint")}</p>
          </WarningNote>
        )}
        {directory.data?.length === 0 && <p className="muted">{t("board.noSchools")}</p>}
        <ul className="school-grid">
          {states.map(({ code, name, state }) => (
            <SchoolCard key={code} code={code} name={name} state={state} />
          ))}
        </ul>
      </section>
      <div className="board-side">
        {can("visit.read") && (
          <section className="card" aria-labelledby="onsite-title">
            <h2 id="onsite-title">
              {t("onsite.title")} {school && <span className="of-school">{nameOf(school)}</span>}
            </h2>
            {school ? <OnSite school={school} /> : <p className="muted">{t("onsite.chooseFirst")}</p>}
          </section>
        )}
        <section className="card" aria-labelledby="events-title">
          <h2 id="events-title">{t("events.title")}</h2>
          <Events />
        </section>
      </div>
    </div>
  );
}

// Real before drill, severe before mild; what is unknown before what is normal.
function severity(state: ReturnType<typeof schoolState>): number {
  if (state.kind === "open") return state.action + (state.drill ? 10 : 100);
  return state.kind === "unknown" ? 1 : 0;
}
