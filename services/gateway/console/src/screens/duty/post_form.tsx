// A post: role, holder, two stand-ins, and the hours of its days.
import { useApi } from "../../api/api";
import type { DutyPost } from "../../gen/watchbell/notification/v1/directory_pb";
import { useText } from "../../i18n";
import { locales } from "../../i18n/translate";
import { ActionForm, choices, type FormField, type Values } from "../../ui/action_form";
import { clockOf, minuteOf } from "./hours";
import { kChosenRoles, kSchoolWeek, kWeek, weekdayName } from "./words";

const kIdLengthMax = 32;
const kFrom = "07:30";
const kUntil = "15:30";

interface Props {
  school: string;
  posts: DutyPost[];
  /** Else a new one. */
  post?: DutyPost;
  onDone(): void;
}

function valuesOf(post: DutyPost | undefined): Values {
  const days = post ? post.hours.map(({ weekday }) => weekday) : kSchoolWeek;
  const first = post?.hours[0];
  return {
    ...{ id: post?.id ?? "", role: post ? String(post.role) : "", person: post?.personId ?? "" },
    ...{ first: post?.alternateIds[0] ?? "", second: post?.alternateIds[1] ?? "" },
    ...{ from: first ? clockOf(first.fromMinute) : kFrom, until: first ? clockOf(first.untilMinute) : kUntil },
    ...Object.fromEntries(days.map((day) => [`day-${day}`, "yes"])),
  };
}

export function PostForm({ school, posts, post, onDone }: Props) {
  const { t, language } = useText();
  const { duty } = useApi();
  const fields: FormField[] = [
    { name: "id", label: t("duty.id"), hint: t("duty.idHint"), required: true, maxLength: kIdLengthMax, when: () => !post },
    { name: "role", label: t("duty.role"), kind: "choice", required: true, options: choices(t, kChosenRoles) },
    { name: "person", label: t("duty.holder"), kind: "person", required: true },
    { name: "first", label: t("duty.firstAlternate"), kind: "person" },
    { name: "second", label: t("duty.secondAlternate"), kind: "person" },
    { name: "from", label: t("duty.from"), kind: "time", required: true },
    { name: "until", label: t("duty.to"), kind: "time", required: true },
    ...kWeek.map((day): FormField => ({ name: `day-${day}`, label: weekdayName(day, locales(language)), kind: "check" })),
  ];
  return (
    <ActionForm
      label={t(post ? "duty.change" : "duty.add")}
      fields={fields}
      initial={valuesOf(post)}
      send={(values, { requestId, timeoutMs }) => {
        const changed = {
          ...{ id: post?.id ?? values.id?.trim(), role: Number(values.role), personId: values.person },
          alternateIds: [values.first ?? "", values.second ?? ""].filter(Boolean),
          hours: kWeek
            .filter((day) => values[`day-${day}`] === "yes")
            .map((weekday) => ({ weekday, fromMinute: minuteOf(values.from), untilMinute: minuteOf(values.until, true) })),
        };
        const all = post ? posts.map((one) => (one === post ? changed : one)) : [...posts, changed];
        return duty.setDutyPosts({ requestId, school, posts: all }, { timeoutMs });
      }}
      onDone={onDone}
    />
  );
}
