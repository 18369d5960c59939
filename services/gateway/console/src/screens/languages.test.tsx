// @vitest-environment jsdom
import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { Action } from "../gen/watchbell/alerting/v1/incident_pb";
import { dictionaries, languages } from "../i18n/dictionary";
import { heldVisitor, incident, tip } from "../testing/fake_state";
import { accessibilityProblems, open } from "../testing/render";

const kPages = [
  "#/", "#/desk", "#/desk/history", "#/desk/dismissal", "#/invitations", "#/agency", "#/lists", "#/alarm", "#/drill", "#/tips", "#/tip", "#/tip/status",
  ...["#/cases", "#/cases/team", "#/cases/bullying", "#/cases/risk", "#/cases/transfers"],
  ...["#/messages/templates", "#/messages/contacts", "#/records/outside"],
];

it.each(languages)("Every page is whole in %s", async (language) => {
  open("#/", {
    language,
    prepare: ({ state }) => {
      state.visits = [heldVisitor()];
      state.tips = [tip("A knife", { lifeSafety: true })];
      state.incidents = [incident(Action.LOCKDOWN)];
    },
  });
  await screen.findAllByText(dictionaries[language]["board.openAlarm"]);
  for (const page of kPages) {
    window.location.hash = page;
    await screen.findByRole("heading", { level: 1 });
    expect(document.body.textContent, page).not.toMatch(/\{\w+\}|undefined|NaN/);
  }
  expect(document.documentElement.lang).toBe(language);
  expect(await accessibilityProblems()).toEqual([]);
});
