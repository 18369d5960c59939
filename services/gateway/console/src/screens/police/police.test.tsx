// @vitest-environment jsdom
import { screen, within } from "@testing-library/react";
import { expect, it } from "vitest";
import { Dispatch_Line, Dispatch_State } from "../../gen/watchbell/alerting/v1/dispatch_pb";
import { dispatch } from "../../testing/fake_drills";
import type { FakeGateway } from "../../testing/fake_gateway";
import { accessibilityProblems, button, findButton, open } from "../../testing/render";

const permissions = ["session.use", "incident.read", "dispatch.read", "dispatch.request", "dispatch.confirm"];
const prepare = ({ state }: FakeGateway) =>
  void (state.exercises.dispatches = [dispatch(Dispatch_State.SENT), dispatch(Dispatch_State.UNCONFIRMED)]);

it("What nobody confirmed stands first and asks to telephone; the person's reference is kept", async () => {
  const { user, state } = open("#/police", { permissions, prepare });
  const warning = await screen.findByText(/Telephone now/);
  expect(warning.closest("[role=alert]")).toBeTruthy();
  expect(screen.getAllByRole("listitem")[0]!.textContent).toContain("UNCONFIRMED");
  expect(screen.getAllByText(/They were told: Lockdown · Gym/)).toHaveLength(2);
  await user.click(screen.getAllByRole("button", { name: "I have telephoned: record it" })[0]!);
  const form = within(screen.getByRole("form", { name: "I have telephoned: record it" }));
  await user.click(form.getByRole("button", { name: "I have telephoned: record it" }));
  expect(screen.getByText("Please fill this in.")).toBeTruthy();
  await user.type(screen.getByLabelText("Reference that they gave"), "CAD-114");
  await user.click(form.getByRole("button", { name: "I have telephoned: record it" }));
  expect(await screen.findByText(/Confirmed with reference CAD-114/)).toBeTruthy();
  expect(screen.queryByText(/Telephone now/)).toBeNull();
  expect(state.exercises.dispatches.map((one) => one.state).sort()).toEqual([Dispatch_State.SENT, Dispatch_State.CONFIRMED]);
});

it("A report whose answers nobody knows goes to 911", async () => {
  const { user, state } = open("#/police", { permissions });
  await user.click(await findButton("Report something to the police"));
  await user.type(screen.getByLabelText(/What do they need to know/), "A man waits at the gate");
  await user.click(button("Send it to the police"));
  expect(await screen.findByText(/They were told: A man waits at the gate/)).toBeTruthy();
  expect(state.exercises.dispatches[0]!.line).toBe(Dispatch_Line.EMERGENCY_911);
});

it("Whoever may only read sees the calls and no button", async () => {
  open("#/police", { permissions: ["session.use", "incident.read", "dispatch.read"], prepare });
  await screen.findByText(/Telephone now/);
  expect(screen.queryByRole("button", { name: /telephoned|Report/ })).toBeNull();
});

it("Has no accessibility problem that axe finds", async () => {
  const { user } = open("#/police", { permissions, prepare });
  await user.click(await findButton("Report something to the police"));
  await screen.findByText(/Telephone now/);
  expect(await accessibilityProblems()).toEqual([]);
});
