// Keeps one subscription open for as long as the page lives.
import type { Api } from "../api/api";
import { wait } from "../api/persist";
import type { ChangeHint } from "../gen/watchbell/gateway/v1/session_service_pb";

const kFirstPauseMs = 500;
const kPauseMsMax = 10_000;
// The gateway says "keepalive" every 15 s; a silent connection is a dead one.
const kSilenceMsMax = 40_000;

export interface FollowOptions {
  pause?(ms: number): Promise<void>;
  /** 0 to 1: spreads the return of many browsers after a restart of the gateway. */
  jitter?(): number;
  silenceMsMax?: number;
}

/** Reads hints and subscribes again after every break, until `signal`. */
export async function follow(
  feed: Api["feed"],
  signal: AbortSignal,
  onHint: (hint: ChangeHint) => void,
  onBroken: () => void,
  { pause = wait, jitter = Math.random, silenceMsMax = kSilenceMsMax }: FollowOptions = {},
): Promise<void> {
  for (let failures = 0; !signal.aborted; ) {
    const cut = new AbortController();
    const stop = () => cut.abort();
    signal.addEventListener("abort", stop);
    let silence = setTimeout(stop, silenceMsMax);
    try {
      for await (const hint of feed.subscribe({}, { signal: cut.signal })) {
        if (signal.aborted) break;
        clearTimeout(silence);
        silence = setTimeout(stop, silenceMsMax);
        failures = 0;
        onHint(hint);
      }
    } catch {
      // Why it broke changes nothing: subscribe again. An ended session is noticed by watchSession.
    }
    clearTimeout(silence);
    signal.removeEventListener("abort", stop);
    if (signal.aborted) return;
    onBroken();
    await pause(Math.min(kFirstPauseMs * 2 ** Math.min(failures++, 10), kPauseMsMax) * (0.5 + jitter() / 2));
  }
}
