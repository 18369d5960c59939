import { describe, expect, it } from "vitest";
import { dictionaries, languages } from "./dictionary";
import { pickLanguage, translate, translateCount } from "./translate";

const keys = Object.keys(dictionaries.en) as (keyof typeof dictionaries.en)[];
const placeholders = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();

describe.each(languages)("the dictionary %s", (language) => {
  const dictionary = dictionaries[language];

  it("has the same keys as English, none empty", () => {
    expect(Object.keys(dictionary).sort()).toEqual([...keys].sort());
    for (const key of keys) expect(dictionary[key].trim(), key).not.toBe("");
  });

  it("has the same values to fill in", () => {
    for (const key of keys) expect(placeholders(dictionary[key]), key).toEqual(placeholders(dictionaries.en[key]));
  });

  it("is translated: few texts are the same as in English", () => {
    const same = keys.filter((key) => dictionary[key] === dictionaries.en[key]);
    expect(language === "en" || same.length < 5, same.join()).toBe(true);
  });

  it("names 911 wherever English does", () => {
    for (const key of keys.filter((one) => dictionaries.en[one].includes("911"))) expect(dictionary[key]).toContain("911");
  });
});

describe("texts", () => {
  it("take values literally", () => {
    expect(translate("en", "board.since", { time: "$& {school}" })).toBe("Since $& {school}");
  });

  it("keep a placeholder that nobody filled, rather than say undefined", () => {
    expect(translate("en", "board.since")).toBe("Since {time}");
  });

  it("count", () => {
    expect(translateCount("en", "onsite.count", 1)).toBe("1 visitor on site");
    expect(translateCount("es", "onsite.count", 2)).toBe("2 visitantes en la escuela");
  });
});

describe("the first language", () => {
  it("is the chosen one", () => expect(pickLanguage("ht", ["es"])).toBe("ht"));
  it("else the browser's first that we have", () => expect(pickLanguage(null, ["fr-CA", "pt-BR", "en"])).toBe("pt"));
  it("else English", () => expect(pickLanguage("tlh", [])).toBe("en"));
});
