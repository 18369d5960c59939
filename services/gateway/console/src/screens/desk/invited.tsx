// Who is expected with a scanned invitation: the clerk picks the person, and types only what the invitation lacks.
import { useEffect, useState } from "react";
import { useApi } from "../../api/api";
import { type Failure, failureOf } from "../../api/failure";
import type { Invitation } from "../../gen/watchbell/visitor/v1/invitation_pb";
import { Document_Kind } from "../../gen/watchbell/visitor/v1/visit_pb";
import { useText } from "../../i18n";
import { Select, TextField } from "../../ui/field";
import { FailureNote } from "../../ui/notes";
import { kDocuments } from "./manual_fields";

const kReadTimeoutMs = 8_000;

export interface Invited {
  person: number;
  dateOfBirth: string;
  documentKind: Document_Kind;
  numberLast4: string;
}

export const emptyInvited: Invited = {
  ...{ person: 0, dateOfBirth: "", documentKind: Document_Kind.DRIVING_LICENCE, numberLast4: "" },
};

interface Props {
  school: string;
  code: string;
  value: Invited;
  onChange(value: Invited): void;
  /** An open event names nobody: the person is typed, with the code. */
  onOpenEvent(): void;
}

export function InvitedFields({ school, code, value, onChange, onOpenEvent }: Props) {
  const { t } = useText();
  const { invitations } = useApi();
  const [invitation, setInvitation] = useState<Invitation>();
  const [failure, setFailure] = useState<Failure>();
  useEffect(() => {
    const gone = new AbortController();
    invitations
      .lookUpCode({ school, code }, { timeoutMs: kReadTimeoutMs, signal: gone.signal })
      .then((found) => (found.expected.length > 0 ? setInvitation(found) : onOpenEvent()))
      .catch((error) => gone.signal.aborted || setFailure(failureOf(error)));
    return () => gone.abort();
    // Looked up once for each code.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [invitations, school, code]);

  if (failure) return <FailureNote failure={failure} />;
  if (!invitation) return <p role="status">{t("common.loading")}</p>;
  const chosen = invitation.expected[value.person];
  return (
    <>
      <fieldset className="choices">
        <legend>{t("invite.who")}</legend>
        {invitation.expected.map((person, i) => (
          <label key={i} className="choice">
            <input
              type="radio"
              name="invited"
              checked={i === value.person}
              onChange={() => onChange({ ...value, person: i })}
            />
            <span>{[person.givenName, person.familyName].join(" ")}</span>
          </label>
        ))}
      </fieldset>
      <div className="columns">
        {chosen && !chosen.dateOfBirth && (
          <TextField
            label={t("desk.birth")}
            type="date"
            required
            value={value.dateOfBirth}
            onText={(dateOfBirth) => onChange({ ...value, dateOfBirth })}
          />
        )}
        <Select
          label={t("desk.document")}
          value={value.documentKind}
          onText={(kind) => onChange({ ...value, documentKind: Number(kind) })}
        >
          {kDocuments.map(({ kind, label }) => (
            <option key={kind} value={kind}>
              {t(label)}
            </option>
          ))}
        </Select>
      </div>
    </>
  );
}
