// @vitest-environment jsdom
import { act, fireEvent, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { Hazard } from "../../gen/watchbell/notification/v1/partner_pb";
import { fireDepartment, officerPost } from "../../testing/fake_duty";
import type { FakeGateway } from "../../testing/fake_gateway";
import { accessibilityProblems, button, findButton, open } from "../../testing/render";
import { clockOf, hoursOfDay, minuteOf } from "./hours";

const permissions = [
  ...["session.use", "incident.read", "directory.read", "duty.read", "duty.assign", "duty.hand_over"],
  ...["partner.read", "partner.edit"],
];
const withPost = ({ state }: FakeGateway) => void (state.duty.posts = [officerPost]);
const fill = (label: string | RegExp, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });
async function choose(page: { user: { click(on: Element): Promise<void> } }, label: string | RegExp) {
  fill(label, "Bec");
  await page.user.click(screen.getAllByRole("button", { name: "Find" })[0]!);
  await page.user.click(await screen.findByLabelText(/Tom Becker/));
}

it("Nobody on duty is said loudly, and with the hours in which it is so", async () => {
  open("#/duty", { permissions });
  expect((await screen.findByText(/Call the police first/)).closest("[role=alert]")).toBeTruthy();
  expect(await screen.findByText(/In these hours nobody of the school answers/)).toBeTruthy();
  expect(await screen.findByText(/No post is set up. Add the first one/)).toBeTruthy();
});

it("A post is added with its holder and the hours of the school week", async () => {
  const page = open("#/duty", { permissions });
  await page.user.click(await findButton("Add a post"));
  fill(/Short name/, "sso");
  await page.user.selectOptions(screen.getByLabelText("Role"), "School security officer");
  await choose(page, /Who holds it/);
  await page.user.click(button("Add a post"));
  expect(await screen.findByText(/Monday 07:30–15:30/)).toBeTruthy();
  expect(page.state.duty.posts).toMatchObject([{ id: "sso", personId: "person-2" }]);
  expect(page.state.duty.posts[0]!.hours).toHaveLength(5);
});

it("A post is handed over with what the next one must know", async () => {
  const page = open("#/duty", { permissions, prepare: withPost });
  await page.user.click(await findButton("Hand over now"));
  await choose(page, /To whom/);
  fill(/What must the next one know/, "Gate 3 is open");
  await page.user.click(button("Hand over now"));
  await expect.poll(() => page.state.duty.handOvers).toHaveLength(1);
  act(() => page.feed.send("notification", "duty-roster", "DutyHandedOver", "lincoln-es", "roster-1"));
  expect(await screen.findByText(/Gate 3 is open/)).toBeTruthy();
});

it("Away on a Tuesday without anybody instead leaves the post out for that day", async () => {
  const page = open("#/duty", { permissions, prepare: withPost });
  await page.user.click(await findButton("Away on a day"));
  fill("Which day?", "2026-12-01");
  await page.user.click(button("Away on a day"));
  await expect.poll(() => page.state.duty.exceptions[0]?.exception).toMatchObject({ postId: "sso", day: "2026-12-01", hours: [] });
});

it("The call list gives the numbers for a hazard in order", async () => {
  const { user } = open("#/duty/calls", { permissions, prepare: ({ state }) => void (state.duty.partners = [fireDepartment]) });
  expect((await screen.findByRole("link", { name: /\+12035550100/ })).getAttribute("href")).toBe("tel:+12035550100");
  await user.selectOptions(screen.getByLabelText("For what?"), "Medical");
  expect(await screen.findByText(/Nobody is listed for this. In danger, call 911/)).toBeTruthy();
});

it("A partner is added with a place in a list, and stays marked until somebody called the number", async () => {
  const { user, state } = open("#/duty/partners", { permissions });
  await user.click(await findButton("Add a partner"));
  await user.selectOptions(screen.getByLabelText("Kind"), "Hospital");
  fill("Name", "City hospital");
  fill(/^Telephone/, "+12035550111");
  fill(/^Medical/, "2");
  await user.click(button("Add a partner"));
  expect(await screen.findByText("Nobody has tried this number for half a year")).toBeTruthy();
  await user.click(button("I called: the number is right"));
  await user.click(button("I called: the number is right"));
  expect(await screen.findByText(/^Right on/)).toBeTruthy();
  expect(state.duty.partners[0]!.callList).toMatchObject([{ hazard: Hazard.MEDICAL, place: 2 }]);
});

it("Minutes become a clock and back; an end at midnight is the end of the day", () => {
  expect([clockOf(450), clockOf(1440), minuteOf("07:30"), minuteOf("00:00", true)]).toEqual(["07:30", "00:00", 450, 1440]);
  expect(hoursOfDay(officerPost.hours, "2026-12-01")).toEqual([{ fromMinute: 450, untilMinute: 930 }]);
  expect(hoursOfDay(officerPost.hours, "2026-12-06")).toEqual([]);
});

it("Has no accessibility problem that axe finds, with a form open", async () => {
  const { user } = open("#/duty", { permissions, prepare: withPost });
  await user.click(await findButton("Change the post"));
  expect(await accessibilityProblems()).toEqual([]);
});
