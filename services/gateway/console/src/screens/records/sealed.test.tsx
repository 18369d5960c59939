// @vitest-environment jsdom
import { fireEvent, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { RecordsClaim_Party, RecordsField, RecordsRequest_State } from "../../gen/watchbell/visitor/v1/records_request_pb";
import { policeWindow } from "../../testing/fake_records";
import { accessibilityProblems, button, findButton, open, type Page } from "../../testing/render";

const counsel = ["session.use", "incident.read", "records.read", "records.secret", "records.record"];
const clerk = ["session.use", "incident.read", "records.read", "records.record"];
const fill = (label: string | RegExp, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });

async function writeDown({ user }: Page, basis: string) {
  fill("Their name", "J. Doe");
  fill(/^Which student\?/, "student-7");
  fill("The student's date of birth", "2012-03-04");
  await user.click(screen.getByLabelText("Attendance"));
  fill("What do they need it for?", "An inquiry");
  await user.selectOptions(screen.getByLabelText("On what ground?"), basis);
}

it("Counsel records, decides and releases a paper under secrecy without a school, and nobody is told", async () => {
  const page = open("#/records/sealed", { permissions: counsel, at: ["district"] });
  await page.user.click(await findButton("Record a paper under secrecy"));
  await writeDown(page, "Subpoena of a grand jury");
  expect(await accessibilityProblems()).toEqual([]);
  await page.user.click(button("Record a paper under secrecy"));
  await page.user.click(await findButton("Decide as counsel"));
  expect(page.state.records.sealed[0]!.claim).toMatchObject({ secrecyOrder: true, party: RecordsClaim_Party.LAW_ENFORCEMENT });
  expect(page.state.records.requests).toEqual([]);
  expect(screen.queryByRole("button", { name: "The family was told" })).toBeNull();
  await page.user.click(screen.getByLabelText("I approve the release of:"));
  await page.user.click(screen.getByLabelText("Attendance"));
  fill("The reason", "It names these");
  await page.user.click(button("Decide as counsel"));
  await page.user.click(await findButton("Release"));
  fill(/^Who gets it\?/, "The United States Attorney");
  await page.user.click(screen.getByLabelText("Attendance"));
  await page.user.click(button("Release"));
  expect(await screen.findByText(/Given to The United States Attorney/)).toBeTruthy();
  expect(page.state.records.sealed[0]).toMatchObject({ state: RecordsRequest_State.RELEASED, decision: { fields: [RecordsField.ATTENDANCE] } });
});

it("Nobody else finds a way there, and nothing is asked of it", async () => {
  const { calls } = open("#/records/sealed", { permissions: clerk });
  await screen.findByText("No request waits for anybody.");
  expect(screen.queryByRole("link", { name: "Under secrecy" })).toBeNull();
  expect(calls.some(({ method }) => method === "ListSealedRequests")).toBe(false);
});

it("A paper that forbids to tell of it is sent on to counsel from the desk", async () => {
  const page = open("#/records", { permissions: clerk });
  await page.user.click(await findButton("Somebody asks for records"));
  expect(screen.queryByLabelText(/forbids telling anybody/)).toBeNull();
  await page.user.selectOptions(screen.getByLabelText("Who asks?"), "Law enforcement");
  await writeDown(page, "Court order");
  await page.user.click(screen.getByLabelText(/forbids telling anybody/));
  await page.user.click(button("Somebody asks for records"));
  expect(await screen.findByText(/Nothing was kept. Hand the paper to counsel/)).toBeTruthy();
  expect(page.state.records.requests).toEqual([]);
});

it("A window of somebody else says what to bring, and the school's own request there is kept until it is answered", async () => {
  const page = open("#/records/outside", { permissions: clerk, prepare: ({ state }) => (state.records.cards = [policeWindow]) });
  expect(await screen.findByText("photo identification")).toBeTruthy();
  expect((screen.getByRole("link", { name: /^Open the window/ }) as HTMLAnchorElement).rel).toBe("noreferrer");
  await page.user.click(button("We have asked there"));
  fill("Reference that the window gave", "26-004417");
  await page.user.click(button("We have asked there"));
  expect(await screen.findByText("26-004417")).toBeTruthy();
  expect(await accessibilityProblems()).toEqual([]);
  await page.user.click(button("Record what came of it"));
  fill("What came of it?", "A copy came by mail.");
  await page.user.click(button("Record what came of it"));
  expect(await screen.findByText("This school has no open request at another window.")).toBeTruthy();
  expect(page.state.records.outside[0]!.outcome).toBe("A copy came by mail.");
});

it("A window without a safe address has no link", async () => {
  open("#/records/outside", {
    permissions: clerk,
    prepare: ({ state }) => (state.records.cards = [{ ...policeWindow, url: "javascript:alert(1)" }]),
  });
  expect(await screen.findByText("photo identification")).toBeTruthy();
  expect(screen.queryByRole("link", { name: /^Open the window/ })).toBeNull();
});
