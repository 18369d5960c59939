import { describe, expect, it } from "vitest";
import { controlCharacter, scanned } from "./scan";

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
    expect(scanned(licence)).toBe("licence");
    expect(scanned(licence.replace(/[\x1e\r]/g, ""))).toBe("licence");
  });

  it("is not complete after its first characters, nor is any other text", () => {
    expect(scanned(licence.slice(0, 40))).toBeUndefined();
    expect(scanned("an ordinary sentence that a person has typed into the wrong field of the form")).toBeUndefined();
  });
});

describe("other documents", () => {
  const passport = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10";
  const card = "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<";

  it("are known by their lines, once all have come", () => {
    expect(scanned(passport)).toBe("passport");
    expect(scanned(card)).toBe("passport");
    expect(scanned(passport.slice(0, -1))).toBeUndefined();
  });

  it("and an invitation by its mark", () => {
    const code = "WB1/lincoln-es/0192f0c4-7d7e-7000-8000-000000000001/q3J0xk2mV9Qa7Zt1";
    expect(scanned(`${code}\n`)).toBe("invitation");
    expect(scanned(code.slice(0, 30))).toBeUndefined();
  });
});
