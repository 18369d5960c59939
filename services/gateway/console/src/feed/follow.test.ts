import { Code, ConnectError } from "@connectrpc/connect";
import { describe, expect, it } from "vitest";
import { makeApi } from "../api/api";
import { makeFakeGateway } from "../testing/fake_gateway";
import { follow } from "./follow";

const down = () => new ConnectError("down", Code.Unavailable);

describe("follow", () => {
  it("subscribes again after a break and waits longer each time that it fails", async () => {
    const gateway = makeFakeGateway();
    gateway.failNext("Subscribe", down(), down(), down());
    const end = new AbortController();
    const pauses: number[] = [];
    const facts: string[] = [];
    await follow(
      makeApi(gateway.transport).feed,
      end.signal,
      ({ fact }) => {
        facts.push(fact);
        end.abort();
      },
      () => {},
      { pause: (ms) => Promise.resolve(void pauses.push(ms)), jitter: () => 1 },
    );
    expect(facts).toEqual(["ready"]);
    expect(pauses).toEqual([500, 1_000, 2_000]);
  });

  it("takes a silent connection for a dead one", async () => {
    const gateway = makeFakeGateway();
    const end = new AbortController();
    let broken = 0;
    await follow(
      makeApi(gateway.transport).feed,
      end.signal,
      () => {},
      () => {
        if (++broken === 2) end.abort();
      },
      { pause: () => Promise.resolve(), silenceMsMax: 5 },
    );
    expect(broken).toBe(2);
  });
});
