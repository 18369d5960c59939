// @vitest-environment jsdom
import { act, screen, within } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { Action, Incident_State } from "../gen/watchbell/alerting/v1/incident_pb";
import { languages } from "../i18n/dictionary";
import { type FakeGateway } from "../testing/fake_gateway";
import { incident } from "../testing/fake_state";
import { accessibilityProblems, button, findButton, open } from "../testing/render";

const teacher = ["session.use", "incident.read", "incident.raise", "notice.acknowledge", "visit.invite"];
const openWith = (...incidents: ReturnType<typeof incident>[]) => ({
  permissions: teacher,
  prepare: ({ state }: FakeGateway) => void (state.incidents = incidents),
});
const raise = ({ state, feed }: FakeGateway, ...incidents: ReturnType<typeof incident>[]) => {
  state.incidents = incidents;
  act(() => feed.send("alerting", "incident", "IncidentRaised", "lincoln-es", incidents[0]?.id ?? "gone"));
};
const findTakeOver = () => screen.findByRole("alertdialog");

afterEach(() => vi.unstubAllGlobals());

it("A lockdown takes the console, says what to do, and is answered with one press", async () => {
  const page = open("#/invitations", openWith(incident(Action.LOCKDOWN)));
  const takeOver = await findTakeOver();
  expect(document.activeElement?.textContent).toBe("Lockdown at Lincoln Elementary School");
  expect(within(takeOver).getByText("Lights off. Out of sight. Silence.")).toBeTruthy();
  expect(screen.queryByRole("link", { name: "Invitations" })).toBeNull();
  await page.user.click(button("I have seen this"));
  expect(await screen.findByText(/^Thank you. Recorded at/)).toBeTruthy();
  await page.user.click(button("I am safe"));
  expect(await screen.findByText(/Press again if it changes/)).toBeTruthy();
  expect(page.state.people.answers).toHaveLength(1);
});

it("With the release comes back what somebody was writing, and the place in it", async () => {
  const page = open("#/invitations", openWith());
  await page.user.click(await findButton("Make an invitation"));
  const field = screen.getAllByRole("textbox")[0]! as HTMLInputElement;
  await page.user.type(field, "Maria");
  raise(page, incident(Action.HOLD));
  await findTakeOver();
  raise(page);
  await expect.poll(() => screen.queryByRole("alertdialog")).toBeNull();
  expect(field.value).toBe("Maria");
  await expect.poll(() => document.activeElement).toBe(field);
});

it("Laid aside, it comes back when the instruction changes", async () => {
  const page = open("#/invitations", openWith(incident(Action.SECURE)));
  await findTakeOver();
  await page.user.click(button("Show the console behind this"));
  expect(screen.queryByRole("alertdialog")).toBeNull();
  expect(screen.getByRole("alert").textContent).toContain("Secure at Lincoln Elementary School");
  raise(page, incident(Action.LOCKDOWN, { id: `incident-${Action.SECURE}`, sequence: 2n }));
  expect(within(await findTakeOver()).getByText(/Lock the door/)).toBeTruthy();
});

it("A drill says so first and last, and never offers 911", async () => {
  open("#/invitations", openWith(incident(Action.LOCKDOWN, { drill: true })));
  const takeOver = await findTakeOver();
  expect(takeOver.className).toContain("is-drill");
  expect(within(takeOver).getByRole("heading", { level: 1 }).textContent).toBe("Drill: Lockdown at Lincoln Elementary School");
  expect(within(takeOver).getByText("Drill: this is only an exercise")).toBeTruthy();
  expect(takeOver.textContent).not.toContain("911");
});

it("A real alarm covers a drill", async () => {
  open("#/invitations", openWith(incident(Action.LOCKDOWN, { drill: true }), incident(Action.HOLD)));
  expect((await findTakeOver()).textContent).toContain("Hold at Lincoln Elementary School");
});

it("The page where alarms are raised is never covered, and says what to do, too", async () => {
  open("#/alarm", openWith(incident(Action.HOLD)));
  expect(await screen.findByText("Stay in the room. Close the door.")).toBeTruthy();
  expect(screen.queryByRole("alertdialog")).toBeNull();
  expect(await findButton(/^Lockdown/)).toBeTruthy();
});

it("Whoever has the whole district keeps the console, with a banner", async () => {
  open("#/", { at: ["district"], prepare: ({ state }) => void (state.incidents = [incident(Action.LOCKDOWN)]) });
  await expect.poll(() => screen.getByRole("alert").textContent).toContain("Lockdown at Lincoln Elementary School");
  expect(screen.queryByRole("alertdialog")).toBeNull();
});

it.each(languages)("Is whole in %s, and axe finds no problem", async (language) => {
  open("#/invitations", { ...openWith(incident(Action.EVACUATE, { state: Incident_State.OPEN })), language });
  const takeOver = await findTakeOver();
  expect(takeOver.textContent).not.toMatch(/\{\w+\}|undefined/);
  expect(await accessibilityProblems()).toEqual([]);
});

class FakeNotification {
  static permission: NotificationPermission = "granted";
  static shown: FakeNotification[] = [];
  static requestPermission = async () => (FakeNotification.permission = "granted");
  closed = false;
  onclick: (() => void) | undefined;
  constructor(
    readonly title: string,
    readonly options: NotificationOptions,
  ) {
    FakeNotification.shown.push(this);
  }
  close() {
    this.closed = true;
  }
}
const notifications = (permission: NotificationPermission, inFront = false) => {
  FakeNotification.permission = permission;
  FakeNotification.shown = [];
  vi.stubGlobal("Notification", FakeNotification);
  vi.spyOn(document, "hasFocus").mockReturnValue(inFront);
  return FakeNotification.shown;
};

it("Another window in front: the desktop shows the alarm, and takes it away with the release", async () => {
  const shown = notifications("granted");
  const page = open("#/invitations", openWith(incident(Action.LOCKDOWN)));
  await expect.poll(() => shown.map(({ title }) => title)).toEqual(["Lockdown at Lincoln Elementary School"]);
  expect(shown[0]!.options).toMatchObject({ tag: `incident-${Action.LOCKDOWN}`, lang: "en", requireInteraction: true });
  expect(shown[0]!.options.body).toContain("Lock the door");
  raise(page);
  await expect.poll(() => shown[0]!.closed).toBe(true);
});

it("A drill on the desktop begins with the word and repeats it", async () => {
  const shown = notifications("granted");
  open("#/invitations", openWith(incident(Action.LOCKDOWN, { drill: true })));
  await expect.poll(() => shown[0]?.title).toBe("Drill: Lockdown at Lincoln Elementary School");
  expect(shown[0]!.options.body).toMatch(/^Drill: this is only an exercise/);
});

it("The console in front shows nothing twice", async () => {
  const shown = notifications("granted", true);
  open("#/invitations", openWith(incident(Action.LOCKDOWN)));
  await findTakeOver();
  expect(shown).toEqual([]);
});

it("The browser is asked only after a press, and not again once somebody said no", async () => {
  notifications("default");
  const { user } = open("#/invitations", openWith());
  await user.click(await findButton("Not on this computer"));
  expect(screen.queryByRole("button", { name: "Turn on" })).toBeNull();
  expect(FakeNotification.permission).toBe("default");
  expect(window.localStorage.getItem("watchbell.notifyLater")).toBe("yes");
});

it("Turned on, the offer goes", async () => {
  notifications("default");
  const { user } = open("#/invitations", openWith());
  await user.click(await findButton("Turn on"));
  await expect.poll(() => screen.queryByRole("button", { name: "Turn on" })).toBeNull();
  expect(FakeNotification.permission).toBe("granted");
});
