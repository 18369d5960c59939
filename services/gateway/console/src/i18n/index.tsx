// The language of the page: a context, its switch in the header, and `useText()` for everybody.
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from "react";
import type { Timestamp } from "@bufbuild/protobuf/wkt";
import { clock, clockWithSeconds, day } from "../lib/time";
import { recall, remember } from "../lib/memory";
import { dictionaries, type Language, type TextKey } from "./dictionary";
import { type CountKey, formatNumber, locales, pickLanguage, translate, translateCount, type Values } from "./translate";

const kLanguageKey = "watchbell.language";

export interface Text {
  language: Language;
  setLanguage(language: Language): void;
  t(key: TextKey, values?: Values): string;
  count(stem: CountKey, count: number): string;
  number(value: number): string;
  /** Time of day, with the date unless it is today. */
  time(at: Timestamp | undefined): string;
  seconds(at: Date): string;
  /** "YYYY-MM-DD" as a long date. */
  day(text: string): string;
}

const TextContext = createContext<Text | undefined>(undefined);

export function TextProvider({ children, initial }: { children: ReactNode; initial?: Language }) {
  const [language, choose] = useState<Language>(
    () => initial ?? pickLanguage(recall(kLanguageKey), navigator.languages ?? []),
  );
  useEffect(() => {
    document.documentElement.lang = language;
    document.title = dictionaries[language]["app.name"];
  }, [language]);

  const setLanguage = useCallback((next: Language) => {
    remember(kLanguageKey, next);
    choose(next);
  }, []);

  const text = useMemo<Text>(() => {
    const tags = locales(language);
    return {
      language,
      setLanguage,
      t: (key, values) => translate(language, key, values),
      count: (stem, count) => translateCount(language, stem, count),
      number: (value) => formatNumber(language, value),
      time: (at) => clock(at, tags),
      seconds: (at) => clockWithSeconds(at, tags),
      day: (value) => day(value, tags),
    };
  }, [language, setLanguage]);
  return <TextContext value={text}>{children}</TextContext>;
}

export function useText(): Text {
  const text = useContext(TextContext);
  if (!text) throw new Error("useText needs a TextProvider");
  return text;
}
