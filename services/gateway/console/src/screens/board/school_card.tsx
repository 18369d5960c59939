// One school on the board. Pressing it shows who is on site there.
import { useDistrict } from "../../district";
import type { SchoolState } from "../../district/school_state";
import { Action } from "../../gen/watchbell/alerting/v1/incident_pb";
import { useText } from "../../i18n";
import { ActionBadge, kActionName } from "../../ui/action_badge";

const kActionOf = { unknown: Action.UNSPECIFIED, normal: Action.NORMAL };

export function SchoolCard({ code, name, state }: { code: string; name: string; state: SchoolState }) {
  const { t, time } = useText();
  const { school, choose } = useDistrict();
  const open = state.kind === "open" ? state : undefined;
  const action = state.kind === "open" ? state.action : kActionOf[state.kind];
  const classes = `school-card ${open ? `is-open action-${kActionName[action]}` : ""} ${open?.drill ? "is-drill" : ""}`;
  return (
    <li className={classes}>
      <button type="button" aria-pressed={school === code} onClick={() => choose(code)}>
        <span className="school-name">{name}</span>
        <ActionBadge action={action} drill={open?.drill} />
        {open && <span className="school-since">{t("board.since", { time: time(open.incident.raisedAt) })}</span>}
      </button>
    </li>
  );
}
