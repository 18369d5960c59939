// Every text of the console, in every language. A key that a language lacks does not compile.
import { en } from "./en";
import { es } from "./es";
import { ht } from "./ht";
import { pt } from "./pt";

export type TextKey = keyof typeof en;
export type Dictionary = Record<TextKey, string>;

export const languages = ["en", "es", "pt", "ht"] as const;
export type Language = (typeof languages)[number];

/** Each language by its own name. */
export const languageNames: Record<Language, string> = {
  en: "English",
  es: "Español",
  pt: "Português",
  ht: "Kreyòl ayisyen",
};

export const dictionaries: Record<Language, Dictionary> = { en, es, pt, ht };

export function isTextKey(key: string): key is TextKey {
  return Object.hasOwn(en, key);
}

export function isLanguage(tag: string): tag is Language {
  return languages.some((known) => known === tag);
}
