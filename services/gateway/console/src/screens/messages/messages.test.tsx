// @vitest-environment jsdom
import { fireEvent, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { Action } from "../../gen/watchbell/alerting/v1/incident_pb";
import { Message_State, MessageKind } from "../../gen/watchbell/notification/v1/message_pb";
import { incident } from "../../testing/fake_state";
import { accessibilityProblems, button, findButton, open, type Page } from "../../testing/render";

async function write({ user }: Page, body: string) {
  await user.selectOptions(await screen.findByLabelText("How urgent is it?"), "Urgent");
  fireEvent.change(screen.getByLabelText("Subject, English"), { target: { value: "Dismissal is late" } });
  fireEvent.change(screen.getByLabelText("Text, English"), { target: { value: body } });
  await user.click(button("Check it"));
}

it("The author sees how many would get it before a word is written", async () => {
  const { user } = open("#/messages");
  expect(await screen.findByText("76 people would get it.")).toBeTruthy();
  await user.selectOptions(screen.getByLabelText("To whom?"), "Families");
  expect(await screen.findByText("940 people would get it.")).toBeTruthy();
  expect(screen.getByText(/3 have no address/)).toBeTruthy();
});

it("A message that names a student cannot be sent, and says what to do", async () => {
  const page = open("#/messages");
  await write(page, "Tommy is late.");
  expect(await screen.findByText(/Leave out the student's name/)).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Send it now" })).toBeNull();
  expect(await accessibilityProblems()).toEqual([]);
});

it("Families hear only after the school's name was typed and an administrator agreed; then the last word follows", async () => {
  const page = open("#/messages");
  const { user, state } = page;
  await user.selectOptions(await screen.findByLabelText("To whom?"), "Families");
  await write(page, "Buses leave at four.");
  await user.type(await screen.findByLabelText("Type the name of the school"), "Norwood High School");
  await user.click(button("Ask those who must agree"));
  expect(await screen.findByText(/It was not done/)).toBeTruthy();
  await user.clear(screen.getByLabelText("Type the name of the school"));
  await user.type(screen.getByLabelText("Type the name of the school"), "Lincoln Elementary School");
  await user.click(button("Ask those who must agree"));
  await user.click(await findButton("Agree, as it stands"));
  await user.click(await findButton("Write the closing message"));
  fireEvent.change(screen.getByLabelText("Subject, English"), { target: { value: "All buses have left" } });
  fireEvent.change(screen.getByLabelText("Text, English"), { target: { value: "Thank you." } });
  await user.click(button("Check it"));
  expect(await screen.findByText("All buses have left")).toBeTruthy();
  const [closing, opening] = state.written.messages;
  expect([closing!.kind, closing!.openingId, opening!.state]).toEqual([MessageKind.CLOSING, opening!.id, Message_State.SENT]);
});

it("What is written during an alarm says whether it is about it, and whether it tells where children are", async () => {
  const page = open("#/messages", { prepare: ({ state }) => void state.incidents.push(incident(Action.LOCKDOWN)) });
  await page.user.click(await findButton("Show the console behind this"));
  await page.user.selectOptions(await screen.findByLabelText("Is it about the open alarm?"), "Lockdown");
  await page.user.click(screen.getByLabelText(/It says where children are/));
  await write(page, "Come to the field.");
  await findButton("Send it now");
  const [message] = page.state.written.messages;
  expect([message!.content?.incidentId, message!.content?.tellsWhereabouts]).toEqual([incident(Action.LOCKDOWN).id, true]);
});

it("Has no accessibility problem that axe finds", async () => {
  open("#/messages");
  await screen.findByText("76 people would get it.");
  expect(await accessibilityProblems()).toEqual([]);
});
