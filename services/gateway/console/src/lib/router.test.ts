import { expect, it } from "vitest";
import { parseRoute } from "./router";

it("An empty address is the start page", () => {
  expect(parseRoute("").path).toEqual([]);
  expect(parseRoute("#/").path).toEqual([]);
});

it("A path and a query are taken apart", () => {
  const route = parseRoute("#/tip/status?school=lincoln-es");
  expect(route.path).toEqual(["tip", "status"]);
  expect(route.query.get("school")).toBe("lincoln-es");
});

it("A broken escape does not throw", () => {
  expect(parseRoute("#/seen/%E0%A4%A").path).toEqual(["seen", "%E0%A4%A"]);
});
