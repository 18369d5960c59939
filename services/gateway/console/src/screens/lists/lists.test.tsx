// @vitest-environment jsdom
import { fireEvent, screen, within } from "@testing-library/react";
import { create } from "@bufbuild/protobuf";
import { expect, it } from "vitest";
import { WatchlistEntry_Kind, WatchlistEntrySchema } from "../../gen/watchbell/visitor/v1/watchlist_pb";
import { accessibilityProblems, button, findButton, open } from "../../testing/render";

const permissions = ["session.use", "watchlist.read", "watchlist.edit", "watchlist.approve", "watchlist.import"];
const entry = (proposedBy = "") =>
  create(WatchlistEntrySchema, {
    ...{ id: "entry-1", school: "lincoln-es", kind: WatchlistEntry_Kind.TRESPASS, givenName: "Bob", familyName: "Hale" },
    ...{ expiresOn: "2027-06-30", documentRef: "Order 12" },
    proposal: proposedBy ? { reason: "Order lifted", proposedBy } : undefined,
  });

it("An entry asks for what its kind needs", async () => {
  const { user, state } = open("#/lists", { permissions });
  await user.click(await findButton("Add an entry"));
  await user.selectOptions(screen.getByLabelText("Kind of entry"), "Custody order");
  expect(screen.queryByLabelText("It protects the whole school")).toBeNull();
  await user.type(screen.getByLabelText("Last name"), "Hale");
  await user.type(screen.getByLabelText("Order or decision it rests on"), "Order 12");
  await user.type(screen.getByLabelText("Court, police or office that issued it"), "Superior Court");
  fireEvent.change(screen.getByLabelText("First day"), { target: { value: "2026-11-01" } });
  fireEvent.change(screen.getByLabelText("Last day"), { target: { value: "2027-11-01" } });
  await user.type(screen.getByLabelText("Students whom it protects (numbers)"), "s-1, s-2");
  await user.click(button("Add an entry"));
  expect(await screen.findByText("Hale")).toBeTruthy();
  expect(state.entries[0]!.studentIds).toEqual(["s-1", "s-2"]);
});

it("Who asked to take an entry off is not offered the approval; another person is", async () => {
  const { state } = open("#/lists/proposed", { permissions, prepare: ({ state }) => (state.entries = [entry("person-1")]) });
  await screen.findByText("To be taken off: Order lifted");
  expect(screen.queryByRole("button", { name: "Approve: take it off" })).toBeNull();
  state.entries = [entry("person-2")];
  window.location.hash = "#/lists";
  expect(await findButton("Approve: take it off")).toBeTruthy();
  expect(await accessibilityProblems()).toEqual([]);
});

it("An import first only counts what would change", async () => {
  const { user } = open("#/lists/registries", { permissions });
  await user.click(await findButton("Import a file"));
  const form = within(screen.getByRole("form", { name: "Import a file" }));
  await user.click(form.getByRole("button", { name: "Import a file" }));
  expect((await screen.findAllByText("This would change; nothing is written yet.")).length).toBeGreaterThan(0);
  expect(screen.getAllByText("Added 3, changed 2, taken off 1, unchanged 0.").length).toBeGreaterThan(0);
  expect(await accessibilityProblems()).toEqual([]);
});
