// Which school a tip is about: a list where the directory answers without a session, else the code from the poster.
import { useEffect, useState } from "react";
import { useApi } from "../../api/api";
import type { School } from "../../gen/watchbell/notification/v1/directory_pb";
import { useText } from "../../i18n";
import { Select, TextField } from "../../ui/field";

const kReadTimeoutMs = 8_000;
const kCodeLengthMax = 32;

interface Props {
  value: string;
  error?: string;
  onText(code: string): void;
}

export function SchoolField({ value, error, onText }: Props) {
  const { t } = useText();
  const { directory } = useApi();
  const [schools, setSchools] = useState<School[]>([]);
  useEffect(() => {
    let gone = false;
    directory
      .listSchools({}, { timeoutMs: kReadTimeoutMs })
      .then((answer) => gone || setSchools(answer.schools.filter((school) => !school.removed)))
      // Then the code is typed.
      .catch(() => undefined);
    return () => void (gone = true);
  }, [directory]);

  if (schools.length === 0) {
    return (
      <TextField
        label={t("tip.schoolCode")}
        hint={t("tip.schoolCodeHint")}
        required
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={kCodeLengthMax}
        value={value}
        onText={(text) => onText(text.toLowerCase().trim())}
        error={error}
      />
    );
  }
  return (
    <Select label={t("common.school")} required value={value} onText={onText} error={error}>
      <option value="">{t("common.chooseSchool")}</option>
      {schools.map(({ code, name }) => (
        <option key={code} value={code}>
          {name}
        </option>
      ))}
    </Select>
  );
}
