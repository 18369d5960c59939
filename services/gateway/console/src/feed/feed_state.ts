// What the live feed has told so far. Pure.
import type { ChangeHint } from "../gen/watchbell/gateway/v1/session_service_pb";

export const kHintsMax = 50;

export interface FeedState {
  status: "connecting" | "live" | "reconnecting";
  /** Counts the times that the feed became ready; after each, everything on the page is asked for anew. */
  generation: number;
  /** Attempts in a row that failed. */
  failures: number;
  /** Newest first, at most kHintsMax. */
  hints: ChangeHint[];
}

export type FeedAction = { kind: "hint"; hint: ChangeHint } | { kind: "broken" };

export const initialFeed: FeedState = { status: "connecting", generation: 0, failures: 0, hints: [] };

export function feedReducer(state: FeedState, action: FeedAction): FeedState {
  if (action.kind === "broken") return { ...state, status: "reconnecting", failures: state.failures + 1 };
  const { hint } = action;
  if (hint.fact === "ready") return { ...state, status: "live", failures: 0, generation: state.generation + 1 };
  if (hint.fact === "keepalive") return state;
  const known = state.hints.some((other) => other.service === hint.service && other.sequence === hint.sequence);
  return known ? state : { ...state, hints: [hint, ...state.hints].slice(0, kHintsMax) };
}
