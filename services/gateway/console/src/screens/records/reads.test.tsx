// @vitest-environment jsdom
// Who has read what, at the records desk and under secrecy.
import { create } from "@bufbuild/protobuf";
import { timestampNow } from "@bufbuild/protobuf/wkt";
import { Code, ConnectError } from "@connectrpc/connect";
import { screen, within } from "@testing-library/react";
import { expect, it } from "vitest";
import { ReadAuditSchema } from "../../gen/watchbell/audit/v1/read_audit_pb";
import { RecordsRequestSchema } from "../../gen/watchbell/visitor/v1/records_request_pb";
import { accessibilityProblems, button, open } from "../../testing/render";

const auditor = ["session.use", "incident.read", "records.read", "records.audit"];
const counsel = ["session.use", "incident.read", "records.read", "records.secret"];
const kService = "watchbell.visitor.v1.RecordsService";
const read = (id: string, aboutId: string, method = "GetRequest", readerId = "person-9") =>
  create(ReadAuditSchema, { id, aboutId, readerId, rpc: `${kService}.${method}`, count: 3, firstAt: timestampNow(), lastAt: timestampNow() });

it("Says who read, what, and how often, and leads to everybody who read the same", async () => {
  const page = open("#/records", {
    permissions: auditor,
    prepare: ({ state }) => {
      state.records.requests = [create(RecordsRequestSchema, { id: "request-1", school: "lincoln-es" })];
      state.records.reads = [read("read-1", "request-1"), read("read-2", "request-2", "ListRequests", "person-8"), read("read-3", "", "ListRequests")];
    },
  });
  await page.user.click(await screen.findByRole("link", { name: "Who has read it?" }));
  expect(await screen.findByText(/^Opened it/)).toBeTruthy();
  expect(screen.getByText("person-9")).toBeTruthy();
  expect(screen.getByText("3 times")).toBeTruthy();
  expect(screen.queryByText("person-8")).toBeNull();
  await page.user.click(screen.getByRole("link", { name: "Show all" }));
  expect(await screen.findByText("person-8")).toBeTruthy();
  expect(screen.getByText(/^Saw it in a list/)).toBeTruthy();
  expect(screen.getByText(/^Looked at an empty list/)).toBeTruthy();
  expect(await accessibilityProblems()).toEqual([]);
});

it("What is longer comes page by page", async () => {
  const { user } = open("#/records/reads", {
    permissions: auditor,
    prepare: ({ state }) => (state.records.reads = Array.from({ length: 51 }, (_, i) => read(`read-${i}`, `request-${i}`, "GetRequest", `reader-${i}`))),
  });
  await screen.findByText("reader-0");
  expect(screen.getAllByText("3 times")).toHaveLength(50);
  await user.click(button("Older"));
  expect(await screen.findByText("reader-50")).toBeTruthy();
  expect(screen.queryByText("reader-0")).toBeNull();
  expect(screen.queryByRole("button", { name: "Older" })).toBeNull();
  await user.click(button("Back to the newest"));
  expect(await screen.findByText("reader-0")).toBeTruthy();
});

it("Says that nobody has read anything, and that it cannot be read", async () => {
  const { failNext, user } = open("#/records/reads", { permissions: auditor });
  expect(await screen.findByText("Nobody has read anything here yet.")).toBeTruthy();
  // The feed's start may ask once more of its own accord.
  failNext("ListRecordsReads", ...Array.from({ length: 3 }, () => new ConnectError("down", Code.Unavailable)));
  await user.click(button("Look again"));
  expect(await screen.findByText(/This list cannot be read right now/)).toBeTruthy();
});

it("Whoever may not look after readers finds no way there, and nothing is asked", async () => {
  const { calls } = open("#/records/reads", { permissions: ["session.use", "incident.read", "records.read"] });
  await screen.findByText("No request waits for anybody.");
  expect(screen.queryByRole("link", { name: "Who has read" })).toBeNull();
  expect(calls.some(({ method }) => method === "ListRecordsReads")).toBe(false);
});

it("Counsel sees who has read what is under secrecy", async () => {
  const { calls } = open("#/records/sealed", {
    ...{ permissions: counsel, at: ["district"] },
    prepare: ({ state }) => (state.records.reads = [read("read-1", "sealed-1", "ListSealedRequests"), read("read-2", "sealed-1", "ListSealedRequests", "person-1")]),
  });
  expect(await screen.findByText("person-9")).toBeTruthy();
  // Who looks is known without the directory.
  expect(within(screen.getByRole("main")).getByText("Ana Rivera")).toBeTruthy();
  expect(calls.some(({ method }) => method === "ListSealedReads")).toBe(true);
  expect(await accessibilityProblems()).toEqual([]);
});
