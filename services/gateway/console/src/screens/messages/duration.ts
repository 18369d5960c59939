// A time that passed, in seconds or minutes, as people say it. Pure.
import type { Text } from "../../i18n";

const kMs = 1_000;
const kMinuteMs = 60 * kMs;

/** Unset: it never came to that. */
export function duration({ t, number }: Pick<Text, "t" | "number">, ms: number | undefined): string {
  if (ms === undefined) return "–";
  const tenths = (value: number) => number(Math.round(value * 10) / 10);
  return ms < kMinuteMs ? t("delivery.seconds", { count: tenths(ms / kMs) }) : t("delivery.minutes", { count: tenths(ms / kMinuteMs) });
}
