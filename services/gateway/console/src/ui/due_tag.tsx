// By when something is to be done; louder once that is past.
import type { Timestamp } from "@bufbuild/protobuf/wkt";
import { useText } from "../i18n";

/** Nothing where nothing is due. */
export function DueTag({ dueAt, overdue }: { dueAt?: Timestamp; overdue: boolean }) {
  const { t, time } = useText();
  if (!dueAt) return null;
  return <span className={overdue ? "tag tag-urgent" : "tag"}>{t(overdue ? "care.late" : "cases.due", { time: time(dueAt) })}</span>;
}
