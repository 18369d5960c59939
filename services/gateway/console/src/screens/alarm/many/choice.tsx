// The first step: which instruction, and for which schools. It says how many schools and people that is.
import { type FormEvent, useState } from "react";
import { choicesFor, detailOf, kChoices, kStateKey, lacksWhere } from "../../../alarm/order";
import { useApi } from "../../../api/api";
import { useDistrict } from "../../../district";
import { schoolState } from "../../../district/school_state";
import { useLive } from "../../../feed/use_live";
import { Action } from "../../../gen/watchbell/alerting/v1/incident_pb";
import { AudiencePart_People, AudiencePart_Scope } from "../../../gen/watchbell/notification/v1/audience_pb";
import { useText } from "../../../i18n";
import type { TextKey } from "../../../i18n/dictionary";
import { useSession } from "../../../session";
import { Button } from "../../../ui/button";
import { Select } from "../../../ui/field";
import { LiveNote } from "../../../ui/notes";
import { WhereField } from "../where_field";
import type { ManyOrder } from ".";

const kActions: [Action, TextKey][] = [
  [Action.LOCKDOWN, "alarm.lockdownHint"],
  [Action.EVACUATE, "alarm.evacuateHint"],
  [Action.SHELTER, "alarm.shelterHint"],
  [Action.SECURE, "alarm.secureHint"],
  [Action.HOLD, "alarm.holdHint"],
];

export function ManyChoice({ preset, onChosen }: { preset: string[]; onChosen(order: ManyOrder): void }) {
  const { t } = useText();
  const { can } = useSession();
  const { schools, directory } = useDistrict();
  const [chosen, setChosen] = useState(preset);
  const [action, setAction] = useState<Action>();
  const [choiceId, setChoiceId] = useState("");
  const [where, setWhere] = useState("");
  const [tried, setTried] = useState(false);

  const admin = can("incident.admin");
  const actions = kActions.filter(([one]) => one === Action.LOCKDOWN || choicesFor(one, admin).length > 0);
  const choices = action ? choicesFor(action, admin) : [];
  const choice = choices.find(({ id }) => id === choiceId) ?? choices[0];
  const question = action && kChoices[action]?.question;
  const missing = lacksWhere(choice, where);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (action && !missing && chosen.length > 0)
      onChosen({ action, detail: detailOf(action, choice, where), schools: chosen });
  };
  return (
    <form className="question" onSubmit={submit} aria-label={t("many.title")} noValidate>
      <p>{t("many.intro")}</p>
      <p>
        <a href="#/alarm">{t("many.one")}</a>
      </p>
      <fieldset className="choices">
        <legend>{t("many.action")}</legend>
        {tried && !action && <Wrong>{t("common.required")}</Wrong>}
        {actions.map(([one, hint]) => (
          <label key={one} className="choice">
            <input type="radio" name="action" checked={action === one} onChange={() => setAction(one)} />
            <span>
              {t(kStateKey[one])}
              <span className="choice-hint">{t(hint)}</span>
            </span>
          </label>
        ))}
      </fieldset>
      {question && (
        <Select label={t(question)} value={choice?.id} onText={setChoiceId}>
          {choices.map(({ id, label }) => (
            <option key={id} value={id}>
              {t(label)}
            </option>
          ))}
        </Select>
      )}
      {action && (
        <WhereField
          action={action}
          choice={choice}
          error={tried && missing ? t("common.required") : undefined}
          value={where}
          onText={setWhere}
        />
      )}
      <fieldset className="choices">
        <legend>{t("many.schools")}</legend>
        {tried && chosen.length === 0 && <Wrong>{t("many.none")}</Wrong>}
        {schools.length === 0 && <LiveNote live={directory} />}
        {schools.map(({ code, name }) => (
          <label key={code} className="choice">
            <input
              type="checkbox"
              checked={chosen.includes(code)}
              onChange={({ target }) => setChosen((old) => [...old.filter((one) => one !== code), ...(target.checked ? [code] : [])])}
            />
            <span>
              {name}
              <StateNow code={code} />
            </span>
          </label>
        ))}
      </fieldset>
      <HowMany schools={chosen} />
      <Button type="submit" kind="primary" className="wide">
        {t("many.next")}
      </Button>
    </form>
  );
}

function Wrong({ children }: { children: string }) {
  return (
    <p className="field-error" role="alert">
      {children}
    </p>
  );
}

/** What a school does now, where it is not a normal day. */
function StateNow({ code }: { code: string }) {
  const { t } = useText();
  const { incidents } = useDistrict();
  const state = schoolState(code, incidents);
  if (state.kind !== "open") return null;
  const name = t(kStateKey[state.action]);
  return <span className="choice-hint">{state.drill ? `${t("state.drill")}: ${name}` : name}</span>;
}

/** How many schools, and how many people there are told. */
export function HowMany({ schools }: { schools: string[] }) {
  const { t, count } = useText();
  const { can } = useSession();
  const { audiences } = useApi();
  const asks = schools.length > 0 && can("message.write");
  const live = useLive(
    asks ? `many:${[...schools].sort().join()}` : "",
    async (options) => {
      const part = { scope: AudiencePart_Scope.SCHOOL, people: AudiencePart_People.ON_SITE };
      const include = schools.map((school) => ({ ...part, school }));
      return (await audiences.previewAudience({ school: "district", audience: { include } }, options)).recipients;
    },
    () => false,
  );
  return (
    <p role="status">
      {schools.length > 0 && (
        <>
          <strong>{count("many.count", schools.length)}.</strong>{" "}
          {live.data !== undefined ? count("many.people", live.data) : (live.failure || !asks) && t("many.peopleUnknown")}
        </>
      )}
    </p>
  );
}
