// Trying again without doing twice: every attempt of one intention carries the same request id.
import { failureOf, type Failure, isRetriable } from "./failure";

export interface RetryPolicy {
  attempts: number;
  attemptTimeoutMs: number;
  firstPauseMs: number;
  pauseMsMax: number;
}

/** For forms: a short blink of the network goes unnoticed, then the person decides. */
export const kPatient: RetryPolicy = { attempts: 3, attemptTimeoutMs: 8_000, firstPauseMs: 400, pauseMsMax: 2_000 };
/** For alarms: until it is confirmed or refused. */
export const kUntilConfirmed: RetryPolicy = {
  attempts: Number.POSITIVE_INFINITY,
  attemptTimeoutMs: 4_000,
  firstPauseMs: 250,
  pauseMsMax: 2_000,
};

export interface Attempt {
  requestId: string;
  timeoutMs: number;
  signal?: AbortSignal;
}

export type Outcome<T> = { ok: true; value: T } | { ok: false; failure: Failure };

export interface PersistOptions {
  signal?: AbortSignal;
  onAttempt?(attempt: number): void;
  pause?(ms: number): Promise<void>;
}

/** Calls until an answer, a refusal, or the policy's last attempt. */
export async function persist<T>(
  requestId: string,
  policy: RetryPolicy,
  call: (attempt: Attempt) => Promise<T>,
  options: PersistOptions = {},
): Promise<Outcome<T>> {
  const pause = options.pause ?? wait;
  for (let attempt = 1; ; attempt++) {
    options.onAttempt?.(attempt);
    try {
      const value = await call({ requestId, timeoutMs: policy.attemptTimeoutMs, signal: options.signal });
      return { ok: true, value };
    } catch (error) {
      const failure = failureOf(error);
      const last = attempt >= policy.attempts || options.signal?.aborted;
      if (last || !isRetriable(failure)) return { ok: false, failure };
    }
    await pause(Math.min(policy.firstPauseMs * 2 ** Math.min(attempt - 1, 20), policy.pauseMsMax));
  }
}

export function wait(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}
