import { expect, it } from "vitest";
import { peopleOf } from "./people";

it("A line is a name, and perhaps a birth date and an email", () => {
  expect(peopleOf("Maria Lopez, 1984-06-02, maria@example.org\n\n  James Okafor ")).toEqual([
    { givenName: "Maria", familyName: "Lopez", dateOfBirth: "1984-06-02", email: "maria@example.org" },
    { givenName: "James", familyName: "Okafor", dateOfBirth: "", email: "" },
  ]);
});

it("A family name of several words stands first, with a semicolon", () => {
  expect(peopleOf("Lopez Ruiz; Ana Maria, ana@example.org")[0]).toMatchObject({
    ...{ givenName: "Ana Maria", familyName: "Lopez Ruiz", email: "ana@example.org" },
  });
});
