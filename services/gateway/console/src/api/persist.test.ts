import { Code, ConnectError } from "@connectrpc/connect";
import { describe, expect, it } from "vitest";
import { kPatient, kUntilConfirmed, persist } from "./persist";

const unavailable = new ConnectError("down", Code.Unavailable);

function failing(errors: unknown[]) {
  const ids: string[] = [];
  const call = ({ requestId }: { requestId: string }) => {
    ids.push(requestId);
    const error = errors.shift();
    return error ? Promise.reject(error) : Promise.resolve("done");
  };
  return { ids, call };
}

const noPause = { pause: () => Promise.resolve() };

describe("persist", () => {
  it("keeps the request id over every attempt", async () => {
    const { ids, call } = failing([unavailable, new TypeError("Failed to fetch")]);
    expect(await persist("id-1", kPatient, call, noPause)).toEqual({ ok: true, value: "done" });
    expect(ids).toEqual(["id-1", "id-1", "id-1"]);
  });

  it("stops at a refusal", async () => {
    const { ids, call } = failing([new ConnectError("no", Code.FailedPrecondition)]);
    const outcome = await persist("id-1", kUntilConfirmed, call, noPause);
    expect(outcome).toMatchObject({ ok: false, failure: { code: Code.FailedPrecondition } });
    expect(ids).toHaveLength(1);
  });

  it("gives up after the attempts of a form", async () => {
    const { ids, call } = failing(Array(9).fill(unavailable));
    expect((await persist("id-1", kPatient, call, noPause)).ok).toBe(false);
    expect(ids).toHaveLength(kPatient.attempts);
  });

  it("never gives up an alarm, and pauses longer each time up to a limit", async () => {
    const { ids, call } = failing(Array(40).fill(unavailable));
    const pauses: number[] = [];
    const pause = (ms: number) => Promise.resolve(void pauses.push(ms));
    expect((await persist("id-1", kUntilConfirmed, call, { pause })).ok).toBe(true);
    expect(ids).toHaveLength(41);
    expect(pauses.slice(0, 5)).toEqual([250, 500, 1_000, 2_000, 2_000]);
    expect(Math.max(...pauses)).toBe(kUntilConfirmed.pauseMsMax);
  });
});
