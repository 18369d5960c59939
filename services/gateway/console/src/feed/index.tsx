// The live feed as a context: its state for everybody, and single hints for those who listen.
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useReducer, useRef } from "react";
import { useApi } from "../api/api";
import type { ChangeHint } from "../gen/watchbell/gateway/v1/session_service_pb";
import { feedReducer, type FeedState, initialFeed } from "./feed_state";
import { follow } from "./follow";

type Listener = (hint: ChangeHint) => void;

interface Feed {
  state: FeedState;
  listen(listener: Listener): () => void;
}

const FeedContext = createContext<Feed | undefined>(undefined);

export function FeedProvider({ children }: { children: ReactNode }) {
  const { feed } = useApi();
  const [state, dispatch] = useReducer(feedReducer, initialFeed);
  const listeners = useRef(new Set<Listener>());

  useEffect(() => {
    const end = new AbortController();
    const onHint = (hint: ChangeHint) => {
      dispatch({ kind: "hint", hint });
      for (const listener of listeners.current) listener(hint);
    };
    void follow(feed, end.signal, onHint, () => dispatch({ kind: "broken" }));
    return () => end.abort();
  }, [feed]);

  const listen = useCallback((listener: Listener) => {
    listeners.current.add(listener);
    return () => void listeners.current.delete(listener);
  }, []);
  const value = useMemo(() => ({ state, listen }), [state, listen]);
  return <FeedContext value={value}>{children}</FeedContext>;
}

export function useFeed(): Feed {
  const feed = useContext(FeedContext);
  if (!feed) throw new Error("useFeed needs a FeedProvider");
  return feed;
}
