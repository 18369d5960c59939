// @vitest-environment jsdom
import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { AgencyVisit_State } from "../../gen/watchbell/visitor/v1/agency_visit_pb";
import { agencyVisit } from "../../testing/fake_agency";
import { accessibilityProblems, button, findButton, open } from "../../testing/render";

const prepare: NonNullable<Parameters<typeof open>[1]>["prepare"] = ({ state }) => (state.agencyVisits = [agencyVisit()]);
const reader = ["session.use", "agency.record", "agency.read"];

it("Shows the advice with each of its grounds, and no authorisation to an administrator", async () => {
  open("#/agency/agency-1", { permissions: reader, prepare });
  expect(await screen.findByText(/does not look like a paper of a court/)).toBeTruthy();
  expect(screen.getByText("The heading names no court.")).toBeTruthy();
  expect(screen.getByText(/Nobody comes in without a decision of counsel/)).toBeTruthy();
  expect(screen.queryByRole("button", { name: "AUTHORISE" })).toBeNull();
  expect(await accessibilityProblems()).toEqual([]);
});

it("Counsel is offered the refusal first, and may authorise on one of the documents", async () => {
  const { user, state } = open("#/agency/agency-1", { permissions: [...reader, "agency.authorise"], prepare });
  const authorise = await findButton("AUTHORISE");
  const refuse = button("Refuse");
  expect(refuse.compareDocumentPosition(authorise) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
  await user.click(refuse);
  await user.selectOptions(screen.getByLabelText("Reason"), "Signed by an agency, not by a court");
  await user.type(screen.getByLabelText("Words given to the officer"), "We need a warrant of a court.");
  await user.click(button("Refuse"));
  await expect.poll(() => state.agencyVisits[0]!.state).toBe(AgencyVisit_State.REFUSED);
});

it("The desk records an arrival and who they are, and reads nothing else", async () => {
  const { user, calls } = open("#/agency", { permissions: ["session.use", "agency.record"] });
  await user.type(await screen.findByLabelText("Agency, as they say"), "A federal agency");
  await user.type(screen.getByLabelText("Where they wait"), "Main entry");
  await user.click(button("Record the arrival"));
  await user.click(await findButton("Write down who they are"));
  await user.type(screen.getByLabelText("Officers"), "J. Doe, Officer, 4411");
  await user.type(screen.getByLabelText("How to reach them or their office"), "555 0100");
  await user.type(screen.getByLabelText("Purpose of the visit"), "To speak with somebody");
  await user.type(screen.getByLabelText("Authority that they claim"), "A warrant");
  await user.click(button("Write down who they are"));
  expect(await findButton("Call the designated administrator")).toBeTruthy();
  expect(calls.map(({ method }) => method)).not.toContain("ListAgencyVisits");
});
