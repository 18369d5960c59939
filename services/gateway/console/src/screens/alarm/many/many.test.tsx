// @vitest-environment jsdom
import { fireEvent, screen } from "@testing-library/react";
import { Code, ConnectError } from "@connectrpc/connect";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Action } from "../../../gen/watchbell/alerting/v1/incident_pb";
import { dictionaries, languages } from "../../../i18n/dictionary";
import { accessibilityProblems, button, findButton, open, type Page } from "../../../testing/render";

// Five seconds to take it back do not pass while the machine is slow.
beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"] }));
afterEach(() => void vi.useRealTimers());

const raises = ({ calls }: Page) => calls.filter(({ method }) => method === "RaiseMany");
const choose = async (page: Page, ...names: RegExp[]) => {
  fireEvent.click(await screen.findByLabelText(/^Lockdown/));
  for (const name of names) fireEvent.click(await screen.findByLabelText(name));
  await page.user.click(button("Go on: confirm each school"));
};
const type = (school: string, value: string) => fireEvent.change(screen.getByLabelText(school), { target: { value } });
const both = async (page: Page) => {
  await choose(page, /Lincoln/, /Norwood/);
  type("Lincoln Elementary School", "lincoln-es");
  type("Norwood High School", "Norwood-HS ");
  await page.user.click(button(/^Send Lockdown now: 2 schools/));
};

it("Nothing is chosen before somebody chooses; it says how many schools and people it concerns", async () => {
  const page = open("#/alarm/many", { at: ["district"] });
  await page.user.click(await findButton("Go on: confirm each school"));
  expect(screen.getByText("Choose at least one school.")).toBeTruthy();
  fireEvent.click(await screen.findByLabelText(/Lincoln/));
  expect(await screen.findByText("1 school.")).toBeTruthy();
  expect(await screen.findByText(/people there are told: staff, and visitors inside/)).toBeTruthy();
  expect(raises(page)).toHaveLength(0);
});

it("Each school is confirmed by its code, and nothing goes out before all are", async () => {
  const page = open("#/alarm/many", { at: ["district"] });
  await choose(page, /Lincoln/, /Norwood/);
  expect(document.activeElement?.textContent).toBe("Lockdown: 2 schools");
  type("Lincoln Elementary School", "lincoln-es");
  await page.user.click(button(/^Send Lockdown now/));
  expect(screen.getByText("The code of this school is norwood-hs.")).toBeTruthy();
  expect(document.activeElement).toBe(screen.getByLabelText("Norwood High School"));
  expect(raises(page)).toHaveLength(0);
  type("Norwood High School", "norwood-hs");
  await page.user.click(button(/^Send Lockdown now/));
  expect(await screen.findByText("Sent to 2 of 2 schools")).toBeTruthy();
  expect(page.state.incidents.map(({ school, action }) => [school, action])).toEqual([
    ["lincoln-es", Action.LOCKDOWN],
    ["norwood-hs", Action.LOCKDOWN],
  ]);
});

it("Enter goes from one school to the next, and sends after the last", async () => {
  const page = open("#/alarm/many", { at: ["district"] });
  await choose(page, /Lincoln/, /Norwood/);
  await page.user.type(screen.getByLabelText("Lincoln Elementary School"), "lincoln-es{Enter}");
  expect(screen.queryByText(/The code of this school is/)).toBeNull();
  expect(raises(page)).toHaveLength(0);
  await page.user.keyboard("norwood-hs{Enter}");
  expect(await screen.findByText("Sent to 2 of 2 schools")).toBeTruthy();
});

it("One school's refusal stops no other, says what to do, and is chosen again with one press", async () => {
  const page = open("#/alarm/many", { at: ["district"], prepare: ({ state }) => void state.refusedAt.set("norwood-hs", "DRILL_RUNNING") });
  await both(page);
  expect(await screen.findByText("Sent to 1 of 2 schools")).toBeTruthy();
  expect(screen.getByText("NOT sent: Lockdown for Norwood High School")).toBeTruthy();
  expect(screen.getByText(/End the drill first/)).toBeTruthy();
  expect(screen.getByText(/use the intercom or a phone/)).toBeTruthy();
  await page.user.click(button("Choose again those that were not reached"));
  expect(screen.getByLabelText<HTMLInputElement>(/Norwood/).checked).toBe(true);
  expect(screen.getByLabelText<HTMLInputElement>(/Lincoln/).checked).toBe(false);
});

it("All of it is taken back with one press within five seconds", async () => {
  const page = open("#/alarm/many", { at: ["district"] });
  await both(page);
  await page.user.click(await findButton("Take it back"));
  expect(await screen.findByText("Taken back: Lincoln Elementary School")).toBeTruthy();
  expect(screen.getByText("Taken back: Norwood High School")).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Take it back" })).toBeNull();
  expect(screen.queryByText(/People are being told now/)).toBeNull();
  expect(page.state.incidents).toEqual([]);
});

it("It is sent with one id until it is confirmed", async () => {
  const down = new ConnectError("down", Code.Unavailable);
  const page = open("#/alarm/many", { at: ["district"], prepare: ({ failNext }) => failNext("RaiseMany", down, down) });
  await both(page);
  expect(await screen.findByText("Sent to 2 of 2 schools")).toBeTruthy();
  expect(new Set(raises(page).map(({ requestId }) => requestId)).size).toBe(1);
  expect(raises(page)).toHaveLength(3);
});

it("Whoever may not do it sees the alarm page and no link", async () => {
  open("#/alarm/many", { permissions: ["session.use", "incident.read", "incident.raise"] });
  expect(await findButton(/^Lockdown/)).toBeTruthy();
  expect(screen.queryByText("The same alarm at several schools")).toBeNull();
});

it.each(languages)("Is whole in %s, and axe finds no problem in any step", async (language) => {
  const words = dictionaries[language];
  const page = open("#/alarm/many", { at: ["district"], language });
  fireEvent.click((await screen.findAllByRole("radio"))[0]!);
  for (const box of await screen.findAllByRole("checkbox")) fireEvent.click(box);
  expect(await accessibilityProblems()).toEqual([]);
  await page.user.click(button(words["many.next"]));
  expect(await accessibilityProblems()).toEqual([]);
  type("Lincoln Elementary School", "lincoln-es");
  type("Norwood High School", "norwood-hs");
  fireEvent.submit(screen.getByRole("form"));
  await findButton(words["many.new"]);
  expect(document.body.textContent).not.toMatch(/\{\w+\}|undefined/);
  expect(await accessibilityProblems()).toEqual([]);
});
