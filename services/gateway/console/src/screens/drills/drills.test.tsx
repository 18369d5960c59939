// @vitest-environment jsdom
import { fireEvent, screen, within } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { Drill_State } from "../../gen/watchbell/alerting/v1/drill_pb";
import { accessibilityProblems, button, findButton, open } from "../../testing/render";
import { daysOf } from "./school_year";
import { schoolYearOf } from "./year";

const permissions = ["session.use", "incident.read", "drill.read", "drill.plan", "drill.start", "drill.evaluate", "drill.calendar"];
const fill = (label: string | RegExp, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });
const rowOf = (text: string | RegExp) => screen.getByText(text).closest("li")!;

it("A drill goes from the plan to its evaluation, and stopping it is another button than ending it", async () => {
  const { user, state } = open("#/drill/calendar", { permissions });
  await user.click(await findButton("Plan a drill"));
  await user.selectOptions(screen.getByLabelText("Kind"), "Fire drill");
  fill("When?", "2027-01-12T10:00");
  await user.click(button("Plan a drill"));
  await user.click(await findButton("Begin this drill now"));
  await user.click(button("Begin this drill now"));
  expect(await findButton("Stop it: it does not count")).toBeTruthy();
  await user.click(button("End the drill"));
  await user.click(button("End the drill"));
  await user.click(await findButton("Evaluate"));
  await user.selectOptions(screen.getByLabelText("On behalf of"), "Fire marshal");
  await user.selectOptions(screen.getByLabelText("How did it go?"), "4: well");
  await user.click(button("Evaluate"));
  expect(await screen.findByText(/Evaluations: 1/)).toBeTruthy();
  expect(state.exercises.drills).toMatchObject([{ state: Drill_State.COMPLETED, plan: { leaderId: "person-1" } }]);
});

it("A plan that the district forbids says what to change, and keeps what was typed", async () => {
  const { user, state } = open("#/drill/calendar", { permissions });
  await user.click(await findButton("Plan a drill"));
  await user.selectOptions(screen.getByLabelText("Kind"), "Crisis drill");
  fill("When?", "2027-01-12T10:00");
  await user.selectOptions(screen.getByLabelText("What is exercised?"), "Lockdown");
  await user.click(screen.getByLabelText("Somebody plays an attacker"));
  await user.click(button("Plan a drill"));
  expect(await screen.findByText(/Nobody plays an attacker while students take part. Change one/)).toBeTruthy();
  await user.click(screen.getByLabelText("Students take part"));
  await user.click(button("Plan a drill"));
  await expect.poll(() => state.exercises.drills).toHaveLength(1);
});

it("Every late requirement stands first and says why", async () => {
  const { user } = open("#/drill/year", { permissions });
  expect(await screen.findByText(/The days of this school year are not set yet/)).toBeTruthy();
  await user.click(await findButton("Set the days and rules of the year"));
  fill("First school day", "2026-08-26");
  fill("Last school day", "2027-06-11");
  fill(/Days on which the school is closed/, "2026-11-26, 2026-11-27");
  await user.click(button("Set the days and rules of the year"));
  expect(await screen.findByText(/It was due by September 25, 2026. Held on September 26, 2026/)).toBeTruthy();
  expect(screen.getByText("None was held by October 31, 2026.")).toBeTruthy();
  expect(screen.getByText(/that nobody from public safety has evaluated: 1/)).toBeTruthy();
  expect(screen.getByText(/Still to see one: Ambulance service/)).toBeTruthy();
  expect(within(rowOf(/The crisis drill of November 12, 2026 counts/)).getByText("Done by a crisis drill")).toBeTruthy();
  expect(screen.getAllByText("Late").length).toBe(3);
  expect(screen.getAllByRole("listitem").slice(0, 3).map((row) => row.textContent).every((text) => text!.includes("Late"))).toBe(true);
  expect(await accessibilityProblems()).toEqual([]);
});

it("The report to the state is issued and saved as one file", async () => {
  const saved = vi.fn();
  vi.spyOn(HTMLAnchorElement.prototype, "click").mockReturnValue(undefined);
  vi.stubGlobal("URL", Object.assign(URL, { createObjectURL: (blob: Blob) => (saved(blob.size), "blob:x"), revokeObjectURL: vi.fn() }));
  const { user, state } = open("#/drill/year", {
    permissions,
    prepare: ({ state: known }) => void (known.exercises.year = { closedDays: [] } as never),
  });
  await user.click(await findButton("Issue the report"));
  await user.click(button("Issue the report"));
  await user.click(await findButton("Save as a file"));
  await expect.poll(() => saved.mock.calls).toEqual([["line,status\ninitial,late\n".length]]);
  expect(state.exercises.report?.version).toBe(1);
});

it("A teacher reads the calendar and changes nothing", async () => {
  open("#/drill", { permissions: ["session.use", "incident.read", "drill.read"] });
  expect(await screen.findByText(/No drill is planned or held yet/)).toBeTruthy();
  expect(screen.queryByRole("button", { name: /Plan|Record/ })).toBeNull();
});

it("A school year begins in July, and closed days come from lines or commas", () => {
  expect([schoolYearOf(new Date(2026, 5, 30)), schoolYearOf(new Date(2026, 6, 1))]).toEqual([2025, 2026]);
  expect(daysOf(" 2026-11-26,\n2026-11-27 ")).toEqual(["2026-11-26", "2026-11-27"]);
});

it("Has no accessibility problem that axe finds, with a form open", async () => {
  const { user } = open("#/drill/calendar", { permissions });
  await user.click(await findButton("Plan a drill"));
  expect(await accessibilityProblems()).toEqual([]);
});
