// From a key and its values to a text.
import { dictionaries, isTextKey, type Language, type TextKey, languages } from "./dictionary";

export type Values = Record<string, string | number>;

/** The text of `key` with each {name} replaced by its value. */
export function translate(language: Language, key: TextKey, values: Values = {}): string {
  return dictionaries[language][key].replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : whole,
  );
}

type PluralStem = TextKey extends infer K ? (K extends `${infer S}.other` ? S : never) : never;
export type CountKey = Exclude<PluralStem, "cases.factor" | "fact" | "error" | "desk.kind" | "desk.doc" | "tip.cat">;

/** As `translate`, with the wording for this many: "<stem>.one" or "<stem>.other". */
export function translateCount(language: Language, stem: CountKey, count: number): string {
  const form = `${stem}.${new Intl.PluralRules(locales(language)).select(count)}`;
  return translate(language, isTextKey(form) ? form : `${stem}.other`, { count: formatNumber(language, count) });
}

export function formatNumber(language: Language, value: number): string {
  return new Intl.NumberFormat(locales(language)).format(value);
}

/** What Intl shall use: few browsers know dates in Haitian Creole, French ones are understood. */
export function locales(language: Language): string[] {
  return language === "ht" ? ["ht", "fr"] : [language];
}

/** The reader's language: as chosen before, else the first of the browser's that we have, else English. */
export function pickLanguage(chosen: string | null, browser: readonly string[]): Language {
  const wanted = [chosen ?? "", ...browser].map((tag) => tag.toLowerCase().split("-")[0]);
  return wanted.map((tag) => languages.find((known) => known === tag)).find(Boolean) ?? "en";
}
