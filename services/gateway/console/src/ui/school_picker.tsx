// Which school the page is about. Somebody with one school never sees it.
import { useDistrict } from "../district";
import { useText } from "../i18n";
import { Select } from "./field";

export function SchoolPicker() {
  const { t } = useText();
  const { schools, school, choose } = useDistrict();
  if (schools.length === 1) return null;
  return (
    <Select label={t("common.school")} value={school} onText={choose}>
      <option value="">{t("common.chooseSchool")}</option>
      {schools.map(({ code, name }) => (
        <option key={code} value={code}>
          {name}
        </option>
      ))}
    </Select>
  );
}
