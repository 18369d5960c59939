import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { solve } from "./work";

it("an answer's hash begins with the bits that were asked for", async () => {
  const answer = await solve("challenge", "request", 9);
  const hash = createHash("sha256").update(`challenge:request:${answer}`).digest();
  expect(hash[0]).toBe(0);
  expect((hash[1] ?? 255) < 128).toBe(true);
});

it("no bits are no work", async () => {
  expect(await solve("challenge", "request", 0)).toBe("0");
});
