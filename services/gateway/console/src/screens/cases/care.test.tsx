// @vitest-environment jsdom
import { create } from "@bufbuild/protobuf";
import { Code } from "@connectrpc/connect";
import { fireEvent, screen, within } from "@testing-library/react";
import { beforeEach, expect, it } from "vitest";
import { BullyingCase_State } from "../../gen/watchbell/threat_intake/v1/case_bullying_pb";
import { Case_State, CaseSchema } from "../../gen/watchbell/threat_intake/v1/case_pb";
import { SuicideRisk_State } from "../../gen/watchbell/threat_intake/v1/case_suicide_risk_pb";
import { ThreatTeamRole as Role } from "../../gen/watchbell/threat_intake/v1/case_team_pb";
import { PlanTransfer_State } from "../../gen/watchbell/threat_intake/v1/case_transfer_pb";
import { refusal } from "../../testing/fake_alarm";
import { offeredPlan, team } from "../../testing/fake_care";
import { kSchools } from "../../testing/fake_gateway";
import { accessibilityProblems, button, findButton, open, type Page } from "../../testing/render";

const type = (label: string | RegExp, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });

async function choosePerson({ user }: Page, label: RegExp) {
  type(label, "Tom");
  await user.click(button("Find"));
  await user.click(await screen.findByRole("radio", { name: /Tom Becker/ }));
}

const caseOf = (state: Case_State) => create(CaseSchema, { id: "case-1", school: "lincoln-es", state, summary: "A threat on the bus" });

beforeEach(() => void (window.location.hash = ""));

it("Nobody is on the team until somebody is appointed, and it says what is missing", async () => {
  const page = open("#/cases/team");
  expect(await screen.findByText(/Missing: Administrator, Mental health, Police/)).toBeTruthy();
  await page.user.click(button("Add a member"));
  await choosePerson(page, /^Who\?/);
  await page.user.selectOptions(screen.getByLabelText("Role on the team"), "Police");
  await page.user.click(button("Add a member"));
  expect(await screen.findByText(/Missing: Administrator, Mental health\. /)).toBeTruthy();
  expect(page.state.care.teams[0]!.members).toMatchObject([{ personId: "person-2", role: Role.POLICE }]);
  // The last one is not taken off.
  expect(screen.queryByRole("button", { name: "Take off the team" })).toBeNull();
  expect(await accessibilityProblems()).toEqual([]);
});

it("The district's own psychologist is found and named by whoever has the whole district", async () => {
  const page = open("#/cases/team", { at: ["district"], schools: kSchools.slice(0, 1) });
  await page.user.click((await screen.findAllByRole("button", { name: "Add a member" }))[0]!);
  type(/^Who\?/, "Wal");
  await page.user.click(button("Find"));
  await page.user.click(await screen.findByRole("radio", { name: /Ella Walsh/ }));
  await page.user.selectOptions(screen.getByLabelText("Role on the team"), "Mental health");
  await page.user.click(screen.getAllByRole("button", { name: "Add a member" })[0]!);
  expect(await screen.findByText("Ella Walsh", { selector: "strong" })).toBeTruthy();
  expect(page.state.care.teams[0]!.members).toMatchObject([{ personId: "person-9", role: Role.MENTAL_HEALTH }]);
});

it("Who is not on the team is told who appoints it, and is offered nothing that would be refused", async () => {
  const denied = () => refusal(Code.PermissionDenied, "NOT_ON_THE_TEAM");
  open("#/cases", { prepare: ({ failNext }) => failNext("ListCases", denied(), denied(), denied()) });
  expect(await screen.findByText(/The superintendent appoints it/)).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Open a case" })).toBeNull();
});

it("Somebody is taken off, and the others stay as they are", async () => {
  const page = open("#/cases/team", {
    prepare: ({ state }) => (state.care.teams = [team("lincoln-es", ["person-1", Role.ADMINISTRATOR], ["person-2", Role.COUNSELOR])]),
  });
  await findButtons("Take off the team", 2);
  await page.user.click(screen.getAllByRole("button", { name: "Take off the team" })[1]!);
  await page.user.click(within(screen.getByRole("form", { name: "Take off the team" })).getByRole("button", { name: "Take off the team" }));
  await expect.poll(() => page.state.care.teams[0]!.members.map(({ personId }) => personId)).toEqual(["person-1"]);
});

async function findButtons(name: string, count: number) {
  await expect.poll(() => screen.queryAllByRole("button", { name })).toHaveLength(count);
}

it("A school without a team of its own is told whose it is, and who may not appoint sees no button", async () => {
  open("#/cases/team", {
    permissions: ["session.use", "case.read", "directory.read"],
    prepare: ({ state }) => (state.care.teams = [team("district", ["person-1", Role.MENTAL_HEALTH])]),
  });
  expect(await screen.findByText(/the district's team works on its cases/)).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Add a member" })).toBeNull();
});

it("Support for a target says who stands by and when the next check-in is, and keeps each of them", async () => {
  const page = open("#/cases/case-1", { prepare: ({ state }) => (state.cases.cases = [caseOf(Case_State.SERIOUS)]) });
  await page.user.click(await findButton("Begin support for a target or a witness"));
  await page.user.selectOptions(screen.getByLabelText("Who is it?"), "Target");
  type("Name or description", "A girl of grade 7");
  await choosePerson(page, /^Who stands by that person\?/);
  type("Measures", "Walks to the bus with her aide\n\nSits elsewhere");
  type("Days between two check-ins", "7");
  await page.user.click(button("Begin support for a target or a witness"));
  expect(await screen.findByText(/^Next check-in/)).toBeTruthy();
  expect(page.state.care.support[0]).toMatchObject({ measures: ["Walks to the bus with her aide", "Sits elsewhere"], checkInDays: 7 });
  await page.user.click(button("Record a check-in"));
  await page.user.selectOptions(screen.getByLabelText("How is that person?"), "Strained");
  type("Note", "She sleeps badly.");
  await page.user.click(button("Record a check-in"));
  expect(await screen.findByText("Check-ins so far: 1")).toBeTruthy();
  expect(await accessibilityProblems()).toEqual([]);
});

it("A path of care asks for the next step, and only mental health records the screen and closes", async () => {
  const page = open("#/cases/risk", {
    prepare: ({ state }) => (state.care.teams = [team("lincoln-es", ["person-1", Role.ADMINISTRATOR])]),
  });
  expect(await screen.findByText(/call 911 and stay with the student/)).toBeTruthy();
  await page.user.click(button("Begin a path of care"));
  type("Name or description", "A boy of grade 8");
  type("What gives concern?", "He said goodbye to his friends.");
  await page.user.click(button("Begin a path of care"));
  expect(await screen.findByRole("heading", { name: "A boy of grade 8" })).toBeTruthy();
  expect(screen.getAllByText("Needed")).toHaveLength(4);
  await page.user.click(button("Record a step"));
  const steps = within(screen.getByLabelText("Which step?"));
  expect(steps.queryByRole("option", { name: /^Screen/ })).toBeNull();
  await page.user.selectOptions(screen.getByLabelText("Which step?"), "Stay with the student");
  type("What was done?", "The nurse sits with him.");
  await page.user.click(button("Record a step"));
  expect(await screen.findByText(/The nurse sits with him/)).toBeTruthy();
  expect(screen.getAllByText("Needed")).toHaveLength(3);
  expect(await accessibilityProblems()).toEqual([]);
});

it("Mental health takes the path to its end", async () => {
  const page = open("#/cases/risk", {
    prepare: ({ state }) => (state.care.teams = [team("lincoln-es", ["person-1", Role.MENTAL_HEALTH])]),
  });
  await page.user.click(await findButton("Begin a path of care"));
  type("Name or description", "A boy of grade 8");
  type("What gives concern?", "A note in his bag.");
  await page.user.click(button("Begin a path of care"));
  for (const step of [/^Stay/, /^Screen/, /^Tell/, /^Follow/]) {
    await page.user.click(await findButton("Record a step"));
    const option = within(screen.getByLabelText("Which step?")).getByRole("option", { name: step });
    await page.user.selectOptions(screen.getByLabelText("Which step?"), option);
    type("What was done?", `Done: ${step.source}`);
    await page.user.click(button("Record a step"));
    await expect.poll(() => screen.queryByLabelText("Which step?")).toBeNull();
  }
  await page.user.click(await findButton("Close the path"));
  type("How does care go on?", "Weekly hours at the clinic.");
  await page.user.click(button("Close the path"));
  expect(await screen.findByText(/Weekly hours at the clinic/)).toBeTruthy();
  expect(page.state.care.risks[0]!.state).toBe(SuicideRisk_State.CLOSED);
});

it("Bullying is decided once what is needed is done, and the refusal says so", async () => {
  const page = open("#/cases/bullying");
  await page.user.click(await findButton("Report bullying"));
  type("What happened?", "Pushed every day after gym");
  await page.user.click(screen.getByLabelText("It happens online"));
  type("On which platform?", "A group chat");
  type("Who is bullied?", "A boy of grade 6");
  await page.user.click(button("Report bullying"));
  await screen.findByRole("heading", { name: "Pushed every day after gym" });
  expect(screen.getAllByText("Needed")).toHaveLength(4);
  await page.user.click(button("Take it on"));
  const decide = async () => {
    await page.user.selectOptions(screen.getByLabelText("What was found?"), "It was bullying");
    type("Why?", "Three saw it.");
    type("What is done about it?", "Another way to the bus.");
    await page.user.click(button("Record what was found"));
  };
  await page.user.click(await findButton("Record what was found"));
  await decide();
  expect(await screen.findByText(/Take the steps that are needed first/)).toBeTruthy();
  await page.user.click(button("Record a step"));
  await page.user.selectOptions(screen.getByLabelText("Which step?"), "Keep the evidence");
  type("What was done?", "Screenshots kept.");
  await page.user.click(button("Record a step"));
  await screen.findByText(/Screenshots kept/);
  await decide();
  expect(await screen.findByText(/Another way to the bus/)).toBeTruthy();
  expect(page.state.care.bullying[0]!.state).toBe(BullyingCase_State.FOLLOWED_UP);
  expect(await accessibilityProblems()).toEqual([]);
});

it("A threat that came to light is linked to its case, which is looked for only then", async () => {
  const page = open("#/cases/bullying", { prepare: ({ state }) => (state.cases.cases = [caseOf(Case_State.REPORTED)]) });
  await page.user.click(await findButton("Report bullying"));
  type("What happened?", "Pushed every day");
  type("Who is bullied?", "A boy of grade 6");
  await page.user.click(button("Report bullying"));
  await screen.findByRole("heading", { name: "Pushed every day" });
  expect(page.calls.filter(({ method }) => method === "ListCases")).toEqual([]);
  await page.user.click(button("A threat came to light"));
  await page.user.selectOptions(await screen.findByLabelText("Which case?"), "A threat on the bus");
  await page.user.click(button("A threat came to light"));
  expect(((await screen.findByRole("link", { name: "Open the case of the threat" })) as HTMLAnchorElement).hash).toBe("#/cases/case-1");
});

it("A plan that another school offers waits for an answer, and is accepted", async () => {
  const page = open("#/cases/transfers", { prepare: ({ state }) => (state.care.transfers = [{ ...offeredPlan }]) });
  expect(await screen.findByText(/check-in with the counselor each morning/)).toBeTruthy();
  expect(screen.getByText(/This school has offered no plan/)).toBeTruthy();
  expect(await accessibilityProblems()).toEqual([]);
  const accept = "Accept: a case begins here with this plan";
  await page.user.click(button(accept));
  await page.user.click(within(screen.getByRole("form", { name: accept })).getByRole("button", { name: accept }));
  expect(await screen.findByText("Accepted")).toBeTruthy();
  expect(page.state.care.transfers[0]!.state).toBe(PlanTransfer_State.ACCEPTED);
});

it("A plan in force is handed on to another school, and taken back", async () => {
  const page = open("#/cases/case-1", { prepare: ({ state }) => (state.cases.cases = [caseOf(Case_State.PLAN_ACTIVE)]) });
  await page.user.click(await findButton("Hand on to the next school"));
  await page.user.selectOptions(screen.getByLabelText("Next school"), "Norwood High School");
  type("What must the team there know?", "He calms down on a walk.");
  await page.user.click(button("Hand on to the next school"));
  await expect.poll(() => page.state.care.transfers).toHaveLength(1);
  await page.user.click(screen.getByRole("link", { name: "Transfers" }));
  await page.user.click(await findButton("Take the offer back"));
  type("Why?", "He stays.");
  await page.user.click(button("Take the offer back"));
  await expect.poll(() => page.state.care.transfers[0]!.state).toBe(PlanTransfer_State.WITHDRAWN);
});
