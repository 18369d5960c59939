// @vitest-environment jsdom
import { screen, within } from "@testing-library/react";
import { expect, it } from "vitest";
import { Action } from "../../gen/watchbell/alerting/v1/incident_pb";
import { RollCallRow_State } from "../../gen/watchbell/alerting/v1/roll_call_pb";
import type { FakeGateway } from "../../testing/fake_gateway";
import { incident } from "../../testing/fake_state";
import { accessibilityProblems, button, findButton, open } from "../../testing/render";

const evacuation = ({ state }: FakeGateway) => {
  state.incidents = [incident(Action.EVACUATE, { hazard: "fire" })];
};

it("Help is asked for without an alarm, and somebody goes", async () => {
  const { user, state, calls } = open("#/alarm");
  await user.click(await findButton("Ask for help"));
  await user.click(button("Send"));
  expect(calls.some(({ method }) => method === "AskForHelp")).toBe(false);
  await user.type(screen.getByLabelText("Where?"), "Gym");
  await user.click(button("Send"));
  expect(await screen.findByText("Help has been called.")).toBeTruthy();
  await user.click(await findButton("I am going"));
  expect(await screen.findByText("Somebody is on the way")).toBeTruthy();
  await user.click(button("It is over"));
  await expect.poll(() => state.people.assists).toEqual([]);
  expect(state.incidents).toEqual([]);
});

it("Whoever needs help says so with one press, and the commander reads where", async () => {
  const { user } = open("#/alarm", { prepare: evacuation });
  await user.type(await screen.findByLabelText(/Where are you/), "Room 12");
  await user.click(button("I need help"));
  expect(await screen.findByText(/^Recorded at/)).toBeTruthy();
  expect(button("I need help").getAttribute("aria-disabled")).not.toBe("true");
});

it("A teacher accounts for the class, and one child is missing", async () => {
  const { user, state } = open("#/alarm", { prepare: evacuation });
  await user.click(await findButton("Open the roll call"));
  await user.click(button("Open it for every class"));
  await user.click(await findButton("Everybody is here"));
  await user.selectOptions(screen.getByLabelText("Ben Cruz"), "Missing");
  await user.click(button("Save the roll call"));
  expect(await screen.findByText("1 of 2 accounted for")).toBeTruthy();
  const toFind = screen.getByRole("heading", { name: "Find these people" }).nextElementSibling as HTMLElement;
  expect(within(toFind).getByText(/Ben Cruz · 12/)).toBeTruthy();
  expect(state.people.members.map((member) => member.state)).toEqual([RollCallRow_State.PRESENT, RollCallRow_State.MISSING]);
});

it("Has no accessibility problem that axe finds, with the roll call open", async () => {
  const { user } = open("#/alarm", { prepare: evacuation });
  await user.click(await findButton("Open the roll call"));
  await user.click(button("Open it for every class"));
  await findButton("Everybody is here");
  expect(await accessibilityProblems()).toEqual([]);
});
