// @vitest-environment jsdom
import { fireEvent, screen } from "@testing-library/react";
import { Code, ConnectError } from "@connectrpc/connect";
import { expect, it } from "vitest";
import { Tip_State } from "../../gen/watchbell/threat_intake/v1/tip_pb";
import { kReceiptCode } from "../../testing/fake_tips";
import { tip } from "../../testing/fake_state";
import { accessibilityProblems, button, findButton, open, type Page } from "../../testing/render";

const anonymous = { signedIn: false };

async function fill({ user }: Page) {
  await user.selectOptions(await screen.findByRole("combobox", { name: "School" }), "Lincoln Elementary School");
  await user.click(screen.getByLabelText("A threat"));
  fireEvent.change(screen.getByLabelText("What do you know?"), { target: { value: "Somebody said so." } });
}

it("A tip is sent without a session and gives a receipt with which its state can be read", async () => {
  const page = open("#/tip", anonymous);
  await fill(page);
  await page.user.click(button("Send the tip"));
  expect(await screen.findByRole("heading", { name: "Thank you. Your tip has arrived." })).toBeTruthy();
  const receipt = screen.getByText(new RegExp(kReceiptCode)).textContent!;
  const [call] = page.calls.filter(({ method }) => method === "SubmitTip");
  expect(call!.requestId[14], "a random id, which holds no time").toBe("4");

  await page.user.click(screen.getByRole("link", { name: "Check a tip" }));
  fireEvent.change(await screen.findByLabelText("Receipt"), { target: { value: receipt } });
  await page.user.click(button("See what became of it"));
  expect(await screen.findByText("It has arrived. Nobody has taken it on yet.")).toBeTruthy();
});

it("Nothing of a tip stays in the browser's storage", async () => {
  const page = open("#/tip", anonymous);
  await fill(page);
  await page.user.click(button("Send the tip"));
  await screen.findByText("Your receipt");
  expect(Object.keys(window.localStorage)).toEqual([]);
  expect(Object.keys(window.sessionStorage)).toEqual([]);
});

it("What happens right now calls for 911 first", async () => {
  const { user } = open("#/tip", anonymous);
  await user.click(await screen.findByLabelText("It is happening right now"));
  expect(screen.getByRole("alert").textContent).toContain("Call 911 now if anyone is in danger");
});

it("Somebody who may hurt themselves is told of 988", async () => {
  const { user } = open("#/tip", anonymous);
  await user.click(await screen.findByLabelText("Somebody may hurt themselves"));
  expect(screen.getByRole("alert").textContent).toContain("988");
});

it("Counts what is left of 4,000 characters, and sends nothing longer", async () => {
  const page = open("#/tip", anonymous);
  await fill(page);
  const text = screen.getByLabelText("What do you know?");
  fireEvent.change(text, { target: { value: "😀".repeat(4_000) } });
  expect(screen.getByText("0 characters left")).toBeTruthy();
  fireEvent.change(text, { target: { value: "x".repeat(4_001) } });
  expect(screen.getByText("1 characters too many")).toBeTruthy();
  await page.user.click(button("Send the tip"));
  expect(page.calls.some(({ method }) => method === "SubmitTip")).toBe(false);
});

it("Keeps the text and the request id when the tip did not arrive", async () => {
  const page = open("#/tip", anonymous);
  page.failNext("SubmitTip", ...Array.from({ length: 3 }, () => new ConnectError("down", Code.Unavailable)));
  await fill(page);
  await page.user.click(button("Send the tip"));
  expect(await screen.findByText(/Nothing is lost/, {}, { timeout: 5_000 })).toBeTruthy();
  await page.user.click(button("Send the tip"));
  await screen.findByText("Your receipt");
  const ids = page.calls.filter(({ method }) => method === "SubmitTip").map(({ requestId }) => requestId);
  expect([ids.length, new Set(ids).size]).toEqual([4, 1]);
});

it("Takes the school's code from the poster when the list is not for everybody", async () => {
  const denied = new ConnectError("no", Code.Unauthenticated);
  open("#/tip?school=norwood-hs", { ...anonymous, prepare: ({ failNext }) => failNext("ListSchools", denied) });
  expect((await screen.findByLabelText<HTMLInputElement>("School code")).value).toBe("norwood-hs");
});

it("Staff see danger to life first, and take a tip on", async () => {
  const { user, state } = open("#/tips", {
    prepare: ({ state }) => (state.tips = [tip("Pushed around"), tip("A knife at lunch", { lifeSafety: true })]),
  });
  const headings = await screen.findAllByRole("listitem");
  expect(headings[0]!.textContent).toContain("Danger to life");
  expect(headings[0]!.textContent).toContain("A knife at lunch");
  await user.click(screen.getAllByRole("button", { name: "I am taking care of this" })[0]!);
  expect(await screen.findByText(/^Taken on at/)).toBeTruthy();
  expect(state.tips.find(({ lifeSafety }) => lifeSafety)!.state).toBe(Tip_State.ACKNOWLEDGED);
});

it("Warns of what may tell who wrote, and sends it with the second press", async () => {
  const page = open("#/tip", anonymous);
  await fill(page);
  fireEvent.change(screen.getByLabelText("What do you know?"), { target: { value: "Hi, my name is Ana." } });
  await page.user.click(button("Send the tip"));
  expect((await screen.findByText(/my name is/, { selector: "li" })).textContent).toContain("a name of yours");
  expect(page.calls.some(({ method }) => method === "SubmitTip")).toBe(false);
  await page.user.click(button("Send the tip"));
  expect(await screen.findByText("Your receipt")).toBeTruthy();
});

it("A file goes before the tip, and the tip names it", async () => {
  const page = open("#/tip", anonymous);
  await fill(page);
  const file = new File([new Uint8Array([1, 2, 3])], "IMG_0001.jpg", { type: "image/jpeg" });
  await page.user.upload(screen.getByLabelText(/Pictures, video/), file);
  await page.user.click(button("Send the tip"));
  await screen.findByText("Your receipt");
  const sent = page.calls.filter(({ method }) => method === "UploadFile" || method === "SubmitTip");
  expect(sent.map(({ method }) => method)).toEqual(["UploadFile", "SubmitTip"]);
  expect(page.state.tips[0]!.attachments.map(({ id }) => id)).toEqual([sent[0]!.requestId]);
});

it("The sender and the team talk through the mailbox, opened by a passphrase", async () => {
  const page = open("#/tip");
  await fill(page);
  await page.user.type(screen.getByLabelText(/A passphrase of your own/), "correct horse battery");
  await page.user.click(button("Send the tip"));
  const receipt = (await screen.findByText(/^lincoln-es\//)).textContent!;
  window.location.hash = "#/tip/status";
  fireEvent.change(await screen.findByLabelText("Receipt"), { target: { value: receipt } });
  await page.user.type(screen.getByLabelText("Your passphrase"), "wrong horse battery");
  await page.user.click(button("See what became of it"));
  expect(await screen.findByText("No tip fits this receipt.")).toBeTruthy();
  await page.user.clear(screen.getByLabelText("Your passphrase"));
  await page.user.type(screen.getByLabelText("Your passphrase"), "correct horse battery");
  await page.user.click(button("See what became of it"));
  await page.user.type(await screen.findByLabelText("Write to the safety team"), "It was on Friday.");
  await page.user.click(button("Send the message"));
  expect(await screen.findByText("It was on Friday.")).toBeTruthy();
  expect(await accessibilityProblems()).toEqual([]);

  window.location.hash = `#/tips/lincoln-es/${page.state.tips[0]!.id}`;
  await page.user.type(await screen.findByLabelText("Your answer or question"), "Which Friday?");
  await page.user.click(button("Answer"));
  expect(await screen.findByText("Which Friday?")).toBeTruthy();
  expect(screen.getByText("It was on Friday.")).toBeTruthy();
});

it("A hoax can only be said after the police have", async () => {
  const { user, state } = open("#/tips/lincoln-es/tip-7", {
    prepare: ({ state }) => (state.tips = [tip("A bomb", { id: "tip-7", unread: true })]),
  });
  await user.click(await findButton("Close the tip"));
  expect(screen.queryByRole("option", { name: /Hoax/ })).toBeNull();
  await user.click(button("The police say it is false"));
  await user.type(screen.getByLabelText("Number of the officer or of the dispatch record"), "CAD-7");
  await user.click(button("The police say it is false"));
  await user.selectOptions(screen.getByLabelText("What was it?"), await screen.findByRole("option", { name: /Hoax/ }));
  await user.type(screen.getByLabelText("Why?"), "Called in from abroad");
  await user.click(button("Close the tip"));
  expect(await findButton("Open it again")).toBeTruthy();
  expect(state.tips[0]!.unread).toBe(false);
  expect(await accessibilityProblems()).toEqual([]);
});

it("The form, the receipt, the look-up and the list have no accessibility problem that axe finds", async () => {
  const page = open("#/tip", { prepare: ({ state }) => (state.tips = [tip("A knife", { lifeSafety: true })]) });
  await findButton("Send the tip");
  await page.user.click(button("Send the tip"));
  expect(await accessibilityProblems()).toEqual([]);
  await fill(page);
  await page.user.click(button("Send the tip"));
  await screen.findByText("Your receipt");
  expect(await accessibilityProblems()).toEqual([]);
  window.location.hash = "#/tip/status";
  await findButton("See what became of it");
  expect(await accessibilityProblems()).toEqual([]);
  window.location.hash = "#/tips";
  await screen.findByText("A knife");
  expect(await accessibilityProblems()).toEqual([]);
});
