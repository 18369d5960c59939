// Dates and times in the reader's language.
import { type Timestamp, timestampDate, timestampFromDate } from "@bufbuild/protobuf/wkt";

export function clock(at: Timestamp | undefined, language: string | string[]): string {
  if (!at) return "";
  const date = timestampDate(at);
  const today = date.toDateString() === new Date().toDateString();
  return new Intl.DateTimeFormat(language, {
    ...(today ? {} : { month: "short", day: "numeric" }),
    hour: "numeric",
    minute: "2-digit",
  }).format(date);
}

export function clockWithSeconds(at: Date, language: string | string[]): string {
  return new Intl.DateTimeFormat(language, { hour: "numeric", minute: "2-digit", second: "2-digit" }).format(at);
}

/**
 * A calendar day "YYYY-MM-DD", a month "YYYY-MM", months "YYYY-MM..YYYY-MM" or a year "YYYY", as the contract writes them;
 * what is none of them is shown as it is.
 */
export function day(text: string, language: string | string[]): string {
  if (/^\d{4}-\d{2}(\.\.\d{4}-\d{2})?$/.test(text)) return months(text, language);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return text;
  const date = new Date(`${text}T00:00:00Z`);
  if (Number.isNaN(date.getTime())) return text;
  return new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" }).format(date);
}

function months(text: string, language: string | string[]): string {
  const [from, until = from] = text.split("..").map((month) => new Date(`${month}-01T00:00:00Z`));
  if (!from || !until || Number.isNaN(from.getTime()) || Number.isNaN(until.getTime())) return text;
  return new Intl.DateTimeFormat(language, { month: "long", year: "numeric", timeZone: "UTC" }).formatRange(from, until);
}

/** What a field of the kind "datetime-local" holds, as the contract has it. */
export function moment(local: string | undefined): Timestamp | undefined {
  const date = new Date(local ?? "");
  return Number.isNaN(date.getTime()) ? undefined : timestampFromDate(date);
}
