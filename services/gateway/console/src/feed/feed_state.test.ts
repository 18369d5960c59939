import { create } from "@bufbuild/protobuf";
import { describe, expect, it } from "vitest";
import { ChangeHintSchema } from "../gen/watchbell/gateway/v1/session_service_pb";
import { feedReducer, type FeedState, initialFeed, kHintsMax } from "./feed_state";

const hint = (fact: string, sequence = 0n) =>
  ({ kind: "hint", hint: create(ChangeHintSchema, { fact, service: "visitor", sequence }) }) as const;

describe("the state of the feed", () => {
  it("is live from the first ready, and each ready is a new generation", () => {
    let state = feedReducer(initialFeed, hint("ready"));
    expect(state).toMatchObject({ status: "live", generation: 1 });
    state = feedReducer(feedReducer(state, { kind: "broken" }), hint("ready"));
    expect(state).toMatchObject({ status: "live", generation: 2, failures: 0 });
  });

  it("says reconnecting after a break and keeps the hints", () => {
    const state = feedReducer(feedReducer(initialFeed, hint("x.VisitorLeft", 1n)), { kind: "broken" });
    expect(state).toMatchObject({ status: "reconnecting", failures: 1 });
    expect(state.hints).toHaveLength(1);
  });

  it("does not change by a keepalive", () => {
    expect(feedReducer(initialFeed, hint("keepalive"))).toBe(initialFeed);
  });

  it("shows the same event once, though it is told again after a break", () => {
    const state = [hint("x.A", 7n), hint("x.A", 7n), hint("x.B", 8n)].reduce(feedReducer, initialFeed);
    expect(state.hints.map(({ sequence }) => sequence)).toEqual([8n, 7n]);
  });

  it("keeps only the newest", () => {
    let state: FeedState = initialFeed;
    for (let i = 1n; i <= BigInt(kHintsMax) + 5n; i++) state = feedReducer(state, hint("x.A", i));
    expect(state.hints).toHaveLength(kHintsMax);
    expect(state.hints[0]!.sequence).toBe(BigInt(kHintsMax) + 5n);
  });
});
