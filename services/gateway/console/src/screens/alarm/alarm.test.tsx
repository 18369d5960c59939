// @vitest-environment jsdom
import { act, fireEvent, screen } from "@testing-library/react";
import { Code, ConnectError } from "@connectrpc/connect";
import { expect, it } from "vitest";
import { Action } from "../../gen/watchbell/alerting/v1/incident_pb";
import { incident } from "../../testing/fake_state";
import { accessibilityProblems, button, findButton, open, type Page } from "../../testing/render";

const unavailable = () => new ConnectError("down", Code.Unavailable);
const teacher = ["session.use", "incident.read", "incident.raise", "notice.acknowledge"];
const raises = ({ calls }: Page) => calls.filter(({ method }) => method === "Raise");
// jsdom has no PointerEvent.
const pointerDown = () => new MouseEvent("pointerdown", { bubbles: true, button: 0 });
const hold = (ms: number) => act(() => new Promise<void>((done) => setTimeout(done, ms)));

// Before the directory is read it can be pressed too, and then calls the school by its code.
const lockdownButton = async () => {
  await screen.findByText("For Lincoln Elementary School");
  return button(/^Lockdown/);
};

it("Holding the button for a second sends a lockdown and shows when it was recorded", async () => {
  const page = open("#/alarm", { permissions: teacher });
  const lockdown = await lockdownButton();
  fireEvent(lockdown, pointerDown());
  expect(screen.getByText("Keep holding…")).toBeTruthy();
  await hold(1_100);
  fireEvent.pointerUp(lockdown);
  fireEvent.click(lockdown);
  expect(await screen.findByText("Sent: Lockdown for Lincoln Elementary School")).toBeTruthy();
  expect(screen.getByText(/Safely recorded at/)).toBeTruthy();
  expect(raises(page)).toHaveLength(1);
  expect(page.state.incidents).toMatchObject([{ action: Action.LOCKDOWN, school: "lincoln-es", drill: false }]);
});

it("Letting go too early sends nothing and asks instead", async () => {
  const page = open("#/alarm", { permissions: teacher });
  const lockdown = await lockdownButton();
  fireEvent(lockdown, pointerDown());
  fireEvent.pointerUp(lockdown);
  fireEvent.click(lockdown);
  await hold(1_100);
  expect(raises(page)).toHaveLength(0);
  expect(button("Send LOCKDOWN to Lincoln Elementary School now")).toBeTruthy();
});

it("A double click is not a confirmation", async () => {
  const page = open("#/alarm", { permissions: teacher });
  await page.user.click(await lockdownButton());
  await page.user.click(button(/Send LOCKDOWN/));
  expect(raises(page)).toHaveLength(0);
  expect(button(/Send LOCKDOWN/)).toBeTruthy();
});

it("Works by keyboard: Enter asks, Enter confirms", async () => {
  const page = open("#/alarm", { permissions: teacher });
  (await lockdownButton()).focus();
  await page.user.keyboard("{Enter}");
  expect(document.activeElement?.textContent).toBe("Send LOCKDOWN to Lincoln Elementary School now");
  expect(raises(page)).toHaveLength(0);
  await page.user.keyboard("{Enter}");
  expect(await screen.findByText("Sent: Lockdown for Lincoln Elementary School")).toBeTruthy();
});

it("Goes on trying with the same request id, says so, and names the phone and 911 meanwhile", async () => {
  const page = open("#/alarm", {
    permissions: teacher,
    prepare: ({ failNext }) => failNext("Raise", unavailable(), unavailable(), unavailable()),
  });
  await page.user.click(await lockdownButton());
  await hold(450);
  await page.user.click(button(/Send LOCKDOWN/));
  expect(await screen.findByText(/Trying again \(attempt 3\)/, {}, { timeout: 5_000 })).toBeTruthy();
  expect(screen.getByText(/Do not wait for this screen/)).toBeTruthy();
  expect(await screen.findByText(/^Sent: Lockdown/, {}, { timeout: 5_000 })).toBeTruthy();
  expect(raises(page)).toHaveLength(4);
  expect(new Set(raises(page).map(({ requestId }) => requestId)).size).toBe(1);
});

it("Says loudly when an alarm was refused", async () => {
  const denied = new ConnectError("no", Code.PermissionDenied);
  const page = open("#/alarm", { permissions: teacher, prepare: ({ failNext }) => failNext("Raise", denied) });
  await page.user.click(await findButton(/^Hold/));
  await page.user.click(button("Send Hold to Lincoln Elementary School"));
  expect(await screen.findByText("NOT sent: Hold for Lincoln Elementary School")).toBeTruthy();
  expect(screen.getByText(/Your role does not allow this here/)).toBeTruthy();
});

it("A teacher is offered what a teacher may do: no Secure, no Shelter, Evacuate for fire only", async () => {
  const page = open("#/alarm", { permissions: teacher });
  await page.user.click(await findButton(/^Evacuate/));
  expect(screen.getAllByRole("radio")).toHaveLength(1);
  await page.user.click(button("No, go back"));
  expect(screen.queryByRole("button", { name: /^(Secure|Shelter)/ })).toBeNull();
});

it("Hold says where without typing", async () => {
  const page = open("#/alarm", { permissions: teacher });
  await page.user.click(await findButton(/^Hold/));
  await page.user.click(button("Send Hold to Lincoln Elementary School"));
  expect(await screen.findByText("Sent: Hold for Lincoln Elementary School")).toBeTruthy();
});

it("A fire needs no typing; another evacuation needs a place to go to", async () => {
  const page = open("#/alarm");
  await page.user.click(await findButton(/^Evacuate/));
  await page.user.click(screen.getByLabelText("Gas smell"));
  await page.user.click(button("Send Evacuate to Lincoln Elementary School"));
  expect(raises(page)).toHaveLength(0);
  expect(screen.getByText("Please fill this in.")).toBeTruthy();
  await page.user.click(screen.getByLabelText("Fire"));
  await page.user.click(button("Send Evacuate to Lincoln Elementary School"));
  expect(await screen.findByText("Sent: Evacuate for Lincoln Elementary School")).toBeTruthy();
});

it("Somebody with several schools chooses one first", async () => {
  const page = open("#/alarm", { permissions: teacher, at: ["district"] });
  const picker = await screen.findByLabelText("School");
  expect(screen.queryByRole("button", { name: /^Lockdown/ })).toBeNull();
  await page.user.selectOptions(picker, await screen.findByRole("option", { name: "Norwood High School" }));
  expect(await findButton(/^Lockdown/)).toBeTruthy();
  expect(screen.getByText("For Norwood High School")).toBeTruthy();
});

it("A drill is started on its own page, by its own call, and says so", async () => {
  const page = open("#/drill");
  await page.user.click(await findButton(/Drill\s*Lockdown/));
  await hold(450);
  await page.user.click(button("Start the drill at Lincoln Elementary School"));
  expect(await screen.findByText("Sent: Drill: Lockdown for Lincoln Elementary School")).toBeTruthy();
  expect(raises(page)).toHaveLength(0);
  expect(page.state.incidents).toMatchObject([{ drill: true }]);
});

it("Has no accessibility problem that axe finds: buttons, question, drill, sent", async () => {
  const page = open("#/alarm", { prepare: ({ state }) => (state.incidents = [incident(Action.HOLD)]) });
  await page.user.click(await findButton(/^Evacuate/));
  expect(await accessibilityProblems()).toEqual([]);
  await page.user.click(button(/^Send Evacuate/));
  await screen.findByText(/^Sent: Evacuate/);
  expect(await accessibilityProblems()).toEqual([]);
  act(() => void (window.location.hash = "#/drill"));
  await screen.findByRole("heading", { name: "Start a drill" });
  expect(await accessibilityProblems()).toEqual([]);
});
