// The posts of a school: who holds each, who stands in, at which hours; changed, handed over, or left out for a day.
import { useApi } from "../../api/api";
import { type Live, useLive } from "../../feed/use_live";
import type { DutyPost, DutyRoster } from "../../gen/watchbell/notification/v1/directory_pb";
import { useText } from "../../i18n";
import { locales } from "../../i18n/translate";
import { moment } from "../../lib/time";
import { useSession } from "../../session";
import { ActionForm } from "../../ui/action_form";
import { ListCard } from "../../ui/list_card";
import { useNames } from "../../ui/use_names";
import { clockOf, hoursOfDay } from "./hours";
import { PostForm } from "./post_form";
import { kRoles, weekdayName } from "./words";

const kNoteLengthMax = 200;

export function DutyPosts({ school }: { school: string }) {
  const { t } = useText();
  const { can } = useSession();
  const { duty } = useApi();
  const live = useLive(
    `duty:${school}`,
    (options) => duty.getDutyRoster({ school }, options),
    (hint) => hint.aggregate === "duty-roster" && hint.school === school,
  );
  const posts = live.data?.posts ?? [];
  const nameOf = useNames(school, posts.flatMap(({ personId, alternateIds }) => [personId, ...alternateIds]));
  return (
    <ListCard
      title={t("duty.posts")}
      live={live}
      items={live.data && posts}
      none={t("duty.noPosts")}
      idOf={({ id }) => id}
      row={(post) => <Row school={school} post={post} posts={posts} live={live} nameOf={nameOf} />}
    >
      {live.data && can("duty.assign") && <PostForm school={school} posts={posts} onDone={live.reload} />}
    </ListCard>
  );
}

interface Props {
  school: string;
  post: DutyPost;
  posts: DutyPost[];
  live: Live<DutyRoster>;
  nameOf(id: string): string;
}

function Row({ school, post, posts, live, nameOf }: Props) {
  const { t, language } = useText();
  const { can } = useSession();
  const { duty } = useApi();
  const { id: postId, role, personId, alternateIds, hours } = post;
  const times = hours.map(
    ({ weekday, fromMinute, untilMinute }) => `${weekdayName(weekday, locales(language))} ${clockOf(fromMinute)}–${clockOf(untilMinute)}`,
  );
  return (
    <>
      <div>
        <strong>
          {t(kRoles[role])}: {nameOf(personId)}
        </strong>
        <p className="muted">{times.join(", ") || t("duty.noHours")}</p>
        {alternateIds.length > 0 && <p>{t("duty.alternates", { names: alternateIds.map(nameOf).join(", ") })}</p>}
      </div>
      <div className="commands">
        {can("duty.hand_over") && (
          <ActionForm
            label={t("duty.handOver")}
            fields={[
              { name: "to", label: t("duty.handTo"), kind: "person", required: true },
              { name: "until", label: t("duty.until"), hint: t("duty.untilHint"), kind: "datetime-local" },
              { name: "note", label: t("duty.note"), kind: "area", maxLength: kNoteLengthMax },
            ]}
            send={({ to, until, note }, { requestId, timeoutMs }) =>
              duty.handOverDuty({ requestId, school, postId, toPersonId: to, until: moment(until), note }, { timeoutMs })
            }
            onDone={live.reload}
          />
        )}
        {can("duty.assign") && (
          <>
            <ActionForm
              label={t("duty.away")}
              fields={[
                { name: "day", label: t("duty.day"), kind: "date", required: true },
                { name: "person", label: t("duty.instead"), kind: "person" },
              ]}
              send={({ day, person }, { requestId, timeoutMs }) => {
                // With somebody instead, that weekday's hours stay; with nobody, the post is not kept.
                const kept = person ? hoursOfDay(hours, day ?? "") : [];
                return duty.setDutyException(
                  { requestId, school, exception: { postId, day, personId: person, hours: kept } },
                  { timeoutMs },
                );
              }}
              onDone={live.reload}
            >
              <p>{t("duty.awayHint")}</p>
            </ActionForm>
            <PostForm school={school} posts={posts} post={post} onDone={live.reload} />
            <ActionForm
              label={t("duty.remove")}
              kind="danger"
              send={(_, { requestId, timeoutMs }) =>
                duty.setDutyPosts({ requestId, school, posts: posts.filter((one) => one !== post) }, { timeoutMs })
              }
              onDone={live.reload}
            />
          </>
        )}
      </div>
    </>
  );
}
