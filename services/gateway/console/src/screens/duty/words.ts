// What the duty roster calls things.
import { DutyHours_Weekday as Weekday, DutyPost_Role as Role } from "../../gen/watchbell/notification/v1/directory_pb";
import type { TextKey } from "../../i18n/dictionary";

export const kRoles: Record<Role, TextKey> = {
  [Role.UNSPECIFIED]: "duty.role.standing",
  [Role.SRO]: "duty.role.sro",
  [Role.SSO]: "duty.role.sso",
  [Role.GUARD]: "duty.role.guard",
  [Role.ADMINISTRATOR]: "duty.role.administrator",
};

export const kChosenRoles: Partial<Record<Role, TextKey>> = {
  [Role.SRO]: "duty.role.sro",
  [Role.SSO]: "duty.role.sso",
  [Role.GUARD]: "duty.role.guard",
  [Role.ADMINISTRATOR]: "duty.role.administrator",
};

export const kSchoolWeek = [Weekday.MONDAY, Weekday.TUESDAY, Weekday.WEDNESDAY, Weekday.THURSDAY, Weekday.FRIDAY];
export const kWeek = [...kSchoolWeek, Weekday.SATURDAY, Weekday.SUNDAY];

/** The name of a weekday, as the reader's language has it. 1 is Monday; 5 January 2026 was one. */
export function weekdayName(weekday: Weekday, language: string | string[]): string {
  return new Intl.DateTimeFormat(language, { weekday: "long", timeZone: "UTC" }).format(new Date(Date.UTC(2026, 0, 4 + weekday)));
}
