// @vitest-environment jsdom
import { create } from "@bufbuild/protobuf";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import { fireEvent, screen, within } from "@testing-library/react";
import { expect, it } from "vitest";
import { ActionItem_State, ActionItemSchema, CommitteeMeetingSchema, CommitteeRole, CommitteeSchema } from "../../gen/watchbell/alerting/v1/committee_pb";
import { dictionaries, languages } from "../../i18n/dictionary";
import type { FakeGateway } from "../../testing/fake_gateway";
import { accessibilityProblems, button, findButton, open } from "../../testing/render";

const school = "lincoln-es";
const past = timestampFromMs(Date.UTC(2026, 8, 1, 15));
const appointed = ({ state }: FakeGateway) => {
  const members = [{ personId: "person-2", role: CommitteeRole.TEACHER }];
  const missingRoles = [CommitteeRole.PARENT];
  state.ready.committee = create(CommitteeSchema, { school, members, missingRoles, nextMeetingDueAt: past, meetingOverdue: true });
  state.ready.meetings = [create(CommitteeMeetingSchema, { id: "meeting-1", school, heldAt: past, presentIds: ["person-2"], findings: ["Two doors do not lock"] })];
  state.ready.items = [create(ActionItemSchema, { id: "item-1", school, task: "Mend the doors", ownerId: "person-2", dueAt: past, state: ActionItem_State.OVERDUE })];
};
const fill = (label: string | RegExp, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });
const pick = async (user: ReturnType<typeof open>["user"], label: RegExp) => {
  fill(label, "Bec");
  await user.click(button("Find"));
  await user.click(await screen.findByRole("radio"));
};

it("A school without a committee is told so, and appoints its first member", async () => {
  const { user, state } = open("#/readiness/committee");
  expect(await screen.findByText(/has no safety committee yet/)).toBeTruthy();
  await user.click(button("Add a member"));
  await pick(user, /^Who\?/);
  await user.selectOptions(screen.getByLabelText("Which seat?"), "Police officer");
  await user.click(button("Add a member"));
  expect(await screen.findByText(/Nobody has these seats.*Parent or guardian/)).toBeTruthy();
  expect(state.ready.committee!.members).toMatchObject([{ personId: "person-2", role: CommitteeRole.POLICE_OFFICER }]);
});

it("What is overdue stands out: the meeting, the seat that the law names, the task", async () => {
  open("#/readiness/committee", { prepare: appointed });
  expect(await screen.findByText(/A meeting is overdue/)).toBeTruthy();
  expect(screen.getByText(/Nobody has these seats, which the law names: Parent or guardian/)).toBeTruthy();
  expect((await screen.findByText(/^Overdue since/)).className).toContain("tag-urgent");
  expect(screen.getByText("Two doors do not lock")).toBeTruthy();
  expect(await accessibilityProblems()).toEqual([]);
});

it("A meeting is recorded with who was there and what was found, one finding a line", async () => {
  const { user, state } = open("#/readiness/committee", { prepare: appointed });
  await user.click(await findButton("Record a meeting"));
  fill(/When was it held/, "2026-10-01T15:00");
  await user.click(await screen.findByLabelText("Tom Becker"));
  fill(/What was found/, "The gate is open\n\nThe radio is old");
  await user.click(button("Record a meeting"));
  expect(await screen.findByText("The radio is old")).toBeTruthy();
  expect(state.ready.meetings[0]).toMatchObject({ presentIds: ["person-2"], findings: ["The gate is open", "The radio is old"] });
  await expect.poll(() => screen.queryByText(/A meeting is overdue/)).toBeNull();
});

it("A meeting's task has an owner and a day, and is closed with what was done", async () => {
  const { user, state } = open("#/readiness/committee", { prepare: appointed });
  await user.click(await findButton("Give somebody a task"));
  await user.selectOptions(screen.getByLabelText("Which meeting or review asks for it?"), screen.getByRole("option", { name: /^Meeting,/ }));
  fill(/What is to be done/, "Buy a radio");
  await pick(user, /^Who does it\?/);
  fill(/By when/, "2027-01-15T12:00");
  await user.click(button("Give somebody a task"));
  const row = (await screen.findByText("Buy a radio")).closest("li")!;
  expect(state.ready.items[1]).toMatchObject({ sourceId: "meeting-1", ownerId: "person-2", state: ActionItem_State.OPEN });

  await user.click(within(row).getByRole("button", { name: "It is done" }));
  await user.click(within(row).getByRole("button", { name: "It is done" }));
  expect(within(row).getByText("Please fill this in.")).toBeTruthy();
  fill(/What was done/, "Bought and tried");
  await user.click(within(row).getByRole("button", { name: "It is done" }));
  await expect.poll(() => screen.queryByText("Buy a radio")).toBeNull();
});

it("Without a meeting or a review there is nothing that a task could come from, and it says so", async () => {
  open("#/readiness/committee");
  expect(await screen.findByText(/Record the meeting or begin the review/)).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Give somebody a task" })).toBeNull();
});

it("Whoever may only read sees no forms", async () => {
  open("#/readiness/committee", { prepare: appointed, permissions: ["session.use", "plan.read", "committee.read", "directory.read"] });
  expect(await screen.findByText("Mend the doors")).toBeTruthy();
  expect(screen.queryByRole("button", { name: /Add a member|Record a meeting|It is done/ })).toBeNull();
});

it.each(languages)("Is whole in %s", async (language) => {
  open("#/readiness/committee", { prepare: appointed, language });
  fireEvent.click(await findButton(dictionaries[language]["committee.record"]));
  fireEvent.click(button(dictionaries[language]["committee.assign"]));
  expect(document.body.textContent).not.toMatch(/\{\w+\}|undefined|NaN/);
  expect(await accessibilityProblems()).toEqual([]);
});
