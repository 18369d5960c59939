// @vitest-environment jsdom
import { act, renderHook } from "@testing-library/react";
import { Code, ConnectError } from "@connectrpc/connect";
import { describe, expect, it } from "vitest";
import { useIntent } from "./use_intent";

const policy = { attempts: 1, attemptTimeoutMs: 1, firstPauseMs: 0, pauseMsMax: 0 };

function intent(answers: (() => Promise<string>)[]) {
  const ids: string[] = [];
  const { result } = renderHook(() =>
    useIntent(
      (_: { what: string; sequence?: bigint }, { requestId }) => {
        ids.push(requestId);
        return answers.shift()!();
      },
      { policy },
    ),
  );
  return { result, ids };
}
const refuse = () => Promise.reject(new ConnectError("down", Code.Unavailable));
const agree = () => Promise.resolve("yes");

describe("useIntent", () => {
  it("keeps the id when the person tries the same again", async () => {
    const { result, ids } = intent([refuse, agree]);
    await act(() => result.current.start({ what: "a", sequence: 1n }));
    expect(result.current.progress.kind).toBe("failed");
    await act(() => result.current.start({ what: "a", sequence: 1n }));
    expect(result.current.progress).toMatchObject({ kind: "done", value: "yes" });
    expect(ids[1]).toBe(ids[0]);
  });

  it("makes a new id when the content has changed, and after success", async () => {
    const { result, ids } = intent([refuse, agree, agree]);
    for (const what of ["a", "b", "b"]) await act(() => result.current.start({ what }));
    expect(new Set(ids).size).toBe(3);
  });

  it("takes a double click as one", async () => {
    let finish: (value: string) => void = () => {};
    const { result, ids } = intent([() => new Promise((done) => (finish = done))]);
    await act(async () => {
      const first = result.current.start({ what: "a" });
      const second = result.current.start({ what: "a" });
      finish("yes");
      await Promise.all([first, second]);
    });
    expect(ids).toHaveLength(1);
  });
});
