// The school's safety committee: its seats and when it meets, its meetings, and what is to be done until it is done.
import { Code, ConnectError } from "@connectrpc/connect";
import { useApi } from "../../api/api";
import { useLive } from "../../feed/use_live";
import type { Committee } from "../../gen/watchbell/alerting/v1/committee_pb";
import { useText } from "../../i18n";
import { useSession } from "../../session";
import { ActionForm, choices } from "../../ui/action_form";
import { LiveNote, WarningNote } from "../../ui/notes";
import { useNames } from "../../ui/use_names";
import { ActionItems } from "./action_items";
import { Meetings } from "./meetings";
import { kSeats } from "./words";

export function SafetyCommittee({ school }: { school: string }) {
  const { committees } = useApi();
  const live = useLive(
    `committee:${school}`,
    async (options): Promise<{ committee?: Committee }> => {
      try {
        return { committee: await committees.getCommittee({ school }, options) };
      } catch (error) {
        // A school without a committee is an answer, and a loud one.
        if (ConnectError.from(error).code === Code.NotFound) return {};
        throw error;
      }
    },
    (hint) => hint.aggregate === "committee" && hint.school === school,
  );
  const meetings = useLive(
    `meetings:${school}`,
    async (options) => (await committees.listMeetings({ school, pageSize: kMeetingsShown }, options)).meetings,
    (hint) => hint.aggregate === "committee-meeting" && hint.school === school,
  );
  const met = () => {
    meetings.reload();
    live.reload();
  };
  const { committee } = live.data ?? {};
  return (
    <>
      <ActionItems school={school} meetings={meetings.data ?? []} />
      <section className="card" aria-labelledby="committee">
        <h2 id="committee">{useText().t("committee.title")}</h2>
        <LiveNote live={live} />
        {live.data && <Seats school={school} committee={committee} onChange={live.reload} />}
      </section>
      {committee && <Meetings school={school} committee={committee} live={meetings} onMet={met} />}
    </>
  );
}

const kMeetingsShown = 24;

function Seats({ school, committee, onChange }: { school: string; committee?: Committee; onChange(): void }) {
  const { t, time } = useText();
  const { can } = useSession();
  const { committees } = useApi();
  const members = committee?.members ?? [];
  const nameOf = useNames(school, members.map(({ personId }) => personId));
  const seatOf = (role: number) => t(kSeats[role as keyof typeof kSeats] ?? "board.unknown");
  const { missingRoles = [], lastMeetingAt, nextMeetingDueAt, meetingOverdue } = committee ?? {};
  return (
    <>
      {!committee && <WarningNote>{t("committee.none")}</WarningNote>}
      {meetingOverdue && <WarningNote>{t("committee.overdue", { time: time(nextMeetingDueAt) })}</WarningNote>}
      {missingRoles.length > 0 && <WarningNote>{t("committee.missing", { roles: missingRoles.map(seatOf).join(", ") })}</WarningNote>}
      {committee && (
        <>
          <p>
            {lastMeetingAt ? t("committee.last", { time: time(lastMeetingAt) }) : t("committee.neverMet")}
            {nextMeetingDueAt && !meetingOverdue && ` ${t("committee.due", { time: time(nextMeetingDueAt) })}`}
          </p>
          <h3>{t("committee.members")}</h3>
          <ul className="rows">
            {members.map(({ personId, role }) => (
              <li key={`${personId}/${role}`}>
                <strong>{nameOf(personId)}</strong>
                <span className="tag">{seatOf(role)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {can("committee.edit") && (
        <div className="commands">
          <ActionForm
            label={t("committee.add")}
            fields={[
              { name: "personId", label: t("committee.who"), kind: "anybody", required: true },
              { name: "role", label: t("committee.seat"), kind: "choice", required: true, options: choices(t, kSeats) },
            ]}
            send={({ personId = "", role }, { requestId, timeoutMs }) =>
              committees.appointCommittee({ requestId, school, members: [...members, { personId, role: Number(role) }] }, { timeoutMs })
            }
            onDone={onChange}
          />
          {members.length > 1 && (
            <ActionForm
              label={t("committee.remove")}
              fields={[
                {
                  ...{ name: "member", label: t("committee.who"), kind: "choice", required: true },
                  options: members.map(({ personId, role }, i) => ({ value: String(i), label: `${nameOf(personId)}, ${seatOf(role)}` })),
                },
              ]}
              send={({ member }, { requestId, timeoutMs }) =>
                committees.appointCommittee({ requestId, school, members: members.filter((_, i) => i !== Number(member)) }, { timeoutMs })
              }
              onDone={onChange}
            />
          )}
        </div>
      )}
    </>
  );
}
