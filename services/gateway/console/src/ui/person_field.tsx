// A person of the directory, found by a part of the name: type, look, choose. The form keeps the directory id.
import { useId, useState } from "react";
import { useApi } from "../api/api";
import { useIntent } from "../api/use_intent";
import { useDistrict } from "../district";
import { Person_Kind } from "../gen/watchbell/notification/v1/directory_pb";
import { useText } from "../i18n";
import { Button } from "./button";
import { TextField } from "./field";
import { FailureNote } from "./notes";

const kNameLengthMin = 2;
const kNameLengthMax = 100;

interface Props {
  label: string;
  error?: string;
  required?: boolean;
  value: string;
  onText(personId: string): void;
}

export function PersonField({ label, error, required, value, onText }: Props) {
  const { t } = useText();
  const { directory } = useApi();
  const { school } = useDistrict();
  const name = useId();
  const [typed, setTyped] = useState("");
  const search = useIntent((asked: string, { timeoutMs }) =>
    directory.searchPeople({ school, name: asked, kind: Person_Kind.STAFF }, { timeoutMs }),
  );
  const { progress } = search;
  const found = progress.kind === "done" ? progress.value.people : [];
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
