// @vitest-environment jsdom
import { create } from "@bufbuild/protobuf";
import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { Action } from "../../gen/watchbell/alerting/v1/incident_pb";
import { ListUnreachedResponseSchema, NoticeSchema } from "../../gen/watchbell/notification/v1/notice_pb";
import type { FakeGateway } from "../../testing/fake_gateway";
import { incident } from "../../testing/fake_state";
import { accessibilityProblems, button, findButton, open } from "../../testing/render";

const lockdown = ({ state }: FakeGateway) => {
  state.incidents = [incident(Action.LOCKDOWN)];
  state.notices = [create(NoticeSchema, { id: "notice-1", school: "lincoln-es" })];
  state.unreached = create(ListUnreachedResponseSchema, {
    ...{ recipients: 212, reached: 211, acknowledged: 174 },
    unreached: [{ personId: "p1", givenName: "Tom", familyName: "Becker" }],
  });
};

it("From command to release: the police confirmation comes first", async () => {
  const { user, state } = open("#/alarm", { prepare: lockdown });
  await user.click(await findButton("Take command"));
  expect(await screen.findByText("You")).toBeTruthy();

  await user.click(button("Release: back to normal"));
  await user.click(button("Confirm the release"));
  expect(await screen.findByText(/It was not done/)).toBeTruthy();
  expect(screen.getAllByText(/only released after the police confirmation/).length).toBeGreaterThan(0);

  await user.click(button("Record the police confirmation"));
  await user.type(screen.getByLabelText("Number of the officer or of the dispatch record"), "Badge 114");
  await user.click(button("Save"));
  expect(await screen.findByText(/^Badge 114/)).toBeTruthy();

  await user.click(button("Confirm the release"));
  expect(await screen.findByText("No incident is open at Lincoln Elementary School.")).toBeTruthy();
  expect(state.incidents).toEqual([]);
});

it("A false alarm is closed with what happened", async () => {
  const { user, calls } = open("#/alarm", { prepare: lockdown });
  await user.click(await findButton("Close as a false alarm"));
  await user.click(button("Close the false alarm"));
  expect(calls.some(({ method }) => method === "Cancel")).toBe(false);
  await user.type(screen.getByLabelText("What happened?"), "A balloon burst");
  await user.click(button("Close the false alarm"));
  expect(await screen.findByText("No incident is open at Lincoln Elementary School.")).toBeTruthy();
});

it("Changes the instruction for an open incident", async () => {
  const { user, state } = open("#/alarm", { prepare: lockdown });
  await user.click(await findButton("Change the instruction"));
  await user.selectOptions(screen.getByLabelText("New instruction"), "Shelter");
  await user.selectOptions(screen.getByLabelText("What is the danger?"), "Dangerous air");
  await user.click(button("Save"));
  await findButton("Change the instruction");
  expect(state.incidents[0]!.action).toBe(Action.SHELTER);
});

it("Lists who was not reached, and records who has seen it", async () => {
  const { user } = open("#/alarm", { prepare: lockdown });
  expect(await screen.findByText("Tom Becker")).toBeTruthy();
  expect(screen.getByText("211 of 212 people reached")).toBeTruthy();
  await user.click(button("I have seen this"));
  expect(await screen.findByText(/^Thank you. Recorded at/)).toBeTruthy();
});

it("The link in a message leads to one button", async () => {
  const { user, calls } = open("#/seen/lincoln-es/notice-1");
  await user.click(await findButton("I have seen this"));
  expect(await screen.findByText(/^Thank you. Recorded at/)).toBeTruthy();
  expect(calls.filter(({ method }) => method === "Acknowledge")).toHaveLength(1);
});

it("Has no accessibility problem that axe finds, with a form open", async () => {
  const { user } = open("#/alarm", { prepare: lockdown });
  await user.click(await findButton("Record the police confirmation"));
  await screen.findByText("Tom Becker");
  expect(await accessibilityProblems()).toEqual([]);
});
