// @vitest-environment jsdom
import { describe, expect, it } from "vitest";
import { uuidv4, uuidv7 } from "./uuid";

const kForm = (version: number) => new RegExp(`^[0-9a-f]{8}-[0-9a-f]{4}-${version}[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`);

describe("request ids", () => {
  it("have the form of a UUIDv7 and begin with the time, as in the example of RFC 9562", () => {
    const id = uuidv7(0x017f22e279b0);
    expect(id).toMatch(kForm(7));
    expect(id.slice(0, 13)).toBe("017f22e2-79b0");
  });

  it("sort by time", () => {
    expect([uuidv7(1_700_000_000_001), uuidv7(1_700_000_000_000)].sort()[0]!.slice(0, 13)).toBe("018bcfe5-6800");
  });

  it("differ within one millisecond", () => {
    expect(new Set(Array.from({ length: 1_000 }, () => uuidv7(0))).size).toBe(1_000);
  });

  it("of tips are random only", () => {
    const [first, second] = [uuidv4(), uuidv4()];
    expect(first).toMatch(kForm(4));
    expect(first.slice(0, 13)).not.toBe(second.slice(0, 13));
  });
});
