// @vitest-environment jsdom
import { screen } from "@testing-library/react";
import { Code, ConnectError } from "@connectrpc/connect";
import { expect, it } from "vitest";
import { accessibilityProblems, button, findButton, open } from "../testing/render";

it("Signs in and shows the board", async () => {
  const { user } = open("", { signedIn: false });
  await user.type(await screen.findByLabelText("User name"), "ana");
  await user.type(screen.getByLabelText("Password"), "correct horse");
  await user.click(button("Sign in"));
  expect(await screen.findByRole("heading", { name: "Schools now" })).toBeTruthy();
  expect(screen.getByText("Ana Rivera")).toBeTruthy();
});

it("Says that the name or the password is wrong, not which", async () => {
  const { user } = open("", { signedIn: false });
  await user.type(await screen.findByLabelText("User name"), "ana");
  await user.type(screen.getByLabelText("Password"), "wrong");
  await user.click(button("Sign in"));
  expect((await screen.findByRole("alert")).textContent).toBe("The user name or the password is wrong.");
});

it("Offers the anonymous tip without a session, in the chosen language", async () => {
  const { user } = open("", { signedIn: false });
  await user.selectOptions(await screen.findByLabelText("Language"), "es");
  expect(screen.getByRole("link", { name: "Enviar un aviso anónimo" }).getAttribute("href")).toBe("#/tip");
  expect(document.documentElement.lang).toBe("es");
});

it("Returns to sign-in and says so when the session has ended", async () => {
  const { failNext, feed } = open("");
  await screen.findByRole("heading", { name: "Schools now" });
  failNext("ListOpenIncidents", new ConnectError("gone", Code.Unauthenticated));
  feed.send("alerting", "incident", "IncidentRaised", "lincoln-es", "i1");
  expect((await screen.findByText(/You have been signed out/)).closest("[role=alert]")).toBeTruthy();
});

it("Has no accessibility problem that axe finds", async () => {
  open("", { signedIn: false });
  await findButton("Sign in");
  expect(await accessibilityProblems()).toEqual([]);
});
