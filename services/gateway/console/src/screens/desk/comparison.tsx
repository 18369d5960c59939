// The visitor and one entry of the watch list, side by side, with the reason of every term.
import type { Visit } from "../../gen/watchbell/visitor/v1/visit_pb";
import {
  type ComparedEntry,
  type ComparedField,
  ComparedField_Agreement,
} from "../../gen/watchbell/visitor/v1/screening_service_pb";
import type { Match } from "../../gen/watchbell/visitor/v1/visit_pb";
import { useText } from "../../i18n";
import { isTextKey, type TextKey } from "../../i18n/dictionary";
import { kEntryKinds } from "./kinds";

const kFieldNames: Record<string, TextKey> = {
  given_name: "desk.given",
  middle_name: "desk.middle",
  family_name: "desk.family",
  name_suffix: "compare.suffix",
  date_of_birth: "desk.birth",
  age: "compare.age",
  state: "compare.state",
  aliases: "desk.aliases",
  description: "desk.description",
  in_force: "compare.inForce",
};

const kAgreements: Record<ComparedField_Agreement, TextKey> = {
  [ComparedField_Agreement.UNSPECIFIED]: "compare.oneSide",
  [ComparedField_Agreement.SAME]: "compare.same",
  [ComparedField_Agreement.DIFFERENT]: "compare.different",
};

interface Props {
  visit: Visit;
  match: Match;
  /** Undefined for somebody who may not read the entry. */
  compared?: ComparedEntry;
}

export function Comparison({ visit, match, compared }: Props) {
  const { t } = useText();
  const word = (stem: string, grade: string) => {
    const key = `${stem}.${grade}`;
    return isTextKey(key) ? t(key) : grade;
  };
  return (
    <div className="comparison">
      <p>
        <strong>{word("desk.outcome", match.outcome)}.</strong> {t(kEntryKinds[compared?.entry?.kind ?? match.kind])}.{" "}
        {t("desk.grade", {
          name: word("desk.name", match.nameGrade),
          birth: word("desk.birth", match.dobGrade),
        })}
      </p>
      {compared ? <SideBySide fields={compared.fields} /> : <NameOnly visit={visit} />}
      {match.terms.length > 0 && (
        <details>
          <summary>{t("desk.why")}</summary>
          <ul lang="en">
            {match.terms.map((term) => (
              <li key={term}>{term}</li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

function SideBySide({ fields }: { fields: ComparedField[] }) {
  const { t, day } = useText();
  return (
    <table>
      <thead>
        <tr>
          <td />
          <th scope="col">{t("desk.visitor")}</th>
          <th scope="col">{t("desk.entry")}</th>
          <th scope="col">{t("compare.agree")}</th>
        </tr>
      </thead>
      <tbody>
        {fields.map(({ field, visitor, entry, agreement }) => (
          <tr key={field} className={agreement === ComparedField_Agreement.DIFFERENT ? "differs" : ""}>
            <th scope="row">{kFieldNames[field] ? t(kFieldNames[field]) : field}</th>
            <td>{visitor ? day(visitor) : "–"}</td>
            <td>{entry ? day(entry) : "–"}</td>
            <td>{t(kAgreements[agreement])}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function NameOnly({ visit }: { visit: Visit }) {
  const { t, day } = useText();
  return (
    <p className="muted">
      {[visit.givenName, visit.middleName, visit.familyName].filter(Boolean).join(" ")}, {day(visit.dateOfBirth)}.{" "}
      {t("desk.noEntry")}
    </p>
  );
}
