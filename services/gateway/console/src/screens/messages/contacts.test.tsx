// @vitest-environment jsdom
import { fireEvent, screen, within } from "@testing-library/react";
import { expect, it } from "vitest";
import { manyMessages, oneBadChannel, someUnreached } from "../../testing/fake_contacts";
import { accessibilityProblems, button, findButton, open } from "../../testing/render";

it("A test is planned and made now, and a second one on the same day is refused in words", async () => {
  const { user, state } = open("#/messages/contacts");
  expect(await screen.findByText("No contact test has been made at this school.")).toBeTruthy();
  await user.click(button("Plan the monthly test"));
  fireEvent.change(screen.getByLabelText("Day of the month"), { target: { value: "15" } });
  await user.click(button("Plan the monthly test"));
  expect(await screen.findByText(/^Next test/)).toBeTruthy();
  expect(state.contacts.test!.dayOfMonth).toBe(15);
  const start = async () => {
    await user.click(await findButton("Test now"));
    await user.click(within(screen.getByRole("form", { name: "Test now" })).getByRole("button", { name: "Test now" }));
  };
  await start();
  expect(await screen.findByText("The last test reached everybody, and nobody said STOP.")).toBeTruthy();
  await start();
  expect(await screen.findByText(/Test again tomorrow/)).toBeTruthy();
  expect(await accessibilityProblems()).toEqual([]);
});

it("Households that nobody reached come first, each with its reasons, and STOP can be looked at alone", async () => {
  const { user } = open("#/messages/contacts", {
    prepare: ({ state }) => Object.assign(state.contacts, { unreached: someUnreached, test: { lastRunId: "run-1" } }),
  });
  const card = within(await screen.findByRole("region", { name: "Not reached, or said STOP" }));
  expect(await card.findByText("Reached 409 of 412")).toBeTruthy();
  expect(card.getAllByText(/Baptiste|Becker|Pires/).map(({ textContent }) => textContent)).toEqual(["Jean Baptiste", "Tom Becker", "Rosa Pires"]);
  expect(card.getByText("Email: the address does not exist")).toBeTruthy();
  expect(card.getByText("Text message: a new reason")).toBeTruthy();
  await user.selectOptions(card.getByLabelText("Show"), "Said STOP");
  expect(card.queryByText("Jean Baptiste")).toBeNull();
  expect(card.getByText("Said STOP: Text message")).toBeTruthy();
  expect(await accessibilityProblems()).toEqual([]);
});

it("It says who hears too often, and which channel fails", async () => {
  open("#/messages/contacts", {
    prepare: ({ state }) => Object.assign(state.contacts, { fatigue: manyMessages, health: oneBadChannel }),
  });
  expect(await screen.findByText("12 people had more than 8 urgent messages.")).toBeTruthy();
  expect(await screen.findByText(/More failed than arrived: Call/)).toBeTruthy();
  const row = within(screen.getByRole("rowheader", { name: "Email" }).closest("tr")!);
  expect(row.getByText("0.8 s")).toBeTruthy();
  expect(row.getByText("the mailbox is full: 3")).toBeTruthy();
});

it("Who may only read sees the figures and no way to start a test", async () => {
  open("#/messages/contacts", { permissions: ["session.use", "message.read", "readiness.read"] });
  expect(await screen.findByText("Nothing was sent in the last 30 days.")).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Test now" })).toBeNull();
});
