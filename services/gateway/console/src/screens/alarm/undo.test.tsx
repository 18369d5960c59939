// @vitest-environment jsdom
import { screen } from "@testing-library/react";
import { Code } from "@connectrpc/connect";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { kUndoMs } from "../../alarm/undo";
import { Action } from "../../gen/watchbell/alerting/v1/incident_pb";
import { dictionaries, languages } from "../../i18n/dictionary";
import { refusal } from "../../testing/fake_alarm";
import { incident } from "../../testing/fake_state";
import { accessibilityProblems, button, findButton, open, type Page } from "../../testing/render";

const teacher = ["session.use", "incident.read", "incident.raise", "notice.acknowledge"];
const undos = ({ calls }: Page) => calls.filter(({ method }) => method === "Undo");
const raiseHold = async (page: Page) => {
  await page.user.click(await findButton(/^Hold/));
  await page.user.click(button("Send Hold to Lincoln Elementary School"));
  await screen.findByText("Sent: Hold for Lincoln Elementary School");
};
// The clock stands still, so that a slow machine does not use up the five seconds; the timers go on.
beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"] }));
afterEach(() => void vi.useRealTimers());

it("Right after the press a button counts down, and one press on it takes the alarm back", async () => {
  const page = open("#/alarm", { permissions: teacher });
  await raiseHold(page);
  expect(screen.getByText(/You have 5 seconds to take it back/)).toBeTruthy();
  const undo = await findButton("Take it back");
  expect(undo.textContent).toMatch(/\([1-5]\)/);
  await page.user.click(undo);
  expect(await screen.findByText("Taken back: Hold for Lincoln Elementary School")).toBeTruthy();
  expect(screen.queryByText(/^Sent:/)).toBeNull();
  expect(document.activeElement?.textContent).toBe("Taken back: Hold for Lincoln Elementary School");
  expect(undos(page)).toHaveLength(1);
  expect(page.state.incidents).toEqual([]);
});

it("It does not take the focus, and the numbers are not read out", async () => {
  const page = open("#/alarm", { permissions: teacher });
  await raiseHold(page);
  const undo = await findButton("Take it back");
  expect(undo.closest("[aria-live]")?.getAttribute("aria-live")).toBe("off");
  expect(undo.contains(document.activeElement)).toBe(false);
  expect(screen.getByText(/You have 5 seconds/).closest("[aria-live]")?.getAttribute("aria-live")).toBe("assertive");
  expect(await accessibilityProblems()).toEqual([]);
});

it("The keys do the same, but not while somebody writes", async () => {
  const page = open("#/alarm", { permissions: teacher });
  await raiseHold(page);
  await page.user.click(button("Ask for help"));
  screen.getByLabelText("Where?").focus();
  await page.user.keyboard("{Control>}z{/Control}");
  expect(undos(page)).toHaveLength(0);
  button("Take it back").focus();
  await page.user.keyboard("{Control>}z{/Control}");
  expect(await screen.findByText(/^Taken back: Hold/)).toBeTruthy();
  expect(undos(page)).toHaveLength(1);
});

it("After five seconds it is gone, and the alarm stands", async () => {
  const page = open("#/alarm", { permissions: teacher });
  await raiseHold(page);
  await findButton("Take it back");
  vi.setSystemTime(Date.now() + kUndoMs);
  await expect.poll(() => screen.queryByRole("button", { name: "Take it back" })).toBeNull();
  expect(screen.getByText(/^Sent: Hold/)).toBeTruthy();
  expect(undos(page)).toHaveLength(0);
});

it("When it came too late, it says that the alarm stands and who can end it", async () => {
  const late = refusal(Code.FailedPrecondition, "UNDO_TOO_LATE");
  const page = open("#/alarm", { permissions: teacher, prepare: ({ failNext }) => failNext("Undo", late) });
  await raiseHold(page);
  await page.user.click(await findButton("Take it back"));
  expect(await screen.findByText(/The 5 seconds are over/)).toBeTruthy();
  expect(screen.getByText(/The alarm stands/)).toBeTruthy();
  expect(screen.getByText(/^Sent: Hold/)).toBeTruthy();
});

it("A lockdown of an open incident is taken back by who pressed", async () => {
  const page = open("#/alarm", { prepare: ({ state }) => void (state.incidents = [incident(Action.HOLD, { sequence: 3n })]) });
  await page.user.click(await findButton("Change the instruction"));
  await page.user.selectOptions(screen.getByLabelText("New instruction"), "Lockdown");
  await page.user.click(button("Save"));
  await page.user.click(await findButton("Take it back"));
  expect(await screen.findByText("What was before goes on: Hold.")).toBeTruthy();
  expect(page.state.incidents[0]!.action).toBe(Action.HOLD);
});

it("Nobody is offered it for a drill", async () => {
  const page = open("#/drill");
  await page.user.click(await findButton(/^Drill\s*Hold/));
  await page.user.click(button("Start the drill at Lincoln Elementary School"));
  await screen.findByText(/^Sent: Drill: Hold/);
  expect(screen.queryByRole("button", { name: "Take it back" })).toBeNull();
});

it.each(languages)("Is there in %s", async (language) => {
  const page = open("#/alarm", { permissions: teacher, language });
  const words = dictionaries[language];
  await page.user.click(await findButton(new RegExp(`^${words["alarm.hold"]}`)));
  await page.user.click(button(words["alarm.send"].replace("{action}", words["state.hold"]).replace("{school}", "Lincoln Elementary School")));
  expect(await screen.findByText(words["undo.offer"])).toBeTruthy();
  expect(button(words["undo.button"])).toBeTruthy();
});
