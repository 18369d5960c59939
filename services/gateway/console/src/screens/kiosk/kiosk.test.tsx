// @vitest-environment jsdom
import "fake-indexeddb/auto";
import { fireEvent, screen } from "@testing-library/react";
import { Code, ConnectError } from "@connectrpc/connect";
import { afterEach, beforeEach, expect, it } from "vitest";
import { Action } from "../../gen/watchbell/alerting/v1/incident_pb";
import { incident, visitor } from "../../testing/fake_state";
import { accessibilityProblems, button, findButton, open } from "../../testing/render";

beforeEach(() => window.history.replaceState(null, "", "/?kiosk"));
afterEach(() => window.history.replaceState(null, "", "/"));

async function typeName(user: ReturnType<typeof open>["user"], family: string) {
  await user.click(await findButton("I type my name"));
  await user.type(screen.getByLabelText("First name"), "Maria");
  await user.type(screen.getByLabelText("Last name"), family);
  fireEvent.change(screen.getByLabelText("Date of birth"), { target: { value: "1984-06-02" } });
  await user.click(button("Done"));
}

it("Checks a visitor in, and shows nobody else and no menu", async () => {
  const { user } = open("#/", { prepare: ({ state }) => (state.visits = [visitor("James", "Okafor")]) });
  await typeName(user, "Lopez");
  expect(await screen.findByRole("heading", { name: "Welcome, Maria" })).toBeTruthy();
  expect(screen.getByText("K7M2QX")).toBeTruthy();
  expect(document.body.textContent).not.toMatch(/Okafor|Ana Rivera/);
  expect(screen.queryByRole("navigation")).toBeNull();
  expect(await accessibilityProblems()).toEqual([]);
});

it("Says only that it takes a moment to somebody who is held", async () => {
  const { user } = open("#/");
  await typeName(user, "Hale");
  expect(await screen.findByRole("heading", { name: "One moment, please" })).toBeTruthy();
  expect(document.body.textContent).not.toMatch(/match|list|Trespass/i);
});

it("Says that the door is closed before anybody types, and goes on where it was after the release", async () => {
  const { user, state, feed } = open("#/");
  await user.click(await findButton("I type my name"));
  await user.type(screen.getByLabelText("First name"), "Maria");
  state.incidents = [incident(Action.LOCKDOWN)];
  feed.send("alerting", "incident", "IncidentRaised", "lincoln-es", "incident-1");
  expect(await screen.findByRole("heading", { name: "The school is closed to visitors right now" })).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Done" })).toBeNull();
  expect(screen.queryByRole("link")).toBeNull();
  expect(await accessibilityProblems()).toEqual([]);
  state.incidents = [];
  feed.send("alerting", "incident", "IncidentReleased", "lincoln-es", "incident-1");
  expect(await findButton("Done")).toBeTruthy();
  expect((screen.getByLabelText("First name") as HTMLInputElement).value).toBe("Maria");
});

it("Keeps an arrival while the network is away, and sends it later", async () => {
  const away = () => new ConnectError("away", Code.Unavailable);
  const { user, state } = open("#/", { prepare: ({ failNext }) => failNext("CheckIn", away(), away()) });
  await typeName(user, "Lopez");
  expect(await screen.findByText(/The check will follow/)).toBeTruthy();
  expect(await screen.findByText(/1 arrival is not yet screened/)).toBeTruthy();
  expect(state.visits).toHaveLength(0);
  fireEvent(window, new Event("online"));
  await expect.poll(() => state.visits.length).toBe(1);
});
