// What a barcode scanner types. A scanner is a keyboard that sends the licence's text in one burst; the control
// characters of the text (line feed, record separator, carriage return) arrive as Ctrl+letter, which a browser would
// take as its own commands (Ctrl+J opens the downloads). Pure.

/** In bytes, as the contract limits it. */
export const kScanBytesMax = 4_096;
/** A burst has ended when nothing came for so long. */
export const kBurstPauseMs = 350;

const kSeparators: Record<string, string> = { "\\": "\x1c", "]": "\x1d", "^": "\x1e", "6": "\x1e", _: "\x1f", "-": "\x1f" };

type Key = Pick<KeyboardEvent, "key" | "ctrlKey" | "altKey" | "metaKey">;

/** The control character that a scanner means by this key, or undefined for a key that is a person's own. */
export function controlCharacter({ key, ctrlKey, altKey, metaKey }: Key): string | undefined {
  if (!ctrlKey || altKey || metaKey) return undefined;
  if (/^[jJ]$/.test(key)) return "\n";
  if (/^[mM]$/.test(key)) return "\r";
  return kSeparators[key];
}

export type Scan = "licence" | "passport" | "invitation";

/** What was scanned, once it is whole: a licence, the lines of a passport or an identity card, an invitation's code. */
export function scanned(text: string): Scan | undefined {
  if (looksComplete(text)) return "licence";
  if (/^WB1\/[^\s/]+\/[0-9a-f-]{36}\/[^\s/]{8,}\s*$/.test(text.trim())) return "invitation";
  const lines = text.replace(/\s/g, "");
  // TD3 has two lines of 44 characters, TD1 three of 30.
  if (/^P[A-Z0-9<]{87}$/.test(lines) || /^[ACI][A-Z0-9<]{89}$/.test(lines)) return "passport";
  return undefined;
}

/** Whether this is a whole licence text: it begins as AAMVA says and has a first subfile with elements. */
function looksComplete(text: string): boolean {
  return /^\s*@/.test(text) && /(ANSI |AAMVA)\d{6}/.test(text) && /D[A-Z]{2}[^\n\r]/.test(text) && text.length > 60;
}

export function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}
