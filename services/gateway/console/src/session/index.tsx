// Who is signed in. The session itself is a cookie that scripts cannot read; this is what the gateway says of it.
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from "react";
import { Code } from "@connectrpc/connect";
import { type SessionEnd, useApi } from "../api/api";
import type { Failure } from "../api/failure";
import { kPatient, persist } from "../api/persist";
import { uuidv7 } from "../lib/uuid";
import type { Session } from "../gen/watchbell/gateway/v1/session_service_pb";

const kDistrict = "district";

export type SessionState =
  | { kind: "checking" }
  // `ended`: was signed in, and no longer is. `failure`: why the gateway could not be asked.
  | { kind: "out"; ended: boolean; failure?: Failure }
  | { kind: "in"; session: Session };

interface SessionContextValue {
  state: SessionState;
  /** Directory id of who is signed in; empty: nobody. */
  me: string;
  signedIn(session: Session): void;
  signOut(): Promise<void>;
  /** Whether to offer what needs this permission. The services decide; this only keeps the menu short. */
  can(permission: string): boolean;
  /** A role for the whole district, not of one school. */
  everywhere: boolean;
}

const SessionContext = createContext<SessionContextValue | undefined>(undefined);

export function SessionProvider({ end, children }: { end: SessionEnd; children: ReactNode }) {
  const { session: service } = useApi();
  const [state, setState] = useState<SessionState>({ kind: "checking" });

  useEffect(() => {
    const gone = new AbortController();
    const ask = (options: { timeoutMs: number }) => service.getSession({}, { ...options, signal: gone.signal });
    void persist(uuidv7(), kPatient, ask).then((outcome) => {
      if (gone.signal.aborted) return;
      if (outcome.ok) return setState({ kind: "in", session: outcome.value });
      const unknown = outcome.failure.code !== Code.Unauthenticated;
      setState({ kind: "out", ended: false, failure: unknown ? outcome.failure : undefined });
    });
    return () => gone.abort();
  }, [service]);

  useEffect(() => {
    const ended = () => setState((old) => (old.kind === "in" ? { kind: "out", ended: true } : old));
    end.addEventListener("ended", ended);
    return () => end.removeEventListener("ended", ended);
  }, [end]);

  const signedIn = useCallback((session: Session) => setState({ kind: "in", session }), []);
  const signOut = useCallback(async () => {
    await persist(uuidv7(), kPatient, ({ timeoutMs }) => service.signOut({}, { timeoutMs }));
    setState({ kind: "out", ended: false });
  }, [service]);

  const value = useMemo<SessionContextValue>(() => {
    const permissions = new Set(state.kind === "in" ? state.session.permissions : []);
    const me = state.kind === "in" ? state.session.personId : "";
    const everywhere = state.kind === "in" && state.session.grants.some(({ school }) => school === kDistrict);
    return { state, me, signedIn, signOut, can: (permission) => permissions.has(permission), everywhere };
  }, [state, signedIn, signOut]);
  return <SessionContext value={value}>{children}</SessionContext>;
}

export function useSession(): SessionContextValue {
  const session = useContext(SessionContext);
  if (!session) throw new Error("useSession needs a SessionProvider");
  return session;
}
