// A person of the directory, found by a part of the name: type, look, choose. The form keeps the directory id.
import { useId, useState } from "react";
import { useApi } from "../api/api";
import { useIntent } from "../api/use_intent";
import { useDistrict } from "../district";
import { Person_Kind } from "../gen/watchbell/notification/v1/directory_pb";
import { useText } from "../i18n";
import { useSession } from "../session";
import { Button } from "./button";
import { TextField } from "./field";
import { FailureNote } from "./notes";
import { useNames } from "./use_names";

const kNameLengthMin = 2;
const kNameLengthMax = 100;
const kIdLengthMax = 64;
const kDistrict = "district";

interface Props {
  label: string;
  error?: string;
  required?: boolean;
  /** Not stated: staff. UNSPECIFIED: everybody of the directory. */
  of?: Person_Kind;
  value: string;
  onText(personId: string): void;
}

export function PersonField({ label, error, required, of = Person_Kind.STAFF, value, onText }: Props) {
  const { t } = useText();
  const { directory } = useApi();
  const { school } = useDistrict();
  const { can, everywhere } = useSession();
  const nameOf = useNames(school, [value]);
  const name = useId();
  const [typed, setTyped] = useState("");
  // Staff of no single school are found at the district, by whoever has the whole of it.
  const places = everywhere && of === Person_Kind.STAFF ? [school, kDistrict] : [school];
  const search = useIntent(async (asked: string, { timeoutMs }) => {
    const answers = await Promise.all(
      places.map((place) => directory.searchPeople({ school: place, name: asked, kind: of }, { timeoutMs })),
    );
    return answers.flatMap(({ people }) => people);
  });
  const { progress } = search;
  const found = progress.kind === "done" ? progress.value : [];
  // Who may not look into the directory writes the number that somebody else gives.
  if (!can("directory.read"))
    return (
      <TextField label={label} hint={t("person.number")} error={error} required={required} maxLength={kIdLengthMax} value={value} onText={onText} />
    );
  const look = () => typed.trim().length >= kNameLengthMin && void search.start(typed.trim());
  return (
    <div className="person-field">
      <div className="inline-form">
        <TextField
          label={label}
          hint={t("person.hint")}
          error={error}
          required={required}
          maxLength={kNameLengthMax}
          autoComplete="off"
          value={typed}
          onText={setTyped}
          onKeyDown={(event) => {
            if (event.key !== "Enter") return;
            event.preventDefault();
            look();
          }}
        />
        <Button busy={progress.kind === "sending"} onClick={look}>
          {t("person.find")}
        </Button>
      </div>
      {value && found.length === 0 && <p>{t("person.chosen", { name: nameOf(value) })}</p>}
      {progress.kind === "failed" && <FailureNote failure={progress.failure} />}
      {progress.kind === "done" && found.length === 0 && <p role="status">{t("person.none")}</p>}
      {found.length > 0 && (
        <fieldset className="choices">
          <legend>{t("person.choose")}</legend>
          {found.map(({ id, givenName, familyName, role }) => (
            <label key={id} className="choice">
              <input type="radio" name={name} checked={value === id} onChange={() => onText(id)} />
              <span>
                {givenName} {familyName}
                {role && <span className="choice-hint">{role}</span>}
              </span>
            </label>
          ))}
        </fieldset>
      )}
    </div>
  );
}
