// @vitest-environment jsdom
import { fireEvent, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { Erasure_State } from "../../gen/watchbell/common/v1/retention_pb";
import { Clearance_Status } from "../../gen/watchbell/visitor/v1/clearance_pb";
import { RecordsField, RecordsRequest_State } from "../../gen/watchbell/visitor/v1/records_request_pb";
import { openDispute, wish } from "../../testing/fake_records";
import { heldVisitor } from "../../testing/fake_state";
import { accessibilityProblems, button, findButton, open } from "../../testing/render";

const desk = ["session.use", "incident.read", "directory.read", "records.read", "records.record"];
const fill = (label: string | RegExp, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });

it("An administrative subpoena is neither released nor refused at the desk: counsel decides what may go", async () => {
  const { user, state } = open("#/records", { permissions: [...desk, "records.decide", "records.release"] });
  await user.click(await findButton("Somebody asks for records"));
  await user.selectOptions(screen.getByLabelText("Who asks?"), "Law enforcement");
  fill("Their name", "J. Doe");
  fill("Which student?", "Bec");
  await user.click(button("Find"));
  await user.click(await screen.findByLabelText(/Tom Becker/));
  fill("The student's date of birth", "2012-03-04");
  await user.click(screen.getByLabelText("Schedule"));
  await user.click(screen.getByLabelText("Grades"));
  fill("What do they need it for?", "An inquiry");
  await user.selectOptions(screen.getByLabelText("On what ground?"), "Administrative subpoena");
  await user.click(button("Somebody asks for records"));
  expect(await screen.findByText("Neither release nor refuse: counsel decides.")).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Release" })).toBeNull();
  expect(state.records.requests[0]!.claim).toMatchObject({ studentId: "person-2", fields: [RecordsField.SCHEDULE, RecordsField.GRADES] });

  await user.click(button("Decide as counsel"));
  await user.click(screen.getByLabelText("I approve the release of:"));
  await user.click(screen.getByLabelText("Schedule"));
  fill("The reason", "Narrowed with the agency");
  await user.click(button("Decide as counsel"));
  expect(await screen.findByText("Counsel approved: Narrowed with the agency")).toBeTruthy();
  expect(state.records.requests[0]).toMatchObject({ state: RecordsRequest_State.APPROVED, decision: { fields: [RecordsField.SCHEDULE] } });
  await user.click(button("Release"));
  expect(screen.queryByLabelText("Grades")).toBeNull();
});

it("A danger is asked for only where it is the ground, and then it is required", async () => {
  const { user, calls } = open("#/records", { permissions: desk });
  await user.click(await findButton("Somebody asks for records"));
  expect(screen.queryByLabelText(/What is the danger/)).toBeNull();
  await user.selectOptions(screen.getByLabelText("On what ground?"), "Danger to health or safety now");
  expect(screen.getByLabelText(/What is the danger/)).toBeTruthy();
  await user.click(button("Somebody asks for records"));
  expect(calls.some(({ method }) => method === "RecordRequest")).toBe(false);
  expect(await accessibilityProblems()).toEqual([]);
});

it("A clearance keeps its outcome and its last day, nothing of what was found", async () => {
  const { user, state } = open("#/clearances", { permissions: ["session.use", "incident.read", "clearance.read", "clearance.edit"] });
  await user.click(await findButton("Record an appointment for fingerprints"));
  fill("First name", "Ana");
  fill("Last name", "Silva");
  fill("Date of birth", "1980-01-02");
  await user.click(button("Record an appointment for fingerprints"));
  await user.click(await findButton("Record the outcome"));
  await user.click(screen.getByLabelText("The check clears this person"));
  fill("Last day", "2027-06-30");
  await user.click(button("Record the outcome"));
  expect(await screen.findByText("Until June 30, 2027")).toBeTruthy();
  expect(state.records.clearances[0]!.status).toBe(Clearance_Status.CLEARED);
  expect(await accessibilityProblems()).toEqual([]);
});

it("A dispute is decided by a second person, with the visit one press away", async () => {
  const { user, state } = open("#/disputes", {
    permissions: ["session.use", "incident.read", "visit.read", "dispute.review", "visit.decide_match"],
    prepare: ({ state: known }) => {
      known.visits = [heldVisitor()];
      known.records.disputes = [openDispute];
    },
  });
  expect(await screen.findByText("I am not this man.")).toBeTruthy();
  expect(screen.getByRole("link", { name: "Open the visit" }).getAttribute("href")).toBe("#/desk/visit/Robert-Hale");
  await user.click(button("Decide"));
  await user.selectOptions(screen.getByLabelText("What is it?"), "2");
  fill("What told you?", "The scar is missing");
  await user.click(button("Decide"));
  expect(await screen.findByText("Nobody disagrees with a match.")).toBeTruthy();
  expect(state.records.disputes).toEqual([]);
});

it("Whoever asked for an erasure cannot confirm it; somebody else can", async () => {
  const { user, state } = open("#/erasures?what=visit&id=0198a1b2", {
    permissions: ["session.use", "incident.read", "directory.read", "retention.erase"],
    prepare: ({ state: known }) => void (known.records.erasures = [wish]),
  });
  await user.click(await findButton("Ask that a record be erased"));
  fill("Why, in writing", "held");
  await user.click(button("Ask that a record be erased"));
  expect(await screen.findByText("This must be kept. Ask counsel to lift the hold.")).toBeTruthy();
  fill("Why, in writing", "A double entry of today");
  await user.click(button("Ask that a record be erased"));
  expect(await screen.findByText(/You have asked for it. Another person must confirm/)).toBeTruthy();
  expect(await screen.findByText(/Asked by Tom Becker/)).toBeTruthy();
  await user.click(button("Confirm: erase it for good"));
  await user.click(button("Confirm: erase it for good"));
  await expect.poll(() => state.records.erasures.at(-1)!.state).toBe(Erasure_State.DONE);
  expect(await accessibilityProblems()).toEqual([]);
});
