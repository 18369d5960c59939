// @vitest-environment jsdom
import { fireEvent, screen, within } from "@testing-library/react";
import { create } from "@bufbuild/protobuf";
import { timestampNow } from "@bufbuild/protobuf/wkt";
import { expect, it } from "vitest";
import { Action, PendingDecisionSchema, PoliceConfirmationSchema } from "../../gen/watchbell/alerting/v1/incident_pb";
import { dictionaries, languages } from "../../i18n/dictionary";
import { incident } from "../../testing/fake_state";
import { accessibilityProblems, button, findButton, open } from "../../testing/render";

type Incident = ReturnType<typeof incident>;
const openWith = (one: Incident) => ({ prepare: ({ state }: { state: { incidents: Incident[] } }) => void (state.incidents = [one]) });
const mine = { commanderId: "person-1" };
const pending = create(PendingDecisionSchema, { zone: "North wing", openedAt: timestampNow() });
const decisions = ({ calls }: { calls: { method: string }[] }) => calls.filter(({ method }) => method === "DecideFire");

it("Everybody sees who commands, by name", async () => {
  open("#/alarm", openWith(incident(Action.HOLD, { commanderId: "person-2" })));
  expect(await screen.findByText("Tom Becker")).toBeTruthy();
});

it("The commander offers the command, and keeps it until it is accepted", async () => {
  const { user, state } = open("#/alarm", openWith(incident(Action.HOLD, mine)));
  await user.click(await findButton("Hand over the command"));
  await user.click(button("Offer the command"));
  expect(screen.getByText("Please fill this in.")).toBeTruthy();
  fireEvent.change(screen.getByLabelText("To whom?"), { target: { value: "Bec" } });
  await user.click(button("Find"));
  await user.click(await screen.findByRole("radio"));
  await user.click(button("Offer the command"));
  expect(await screen.findByText(/Offered to Tom Becker, who has not accepted yet/)).toBeTruthy();
  expect(state.incidents[0]).toMatchObject({ commanderId: "person-1", commandOfferedTo: "person-2" });
});

it("Whoever is offered the command is told so, and accepts it", async () => {
  const { user, state } = open("#/alarm", openWith(incident(Action.HOLD, { commanderId: "person-2", commandOfferedTo: "person-1" })));
  const offer = (await screen.findByText(/Tom Becker offers you the command at Lincoln/)).closest<HTMLElement>('[role="alert"]')!;
  expect(within(offer).getByText(/Until then Tom Becker stays in command/)).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Take command" })).toBeNull();
  await user.click(button("Not me"));
  expect(screen.getByText(/Say so to Tom Becker/)).toBeTruthy();
  await user.click(button("Accept the command"));
  expect(await findButton("Hand over the command")).toBeTruthy();
  expect(screen.queryByText(/offers you the command/)).toBeNull();
  expect(state.incidents[0]!.commanderId).toBe("person-1");
});

it("An offer covers the page behind it; a role that cannot take it is told whom to tell", async () => {
  const offered = incident(Action.HOLD, { commanderId: "person-2", commandOfferedTo: "person-1" });
  open("#/invitations", { ...openWith(offered), permissions: ["session.use", "incident.read", "incident.raise", "visit.invite"] });
  expect(await screen.findByText("A colleague offers you the command at Lincoln Elementary School.")).toBeTruthy();
  expect(screen.getByText(/Your role cannot take it/)).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Accept the command" })).toBeNull();
});

it("A fire alarm in a lockdown is the commander's decision: everybody stays", async () => {
  const page = open("#/alarm", openWith(incident(Action.LOCKDOWN, { ...mine, pending })));
  expect(await screen.findByText(/North wing. Nobody moves until the person in command has decided/)).toBeTruthy();
  expect(screen.getAllByRole("alert").some(({ textContent }) => textContent!.includes("A fire alarm waits for a decision"))).toBe(true);
  await page.user.click(button("Everybody stays"));
  expect(screen.getByText(/nobody is told anything new/)).toBeTruthy();
  expect(decisions(page)).toHaveLength(0);
  await page.user.click(button("Everybody stays locked down"));
  expect(await screen.findByText("Decided: Everybody stays locked down")).toBeTruthy();
  expect(page.state.incidents[0]).toMatchObject({ pending: undefined, zones: [{ name: "site" }] });
});

it("Or some areas leave, by name, before the police on the commander's own word", async () => {
  const page = open("#/alarm", openWith(incident(Action.LOCKDOWN, { ...mine, pending })));
  await page.user.click(await findButton("Some areas leave"));
  expect(screen.getByText(/it is your decision alone/)).toBeTruthy();
  expect(screen.queryByLabelText("Whole school")).toBeNull();
  await page.user.click(screen.getByLabelText("North wing"));
  await page.user.click(button("These areas leave now"));
  expect(screen.getByText("Name at least one area.")).toBeTruthy();
  expect(decisions(page)).toHaveLength(0);
  fireEvent.change(screen.getByLabelText(/Other areas/), { target: { value: "Gym, Kitchen ,Gym" } });
  await page.user.click(button("These areas leave now"));
  expect(await screen.findByText("Decided: These areas leave now")).toBeTruthy();
  expect(page.state.incidents[0]!.zones.map(({ name }) => name)).toEqual(["site", "Gym", "Kitchen"]);
});

it("The whole school is offered only after the police have confirmed", async () => {
  const police = create(PoliceConfirmationSchema, { reference: "Badge 114", at: timestampNow() });
  const { user } = open("#/alarm", openWith(incident(Action.LOCKDOWN, { ...mine, pending, police })));
  await user.click(await findButton("Some areas leave"));
  expect(screen.getByLabelText("Whole school")).toBeTruthy();
  expect(screen.queryByText(/it is your decision alone/)).toBeNull();
});

it("Nobody else is asked, but everybody knows that nobody moves", async () => {
  open("#/alarm", { ...openWith(incident(Action.LOCKDOWN, { commanderId: "person-2", pending })), permissions: ["session.use", "incident.read"] });
  expect(await screen.findByText(/Nobody moves until/)).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Everybody stays" })).toBeNull();
  expect(screen.queryByText("Take command to decide.")).toBeNull();
});

it("An evacuation ends without a complete roll call only with a reason", async () => {
  const { user, state } = open("#/alarm", openWith(incident(Action.EVACUATE, mine)));
  const about = () => state.incidents[0];
  await user.click(await findButton("Release: back to normal"));
  await user.click(button("Confirm the release"));
  expect(await screen.findByText(/Not everybody is accounted for/)).toBeTruthy();
  expect(about()).toBeTruthy();
  fireEvent.change(screen.getByLabelText(/why does the evacuation end/), { target: { value: "The firefighters searched every room" } });
  await user.click(button("Confirm the release"));
  expect(await screen.findByText("No incident is open at Lincoln Elementary School.")).toBeTruthy();
});

it.each(languages)("Is whole in %s, and axe finds no problem", async (language) => {
  open("#/alarm", { ...openWith(incident(Action.LOCKDOWN, { ...mine, pending, commandOfferedTo: "person-2" })), language });
  const words = dictionaries[language];
  fireEvent.click(await findButton(words["fire.move"]));
  fireEvent.click(button(words["command.handOver"]));
  expect(document.body.textContent).not.toMatch(/\{\w+\}|undefined/);
  expect(await accessibilityProblems()).toEqual([]);
});
