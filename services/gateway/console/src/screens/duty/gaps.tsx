// The hours of the coming days in which no post is kept, and every hand-over.
import { useApi } from "../../api/api";
import { useLive } from "../../feed/use_live";
import { useText } from "../../i18n";
import { WarningNote } from "../../ui/notes";
import { ListCard } from "../../ui/list_card";
import { useNames } from "../../ui/use_names";

const kDays = 7;

export function DutyGaps({ school }: { school: string }) {
  const { t, time } = useText();
  const { duty } = useApi();
  const live = useLive(
    `duty-gaps:${school}`,
    (options) => duty.listDutyGaps({ school, days: kDays }, options),
    (hint) => hint.aggregate === "duty-roster" && hint.school === school,
  );
  const { gaps, standingList } = live.data ?? {};
  return (
    <ListCard
      title={t("duty.gaps", { days: kDays })}
      live={live}
      items={gaps}
      none={t("duty.noGaps")}
      idOf={({ from }) => String(from?.seconds)}
      row={({ from, until }) => (
        <span>
          {time(from)} – {time(until)}
        </span>
      )}
    >
      {gaps && gaps.length > 0 && <WarningNote>{t(standingList ? "duty.standing" : "duty.onlyPolice")}</WarningNote>}
    </ListCard>
  );
}

export function HandOvers({ school }: { school: string }) {
  const { t, time } = useText();
  const { duty } = useApi();
  const live = useLive(
    `hand-overs:${school}`,
    async (options) => (await duty.listHandOvers({ school }, options)).handOvers,
    (hint) => hint.aggregate === "duty-roster" && hint.school === school,
  );
  const nameOf = useNames(school, live.data?.flatMap(({ fromPersonId, toPersonId }) => [fromPersonId, toPersonId]) ?? []);
  return (
    <ListCard
      title={t("duty.handOvers")}
      live={live}
      items={live.data}
      none={t("duty.noHandOvers")}
      idOf={({ postId, at }) => `${postId}/${at?.seconds}`}
      row={({ postId, fromPersonId, toPersonId, at, until, note }) => (
        <div>
          <strong>{t("duty.handedOver", { post: postId, from: nameOf(fromPersonId), to: nameOf(toPersonId) })}</strong>
          <p className="muted">
            {time(at)} – {time(until)} {note}
          </p>
        </div>
      )}
    />
  );
}
