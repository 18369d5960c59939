// @vitest-environment jsdom
import { create } from "@bufbuild/protobuf";
import { fireEvent, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { Referral_State } from "../../gen/watchbell/threat_intake/v1/case_referral_pb";
import { SafetyPlan_State } from "../../gen/watchbell/threat_intake/v1/case_plan_pb";
import { Case_State, CaseSchema } from "../../gen/watchbell/threat_intake/v1/case_pb";
import { cluster } from "../../testing/fake_parts";
import type { FakeGateway } from "../../testing/fake_gateway";
import { accessibilityProblems, button, findButton, open } from "../../testing/render";
import { measuresOf, textOfMeasures } from "./measures";

const aCase = ({ state }: FakeGateway, stateOfCase = Case_State.EVALUATING) =>
  void (state.cases.cases = [create(CaseSchema, { id: "case-1", school: "lincoln-es", state: stateOfCase, summary: "A threat" })]);
const page = () => open("#/cases/case-1", { prepare: (gateway) => aCase(gateway) });
const fill = (label: string | RegExp, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });

it("An interview keeps the words, and what is said later is added, not changed", async () => {
  const { user, state } = page();
  await user.click(await findButton("Record an interview"));
  await user.selectOptions(screen.getByLabelText("Who is it?"), "Witness");
  fill("Name or description", "The bus driver");
  fill("The exact words", "I heard it twice.");
  fill("When?", "2026-11-20T09:00");
  await user.click(button("Record an interview"));
  expect(await screen.findByText("I heard it twice.")).toBeTruthy();
  await user.click(button("Add to it"));
  fill("What was said later?", "Three times, in fact.");
  await user.click(button("Add to it"));
  expect(await screen.findByText(/Three times, in fact/)).toBeTruthy();
  expect(state.parts.interviews[0]!.exactWords).toBe("I heard it twice.");
});

it("A look at evidence needs a reason and becomes an entry of its chain; a link is never one to press", async () => {
  const { user, calls } = page();
  await user.click(await findButton("Hand something in"));
  await user.selectOptions(screen.getByLabelText("Kind"), "Post, with its screenshot");
  fill("Address of the post", "https://example.org/post/1");
  fill("What is it, and where does it come from?", "A screenshot from a parent");
  await user.click(button("Hand something in"));
  expect((await screen.findByText("https://example.org/post/1")).closest("a")).toBeNull();
  await user.click(button("View it"));
  await user.click(button("View it"));
  expect(calls.some(({ method }) => method === "ViewEvidence")).toBe(false);
  fill("Why?", "For the evaluation");
  await user.click(button("View it"));
  expect((await screen.findByRole("img", { name: "A screenshot from a parent" })).getAttribute("src")).toMatch(/^data:image/);
  expect(await screen.findByText("Chain of custody: 2")).toBeTruthy();
});

it("A safety plan is in force once two roles have agreed", async () => {
  const { user, state } = page();
  await user.click(await findButton("Write the plan"));
  fill("Measures", "Check-in each morning: counselor\nWalks with a friend");
  await user.click(button("Write the plan"));
  await user.click(await findButton("Agree to this version"));
  await user.click(button("Agree to this version"));
  expect(await screen.findByText(/Agreed so far: 1/)).toBeTruthy();
  await expect.poll(() => screen.queryByRole("form", { name: "Agree to this version" })).toBeNull();
  await user.click(button("Agree to this version"));
  await user.click(button("Agree to this version"));
  expect(await screen.findByText("In force")).toBeTruthy();
  expect(state.parts.plans[0]).toMatchObject({ state: SafetyPlan_State.IN_FORCE, measures: [{ responsible: "counselor" }, { responsible: "" }] });
});

it("A provider is told only with consent, and the page says so", async () => {
  const { user, state } = page();
  await user.click(await findButton("Refer to help"));
  await user.selectOptions(screen.getByLabelText("Who is it?"), "Subject");
  fill("Name or description", "A student");
  await user.selectOptions(screen.getByLabelText("Provider"), "mobile-crisis");
  fill("What is needed?", "Talk to somebody");
  fill("Made by when?", "2026-12-01T09:00");
  await user.click(button("Refer to help"));
  await user.click(await findButton("The provider has been told"));
  await user.click(button("The provider has been told"));
  expect(await screen.findByText("Record first what the family answered, and how.")).toBeTruthy();
  await user.click(button("Record the family’s word"));
  await user.selectOptions(screen.getByLabelText("What does the family say?"), "Agrees");
  await user.click(button("Record the family’s word"));
  await user.click(button("The provider has been told"));
  await expect.poll(() => state.parts.referrals[0]!.state).toBe(Referral_State.MADE);
});

it("A closed case is read and no longer worked on", async () => {
  open("#/cases/case-1", { prepare: (gateway) => aCase(gateway, Case_State.CLOSED) });
  expect(await screen.findByText("Nobody has been heard yet.")).toBeTruthy();
  expect(screen.queryByRole("button", { name: /Record an interview|Hand something in|Write the plan|Refer/ })).toBeNull();
  expect(await accessibilityProblems()).toEqual([]);
});

it("One answer goes to every tip of the same thing, and a cluster can join another", async () => {
  const { user, state } = open("#/tips/clusters", {
    prepare: ({ state: known }) => void (known.parts.clusters = [cluster("c1", 40), cluster("c2", 3)]),
  });
  await user.click(await findButton("Answer all 40"));
  fill("Your answer or question", "We are looking at it.");
  await user.click(button("Answer all 40"));
  expect(await screen.findByText("The answer is in 40 mailboxes.")).toBeTruthy();
  expect(state.parts.answers).toEqual([{ clusterId: "c1", text: "We are looking at it." }]);
  await user.click(screen.getAllByRole("button", { name: "Show the tips" })[0]!);
  expect((await screen.findAllByText(/82 % alike/)).length).toBeGreaterThan(0);
  expect(await accessibilityProblems()).toEqual([]);
  await user.click(screen.getAllByRole("button", { name: "Is the same as another" })[1]!);
  await user.selectOptions(screen.getByLabelText("The same as"), "c1");
  await user.click(screen.getByRole("form", { name: "Is the same as another" }).querySelector("button[type=submit]")!);
  await expect.poll(() => state.parts.clusters.map(({ id }) => id)).toEqual(["c1"]);
});

it("Measures are lines, with who answers for them after the last colon", () => {
  const measures = measuresOf("At 8:00: check-in: counselor\n\nNo phone");
  expect(measures).toEqual([
    { text: "At 8:00: check-in", responsible: "counselor" },
    { text: "No phone", responsible: "" },
  ]);
  expect(measuresOf(textOfMeasures(measures))).toEqual(measures);
});
