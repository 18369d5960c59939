import { expect, it } from "vitest";
import { day } from "./time";

it("A calendar day is the same day everywhere", () => {
  expect(day("1984-06-02", "en")).toBe("June 2, 1984");
  expect(day("1984-06-02", "es")).toBe("2 de junio de 1984");
});

it("Months are named", () => {
  expect(day("2026-10", "en")).toBe("October 2026");
  expect(day("2026-09..2026-11", "es")).toMatch(/^septiembre\W+noviembre de 2026$/);
  expect(day("2026-13", "en")).toBe("2026-13");
});

it("A year alone stays a year", () => expect(day("1984", "en")).toBe("1984"));

it("What is no day is shown as it is", () => expect(day("1984-13-40", "en")).toBe("1984-13-40"));
