// @vitest-environment jsdom
// Where the keyboard is after a small form.
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import type { Progress } from "../api/use_intent";
import { TextProvider } from "../i18n";
import { Confirm } from "./confirm";

const page = (progress: Progress<unknown>) => (
  <TextProvider initial="en">
    <Confirm label="Cancel the drill" confirm="Yes, cancel it" progress={progress} onConfirm={() => {}}>
      <input aria-label="Why?" />
    </Confirm>
    <button type="button">Another</button>
  </TextProvider>
);
const button = (name: string) => screen.getByRole("button", { name });

it("Opens on its first control, and goes back to its button", async () => {
  const user = userEvent.setup();
  render(page({ kind: "idle" }));
  await user.click(button("Cancel the drill"));
  expect(document.activeElement).toBe(screen.getByLabelText("Why?"));
  await user.click(button("Go back"));
  expect(document.activeElement).toBe(button("Cancel the drill"));
});

it("Goes back to its button once it is done, unless the person has gone on elsewhere", async () => {
  const user = userEvent.setup();
  const { rerender } = render(page({ kind: "idle" }));
  await user.click(button("Cancel the drill"));
  await user.click(button("Yes, cancel it"));
  rerender(page({ kind: "done", value: 1, at: new Date() }));
  expect(document.activeElement).toBe(button("Cancel the drill"));

  await user.click(button("Cancel the drill"));
  button("Another").focus();
  rerender(page({ kind: "done", value: 2, at: new Date() }));
  expect(document.activeElement).toBe(button("Another"));
});
