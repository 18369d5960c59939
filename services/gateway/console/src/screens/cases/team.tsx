// Who assesses threats: appointed by name and role, for a school, or for every school that has no team of its own.
import { useApi } from "../../api/api";
import { type ThreatTeamMember, ThreatTeamRole as Role } from "../../gen/watchbell/threat_intake/v1/case_team_pb";
import { useText } from "../../i18n";
import { useSession } from "../../session";
import { ActionForm, choices } from "../../ui/action_form";
import { ListCard } from "../../ui/list_card";
import { WarningNote } from "../../ui/notes";
import { useNames } from "../../ui/use_names";
import { kTeamRoles } from "./care_words";
import { useTeam } from "./use_team";

const kDistrict = "district";
const kMembersMax = 20;
// Without each of these no substantive case is closed.
const kNeeded = [Role.ADMINISTRATOR, Role.MENTAL_HEALTH, Role.POLICE];

export function Teams({ school }: { school: string }) {
  const { t } = useText();
  const { everywhere } = useSession();
  return (
    <>
      <p className="muted">{t("team.hint")}</p>
      <Team of={school} school={school} />
      {everywhere && <Team of={kDistrict} school={school} />}
    </>
  );
}

type Member = Pick<ThreatTeamMember, "personId" | "role">;

function Team({ of, school }: { of: string; school: string }) {
  const { t, time } = useText();
  const { can } = useSession();
  const { teams } = useApi();
  const live = useTeam(of);
  const standsIn = live.data ? live.data.school !== of : false;
  const members = live.data?.members ?? [];
  const missing = live.data === null ? kNeeded : (live.data?.missing ?? []);
  const nameOf = useNames(school, members.map(({ personId }) => personId));
  const roleName = (role: Role) => t(kTeamRoles[role] ?? "board.unknown");
  const own: Member[] = standsIn ? [] : members.map(({ personId, role }) => ({ personId, role }));
  const without = (id: string) => own.filter(({ personId }) => personId !== id);
  const mayAppoint = can("case.team") && live.data !== undefined;
  return (
    <ListCard
      title={t(of === kDistrict ? "team.ofDistrict" : "team.ofSchool")}
      live={live}
      items={live.data === undefined ? undefined : members}
      none={t("team.none")}
      idOf={({ personId }) => personId}
      row={({ personId, role }) => (
        <>
          <div>
            <strong>{nameOf(personId)}</strong>
          </div>
          <span className="tag">{roleName(role)}</span>
          {mayAppoint && own.length > 1 && (
            <div className="commands">
              <ActionForm
                label={t("team.remove")}
                kind="danger"
                send={(_, { requestId, timeoutMs }) =>
                  teams.appointThreatTeam({ requestId, school: of, members: without(personId) }, { timeoutMs })
                }
                onDone={live.reload}
              >
                <p>
                  {nameOf(personId)}, {roleName(role)}
                </p>
              </ActionForm>
            </div>
          )}
        </>
      )}
    >
      {standsIn && <WarningNote>{t("team.standIn")}</WarningNote>}
      {missing.length > 0 && <WarningNote>{t("team.missing", { roles: missing.map(roleName).join(", ") })}</WarningNote>}
      {live.data?.appointedAt && !standsIn && <p className="muted">{t("team.appointed", { time: time(live.data.appointedAt) })}</p>}
      {mayAppoint && own.length < kMembersMax && (
        <ActionForm
          label={t("team.add")}
          fields={[
            { name: "person", label: t("testLists.who"), kind: "person", required: true },
            { name: "role", label: t("team.role"), kind: "choice", required: true, options: choices(t, kTeamRoles) },
          ]}
          send={({ person = "", role }, { requestId, timeoutMs }) =>
            teams.appointThreatTeam(
              { requestId, school: of, members: [...without(person), { personId: person, role: Number(role) }] },
              { timeoutMs },
            )
          }
          onDone={live.reload}
        >
          <p>{t("team.addHint")}</p>
        </ActionForm>
      )}
    </ListCard>
  );
}
