// One thing that a person means to do: pressed once, sent as often as needed, done once.
import { useCallback, useRef, useState } from "react";
import { uuidv7 } from "../lib/uuid";
import type { Failure } from "./failure";
import { type Attempt, kPatient, persist, type RetryPolicy } from "./persist";

export type Progress<T> =
  | { kind: "idle" }
  | { kind: "sending"; attempt: number }
  | { kind: "done"; value: T; at: Date }
  | { kind: "failed"; failure: Failure };

export interface Intent<A, T> {
  progress: Progress<T>;
  /** Without effect while the last one is being sent: a double click is one intention. */
  start(request: A): Promise<T | undefined>;
  reset(): void;
}

interface Options {
  policy?: RetryPolicy;
  makeId?: () => string;
}

// Requests with the same content are the same intention until one of them succeeds. int64 fields are bigints.
function contentOf(request: unknown): string {
  return JSON.stringify(request, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value)) ?? "";
}

export function useIntent<A, T>(call: (request: A, attempt: Attempt) => Promise<T>, options: Options = {}): Intent<A, T> {
  const [progress, setProgress] = useState<Progress<T>>({ kind: "idle" });
  const sending = useRef(false);
  const pending = useRef<{ id: string; content: string } | undefined>(undefined);
  const { policy = kPatient, makeId = uuidv7 } = options;

  const start = async (request: A): Promise<T | undefined> => {
    if (sending.current) return undefined;
    sending.current = true;
    const content = contentOf(request);
    if (pending.current?.content !== content) pending.current = { id: makeId(), content };
    const outcome = await persist(pending.current.id, policy, (attempt) => call(request, attempt), {
      onAttempt: (attempt) => setProgress({ kind: "sending", attempt }),
    });
    sending.current = false;
    if (!outcome.ok) {
      setProgress({ kind: "failed", failure: outcome.failure });
      return undefined;
    }
    pending.current = undefined;
    setProgress({ kind: "done", value: outcome.value, at: new Date() });
    return outcome.value;
  };

  const reset = useCallback(() => {
    pending.current = undefined;
    setProgress({ kind: "idle" });
  }, []);
  return { progress, start, reset };
}
