// A person of a case: the role, and the directory number or a short description.
import { CasePersonRole } from "../../gen/watchbell/threat_intake/v1/case_parts_pb";
import type { Text } from "../../i18n";
import type { TextKey } from "../../i18n/dictionary";
import { choices, type FormField, type Values } from "../../ui/action_form";

export const kDescriptionLengthMax = 80;

export const kPersonRoles: Partial<Record<CasePersonRole, TextKey>> = {
  [CasePersonRole.SUBJECT]: "parts.role.subject",
  [CasePersonRole.TARGET]: "parts.role.target",
  [CasePersonRole.WITNESS]: "parts.role.witness",
};

/** With one of `roles` where it is given. */
export function personFields(t: Text["t"], roles?: CasePersonRole[]): FormField[] {
  const offered = Object.fromEntries(Object.entries(kPersonRoles).filter(([role]) => !roles || roles.includes(Number(role))));
  return [
    { name: "role", label: t("parts.role"), kind: "choice", required: true, options: choices(t, offered) },
    { name: "description", label: t("parts.person"), hint: t("parts.personHint"), required: true, maxLength: kDescriptionLengthMax },
  ];
}

export function personOf({ role, description }: Values) {
  return { role: Number(role), description: description?.trim() };
}
