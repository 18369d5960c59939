// @vitest-environment jsdom
import { create } from "@bufbuild/protobuf";
import { fireEvent, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { Action } from "../../gen/watchbell/alerting/v1/incident_pb";
import { TrainingSchema, TrainingTopic } from "../../gen/watchbell/alerting/v1/training_pb";
import { accessibilityProblems, button, findButton, open } from "../../testing/render";
import { annexesOf, checklistsOf, textOfAnnexes, textOfChecklists } from "./plan_text";

const permissions = [
  ...["session.use", "incident.read", "directory.read", "plan.read", "plan.edit", "plan.approve"],
  ...["training.read", "training.edit", "review.read", "review.edit"],
];
const fill = (label: string | RegExp, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });

it("A school without a plan is told so; a draft is written and approved", async () => {
  const { user, state } = open("#/readiness", { permissions });
  expect(await screen.findByText(/This school has no approved plan/)).toBeTruthy();
  await user.click(button("Write a new draft"));
  fill("Annexes", "Fire | How we leave | Binder 3");
  fill(/Checklist: Lockdown/, "Principal:\nCall 911\nTake command");
  await user.click(button("Write a new draft"));
  expect(await screen.findByText("Draft 1, waits for approval")).toBeTruthy();
  await user.click(button("Approve draft 1"));
  await user.click(button("Approve draft 1"));
  expect(await screen.findByText("Approved version 1")).toBeTruthy();
  expect(state.ready.plan!.approved!.checklists).toMatchObject([{ role: "Principal", action: Action.LOCKDOWN, items: ["Call 911", "Take command"] }]);
  expect(await accessibilityProblems()).toEqual([]);
});

it("A training that has ended stands out, and a check names what is missing", async () => {
  const ended = create(TrainingSchema, { id: "t1", school: "lincoln-es", personId: "person-2", topic: TrainingTopic.FIRST_AID, expiresOn: "2026-09-01", expired: true });
  const { user } = open("#/readiness/trainings", { permissions, prepare: ({ state }) => void (state.ready.trainings = [ended]) });
  expect((await screen.findByText("Ended on September 1, 2026")).className).toContain("tag-urgent");
  await user.click(button("May somebody lead this?"));
  fill(/Who/, "Bec");
  await user.click(button("Find"));
  await user.click(await screen.findByRole("radio"));
  await user.selectOptions(screen.getByLabelText("What?"), "Lead a drill");
  await user.click(button("May somebody lead this?"));
  expect(await screen.findByText("Not today. Missing: Leading drills")).toBeTruthy();
  expect(await accessibilityProblems()).toEqual([]);
});

it("A review begins with what happened, takes findings and is closed", async () => {
  const { user, state } = open("#/readiness/reviews", { permissions });
  await user.click(await findButton("Begin a review"));
  await user.selectOptions(screen.getByLabelText("Kind"), "After an incident or a drill");
  fill(/Id of the incident/, "incident-1");
  await user.click(button("Begin a review"));
  expect(await screen.findByText(/12 seconds: Somebody took command/)).toBeTruthy();
  await user.click(button("Add a finding"));
  fill(/What was found/, "Two doors did not lock");
  await user.click(button("Add a finding"));
  expect(await screen.findByText("Two doors did not lock")).toBeTruthy();
  await user.click(button("Close the review"));
  await user.click(button("Close the review"));
  expect(await screen.findByText("Closed")).toBeTruthy();
  expect(state.ready.reviews[0]!.incidentId).toBe("incident-1");
});

it("A plan as text comes back as it was", () => {
  const annexes = [{ title: "Fire", summary: "How we leave", documentRef: "Binder 3" }];
  expect(annexesOf(textOfAnnexes(annexes))).toEqual(annexes);
  const lists = [{ role: "Principal", action: Action.LOCKDOWN, items: ["Call 911"] }];
  expect(checklistsOf(Action.LOCKDOWN, textOfChecklists(lists, Action.LOCKDOWN))).toEqual(lists);
});
