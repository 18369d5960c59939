// @vitest-environment jsdom
import { create } from "@bufbuild/protobuf";
import { fireEvent, screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { MessageTemplateSchema } from "../../gen/watchbell/notification/v1/message_template_pb";
import { Level, NoticeSchema } from "../../gen/watchbell/notification/v1/notice_pb";
import { translate, type Values } from "../../i18n/translate";
import type { TextKey } from "../../i18n/dictionary";
import { kSchools } from "../../testing/fake_gateway";
import { accessibilityProblems, button, findButton, open } from "../../testing/render";
import { duration } from "./duration";

const permissions = [
  ...["session.use", "incident.read", "directory.read", "message.read", "message.write", "notice.read"],
  ...["template.edit", "template.review", "audience.edit", "report.read"],
];
const fill = (label: string | RegExp, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });

it("A template is made, and its writer is told that somebody else must read it", async () => {
  const { user, state } = open("#/messages/templates", { permissions });
  await user.click(await findButton("Make a template"));
  fill("Name of the template", "Power is out");
  fill("Subject, English", "The power is out");
  fill("Text, English", "School goes on.");
  await user.click(button("Make a template"));
  expect(await screen.findByText(/You wrote this: another person reads it/)).toBeTruthy();
  expect(screen.queryByRole("button", { name: /I have read/ })).toBeNull();
  expect(state.written.templates).toMatchObject([{ name: "Power is out", level: Level.URGENT }]);
  expect(await accessibilityProblems()).toEqual([]);
});

it("A second person reads one language; the rehearsal then finds only what is still unread", async () => {
  const texts = ["en", "es"].map((language) => ({ text: { language, subject: language, body: "…" }, writtenBy: "person-2" }));
  const { user } = open("#/messages/templates", {
    permissions,
    prepare: ({ state }) =>
      void (state.written.templates = [create(MessageTemplateSchema, { id: "t1", school: "lincoln-es", name: "Power", version: 3, texts })]),
  });
  await user.click(await findButton("I have read English: it is right"));
  await user.click(button("I have read English: it is right"));
  await user.click(button("Rehearse every template"));
  expect(await screen.findByText("Power, Español")).toBeTruthy();
  expect(screen.getByText("Would not be used")).toBeTruthy();
  expect(screen.queryByText("Power, English")).toBeNull();
});

it("A test list holds staff, and a message as a test goes to it and to nobody else", async () => {
  const { user, state } = open("#/messages/tests", { permissions });
  await user.click(await findButton("Make a test list"));
  fill(/Short name of the list/, "monthly-test");
  fill(/The first person on it/, "Bec");
  await user.click(button("Find"));
  await user.click(await screen.findByLabelText(/Tom Becker/));
  await user.click(button("Make a test list"));
  expect(await screen.findByText("monthly-test")).toBeTruthy();
  window.location.hash = "#/messages";
  await user.selectOptions(await screen.findByLabelText("As a test, only to"), "monthly-test");
  fill("Subject, English", "A test");
  fill("Text, English", "This is a test.");
  await user.selectOptions(screen.getByLabelText("How urgent is it?"), "Information");
  await user.click(button("Check it"));
  await expect.poll(() => state.written.messages[0]?.content).toMatchObject({ testListId: state.written.testLists[0]!.id });
  expect(state.written.messages[0]!.content!.audience).toBeUndefined();
});

it("The report says when the first, half and nearly all were reached, and hides what would name people", async () => {
  const saved = vi.fn();
  vi.spyOn(HTMLAnchorElement.prototype, "click").mockReturnValue(undefined);
  vi.stubGlobal("URL", Object.assign(URL, { createObjectURL: (blob: Blob) => (saved(blob.size), "blob:x"), revokeObjectURL: vi.fn() }));
  const { user } = open("#/messages/delivery", {
    permissions,
    prepare: ({ state }) =>
      void (state.notices = [create(NoticeSchema, { id: "n1", school: "lincoln-es", aboutId: "i1", wording: "lockdown", recipients: 940 })]),
  });
  expect((await screen.findByRole("row", { name: /Text message/ })).textContent).toContain("940921");
  expect(screen.getByText("9.5 s")).toBeTruthy();
  expect(screen.getByText("3.2 min")).toBeTruthy();
  expect(screen.getByText(/stopped: under 5/)).toBeTruthy();
  await user.click(button("Save as a file"));
  await expect.poll(() => saved.mock.calls).toHaveLength(1);
  expect(await accessibilityProblems()).toEqual([]);
});

it("A time is told in seconds, then in minutes; what never came is no number", () => {
  const t = (key: TextKey, values?: Values) => translate("en", key, values);
  const text = { t, number: String };
  expect([duration(text, 400), duration(text, 90_000), duration(text, undefined)]).toEqual(["0.4 s", "1.5 min", "–"]);
});

it("The district's templates stand after the school's own, and are not changed by the school", async () => {
  const of = (school: string, name: string) => create(MessageTemplateSchema, { id: name, school, name });
  const { user } = open("#/messages", {
    permissions,
    prepare: ({ state }) => void (state.written.templates = [of("district", "Early closing"), of("lincoln-es", "Power is out")]),
  });
  await screen.findByRole("option", { name: "Early closing" });
  const offered = screen.getAllByRole("option").map(({ textContent }) => textContent);
  expect(offered.indexOf("Early closing")).toBe(offered.indexOf("Power is out") + 1);
  await user.click(screen.getByRole("link", { name: "Templates" }));
  await screen.findByText("Early closing");
  expect(screen.getAllByRole("button", { name: "Change the template" })).toHaveLength(1);
});

it("Whoever has the whole district makes a template for every school, and changes it", async () => {
  const { user, state } = open("#/messages/templates", { permissions, at: ["district"], schools: kSchools.slice(0, 1) });
  await user.click(await findButton("Make a template"));
  fill("Name of the template", "Early closing");
  fill("Subject, English", "We close early");
  fill("Text, English", "School ends at noon.");
  await user.click(screen.getByLabelText("For every school of the district"));
  await user.click(button("Make a template"));
  await findButton("Change the template");
  expect(state.written.templates).toMatchObject([{ school: "district", name: "Early closing" }]);
});
