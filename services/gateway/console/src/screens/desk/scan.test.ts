import { describe, expect, it } from "vitest";
import { controlCharacter, looksComplete } from "./scan";

const key = (name: string, more = {}) => ({ key: name, ctrlKey: true, altKey: false, metaKey: false, ...more });

describe("a scanner's control characters", () => {
  it("are taken from the browser's own shortcuts", () => {
    expect(controlCharacter(key("j"))).toBe("\n");
    expect(controlCharacter(key("^"))).toBe("\x1e");
    expect(controlCharacter(key("M"))).toBe("\r");
  });

  it("are not what a person types", () => {
    expect(controlCharacter(key("v"))).toBeUndefined();
    expect(controlCharacter(key("j", { ctrlKey: false }))).toBeUndefined();
    expect(controlCharacter(key("j", { metaKey: true }))).toBeUndefined();
  });
});

describe("a licence text", () => {
  const licence = "@\n\x1e\rANSI 636006090002DL00410250ZC02910013DLDCSLOPEZ\nDACMARIA\nDBB06021984\nDAQ123456789\n";

  it("is complete with header and elements, with and without its control characters", () => {
    expect(looksComplete(licence)).toBe(true);
    expect(looksComplete(licence.replace(/[\x1e\r]/g, ""))).toBe(true);
  });

  it("is not complete after its first characters, nor is any other text", () => {
    expect(looksComplete(licence.slice(0, 40))).toBe(false);
    expect(looksComplete("an ordinary sentence that a person has typed into the wrong field of the form")).toBe(false);
  });
});
