// The caller's schools, their open incidents, and the school that the caller looks at.
import { createContext, type ReactNode, useContext, useMemo, useState } from "react";
import { useApi } from "../api/api";
import { type Live, useLive } from "../feed/use_live";
import type { Incident } from "../gen/watchbell/alerting/v1/incident_pb";
import type { Session } from "../gen/watchbell/gateway/v1/session_service_pb";
import type { School } from "../gen/watchbell/notification/v1/directory_pb";
import { recall, remember } from "../lib/memory";
import { schoolsOf } from "./school_state";

const kSchoolKey = "watchbell.school";

interface District {
  schools: Pick<School, "code" | "name">[];
  directory: Live<School[]>;
  incidents: Live<Incident[]>;
  /** Code of the chosen school; empty when none is. */
  school: string;
  choose(code: string): void;
  nameOf(code: string): string;
}

const DistrictContext = createContext<District | undefined>(undefined);

export function DistrictProvider({ session, children }: { session: Session; children: ReactNode }) {
  const { alarm, directory: directoryService } = useApi();
  const directory = useLive(
    "schools",
    async (options) => (await directoryService.listSchools({}, options)).schools,
    (hint) => hint.aggregate === "school",
  );
  const mayRead = session.permissions.includes("incident.read");
  const incidents = useLive(
    mayRead ? "incidents" : "",
    async (options) => (await alarm.listOpenIncidents({}, options)).incidents,
    (hint) => hint.aggregate === "incident",
  );
  const [chosen, setChosen] = useState(() => recall(kSchoolKey) ?? "");

  const value = useMemo<District>(() => {
    const schools = schoolsOf(session, directory.data);
    const known = schools.some((school) => school.code === chosen);
    return {
      schools,
      directory,
      incidents,
      school: known ? chosen : schools.length === 1 ? schools[0]!.code : "",
      choose: (code) => {
        remember(kSchoolKey, code);
        setChosen(code);
      },
      nameOf: (code) => directory.data?.find((school) => school.code === code)?.name ?? code,
    };
  }, [session, directory, incidents, chosen]);
  return <DistrictContext value={value}>{children}</DistrictContext>;
}

export function useDistrict(): District {
  const district = useContext(DistrictContext);
  if (!district) throw new Error("useDistrict needs a DistrictProvider");
  return district;
}
