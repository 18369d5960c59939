// @vitest-environment jsdom
import { screen, within } from "@testing-library/react";
import { Code, ConnectError } from "@connectrpc/connect";
import { expect, it } from "vitest";
import { Action } from "../../gen/watchbell/alerting/v1/incident_pb";
import { incident, visitor } from "../../testing/fake_state";
import { accessibilityProblems, findButton, open } from "../../testing/render";

const everywhere = { at: ["district"] };
const unavailable = () => new ConnectError("down", Code.Unavailable);

it("Shows each school's state in words", async () => {
  open("", everywhere);
  expect(await findButton(/Lincoln Elementary School\s*Normal/)).toBeTruthy();
  expect(await findButton(/Norwood High School\s*Normal/)).toBeTruthy();
  expect(screen.getByText("All schools: normal day")).toBeTruthy();
  expect(screen.getByText("Live")).toBeTruthy();
});

it("A lockdown appears by itself, as an alert on every page", async () => {
  const { state, feed } = open("", everywhere);
  await findButton(/Lincoln Elementary School\s*Normal/);
  state.incidents = [incident(Action.LOCKDOWN)];
  feed.send("alerting", "incident", "IncidentRaised", "lincoln-es", "i1");
  expect(await screen.findByText("Lockdown at Lincoln Elementary School")).toBeTruthy();
  expect(screen.getByRole("alert").textContent).toContain("Lockdown at Lincoln Elementary School");
  expect(await findButton(/Lincoln Elementary School\s*Lockdown/)).toBeTruthy();
  expect(screen.getByText("An alarm or a drill was started")).toBeTruthy();
});

it("A drill carries its word in the card and in the banner", async () => {
  open("", { ...everywhere, prepare: ({ state }) => (state.incidents = [incident(Action.LOCKDOWN, { drill: true })]) });
  expect(await findButton(/Lincoln Elementary School\s*Drill\s*Lockdown/)).toBeTruthy();
  expect(screen.getByText("Drill: Lockdown at Lincoln Elementary School")).toBeTruthy();
});

it("Never says normal when the incidents cannot be read", async () => {
  open("", {
    ...everywhere,
    prepare: ({ failNext }) => failNext("ListOpenIncidents", ...Array.from({ length: 9 }, unavailable)),
  });
  expect(await findButton(/Lincoln Elementary School\s*Unknown/)).toBeTruthy();
  expect(await screen.findByText(/Do not take this as normal/)).toBeTruthy();
  expect(screen.queryByText("Normal")).toBeNull();
});

it("Says that it is reconnecting when the feed is cut, and is live again later", async () => {
  const { feed } = open("", everywhere);
  await screen.findByText("Live");
  feed.cut();
  expect(await screen.findByText("Reconnecting…")).toBeTruthy();
  expect(screen.getByText(/may be out of date/)).toBeTruthy();
  expect(await screen.findByText("Live", {}, { timeout: 5_000 })).toBeTruthy();
});

it("Shows who is on site at the chosen school", async () => {
  const { user } = open("", { ...everywhere, prepare: ({ state }) => (state.visits = [visitor("Maria", "Lopez")]) });
  await user.click(await findButton(/Lincoln Elementary School/));
  const row = (await screen.findByRole("rowheader", { name: "Maria Lopez" })).closest("tr")!;
  expect(within(row).getByText("K7M2QX")).toBeTruthy();
  expect(screen.getByText("1 visitor on site")).toBeTruthy();
});

it("Has no accessibility problem that axe finds, with incidents open", async () => {
  const drill = incident(Action.EVACUATE, { school: "norwood-hs", drill: true });
  open("", { ...everywhere, prepare: ({ state }) => (state.incidents = [incident(Action.LOCKDOWN), drill]) });
  await screen.findByText("Lockdown at Lincoln Elementary School");
  expect(await accessibilityProblems()).toEqual([]);
});
