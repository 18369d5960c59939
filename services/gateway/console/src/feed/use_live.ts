// A list that stays true: loaded when shown, when the feed becomes ready, and soon after a hint that concerns it.
import type { CallOptions } from "@connectrpc/connect";
import { useCallback, useEffect, useRef, useState } from "react";
import { type Failure, failureOf } from "../api/failure";
import type { ChangeHint } from "../gen/watchbell/gateway/v1/session_service_pb";
import { useFeed } from ".";

const kDebounceMs = 150;
// While the feed is down, and to try again after a failed load.
const kPollMs = 5_000;
const kReadTimeoutMs = 8_000;

export type Load<T> = (options: CallOptions) => Promise<T>;

export interface Live<T> {
  /** The last good answer; undefined before the first. */
  data?: T;
  /** Why the newest load failed; `data` is then old. */
  failure?: Failure;
  loadedAt?: Date;
  reload(): void;
}

/** `key` names what is loaded: when it changes, the old answer is dropped. An empty key loads nothing. */
export function useLive<T>(key: string, load: Load<T>, concerns: (hint: ChangeHint) => boolean): Live<T> {
  const { state: feed, listen } = useFeed();
  const [answer, setAnswer] = useState<{ key: string } & Omit<Live<T>, "reload">>({ key });
  const latest = useRef({ key, load, concerns });
  useEffect(() => {
    latest.current = { key, load, concerns };
  });

  const busy = useRef(false);
  const again = useRef(false);
  // One load at a time; a hint that comes meanwhile causes one more.
  const reload = useCallback(async () => {
    if (busy.current) {
      again.current = true;
      return;
    }
    busy.current = true;
    do {
      again.current = false;
      const asked = latest.current;
      if (!asked.key) break;
      try {
        const data = await asked.load({ timeoutMs: kReadTimeoutMs });
        setAnswer({ key: asked.key, data, loadedAt: new Date() });
      } catch (error) {
        const failure = failureOf(error);
        setAnswer((old) => (old.key === asked.key ? { ...old, failure } : { key: asked.key, failure }));
      }
    } while (again.current);
    busy.current = false;
  }, []);

  useEffect(() => void reload(), [key, feed.generation, reload]);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = listen((hint) => {
      if (!latest.current.concerns(hint) || timer !== undefined) return;
      timer = setTimeout(() => {
        timer = undefined;
        void reload();
      }, kDebounceMs);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [listen, reload]);

  const failed = answer.failure !== undefined;
  useEffect(() => {
    if (feed.status === "live" && !failed) return;
    const timer = setInterval(() => void reload(), kPollMs);
    return () => clearInterval(timer);
  }, [feed.status, failed, reload]);

  const current = answer.key === key ? answer : { key };
  return { data: current.data, failure: current.failure, loadedAt: current.loadedAt, reload };
}
