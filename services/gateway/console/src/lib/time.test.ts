import { expect, it } from "vitest";
import { day } from "./time";

it("A calendar day is the same day everywhere", () => {
  expect(day("1984-06-02", "en")).toBe("June 2, 1984");
  expect(day("1984-06-02", "es")).toBe("2 de junio de 1984");
});

it("A year alone stays a year", () => expect(day("1984", "en")).toBe("1984"));

it("What is no day is shown as it is", () => expect(day("1984-13-40", "en")).toBe("1984-13-40"));
