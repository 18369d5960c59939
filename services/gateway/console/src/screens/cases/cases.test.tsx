// @vitest-environment jsdom
import { create } from "@bufbuild/protobuf";
import { fireEvent, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { ReadAuditSchema } from "../../gen/watchbell/audit/v1/read_audit_pb";
import { CaseActionOutcome } from "../../gen/watchbell/threat_intake/v1/case_parts_pb";
import { Case_State } from "../../gen/watchbell/threat_intake/v1/case_pb";
import { ListCaseReadsRequest_Part as Part } from "../../gen/watchbell/threat_intake/v1/case_service_pb";
import { accessibilityProblems, button, findButton, open, type Page } from "../../testing/render";

async function openCase({ user }: Page) {
  await user.click(await findButton("Open a case"));
  fireEvent.change(screen.getByLabelText("What is it about?"), { target: { value: "A threat on the bus" } });
  await user.click(button("Open a case"));
  await screen.findByRole("heading", { name: "A threat on the bus" });
}

async function answer({ user }: Page, question: string, said: string) {
  await user.click(await findButton(question));
  await user.selectOptions(screen.getByLabelText("The team’s answer"), said);
  fireEvent.change(screen.getByLabelText("Why?"), { target: { value: "As three witnesses say." } });
  await user.click(button(question));
  await screen.findAllByText(/As three witnesses say/);
}

it("A case goes through the tree to what must be done", async () => {
  const page = open("#/cases");
  await openCase(page);
  await page.user.click(button("Triage"));
  await page.user.click(button("Triage"));
  await page.user.click(await findButton("Begin the evaluation"));
  await answer(page, "Is there intent to harm, or behaviour that suggests it?", "Yes");
  await answer(page, "Is it withdrawn, explained or apologised for, so that no intent remains?", "Unclear");
  await answer(page, "How serious is it?", "Very serious: to kill, rape, shoot, injure badly; a weapon");
  expect(await screen.findByText(/^Due/)).toBeTruthy();
  expect(page.state.cases.cases[0]!.state).toBe(Case_State.VERY_SERIOUS);

  await page.user.click(button("Record what was done"));
  await page.user.selectOptions(screen.getByLabelText("What must be done"), "Consult the police");
  await page.user.selectOptions(screen.getByLabelText("Outcome"), "Done");
  await page.user.click(button("Record what was done"));
  await expect.poll(() => page.state.cases.cases[0]!.actions[0]!.outcome).toBe(CaseActionOutcome.DONE);
});

it("Every factor is shown, by whoever said it, and nowhere a sum", async () => {
  const page = open("#/cases");
  await openCase(page);
  expect(await screen.findAllByText("Nobody has said yet")).toHaveLength(8);
  await page.user.click(button("Say what is known of a factor"));
  await page.user.selectOptions(screen.getByLabelText("Which factor?"), "Preparatory acts");
  await page.user.selectOptions(screen.getByLabelText("What is found?"), "Present");
  fireEvent.change(screen.getByLabelText("Note"), { target: { value: "A map was found." } });
  await page.user.click(button("Say what is known of a factor"));
  expect(await screen.findByText(/^Present. A map was found/)).toBeTruthy();
  expect(document.body.textContent).not.toMatch(/score|total/i);
});

it("Whoever answers for the cases sees who has read them, and each of their parts", async () => {
  const read = (readerId: string) => create(ReadAuditSchema, { id: readerId, aboutId: "case-1", readerId, rpc: "watchbell.threat_intake.v1.CaseService.GetCase", count: 1 });
  const page = open("#/cases/reads?about=case-1", {
    permissions: ["session.use", "incident.read", "case.read", "case.audit"],
    prepare: ({ state }) => (state.cases.reads = { [Part.CASES]: [read("reader-1")], [Part.INTERVIEWS]: [read("reader-2")] }),
  });
  expect(await screen.findByText("reader-1")).toBeTruthy();
  await page.user.selectOptions(screen.getByLabelText("Of which records?"), "Interviews");
  expect(await screen.findByText("reader-2")).toBeTruthy();
  expect(screen.queryByText("reader-1")).toBeNull();
  expect(await accessibilityProblems()).toEqual([]);
});

it("Has no accessibility problem that axe finds, list and case", async () => {
  const page = open("#/cases");
  await findButton("Open a case");
  expect(await accessibilityProblems()).toEqual([]);
  await openCase(page);
  await page.user.click(button("Triage"));
  expect(await accessibilityProblems()).toEqual([]);
});
