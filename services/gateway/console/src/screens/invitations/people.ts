// People as lines of text: "Maria Lopez, 1984-06-02, maria@example.org"; birth date and email may be missing. Pure.

export interface Person {
  givenName: string;
  familyName: string;
  dateOfBirth: string;
  email: string;
}

/** The last word of the name is the family name, unless the family name stands first with a semicolon: "Lopez Ruiz; Maria". */
export function peopleOf(lines: string): Person[] {
  return lines
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) => {
      const [name = "", ...rest] = line.split(",").map((part) => part.trim());
      const dateOfBirth = rest.find((part) => /^\d{4}-\d{2}-\d{2}$/.test(part)) ?? "";
      const email = rest.find((part) => part.includes("@")) ?? "";
      return { ...nameOf(name), dateOfBirth, email };
    });
}

function nameOf(name: string): Pick<Person, "givenName" | "familyName"> {
  const [family, given] = name.split(";").map((part) => part.trim());
  if (given !== undefined) return { givenName: given, familyName: family ?? "" };
  const words = name.split(/\s+/);
  return { givenName: words.slice(0, -1).join(" "), familyName: words.at(-1) ?? "" };
}
