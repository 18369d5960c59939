// @vitest-environment jsdom
import { fireEvent, screen, within } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { Visit_State } from "../../gen/watchbell/visitor/v1/visit_pb";
import { visitor } from "../../testing/fake_state";
import { accessibilityProblems, button, findButton, open } from "../../testing/render";

const kScan = "Licence, passport or invitation code";
const kPassport = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10";

it("Takes a passport's lines like a licence", async () => {
  const { calls } = open("#/desk");
  fireEvent.change(await screen.findByLabelText(kScan), { target: { value: kPassport } });
  await screen.findByRole("heading", { name: /may come in/ });
  expect(calls.filter(({ method }) => method === "CheckIn")).toHaveLength(1);
});

it("Prints the badge in the size of the label, and nothing else of the page", async () => {
  const print = vi.spyOn(window, "print").mockImplementation(() => {});
  const { user } = open("#/desk/visit/Maria-Lopez", { prepare: ({ state }) => (state.visits = [visitor("Maria", "Lopez")]) });
  await user.selectOptions(await screen.findByLabelText("Size of the label"), "Plastic card, 54 × 86 mm");
  await user.click(await findButton("Print the badge"));
  expect(print).toHaveBeenCalled();
  expect(document.querySelector("body > .paper-54x86 img")).toBeTruthy();
  expect(await accessibilityProblems()).toEqual([]);
});

it("A new print needs a reason", async () => {
  const { user, calls } = open("#/desk/visit/Maria-Lopez", {
    prepare: ({ state }) => (state.visits = [visitor("Maria", "Lopez")]),
  });
  await user.click(await findButton("New print"));
  const form = within(screen.getByRole("form", { name: "New print" }));
  await user.click(form.getByRole("button", { name: "New print" }));
  expect(form.getByText("Please fill this in.")).toBeTruthy();
  await user.selectOptions(form.getByLabelText("Why"), "Lost");
  await user.click(form.getByRole("button", { name: "New print" }));
  await findButton("New print");
  expect(calls.filter(({ method }) => method === "ReprintBadge")).toHaveLength(1);
});

it("Checks out by the badge's code, and everybody at the end of the day", async () => {
  const { user, state } = open("#/desk", {
    prepare: ({ state }) => (state.visits = [visitor("Maria", "Lopez"), visitor("James", "Okafor", { badge: "T3H8BN" })]),
  });
  await user.type(await screen.findByLabelText("Check out by badge"), "t3h8bn{Enter}");
  expect(await screen.findByText("James Okafor is checked out.")).toBeTruthy();
  await user.click(await findButton("Check everybody out"));
  await user.click(button("Check everybody out"));
  expect(await screen.findByText("1 visitor checked out")).toBeTruthy();
  expect(state.visits.every((visit) => visit.state === Visit_State.LEFT)).toBe(true);
});

it("Shows who waits outside, who is late and who is not screened", async () => {
  const { user, calls } = open("#/desk", {
    prepare: ({ state }) =>
      (state.visits = [
        visitor("Lea", "Hoffman", { overdue: true, zone: "Gym" }),
        visitor("Tom", "Becker", { state: Visit_State.NOT_YET_SCREENED }),
      ]),
  });
  expect(await screen.findByText("Overdue")).toBeTruthy();
  expect(screen.getByText(/last seen: Gym/)).toBeTruthy();
  await user.click(await findButton("Screen now: Tom Becker"));
  await user.click(await findButton("Somebody is at the door"));
  await user.click(button("Somebody is at the door"));
  await screen.findByText("At the entry: main");
  await user.click(within(screen.getByText("At the entry: main").closest("li")!).getByRole("button", { name: "Check in" }));
  fireEvent.change(await screen.findByLabelText(kScan), { target: { value: kPassport } });
  await screen.findByRole("heading", { name: /may come in/ });
  expect(calls.map(({ method }) => method)).toContain("ScreenVisit");
});

it("Finds earlier visits by name", async () => {
  const { user } = open("#/desk/history", {
    prepare: ({ state }) => (state.visits = [visitor("Maria", "Lopez"), visitor("James", "Okafor")]),
  });
  await user.type(await screen.findByLabelText(/Last name/), "okafor");
  await user.click(button("Search"));
  expect(await screen.findByRole("link", { name: "James Okafor" })).toBeTruthy();
  expect(screen.queryByText("Maria Lopez")).toBeNull();
  expect(await accessibilityProblems()).toEqual([]);
});
