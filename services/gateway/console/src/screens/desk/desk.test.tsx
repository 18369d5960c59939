// @vitest-environment jsdom
import { fireEvent, screen, within } from "@testing-library/react";
import { Code, ConnectError } from "@connectrpc/connect";
import { expect, it } from "vitest";
import { MatchDecision, Visit_State } from "../../gen/watchbell/visitor/v1/visit_pb";
import { heldVisitor, visitor } from "../../testing/fake_state";
import { accessibilityProblems, button, findButton, open } from "../../testing/render";

const licence = (family: string) =>
  `@\n\x1eANSI 636006090002DL00410250ZC02910013DLDCS${family}\nDACMARIA\nDBB06021984\nDAQ123456789\n`;

it("Checks a visitor in when the scan ends, without a press", async () => {
  const { calls } = open("#/desk");
  fireEvent.change(await screen.findByLabelText("Licence, passport or invitation code"), { target: { value: licence("LOPEZ") } });
  expect(await screen.findByRole("heading", { name: "MARIA LOPEZ may come in" })).toBeTruthy();
  expect(screen.getAllByText("K7M2QX").length).toBeGreaterThan(0);
  expect(calls.filter(({ method }) => method === "CheckIn")).toHaveLength(1);
});

it("Takes a scanner's control keys as text", async () => {
  open("#/desk");
  const box = await screen.findByLabelText<HTMLTextAreaElement>("Licence, passport or invitation code");
  fireEvent.change(box, { target: { value: "@" } });
  const untouched = fireEvent.keyDown(box, { key: "j", ctrlKey: true });
  expect(untouched).toBe(false);
  expect(box.value).toBe("@\n");
});

it("Checks in by hand, and says what is missing", async () => {
  const { user } = open("#/desk");
  await user.click(await screen.findByLabelText("Type by hand"));
  await user.click(button("Check in"));
  expect(screen.getAllByText("Please fill this in.")).toHaveLength(2);
  await user.type(screen.getByLabelText("First name"), "Maria");
  await user.type(screen.getByLabelText("Last name"), "Lopez");
  fireEvent.change(screen.getByLabelText("Date of birth"), { target: { value: "1984-06-02" } });
  await user.click(button("Check in"));
  expect(await screen.findByRole("heading", { name: "Maria Lopez may come in" })).toBeTruthy();
});

it("Tells not to let anybody in when the check-in failed, and tries again with the same request id", async () => {
  const unavailable = () => new ConnectError("watch list not loaded", Code.Unavailable);
  const { calls, user } = open("#/desk", {
    prepare: ({ failNext }) => failNext("CheckIn", unavailable(), unavailable(), unavailable()),
  });
  fireEvent.change(await screen.findByLabelText("Licence, passport or invitation code"), { target: { value: licence("LOPEZ") } });
  expect((await screen.findByText(/do not let the visitor in/, {}, { timeout: 5_000 })).closest("[role=alert]")).toBeTruthy();
  await user.click(button("Check in"));
  await screen.findByRole("heading", { name: /may come in/ });
  const ids = calls.filter(({ method }) => method === "CheckIn").map(({ requestId }) => requestId);
  expect(ids).toHaveLength(4);
  expect(new Set(ids).size).toBe(1);
});

it("Compares a held visitor with the entry, side by side, with the reasons", async () => {
  open("#/desk", { prepare: ({ state }) => (state.visits = [heldVisitor()]) });
  const held = within(await screen.findByRole("article", { name: "Robert Hale" }));
  expect(await held.findByRole("row", { name: "First name Robert Bob Different" })).toBeTruthy();
  expect(held.getByText(/Trespass order/)).toBeTruthy();
  expect(held.getByText("Given name Robert is a form of Bob.")).toBeTruthy();
  expect(held.getByText(/Probable match/)).toBeTruthy();
});

it("Not a match lets the visitor in; unsure keeps the visitor held", async () => {
  const { user, state } = open("#/desk", { prepare: ({ state }) => (state.visits = [heldVisitor()]) });
  await user.click(await findButton("Not sure"));
  expect(await screen.findByText(/A supervisor has been asked/)).toBeTruthy();
  await user.type(screen.getByLabelText("What told you?"), "Another face");
  expect(state.visits[0]).toMatchObject({ state: Visit_State.HELD, decision: MatchDecision.UNSURE });
  await user.click(button("No, somebody else"));
  expect(await screen.findByText("Nobody is waiting for a decision.")).toBeTruthy();
  expect(state.visits[0]!.state).toBe(Visit_State.ON_SITE);
});

it("A match is confirmed before it is sent", async () => {
  const { user, state } = open("#/desk", { prepare: ({ state }) => (state.visits = [heldVisitor()]) });
  await user.click(await findButton("Yes, the same person"));
  expect(state.visits[0]!.state).toBe(Visit_State.HELD);
  await user.click(button("Confirm: it is the same person"));
  await screen.findByText("Nobody is waiting for a decision.");
  expect(state.visits[0]!.state).toBe(Visit_State.DENIED);
});

it("Checks a visitor out", async () => {
  const { user } = open("#/desk", { prepare: ({ state }) => (state.visits = [visitor("Maria", "Lopez")]) });
  await user.click(await findButton("Check out: Maria Lopez"));
  expect(await screen.findByText("Maria Lopez is checked out.")).toBeTruthy();
  expect(await screen.findByText("No visitors are on site.")).toBeTruthy();
});

it("Has no accessibility problem that axe finds, by scan and by hand, with a held visitor", async () => {
  const { user } = open("#/desk", {
    prepare: ({ state }) => (state.visits = [heldVisitor(), visitor("Maria", "Lopez")]),
  });
  await screen.findByRole("article", { name: "Robert Hale" });
  expect(await accessibilityProblems()).toEqual([]);
  await user.click(screen.getByLabelText("Type by hand"));
  await user.click(button("Check in"));
  expect(await accessibilityProblems()).toEqual([]);
});
