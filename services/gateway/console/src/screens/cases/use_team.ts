// The team that works on a school's cases, and one's own seat on it.
import { Code } from "@connectrpc/connect";
import { failureOf } from "../../api/failure";
import { useApi } from "../../api/api";
import { type Live, useLive } from "../../feed/use_live";
import type { ThreatTeam, ThreatTeamRole } from "../../gen/watchbell/threat_intake/v1/case_team_pb";
import { useSession } from "../../session";

/** `null`: nobody has been appointed, neither here nor for the district. */
export function useTeam(school: string): Live<ThreatTeam | null> {
  const { teams } = useApi();
  return useLive<ThreatTeam | null>(
    `team:${school}`,
    (options) =>
      teams.getThreatTeam({ school }, options).catch((error: unknown) => {
        if (failureOf(error).code === Code.NotFound) return null;
        throw error;
      }),
    (hint) => hint.aggregate === "threat-team",
  );
}

export function useSeat(school: string): ThreatTeamRole | undefined {
  const { me } = useSession();
  return useTeam(school).data?.members.find(({ personId }) => personId === me)?.role;
}

/** Whoever may not read a school's cases may not begin one either. */
export function isOffTheTeam({ failure }: Live<unknown>): boolean {
  return failure?.code === Code.PermissionDenied;
}
