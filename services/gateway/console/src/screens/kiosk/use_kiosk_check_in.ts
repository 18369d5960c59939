// A check-in at the kiosk: at once where the gateway answers, else kept for later and said to be so.
import { useRef, useState } from "react";
import { useApi } from "../../api/api";
import { persist, type RetryPolicy } from "../../api/persist";
import { Document_Kind, type Visit } from "../../gen/watchbell/visitor/v1/visit_pb";
import { uuidv7 } from "../../lib/uuid";
import { type Identity, isAway } from "./queue";
import type { Waiting } from "./use_queue";

/** Somebody stands there: two tries, then the arrival is kept. */
const kBrief: RetryPolicy = { attempts: 2, attemptTimeoutMs: 5_000, firstPauseMs: 300, pauseMsMax: 300 };

export type Answer =
  | { kind: "visit"; visit: Visit }
  // Let in later, when the desk or the list has answered.
  | { kind: "kept" }
  // Somebody at the desk must help; why is not for this screen.
  | { kind: "desk" };

type Known = Identity | { case: "invited"; value: { person: number; documentKind: Document_Kind } };

export interface KioskCheckIn {
  busy: boolean;
  send(identity: Identity, purpose: string, invitationCode: string): Promise<void>;
  /** A scanned invitation: checked in at once where it says everything, else its person types the rest. */
  sendCode(code: string): Promise<void>;
}

export function useKioskCheckIn(
  school: string,
  queue: Waiting,
  onAnswer: (answer: Answer) => void,
  onType: (code: string) => void,
): KioskCheckIn {
  const { visits, invitations } = useApi();
  const [busy, setBusy] = useState(false);
  const sending = useRef(false);

  const once = async (work: () => Promise<void>) => {
    if (sending.current) return;
    sending.current = true;
    setBusy(true);
    await work();
    sending.current = false;
    setBusy(false);
  };
  const checkIn = async (identity: Known, purpose: string, invitationCode: string) => {
    const at = Date.now();
    const id = uuidv7(at);
    const outcome = await persist(id, kBrief, ({ requestId, timeoutMs }) =>
      visits.checkIn({ requestId, school, identity, purpose, invitationCode }, { timeoutMs }),
    );
    if (outcome.ok) return onAnswer({ kind: "visit", visit: outcome.value });
    if (!isAway(outcome.failure) || !queue.ready || identity.case === "invited") return onAnswer({ kind: "desk" });
    await queue
      .add({ requestId: id, school, identity, purpose, invitationCode, at })
      .then(() => onAnswer({ kind: "kept" }))
      .catch(() => onAnswer({ kind: "desk" }));
  };

  return {
    busy,
    send: (identity, purpose, invitationCode) => once(() => checkIn(identity, purpose, invitationCode)),
    sendCode: (code) =>
      once(async () => {
        const found = await persist(uuidv7(), kBrief, ({ timeoutMs }) =>
          invitations.lookUpCode({ school, code }, { timeoutMs }),
        );
        if (!found.ok) return isAway(found.failure) ? onType(code) : onAnswer({ kind: "desk" });
        const [only, ...others] = found.value.expected;
        if (!only?.dateOfBirth || others.length > 0) return onType(code);
        await checkIn({ case: "invited", value: { person: 0, documentKind: Document_Kind.OTHER } }, "", code);
      }),
  };
}
