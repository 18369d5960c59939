// @vitest-environment jsdom
import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { Dismissal_State } from "../../gen/watchbell/visitor/v1/dismissal_pb";
import { type FakeGateway, kStaffPermissions } from "../../testing/fake_gateway";
import { visitor } from "../../testing/fake_state";
import { accessibilityProblems, button, findButton, open } from "../../testing/render";

const prepare = ({ state }: FakeGateway) => void (state.visits = [visitor("Maria", "Lopez")]);

// Without the directory the student's number is typed.
async function begin(student: string) {
  const page = open("#/desk/dismissal", { prepare, permissions: kStaffPermissions.filter((one) => one !== "directory.read") });
  await page.user.type(await screen.findByLabelText("Which student?"), student);
  await page.user.selectOptions(screen.getByLabelText("Adult on site"), await screen.findByRole("option", { name: /Maria Lopez/ }));
  await page.user.click(button("Begin"));
  await page.user.click(await findButton("Compare with the family’s record"));
  return page;
}

it("A student goes home after two looks at the document and the student's yes", async () => {
  const { user, state } = await begin("student-7");
  await user.selectOptions(await screen.findByLabelText("The student’s answer"), "Yes, comfortable");
  await user.type(screen.getByLabelText("Your initials"), "AR");
  await user.click(button("Record the answer"));
  await user.type(await screen.findByLabelText(/Last four/), "4417");
  await user.type(screen.getByLabelText("Your initials"), "BT");
  await user.click(button("Hand the student over"));
  expect(await screen.findByText("The student has left with the adult.")).toBeTruthy();
  expect(state.dismissals[0]!.state).toBe(Dismissal_State.RELEASED);
});

it("The student is found by name, and called so", async () => {
  const { user, state } = open("#/desk/dismissal", { prepare });
  await user.type(await screen.findByLabelText("Which student?"), "Bec");
  await user.click(button("Find"));
  await user.click(await screen.findByLabelText(/Tom Becker/));
  await user.selectOptions(screen.getByLabelText("Adult on site"), await screen.findByRole("option", { name: /Maria Lopez/ }));
  await user.click(button("Begin"));
  expect(await screen.findByRole("heading", { name: "Student Tom Becker" })).toBeTruthy();
  expect(state.dismissals[0]!.studentId).toBe("person-2");
});

it("A barred adult is offered no way on", async () => {
  await begin("barred");
  expect((await screen.findByText(/may never take the student/)).closest("[role=alert]")).toBeTruthy();
  expect(screen.queryByRole("button", { name: /Hand the student over|Record the answer|Compare/ })).toBeNull();
  expect(await accessibilityProblems()).toEqual([]);
});
