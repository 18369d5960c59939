// @vitest-environment jsdom
import { create } from "@bufbuild/protobuf";
import { fireEvent, screen } from "@testing-library/react";
import { Code, ConnectError } from "@connectrpc/connect";
import { expect, it } from "vitest";
import { EmergencyPlanSchema } from "../../gen/watchbell/alerting/v1/emergency_plan_pb";
import { Action } from "../../gen/watchbell/alerting/v1/incident_pb";
import { dictionaries, languages } from "../../i18n/dictionary";
import type { FakeGateway } from "../../testing/fake_gateway";
import { incident } from "../../testing/fake_state";
import { accessibilityProblems, button, findButton, open } from "../../testing/render";

const lockdown = ({ state }: FakeGateway) => {
  state.incidents = [incident(Action.LOCKDOWN)];
  state.ready.plan = create(EmergencyPlanSchema, {
    school: "lincoln-es",
    approved: {
      number: 1,
      checklists: [
        { role: "Principal", action: Action.LOCKDOWN, items: ["Call 911", "Take command"] },
        { role: "Office", action: Action.LOCKDOWN, items: ["Lock the front door"] },
        { role: "Office", action: Action.EVACUATE, items: ["Take the rosters along"] },
      ],
    },
  });
};
const ticks = ({ calls }: FakeGateway) => calls.filter(({ method }) => method === "TickChecklist");

it("The plan's tasks are opened for the incident, role by role, and ticked off with the time and who did it", async () => {
  const { user, state } = open("#/alarm", { prepare: lockdown });
  await user.click(await findButton("Open the checklist"));
  expect(await screen.findByText("0 of 3 done")).toBeTruthy();
  expect(screen.getByRole("group", { name: "Lockdown: Principal" })).toBeTruthy();
  await user.click(screen.getByLabelText("Lock the front door"));
  expect(await screen.findByText("1 of 3 done")).toBeTruthy();
  expect(await screen.findByText(/2:05 after the start: Tom Becker/)).toBeTruthy();
  expect(state.ready.checklist!.lines.map(({ tickedAt }) => tickedAt !== undefined)).toEqual([false, false, true]);
  expect(await accessibilityProblems()).toEqual([]);
});

it("A tick is sent until it is recorded, with one id, and a second press changes nothing", async () => {
  const down = new ConnectError("down", Code.Unavailable);
  const page = open("#/alarm", { prepare: lockdown });
  await page.user.click(await findButton("Open the checklist"));
  const box = await screen.findByLabelText<HTMLInputElement>(/Call 911/);
  page.failNext("TickChecklist", down, down, down, down);
  fireEvent.click(box);
  expect(await screen.findByText(/It is sent until it is/)).toBeTruthy();
  expect(box.checked).toBe(true);
  fireEvent.click(box);
  expect(await screen.findByText("1 of 3 done")).toBeTruthy();
  expect(new Set(ticks(page).map(({ requestId }) => requestId)).size).toBe(1);
  expect(ticks(page)).toHaveLength(5);
});

it("When the instruction changes, its tasks are added, and what was ticked stays", async () => {
  const { user, state, feed } = open("#/alarm", { prepare: lockdown });
  await user.click(await findButton("Open the checklist"));
  await user.click(await screen.findByLabelText("Call 911"));
  await screen.findByText("1 of 3 done");
  state.incidents = [incident(Action.EVACUATE, { id: `incident-${Action.LOCKDOWN}`, sequence: 2n })];
  feed.send("alerting", "incident", "ActionSet", "lincoln-es", `incident-${Action.LOCKDOWN}`);
  await user.click(await findButton("Add the steps for Evacuate"));
  expect(await screen.findByText("1 of 4 done")).toBeTruthy();
  expect(document.querySelector(".checklist legend")?.textContent).toBe("Evacuate: Office");
});

it("A school without a plan is told so", async () => {
  const { user } = open("#/alarm", { prepare: ({ state }) => void (state.incidents = [incident(Action.LOCKDOWN)]) });
  await user.click(await findButton("Open the checklist"));
  expect(await screen.findByText(/This school has no approved plan/)).toBeTruthy();
});

it("Whoever may not read the plan sees none of it", async () => {
  const page = open("#/alarm", { prepare: lockdown, permissions: ["session.use", "incident.read", "incident.raise"] });
  await findButton("I am safe");
  expect(screen.queryByText("Checklist of the plan")).toBeNull();
  expect(page.calls.some(({ method }) => method === "GetChecklist")).toBe(false);
});

it.each(languages)("Is whole in %s", async (language) => {
  const { user } = open("#/alarm", { prepare: lockdown, language });
  await user.click(await findButton(dictionaries[language]["checklist.open"]));
  await user.click(await screen.findByLabelText("Call 911"));
  expect(await screen.findByText(/Tom Becker/)).toBeTruthy();
  expect(button(dictionaries[language]["incident.takeCommand"])).toBeTruthy();
  expect(document.body.textContent).not.toMatch(/\{\w+\}|undefined|NaN/);
});
