// Every text of the console, in every language. A key that a language lacks does not compile.
import { alarm as alarmEn } from "./en/alarm";
import { board as boardEn } from "./en/board";
import { desk as deskEn } from "./en/desk";
import { refusals as refusalsEn } from "./en/refusals";
import { shell as shellEn } from "./en/shell";
import { tips as tipsEn } from "./en/tips";
import { alarm as alarmEs } from "./es/alarm";
import { board as boardEs } from "./es/board";
import { desk as deskEs } from "./es/desk";
import { refusals as refusalsEs } from "./es/refusals";
import { shell as shellEs } from "./es/shell";
import { tips as tipsEs } from "./es/tips";
import { alarm as alarmHt } from "./ht/alarm";
import { board as boardHt } from "./ht/board";
import { desk as deskHt } from "./ht/desk";
import { refusals as refusalsHt } from "./ht/refusals";
import { shell as shellHt } from "./ht/shell";
import { tips as tipsHt } from "./ht/tips";
import { alarm as alarmPt } from "./pt/alarm";
import { board as boardPt } from "./pt/board";
import { desk as deskPt } from "./pt/desk";
import { refusals as refusalsPt } from "./pt/refusals";
import { shell as shellPt } from "./pt/shell";
import { tips as tipsPt } from "./pt/tips";

const en = { ...shellEn, ...boardEn, ...deskEn, ...alarmEn, ...tipsEn, ...refusalsEn };

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

export const dictionaries: Record<Language, Dictionary> = {
  en,
  es: { ...shellEs, ...boardEs, ...deskEs, ...alarmEs, ...tipsEs, ...refusalsEs },
  pt: { ...shellPt, ...boardPt, ...deskPt, ...alarmPt, ...tipsPt, ...refusalsPt },
  ht: { ...shellHt, ...boardHt, ...deskHt, ...alarmHt, ...tipsHt, ...refusalsHt },
};

export function isTextKey(key: string): key is TextKey {
  return Object.hasOwn(en, key);
}

export function isLanguage(tag: string): tag is Language {
  return languages.some((known) => known === tag);
}
