// @vitest-environment jsdom
import { fireEvent, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { accessibilityProblems, button, findButton, open } from "../../testing/render";

async function invite() {
  const page = open("#/invitations");
  fireEvent.change(await screen.findByLabelText("Who is expected"), { target: { value: "Maria Lopez, 1984-06-02" } });
  await page.user.type(screen.getByLabelText("Purpose of the visit"), "Reading hour");
  fireEvent.change(screen.getByLabelText("From"), { target: { value: "2026-11-23T08:00" } });
  fireEvent.change(screen.getByLabelText("Until"), { target: { value: "2026-11-23T12:00" } });
  await page.user.click(button("Make an invitation"));
  await screen.findByRole("heading", { name: "The invitation is ready" });
  return page;
}

it("An invitation is made, shown as a code once, ready for paper, and cancelled", async () => {
  const { user, state } = await invite();
  expect(screen.getAllByRole("img", { name: "QR code of the invitation" }).length).toBeGreaterThan(0);
  expect(document.querySelector("body > .paper svg path")).toBeTruthy();
  expect(state.invitations[0]!.expected[0]).toMatchObject({ givenName: "Maria", dateOfBirth: "1984-06-02" });
  expect(await accessibilityProblems()).toEqual([]);
  await user.click(await findButton("Cancel the invitation"));
  await user.click(button("Cancel the invitation"));
  await screen.findByText("Nobody is expected.");
});

it("Its code, scanned at the desk, shows who is expected", async () => {
  const { user, state } = await invite();
  window.location.hash = "#/desk";
  const code = `WB1/lincoln-es/${state.invitations[0]!.id}/c2VjcmV0c2VjcmV0`;
  fireEvent.change(await screen.findByLabelText("Licence, passport or invitation code"), { target: { value: code } });
  expect(await screen.findByLabelText("Maria Lopez")).toBeTruthy();
  await user.click(button("Check in"));
  await screen.findByRole("heading", { name: /may come in/ });
});
